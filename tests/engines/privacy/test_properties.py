"""What holds for every text."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rounds.engines.privacy import VOICES, as_json, redact, screen

WORDS = st.sampled_from(
    [
        "Jane",
        "Doe",
        "mrs.",
        "patient",
        "surgery",
        "your",
        "our",
        "@jane_d",
        "room",
        "12",
        "92",
        "on",
        "Tuesday",
        "March",
        "3",
        "555-0100",
        "diagnosed",
        "he",
        "said",
        "thank",
        "you",
        ".",
        "!",
        "\n",
        "she",
        "from",
        "Pine",
        "Hollow",
        "Dr.",
        "Webb",
        "MRN",
        "00481973",
        "jane(at)example(dot)org",
        "👀",
        "#nurse",
        "José",
        "¿",
        "\u200b",
        "tonight",
        "we",
        "lost",
        "her",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join))
ADDED = " Our patient Ellen Whitcombe had her hip replaced here."


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(VOICES))
def test_places_hold_exactly_the_words_and_answers_repeat(text: str, voice: str) -> None:
    screening = screen(text, voice=voice)

    assert all(text[span.start : span.end] == span.text for span in screening.spans)
    assert as_json(screening) == as_json(screen(text, voice=voice))


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_redacting_twice_is_redacting_once(text: str) -> None:
    once = redact(text).text

    assert redact(once).text == once


@pytest.mark.parametrize(
    "text", ["\ud800", "\x00" * 50, "İstanbul ẞ ﬁ", "דנה اليوم 田中さん", "a\u0301" * 500, "😀" * 300]
)
def test_no_text_breaks_it(text: str) -> None:
    assert as_json(screen(text))["verdict"] == "clear"


@pytest.mark.parametrize(
    "text", ["Nurses, wash your hands.", "We lost her tonight.", "Dr. Webb speaks on May 3.", "MRN 00481973", ""]
)
def test_naming_a_patient_never_lowers_the_verdict(text: str) -> None:
    assert screen(text + ADDED).verdict.rank >= screen(text).verdict.rank


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["Jane Doe ", "a@", "1", ". ", "a", "12-34 ", "your visit ", "\n", "at dot ", "Mr. "])
def test_work_grows_in_step_with_the_text(piece: str) -> None:
    screen(piece)
    times = []
    for size in (12_500, 50_000):
        start = time.perf_counter()
        screen(piece * (size // len(piece)))
        times.append(time.perf_counter() - start)

    assert times[1] < 12 * times[0] + 0.3
