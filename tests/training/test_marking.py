import pytest

from rounds.training.drawing import Drawn
from rounds.training.marking import mark, problem_with
from rounds.training.questions import Question, question_from
from tests.factories import training as make


def read(block: dict) -> Question:  # type: ignore[type-arg]
    return question_from(block["type"], block["value"])


ONE, SEVERAL, ORDER = (
    read(make.question_one("one")),
    read(make.question_several("several")),
    read(make.question_order("order")),
)
GAPS, REFLECTION = read(make.question_gaps("gaps")), read(make.question_reflection("reflection"))


def drawn(question: Question, order: list[int] | None = None) -> Drawn:
    return Drawn(key=question.key, order=order or list(range(len(question.options))))


@pytest.mark.parametrize(
    ("question", "given", "right"),
    [
        (ONE, "0", True),
        (ONE, "1", False),
        (SEVERAL, ["0", "1"], True),
        (SEVERAL, ["1", "0"], True),
        (SEVERAL, ["0"], False),
        (SEVERAL, ["0", "1", "2"], False),
        (GAPS, ["0", "1"], True),
        (GAPS, ["1", "0"], False),
        (GAPS, ["0", "0"], False),
        (REFLECTION, "I would thank them.", None),
    ],
)
def test_answer_is_marked(question: Question, given: object, right: bool | None) -> None:
    assert mark(question, given, drawn(question)) is right


@pytest.mark.parametrize(("given", "right"), [(["3", "1", "2"], True), (["1", "2", "3"], False)])
def test_order_is_marked_against_the_steps_as_they_were_shown(given: list[str], right: bool) -> None:
    assert mark(ORDER, given, drawn(ORDER, [2, 0, 1])) is right


@pytest.mark.parametrize(
    ("question", "given", "said"),
    [
        (ONE, None, "Choose an answer."),
        (ONE, "", "Choose an answer."),
        (ONE, "2", "Choose an answer."),
        (ONE, "-1", "Choose an answer."),
        (ONE, "0", ""),
        (SEVERAL, [], "Choose at least one answer."),
        (SEVERAL, ["9"], "Choose at least one answer."),
        (SEVERAL, ["2"], ""),
        (ORDER, ["1", "", "2"], "Give each step a number."),
        (ORDER, ["1", "1", "2"], "Two steps have the same number. Give each number once."),
        (ORDER, ["1", "2"], "Give each step a number."),
        (ORDER, ["1", "2", "3"], ""),
        (GAPS, ["0", ""], "Choose a word for each gap."),
        (GAPS, ["0"], "Choose a word for each gap."),
        (GAPS, ["2", "1"], ""),
        (REFLECTION, "  \n", "Write a sentence or two."),
        (REFLECTION, "a" * 5001, "Your answer has 5001 characters. Shorten it to 5000."),
        (REFLECTION, "Thank you for telling us.", ""),
    ],
)
def test_incomplete_answer_is_told_what_is_missing(question: Question, given: object, said: str) -> None:
    assert problem_with(question, given) == said
