import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rounds.training.rehearsing.conditions import FORMS, Condition, Facts, Marks, Unknown, fits, read_condition
from rounds.training.rehearsing.playing import Place, play
from rounds.training.rehearsing.reading import trusted
from rounds.training.rehearsing.saying import folded, names_channel, says
from tests.factories.rehearsals import TEXT

SCRIPT = trusted("loud-ward", TEXT)


def marks(
    text: str = "Words.", verdict: str = "clear", *rules: str, grade: float | None = 5.0, words: int = 20
) -> Marks:
    flat = folded(text)
    return Marks(verdict, frozenset(rules), grade, words, names_channel(flat, ()), lambda wanted: says(flat, wanted))


@pytest.mark.parametrize(
    ("choice", "draft", "step"),
    [
        ("silence", None, "ignored"),
        ("answer", marks("Call us", "block"), "told"),
        ("answer", marks("Call us", "review"), "told"),
        ("answer", marks("Nonsense! Call us"), "fight"),
        ("answer", marks("Thank you"), "closed"),
        ("answer", marks("Call us"), "asked"),
    ],
)
def test_the_first_line_that_fits_decides(choice: str, draft: Marks | None, step: str) -> None:
    assert play(SCRIPT, Place(), choice, draft).step.key == step


def test_the_clock_counts_choice_and_step_and_tries_begin_anew_at_a_turn() -> None:
    first = play(SCRIPT, Place(), "silence", None)
    assert first.place == Place("", 90, 2)

    turn = play(SCRIPT, Place("", 90, 2), "answer", marks("Call us"))
    assert turn.place == Place("asked", 105, 1)

    assert play(SCRIPT, Place("asked", 105, 1), "call", None).place is None


@pytest.mark.parametrize(
    ("condition", "fitting"),
    [
        ("choice is answer", True),
        ("choice is not answer", False),
        ("choice is silence or answer", True),
        ("privacy is block or review", True),
        ("privacy is not clear", True),
        ("privacy finds advice or minor", True),
        ("privacy does not find advice", False),
        ("draft confirms care", False),
        ("draft does not confirm care", True),
        ("draft names a private channel", True),
        ("draft does not name a private channel", False),
        ('draft says "apolog*"', True),
        ('draft says "apolog"', False),
        ('draft does not say "sorry" or "apologise"', False),
        ("grade above 8", True),
        ("grade above 9", False),
        ("grade at most 9", True),
        ("words above 20", False),
        ("words at most 20", True),
        ("minutes above 30", True),
        ("minutes at most 31", True),
        ("tries above 2", False),
        ("tries at most 2", True),
    ],
)
def test_each_condition(condition: str, fitting: bool) -> None:
    draft = marks("We apologise. Call 555-0142.", "review", "advice", grade=8.6)

    assert fits(read_condition(condition), Facts("answer", 31, 2, draft)) is fitting
    assert str(read_condition(condition)) == condition


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_the_document_can_be_read(form: str) -> None:
    words = form.replace("RULE", "advice").replace("KEY", "answer")

    assert str(read_condition(words)) == words


@pytest.mark.parametrize("words", ["", "privacy", "grade over 9", "grade above nine", "draft says sorry", "choice is"])
def test_anything_else_is_unknown(words: str) -> None:
    with pytest.raises(Unknown):
        read_condition(words)


def test_nothing_about_a_draft_fits_when_nothing_was_written() -> None:
    silent = Facts("silence", 0, 1)
    told = (
        "privacy is not block",
        "draft does not confirm care",
        'draft does not say "x"',
        "grade at most 8",
        "words at most 9",
    )

    assert [fits(read_condition(words), silent) for words in told] == [False] * len(told)


def test_a_draft_without_a_grade_counts_as_easy() -> None:
    facts = Facts("answer", 0, 1, marks(grade=None))

    assert [fits(read_condition(words), facts) for words in ("grade above 1", "grade at most 1")] == [False, True]


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("Call 555-0142.", True), ("Ring +44 20 7946 0958 now", True), ("Write to help@example.org", True),
        ("Send us a direct message", True), ("Llámenos hoy", True), ("We open from 8 to 6 in 2026", False), ("", False),
    ],
)  # fmt: skip
def test_a_way_to_a_private_talk(text: str, leads: bool) -> None:
    assert names_channel(folded(text), ()) is leads


@pytest.mark.slow
@given(st.text(max_size=200))
def test_any_text_leads_somewhere(text: str) -> None:
    for verdict, choice in itertools.product(("clear", "review", "block"), ("answer", "silence")):
        draft = marks(text, verdict) if choice == "answer" else None
        assert play(SCRIPT, Place(), choice, draft).step in SCRIPT.steps


def test_conditions_know_whether_they_ask_for_a_draft() -> None:
    assert [Condition(about).of_draft for about in ("choice", "minutes", "tries", "says")] == [
        False,
        False,
        False,
        True,
    ]
