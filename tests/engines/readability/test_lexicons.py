"""The word lists: sources known, nothing twice, and each swap easier than its term."""

from collections import Counter
from pathlib import Path

import pytest

from rounds.engines.readability.familiar import familiar, familiar_words
from rounds.engines.readability.inflection import article, plural, spanish_plural, verb_forms
from rounds.engines.readability.lexicon import SOURCES, Entry, entries, index
from rounds.engines.readability.prose import words_in
from rounds.engines.readability.syllables import syllables

KINDS = {"en": {"n", "m", "v", "a", "p"}, "es": {"ff", "fm", "mf", "mm", "a", "x"}}
RULES = {"-prev", "-next", "+prev", "+next", "alt", "pl"}
BOTH = pytest.mark.parametrize("language", ["en", "es"])


EVERYDAY = set(
    (Path(__file__).parent / "everyday_es.txt").read_text("utf-8").split()
)  # where the term has no more syllables


def spoken(phrase: str, language: str) -> list[int]:
    return [syllables(word.lower, language) for word in words_in(phrase, 0, len(phrase))]


def is_easier(entry: Entry, language: str) -> bool:
    """Fewer syllables in all or in its longest word, or made of familiar words where the term is not."""
    term, swap = spoken(entry.term, language), spoken(entry.swap, language)
    if sum(swap) < sum(term) or max(swap) < max(term):
        return True
    if language == "es":
        return set(entry.swap.split()) <= EVERYDAY
    known = [familiar(word.lower) for word in words_in(entry.swap, 0, len(entry.swap))]
    unknown = [familiar(word.lower) for word in words_in(entry.term, 0, len(entry.term))]
    return all(known) and not all(unknown)


def test_the_lists_are_long_enough() -> None:
    assert len(entries("en")) >= 480
    assert len(entries("es")) >= 220
    assert len(familiar_words()) >= 2_000


@BOTH
def test_no_term_stands_twice(language: str) -> None:
    counts = Counter(entry.term for entry in entries(language))

    assert [term for term, number in counts.items() if number > 1] == []


@BOTH
def test_every_line_is_whole(language: str) -> None:
    for entry in entries(language):
        assert entry.term == entry.term.lower().strip()
        assert entry.swap == entry.swap.strip()
        assert entry.swap
        assert entry.kind in KINDS[language]
        assert entry.source in SOURCES
        assert set(entry.rules()) <= RULES


@BOTH
def test_every_swap_is_easier_than_its_term(language: str) -> None:
    assert [(entry.term, entry.swap) for entry in entries(language) if not is_easier(entry, language)] == []


@BOTH
def test_no_swap_is_jargon_itself(language: str) -> None:
    terms = {form.words for forms in index(language).values() for form in forms if not form.rules}
    again = []
    for entry in entries(language):
        words = [word.lower for word in words_in(entry.swap, 0, len(entry.swap))]
        parts = {tuple(words[start:end]) for start in range(len(words)) for end in range(start + 1, len(words) + 1)}
        again += [(entry.term, entry.swap, part) for part in parts & terms]

    assert again == []


@pytest.mark.parametrize(
    ("word", "known"),
    [
        ("babies", True),
        ("running", True),
        ("happily", True),
        ("don't", True),
        ("follow-up", True),
        ("nurse's", True),
        ("infarction", False),
    ],
)
def test_inflected_words_are_familiar(word: str, known: bool) -> None:
    assert familiar(word) is known


def test_inflections_follow_the_rules_of_spelling() -> None:
    assert [plural(noun) for noun in ("loss of appetite", "box", "therapy", "diagnosis")] == [
        "losses of appetite",
        "boxes",
        "therapies",
        "diagnoses",
    ]
    assert verb_forms("stop") == ("stop", "stops", "stopped", "stopped", "stopping")
    assert verb_forms("try") == ("try", "tries", "tried", "tried", "trying")
    assert spanish_plural("lápiz gris") == "lápices gris"
    assert [article(word) for word in ("ear drop", "used pill", "once", "MRI scan", "year")] == [
        "an",
        "a",
        "a",
        "an",
        "a",
    ]
