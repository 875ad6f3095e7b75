import pytest

from rounds.training.coursefiles import GapFile, OptionFile, QuestionFile

ONE = "::: question one b1\nHow many?\n\n- [ ] Few\n  > No.\n- [x] Many\n  > Yes [1].\n:::"
SEVERAL = ONE.replace("one b1", "several b2")
ORDER = "::: question order b3\nSort.\n\n1. a\n2. b\n3. c\n\n> Why.\n:::"
GAPS = "::: question gaps b4\nA {{fact}} first.\n\n- fact\n  > Yes.\n- myth\n  > No.\n:::"
REFLECTION = "::: question reflection b5\nWrite.\n\n> A good answer.\n:::"
KEY = "write ::: question one and a key of small letters, digits and single hyphens"
KIND = "a question is one of one, several, order, gaps, reflection"
NONE_WHOLE = "the question needs an explanation: end it with lines that begin with >"
FORM = "write - [ ] or - [x] and an answer"
LINE = f"this line does not belong to the list: {FORM}, or > to explain"
GAP = "the text has no gap: write {{word}} where a word is to be found"
PICTURE = "a picture stands alone in its paragraph, outside lists, questions and ::: blocks"
EXPLAIN = "the answer needs an explanation: a line that begins with > below it"


def test_every_kind_of_question_is_read(sample):
    questions = sample.read_lesson("\n".join(["Text.", ONE, SEVERAL, ORDER, GAPS, REFLECTION])).questions

    options = (OptionFile("Few", False, "No."), OptionFile("Many", True, "Yes [1]."))
    assert questions == (
        QuestionFile("one", "b1", "How many?", options=options),
        QuestionFile("several", "b2", "How many?", options=options),
        QuestionFile("order", "b3", "Sort.", steps=("a", "b", "c"), explanation="Why."),
        QuestionFile(
            "gaps", "b4", "A {{fact}} first.", gaps=(GapFile("fact", False, "Yes."), GapFile("myth", True, "No."))
        ),
        QuestionFile("reflection", "b5", "Write.", explanation="A good answer."),
    )


def test_question_with_odd_spacing_is_read_as_the_same(sample):
    odd = "::: question  one   b1\n\nHow many?\n  *  [ ]  Few\n\n   >No.\n\n  * [X] Many\n>  Yes [1].\n:::"

    [plain] = sample.read_lesson("Text.\n" + ONE).questions
    [question] = sample.read_lesson("Text.\n" + odd.replace(">  Yes", "> Yes")).questions

    assert question == plain


def test_prompt_and_explanation_may_have_several_paragraphs(sample):
    body = "Text.\n" + ONE.replace("How many?", "A list:\n\n- a\n- b\n\nHow many?").replace(
        "> No.", "> No.\n  >\n  > - Why."
    )

    [question] = sample.read_lesson(body).questions

    assert question.prompt == "A list:\n\n- a\n- b\n\nHow many?"
    assert question.options[0].explanation == "No.\n\n- Why."


def test_answer_on_several_lines_becomes_one(sample):
    [question] = sample.read_lesson("Text.\n" + ONE.replace("Few", "Few\n  or  none")).questions

    assert question.options[0].text == "Few or none"


def test_spaces_within_a_gap_are_dropped(sample):
    [question] = sample.read_lesson("Text.\n" + GAPS.replace("{{fact}}", "{{ fact }}")).questions

    assert question.prompt == "A {{fact}} first."


@pytest.mark.parametrize(
    ("good", "old", "new", "problems"),
    [
        (ONE, "one b1", "one", [f"1: {KEY}"]),
        (ONE, "one b1", "one B1", [f"1: {KEY}"]),
        (ONE, "one b1", "one b1--a", [f"1: {KEY}"]),
        (ONE, "one b1", "one b1 a", [f"1: {KEY}"]),
        (ONE, "one b1", "On b1", [f'1: {KIND}, not "On"']),
        (ONE, "one b1", "ordre b1", [f'1: {KIND}, not "ordre"; did you mean "order"?']),
        (ONE, "How many?\n", "", ["1: the question has no text"]),
        (ONE, "[x]", "[ ]", ["1: this kind has exactly one [x], not 0"]),
        (ONE, "[ ]", "[x]", ["1: this kind has exactly one [x], not 2"]),
        (ONE, "- [ ] Few\n  > No.\n", "", [f"1: this kind has two to six answers, not 1: {FORM}"]),
        (
            ONE,
            "- [ ] Few\n",
            "".join(f"- [ ] {n}\n  > No.\n" for n in "abcdef"),
            [f"1: this kind has two to six answers, not 7: {FORM}"],
        ),
        (ONE, "  > No.\n", "", [f"4: {EXPLAIN}"]),
        (ONE, "- [x] Many", "- Many", ["1: this kind has exactly one [x], not 0", f"6: {FORM}"]),
        (ONE, "- [ ] Few", "- [] Few", [f"4: {FORM}"]),
        (ONE, "Few", "Many", ['6: "Many" stands twice']),
        (ONE, "  > No.", "  > No.\n  lazy", [f"6: {LINE}"]),
        (ONE, "Yes [1]", "Yes [3]", ["7: [3] refers to a source that is not there: the lesson has 1"]),
        (ONE, "How", "# How", ["2: a heading begins with ## or ###, not with #"]),
        (ONE, "\n- [ ] Few", "\n![a](../media/map.svg)\n\n- [ ] Few", [f"4: {PICTURE}"]),
        (SEVERAL, "[x]", "[ ]", ["1: this kind needs at least one [x] and one [ ]"]),
        (SEVERAL, "[ ]", "[x]", ["1: this kind needs at least one [x] and one [ ]"]),
        (ORDER, "3. c\n", "", ["1: this kind has three to seven steps, not 2"]),
        (
            ORDER,
            "3. c\n",
            "".join(f"{n}. s{n}\n" for n in range(3, 9)),
            ["1: this kind has three to seven steps, not 8"],
        ),
        (ORDER, "3. c", "3. a", ['6: "a" stands twice']),
        (ORDER, "> Why.\n", "", [f"1: {NONE_WHOLE}"]),
        (ORDER, "2. b", "  > b\n2. b", ["5: the explanation stands once, after the last step"]),
        (GAPS, "{{fact}}", "fact", [f"1: {GAP}"]),
        (GAPS, "{{fact}}", "{{fact", [f"1: {GAP}", "2: a gap is written {{word}}, on one line"]),
        (GAPS, "{{fact}}", "{{facts}}", ['2: "facts" is a gap but is not in the list; did you mean "fact"?']),
        (GAPS, "- myth", "- Fact", ['6: "Fact" stands twice']),
        (GAPS, "  > No.\n", "", [f"6: {EXPLAIN}"]),
        (REFLECTION, "Write.\n", "", ["1: the question has no text"]),
        (REFLECTION, "> A good answer.\n", "", [f"1: {NONE_WHOLE}"]),
    ],
)
def test_question_that_breaks_a_rule_is_a_problem(sample, good, old, new, problems):
    assert old in good
    told = [problem.partition(":") for problem in sample.body_problems("Text.\n" + good.replace(old, new, 1))]

    assert [f"{int(line) - 1}:{reason}" for line, _, reason in told] == problems


def test_key_used_twice_in_a_course_is_a_problem(sample):
    sample.lesson("Text.\n\n" + ONE)
    sample.write("1-why/2-next.md", (sample.folder / sample.lesson_name).read_text())

    assert sample.problems() == ["1-why/2-next.md:15: the key b1 is already used in basic/1-why/1-what.md:15"]


def test_draw_may_ask_all_questions_and_no_more(sample):
    sample.lesson("Text.\n\n" + ONE + "\n" + SEVERAL)
    sample.swap(sample.lesson_name, "minutes: 9", "minutes: 9\ndraw: 2")
    assert sample.read().modules[0].lessons[0].draw == 2

    sample.swap(sample.lesson_name, "draw: 2", "draw: 3")
    assert sample.problems() == ["1-why/1-what.md:4: draw asks 3 questions, and the lesson has 2"]
