"""The checker plays every path: dead branches, traps, gaps and unsafe ends are told with their line."""

import pytest

from rounds.training.coursefiles.problems import CourseProblems
from rounds.training.rehearsing.reading import read_text
from tests.factories.rehearsals import TEXT


def problems(*changes: tuple[str, str]) -> list[tuple[int, str]]:
    text = TEXT
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    with pytest.raises(CourseProblems) as caught:
        read_text("loud-ward", text)
    return [(problem.line, problem.reason) for problem in caught.value.problems]


def line(words: str) -> int:
    return TEXT[: TEXT.index(words)].count("\n") + 1


DEAD = "the lines above catch everything it could catch, or its conditions exclude each other"


def test_a_line_that_those_above_it_cover_is_dead() -> None:
    found = problems(('When: draft says "nonsense"', "When: privacy is block"))

    assert (line("When: draft says"), f'this line can never lead to "fight": {DEAD}') in found
    assert (line("## Step fight"), 'no path reaches the step "fight"') in found


def test_conditions_that_exclude_each_other_are_dead() -> None:
    found = problems(('When: draft says "nonsense"', 'When: choice is silence\nAnd: draft says "nonsense"'))

    assert (line("When: draft says"), f'this line can never lead to "fight": {DEAD}') in found


def test_a_rule_that_lifts_the_verdict_cannot_come_with_a_clear_one() -> None:
    found = problems(('When: draft says "nonsense"', "When: privacy is clear\nAnd: draft confirms care"))

    assert (line("When: draft says"), f'this line can never lead to "fight": {DEAD}') in found


@pytest.mark.parametrize("limit", ["minutes above 5000", "tries above 9"])
def test_time_and_tries_can_always_grow(limit: str) -> None:
    text = TEXT.replace('When: draft says "nonsense"', f"When: {limit}")

    assert read_text("loud-ward", text).step("fight") is not None


def test_time_that_has_passed_anyway_makes_what_follows_dead() -> None:
    found = problems(("When: privacy is not clear", "When: minutes above 5"))

    assert found == [(line("Otherwise: heard"), f'this line can never lead to "heard": {DEAD}')]


def test_a_step_that_nothing_names_is_told() -> None:
    found = problems(("## Step heard:", "## Step alone: Nobody\n\nResult: lost\n\nNothing.\n\n## Step heard:"))

    assert found == [(line("## Step heard:"), 'no path reaches the step "alone"')]


def test_a_step_that_is_not_there_is_told_with_the_nearest() -> None:
    found = problems(("Then: closed", "Then: close"))

    assert found == [(line("When: draft does not name"), 'there is no step "close"; did you mean "closed"?')]


def test_an_answer_that_no_line_catches_is_told() -> None:
    found = problems(
        ("Otherwise: heard", 'When: draft says "sorry"\nThen: heard'),
    )

    task = TEXT[: TEXT.index("- call:")].count("\n")
    assert found == [
        (task, 'some answers with the choice "answer" are caught by no line: end with Otherwise: and a step')
    ]


def test_words_that_are_blocked_cannot_end_well() -> None:
    found = problems(("When: privacy is not clear", "When: privacy is review"))

    assert found == [
        (
            line("Otherwise: heard"),
            'words that the privacy check blocks can reach the good end "heard": catch them in a line above, '
            "with When: privacy is block",
        )
    ]


def test_blocked_words_that_are_taken_back_do_no_harm() -> None:
    assert read_text("loud-ward", TEXT).steps[1].result == "not yet"


def test_a_circle_without_an_end_is_told() -> None:
    found = problems(
        ("Otherwise: heard", "Otherwise: told"),
        ("When: choice is call\nThen: heard", "When: choice is call\nThen: closed"),
    )

    assert (TEXT[: TEXT.index("- call:")].count("\n"), "from here a path can reach no end any more") in found


def test_a_rehearsal_needs_a_good_end_and_one_that_asks_again() -> None:
    found = problems(("Result: good", "Result: lost"))

    assert found == [(1, "no step has Result: good")]


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (
            "Choice: answer\n\nThank you. We want to hear more. Call us on 555-0142.",
            "Choice: answer\n\nThank you. We want to hear more.",
            'there is no choice "call" at this place of the story',
        ),
        ("Choice: call\n", "Choice: call\n\nWords.\n", "this choice asks for no words"),
        ("Choice: call\n", "Choice: call\n\nChoice: call\n", "the story is over before this part of the worked answer"),
        ("\nChoice: call\n", "", 'the worked answer leads to "asked", which is not a good end'),
        (
            "Choice: answer\n\nThank you. We want to hear more. Call us on 555-0142.\n\nChoice: call\n",
            "Choice: silence\n",
            'the worked answer leads to "ignored", which is not a good end',
        ),
        (
            "Thank you. We want to hear more. Call",
            "Notwithstanding organisational considerations regarding institutional communication responsibilities, "
            "interested individuals may telephone representatives immediately afterwards. Call",
            "bring it to 8 or lower",
        ),
    ],
)
def test_the_worked_answer_is_played(old: str, new: str, reason: str) -> None:
    assert any(reason in said for _line, said in problems((old, new)))
