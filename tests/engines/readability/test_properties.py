"""What must hold for every text: true places, no failure, one answer, time that grows with length alone."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rounds.engines.readability import KINDS, REASONS, as_json, grade, hints
from rounds.engines.readability.formulas import FORMULAS
from rounds.engines.readability.masking import masked
from rounds.engines.readability.syllables import syllables

PIECES = st.sampled_from(
    [
        "hypertension", "An", "a", "the", "acute", "analgesic", "STOP", "NOW", "COPD", "25%", "of", "1 in 8", "3 in 100", "risk", "doubles",
        "is rare", "not uncommon",
        "don't need no", "was given by", "him", "Click here to book", "#mentalhealth", "#Carehome", "💉", "🎉🎉🎉",
        "❤️", "my", "e.g.", "Dr.", "U.S.", "9 a.m.", ", and they went", ";", ".", "!", "?", "...", "\n", "\n\n", "- ", "1. ", "https://a.org/x",
        "@ward", "significant", "0.05", "tested positive for", "la cefalea", "¿", "el 25 % de los", "se recomienda", "no es imposible",
        "(", ")", '"', "’", "İ", "ﬁ", "e\u0301", "\u200d", "\ufe0f", "\x00", "中文", "administered", "metastases", "HYPERTENSION",
    ]
)  # fmt: skip
MIXED = st.lists(PIECES, max_size=40).map(" ".join)
TEXTS = st.one_of(st.text(max_size=300), MIXED)
LANGUAGES = st.sampled_from([None, "en", "es", "de"])
often = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.slow
@often
@given(TEXTS, LANGUAGES)
def test_every_place_slices_the_words_it_names(text: str, language: str | None) -> None:
    for hint in hints(text, language=language):
        assert hint.start is not None
        assert text[hint.start : hint.end] == hint.text
        assert hint.text
        assert hint.why == KINDS[hint.kind]


@pytest.mark.slow
@often
@given(TEXTS, LANGUAGES)
def test_a_text_gets_the_same_answer_twice(text: str, language: str | None) -> None:
    reading = grade(text, language=language)

    assert reading == grade(text, language=language)
    assert len(reading.formulas) == len(FORMULAS)
    assert {score.reason for score in reading.formulas} <= {"", *REASONS}
    assert as_json(reading)["language"] == reading.language


@pytest.mark.slow
@often
@given(TEXTS, LANGUAGES)
def test_an_applied_swap_leaves_no_hint_of_its_kind_there(text: str, language: str | None) -> None:
    reading = grade(text, language=language)
    for hint in reading.findings:
        if hint.swap and hint.start is not None:
            changed = text[: hint.start] + hint.swap + text[hint.end :]
            again = hints(changed, language=reading.language)
            assert [one for one in again if one.kind == hint.kind and one.start == hint.start] == []


@pytest.mark.slow
@given(
    st.text(alphabet=st.characters(categories=["L"]), min_size=1, max_size=30), st.sampled_from(["en", "es", "other"])
)
def test_a_word_with_letters_has_a_syllable(word: str, language: str) -> None:
    assert syllables(word, language) >= 1


@given(TEXTS)
def test_masking_keeps_the_length(text: str) -> None:
    assert len(masked(text)) == len(text)


HOSTILE = [
    "a", "a.", "a ", "A", "a-", "@a", "#a", "aB#", "http://", "www.", "x@", "x@y.", "1,", "0.", "1 in 2 ", "25% ", "(", "\n", " ", "\n- ",
    "not un", "don't a b ", "was ", "💉 ", "👩‍", "e.g. ", "\u0301", "a'", ", and they ", "STOP ", "COPD ",
    "was given by the ", "times more ",
    "el ", "se ", "risk by half ", "tested positive ", "...", ". . ", "🇺🇸", "#" + "a" * 59 + " ", "hypertension ", "\t", "[here](", "U.S.",
]  # fmt: skip


def seconds(piece: str, length: int) -> float:
    text = (piece * (length // len(piece) + 1))[:length]
    began = time.process_time()
    for language in ("en", "es"):
        grade(text, language=language)
    return time.process_time() - began


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_takes_no_longer_than_its_length_asks(piece: str) -> None:
    assert seconds(piece, 8_000) < 0.8


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE)
def test_time_stays_in_step_with_length(piece: str) -> None:
    assert seconds(piece, 50_000) < 5
