import random

from rounds.training.drawing import draw
from rounds.training.questions import Question, question_from
from tests.factories import training as make


def bank() -> list[Question]:
    blocks = [make.question_one(f"q{number}") for number in range(5)] + [make.question_order("steps")]
    return [question_from(block["type"], block["value"]) for block in blocks]


def test_draw_takes_as_many_as_asked_in_the_lessons_order() -> None:
    keys = [question.key for question in bank()]

    taken = [drawn["key"] for drawn in draw(bank(), 3, random.Random(4))]

    assert len(taken) == 3
    assert taken == sorted(taken, key=keys.index)


def test_draw_takes_all_without_a_number() -> None:
    assert len(draw(bank(), None, random.Random(4))) == 6


def test_draw_takes_all_when_the_bank_is_smaller() -> None:
    assert len(draw(bank(), 50, random.Random(4))) == 6


def test_each_question_of_the_bank_is_drawn_sooner_or_later() -> None:
    chance = random.Random(1)

    seen = {drawn["key"] for _ in range(50) for drawn in draw(bank(), 2, chance)}

    assert seen == {question.key for question in bank()}


def test_steps_are_never_shown_in_their_right_order() -> None:
    chance = random.Random(2)

    orders = [draw(bank()[5:], None, chance)[0]["order"] for _ in range(50)]

    assert [0, 1, 2] not in orders
