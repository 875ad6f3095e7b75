"""What the reader of rehearsal files says of a spoiled file, with line and reason."""

from pathlib import Path

import pytest

from rounds.training.coursefiles.problems import CourseProblems
from rounds.training.rehearsing.reading import SUBJECTS, VOICES, read_rehearsals, read_text, trusted
from rounds.training.rehearsing.writing import rehearsal_text, write_rehearsals
from rounds.training.vocabulary import Subject
from tests.factories.rehearsals import TEXT

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "reference" / "rehearsal-files.md"
CONTENT = Path(__file__).resolve().parents[3] / "content" / "rehearsals"


def problems(old: str, new: str) -> list[tuple[int, str]]:
    assert old in TEXT
    with pytest.raises(CourseProblems) as caught:
        read_text("loud-ward", TEXT.replace(old, new, 1))
    return [(problem.line, problem.reason) for problem in caught.value.problems]


def line(words: str) -> int:
    return TEXT[: TEXT.index(words)].count("\n") + 1


def test_the_words_for_subjects_and_voices_are_those_of_the_centre() -> None:
    from rounds.engines.privacy import VOICES as ENGINE

    assert tuple(Subject.values) == SUBJECTS
    assert VOICES == ENGINE


def test_a_file_says_the_same_after_one_round() -> None:
    rehearsal = read_text("loud-ward", TEXT)

    assert rehearsal_text(rehearsal) == TEXT
    assert trusted("loud-ward", rehearsal_text(rehearsal)) == rehearsal


@pytest.mark.parametrize(
    ("old", "new", "number", "reason"),
    [
        (
            "subject: reviews",
            "subject: revews",
            7,
            'subject is one of privacy, consent, boundaries, reviews, conduct, endorsement, misinformation, security, harassment, media, safety, not "revews"; did you mean "reviews"?',  # noqa: E501
        ),
        (
            "voice: organisation",
            "voice: hospital",
            10,
            'voice is one of provider, organisation, patient, public, not "hospital"',
        ),
        ("principle: Never", "principl: Never", 9, 'there is no field "principl"; did you mean "principle"?'),
        (
            "::: screen review",
            "::: screen reveiw",
            line("::: screen review"),
            'write ::: screen and one of post, review, comment, message, email, news; did you mean "review"?',
        ),
        (
            "From: Dana W",
            "Frm: Dana W",
            line("From: Dana W"),
            '"Frm" is not one of From, About, Where, When, Rating, Picture; did you mean "From"?',
        ),
        ("Rating: 1", "Rating: 9", line("::: screen review"), "Rating is a number from 1 to 5"),
        (
            "## Situation",
            "## Situatoin",
            line("## Situation"),
            'there is no part "Situatoin"; did you mean "Situation"?',
        ),
        (
            "## Step ignored: Nobody answers",
            "## Step Ignored",
            line("## Step ignored"),
            "a step begins with ## Step key: Title; the key is small letters, digits and single hyphens",
        ),
        (
            "Result: lost",
            "Result: bad",
            line("## Step fight"),
            'Result is one of good, not yet, go on, lost, not "bad"',
        ),
        (
            "Later: 20 minutes",
            "Later: soon",
            line("## Step closed"),
            'Later: is followed by a number of minutes, such as 15 minutes, not by "soon"',
        ),
        (
            "choice is silence",
            "choice is silent",
            line("When: choice is silence"),
            'there is no choice "silent" here; did you mean "silence"?',
        ),
        (
            "privacy is not clear",
            "privacy is not green",
            line("When: privacy is not clear"),
            '"green" is not one of clear, review, block',
        ),
        (
            'draft says "nonsense"',
            "draft confirm care",
            line("When: draft says"),
            'the condition "draft confirm care" is not known; did you mean "draft confirms care"?; see docs/reference/rehearsal-files.md',
        ),
        (
            "- silence: Say nothing (60 minutes)",
            "- silence Say nothing",
            line("- silence"),
            "a choice is written - key: What the learner reads (write, 5 minutes)",
        ),
        ("Then: ignored\n", "\n", line("When: choice is silence"), "this When: has no Then:"),
        (
            "Otherwise: asked",
            "Otherwise: asked\n\nWhen: choice is answer\nThen: asked",
            line("Otherwise: asked") + 2,
            "Otherwise: is the last line: nothing after it can be reached",
        ),
        ("- Gives a number.\n", "", line("## What a good answer does"), "this list has three to eight points, not 2"),
        (
            "It keeps the rule [1]",
            "It keeps the rule [2]",
            line("It keeps"),
            "[2] refers to a source that is not there: the lesson has 1",
        ),
        (
            "::: question one loud-third",
            "::: question several loud-third",
            line("::: question one loud-third"),
            "here stand questions only, each begins with ::: question one and a key",
        ),
        ("one loud-third", "one loud-second", line("## Keep it fresh"), "the key loud-second stands twice"),
        (
            "Your words say that",
            "### Your words\n\nsay that",
            line("Your words say"),
            "a text of a rehearsal has no headings of its own: only ## begins a part",
        ),
    ],
)
def test_a_fault_is_named_with_its_line(old: str, new: str, number: int, reason: str) -> None:
    assert (number, reason) in problems(old, new)


def test_a_missing_part_is_named() -> None:
    start, end = TEXT.index("## Worked answer"), TEXT.index("## Why it works")

    with pytest.raises(CourseProblems) as caught:
        read_text("loud-ward", TEXT[:start] + TEXT[end:])

    assert [problem.reason for problem in caught.value.problems] == ['the part "## Worked answer" is missing']


def test_all_faults_of_a_folder_are_told_together(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text(TEXT.replace("subject: reviews\n", ""))
    (tmp_path / "Two words.md").write_text(TEXT)

    with pytest.raises(CourseProblems) as caught:
        read_rehearsals(tmp_path)

    assert [(problem.file, problem.reason) for problem in caught.value.problems] == [
        (f"{tmp_path.name}/Two words.md", "a rehearsal's file is named by its address: small letters, digits and single hyphens"),
        (f"{tmp_path.name}/one.md", "subject is missing"),
    ]  # fmt: skip


@pytest.mark.parametrize("folder", ["nothing-here", "."])
def test_a_folder_without_files_is_told(tmp_path: Path, folder: str) -> None:
    with pytest.raises(CourseProblems):
        read_rehearsals(tmp_path / folder)


def test_a_text_with_strange_characters_or_of_great_size_is_refused() -> None:
    for text in (TEXT + "\u200b", TEXT + "x" * 300_000, "", "no front matter"):
        with pytest.raises(CourseProblems):
            read_text("loud-ward", text)


@pytest.mark.slow
def test_the_shipped_rehearsals_are_right_and_canonical(tmp_path: Path) -> None:
    rehearsals = read_rehearsals(CONTENT)

    write_rehearsals({each.address: rehearsal_text(each) for each in rehearsals}, tmp_path)

    shipped = {path.name: path.read_text() for path in CONTENT.glob("*.md")}
    assert {path.name: path.read_text() for path in tmp_path.glob("*.md")} == shipped


def test_the_example_of_the_document_is_the_shipped_file() -> None:
    example = DOCUMENT.read_text().split("## A complete example\n\n```markdown\n")[1].removesuffix("```\n")

    assert example == (CONTENT / "one-star-review.md").read_text()
