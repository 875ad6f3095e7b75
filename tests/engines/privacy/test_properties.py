"""What holds for every text."""

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rounds.engines.privacy import VOICES, as_json, redact, screen
from rounds.engines.privacy.evaluate import for_development, read_labelled

LABELLED = Path(__file__).parent / "labelled.jsonl"
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
NAMED = (
    " Our patient Ellen Whitcombe had her hip replaced here.",
    "\nMr. Harlan Pinkerton in room 6 was diagnosed with sepsis on Monday.",
    " Mrs. Odile Ferrand had a stroke.",
    "\nNuestra paciente Luciana Fontana fue operada de la rodilla.",
    "\nNotre patiente Solange Perrier a eu un infarctus lundi.",
)
POSTS = tuple(post["text"] for post in read_labelled(LABELLED) if for_development(post))


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from(VOICES))
def test_places_hold_exactly_the_words_and_answers_repeat(text: str, voice: str) -> None:
    screening = screen(text, voice=voice)

    assert all(text[span.start : span.end] == span.text for span in screening.spans)
    assert as_json(screening) == as_json(screen(text, voice=voice))


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.one_of(st.sampled_from(POSTS), TEXTS))
def test_redacting_twice_is_redacting_once(text: str) -> None:
    once = redact(text).text

    assert redact(once).text == once


@pytest.mark.parametrize(
    "text", ["\ud800", "\x00" * 50, "İstanbul ẞ ﬁ", "דנה اليوم 田中さん", "a\u0301" * 500, "😀" * 300]
)
def test_no_text_breaks_it(text: str) -> None:
    assert as_json(screen(text))["verdict"] == "clear"


@pytest.mark.slow
@settings(max_examples=250, deadline=None)
@given(st.one_of(st.sampled_from(POSTS), TEXTS), st.sampled_from(NAMED), st.sampled_from(["provider", "organisation"]))
def test_naming_a_patient_with_care_never_lowers_the_verdict(text: str, added: str, voice: str) -> None:
    assert screen(text + "." + added, voice=voice).verdict.rank >= screen(text, voice=voice).verdict.rank


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    [
        "Jane Doe ",
        "a@",
        "1",
        ". ",
        "a",
        "12-34 ",
        "your visit ",
        "\n",
        "at dot ",
        "Mr. ",
        "12 Oak Street ",
        "555-0100 ",
        "at oak street ",
    ],
)
def test_work_grows_in_step_with_the_text(piece: str) -> None:
    screen(piece)
    times = []
    for size in (12_500, 50_000):
        start = time.perf_counter()
        screen(piece * (size // len(piece)))
        times.append(time.perf_counter() - start)

    assert times[1] < 12 * times[0] + 0.3
