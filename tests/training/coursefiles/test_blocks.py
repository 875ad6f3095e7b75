import pytest

from rounds.training.coursefiles import (
    AudioBlock,
    DoBlock,
    DontBlock,
    PictureBlock,
    ScenarioBlock,
    TextBlock,
    VideoBlock,
)

LINE = "this line does not belong to the list: write - and what to do, or > to explain"
VIDEO = "::: video ../media/talk.mp4 captions=../media/talk.vtt"


def test_blocks_and_questions_keep_their_order(sample):
    lesson = sample.read_lesson(
        "a\n\n![b](../media/map.svg)\n\nc\n::: do\n- d\n:::\ne\n\n::: question reflection f\ng\n\n> h\n:::\n\ni"
    )

    assert [type(part).__name__ for part in lesson.body] == [
        "TextBlock", "PictureBlock", "TextBlock", "DoBlock", "TextBlock", "QuestionFile", "TextBlock",
    ]  # fmt: skip
    assert [question.key for question in lesson.questions] == ["f"]
    assert len(lesson.blocks) == 6


@pytest.mark.parametrize(
    ("line", "alt", "caption"),
    [
        ("![A map](../media/map.svg)", "A map", ""),
        ('![A map](../media/map.svg "Where, [1]")', "A map", "Where, [1]"),
        ('  ![ A  map [x] ]( ../media/../media/map.svg  "" )', "A map [x]", ""),
        (r'![a \] b \\ c \d](../media/map.svg "say \"x\"")', r"a ] b \ c \d", 'say "x"'),
    ],
)
def test_picture_is_read(sample, line, alt, caption):
    assert sample.read_lesson(line).body == (PictureBlock("media/map.svg", alt, caption),)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("![](../media/map.svg)", "1: the picture has no description: say in the square brackets what it shows"),
        ('![a](../media/map.svg "[4]")', "1: [4] refers to a source that is not there: the lesson has 1"),
        ("![a](../media/none.svg)", '1: "../media/none.svg": the file is missing'),
        ("![a](../../map.svg)", '1: "../../map.svg": the path leads out of the course folder'),
        ("![a](/etc/map.svg)", '1: "/etc/map.svg": the path leads out of the course folder'),
    ],
)
def test_picture_that_does_not_fit_is_a_problem(sample, line, problem):
    assert sample.body_problems(line) == [problem]


@pytest.mark.parametrize(
    "line",
    [
        "![a](../media/map.svg 'b')",
        "![a](../media/map.svg) text",
        "![a] (../media/map.svg)",
        "![a](../media/map.svg)![b](../media/map.svg)",
        "![a [b](../media/map.svg)",
        '![a](../media/map.svg "b "c" d")',
    ],
)
def test_picture_in_another_form_is_a_problem(sample, line):
    assert sample.body_problems(line) == [
        '1: a picture is written ![what it shows](../media/name.svg "caption"); in a caption " is written \\"'
    ]


def test_lists_of_what_to_do_and_not_to_do_are_read(sample):
    body = (
        "::: do\n*  Say\twho\n   you are.\n\n* Answer **in general**.\n:::\n"
        ":::dont\n- Do not argue.\n- Don\u2019t hurry.\n- never lie\n:::"
    )

    assert sample.read_lesson(body).body == (
        DoBlock(("Say who you are.", "Answer **in general**.")),
        DontBlock(("Do not argue.", "Don\u2019t hurry.", "never lie")),
    )


def test_dont_list_in_another_language_is_not_checked(sample):
    sample.swap("course.md", "language: en", "language: es")

    assert sample.read_lesson("::: dont\n- No discutas.\n:::").body == (DontBlock(("No discutas.",)),)


def test_scenario_is_read_and_only_its_last_quote_is_the_answer(sample):
    body = "::: scenario  A  request\nShe writes:\n\n> Hello\n\nWhat do you do?\n\n> Wait.\n>\n> - Then answer.\n:::"

    assert sample.read_lesson(body).body == (
        ScenarioBlock("A request", "She writes:\n\n> Hello\n\nWhat do you do?", "Wait.\n\n- Then answer."),
    )


def test_video_and_audio_are_read(sample):
    body = VIDEO + "\nHello.\n\n- a\n:::\n::: audio ../media/talk.mp3\nHello.\n:::"

    assert sample.read_lesson(body).body == (
        VideoBlock("media/talk.mp4", "media/talk.vtt", "Hello.\n\n- a"),
        AudioBlock("media/talk.mp3", "", "Hello."),
    )


@pytest.mark.parametrize(
    ("body", "problems"),
    [
        ("::: do\n- a", ['1: the block "do" is not closed: end it with a line of :::']),
        ("::: do\n- a\n::: dont\n- Never b.\n:::", ['1: the block "do" is not closed: end it with a line of :::']),
        ("a\n:::", ["2: this ::: closes nothing"]),
        (":::: do\n- a\n:::", ["1: a block begins and ends with three colons"]),
        ("::: don't\n:::", ['1: there is no block "don\'t"; there are: question, do, dont, scenario, video, audio']),
        ("::: do this\n- a\n:::", ["1: nothing follows the word do on its line"]),
        ("::: do\n:::", ["1: the list is empty: write - and what to do"]),
        ("::: do\n-\n:::", ["2: this is empty: write - and what to do"]),
        ("::: do\na\n- b\n:::", [f"2: {LINE}"]),
        ("::: do\n- a\n\nb\n:::", [f"4: {LINE}"]),
        ("::: do\n- a\n  - b\n:::", ["3: this list holds no list within it"]),
        ("::: do\n- a\n  > b\n:::", ["3: a list of this kind has no explanations"]),
        ("::: do\n> b\n- a\n:::", ["2: this explains nothing: it stands before the list"]),
        (
            "::: do\n- <b>a</b> [9]\n:::",
            [
                "2: HTML is not part of a course: use Markdown",
                "2: [9] refers to a source that is not there: the lesson has 1",
            ],
        ),
        ("::: dont\n- Do not a.\n- Argue.\n:::", ['3: each line of a dont list says "do not", "never" or "don\'t"']),
        ("::: scenario\na\n\n> b\n:::", ["1: the scenario has no title: write it after ::: scenario"]),
        ("::: scenario a\n> b\n:::", ["1: the scenario has no text"]),
        ("::: scenario a\nb\n:::", ["1: the scenario has no answer: end it with lines that begin with >"]),
        ("::: scenario a\nb\n\n> c\n> # d\n:::", ["5: a heading begins with ## or ###, not with #"]),
        (
            "::: video ../media/talk.mp4\na\n:::",
            ["1: the video has no captions: write captions=../media/name.vtt after its path"],
        ),
        (VIDEO + "\n:::", ["1: the transcript is missing: write what is said between the ::: lines"]),
        (VIDEO + " x\na\n:::", ["1: after the path stands captions=../media/name.vtt and nothing else"]),
        ("::: audio ../media/none.mp3\na\n:::", ['1: "../media/none.mp3": the file is missing']),
        (
            "::: audio ../media/talk.mp3 captions=../media/none.vtt\na\n:::",
            ['1: "../media/none.vtt": the file is missing'],
        ),
        (
            "::: audio ../media/map.svg\na\n:::",
            ['1: "../media/map.svg": a recording is of one of these kinds: mp3, ogg, m4a'],
        ),
    ],
)
def test_block_that_does_not_fit_is_a_problem(sample, body, problems):
    told = sample.body_problems("Text.\n\n" + body)

    assert sorted(told) == sorted(
        f"{int(line) + 2}:{reason}" for line, _, reason in (p.partition(":") for p in problems)
    )


def test_texts_between_blocks_lose_only_odd_spacing(sample):
    body = "\n\n\n a  \t\n\n\n\nb\t c   \n\n\n"

    assert sample.read_lesson(body).body == (TextBlock(" a\n\nb    c"),)
