"""Our formulas beside those of textstat: the same counts give the same values, and each count that differs has its reason."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import nltk
import pytest
import textstat
from textstat.backend import counts as theirs

from rounds.engines.readability import Counts, grade
from rounds.engines.readability import formulas as ours
from tests.engines.readability.texts import ENGLISH, FOLLETO

TEXTS = [(name, text, "en") for name, text in ENGLISH.items()] + [("folleto", FOLLETO, "es")]

PUNCTUATION = "they count every mark, the formula asks for letters and digits"
DIGITS = "they count digits as letters"
HYPHENS = "without its dictionary textstat counts the places where a word may be hyphenated"
DIPHTHONGS = "hyphenation leaves out single letters at the ends of Spanish words"
ABBREVIATIONS = "they end a sentence at Dr. and 12.5, and leave out sentences of one or two words"
EASY_LIST = "the lists differ; ours knows inflections and leaves out names and numbers"
ENGLISH_LIST = "we count difficult words in English only"
DIFFERENCES = {
    "leaflet": {
        "characters": (527, 545, PUNCTUATION),
        "letters": (525, 527, DIGITS),
        "syllables": (161, 151, HYPHENS),
        "difficult_words": (0, 17, EASY_LIST),
    },
    "report": {
        "characters": (761, 779, PUNCTUATION),
        "letters": (754, 761, DIGITS),
        "sentences": (8, 10, ABBREVIATIONS),
        "syllables": (275, 239, HYPHENS),
        "polysyllables": (49, 41, HYPHENS),
        "difficult_words": (46, 68, EASY_LIST),
    },
    "posts": {
        "characters": (435, 477, PUNCTUATION),
        "letters": (429, 435, DIGITS),
        "sentences": (16, 17, ABBREVIATIONS),
        "syllables": (143, 127, HYPHENS),
        "polysyllables": (7, 3, HYPHENS),
        "difficult_words": (8, 23, EASY_LIST),
    },
    "folleto": {
        "characters": (554, 568, PUNCTUATION),
        "syllables": (237, 231, DIPHTHONGS),
        "difficult_words": (0, 3, ENGLISH_LIST),
    },
}


@pytest.fixture(scope="module", autouse=True)
def dictionary(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """textstat would load a dictionary from the network: this one has a single word, so that it goes on by hyphenation."""
    folder: Path = tmp_path_factory.mktemp("nltk")
    (folder / "corpora" / "cmudict").mkdir(parents=True)
    (folder / "corpora" / "cmudict" / "cmudict").write_text("NURSE 1 N ER1 S\n")
    nltk.data.path.insert(0, str(folder))
    yield
    nltk.data.path.remove(str(folder))


def their_counts(text: str, language: str) -> Counts:
    textstat.set_lang(language)
    return Counts(
        characters=theirs.count_chars(text, ignore_spaces=True),
        letters=theirs.count_letters(text),
        words=theirs.count_words(text),
        sentences=theirs.count_sentences(text),
        syllables=theirs.count_syllables(text, language),
        polysyllables=theirs.count_polysyllable_words(text, language),
        long_words=theirs.count_long_words(text),
        difficult_words=theirs.count_difficult_words(text, language, 0),
    )


@pytest.mark.parametrize(("name", "text", "language"), TEXTS[:3])
def test_their_counts_in_our_formulas_give_their_values(name: str, text: str, language: str) -> None:
    counts = their_counts(text, language)
    fog = replace(
        counts, polysyllables=theirs.count_difficult_words(text, language, 3)
    )  # they leave out easy long words
    rounded = 0.0008 * 100 * counts.letters / counts.words  # they write 0.058 where Coleman and Liau have 0.0588

    assert ours.flesch_reading_ease(counts) == pytest.approx(textstat.flesch_reading_ease(text))
    assert ours.flesch_kincaid(counts) == pytest.approx(textstat.flesch_kincaid_grade(text))
    assert ours.smog(counts) == pytest.approx(textstat.smog_index(text))
    assert ours.gunning_fog(fog) == pytest.approx(textstat.gunning_fog(text))
    assert ours.coleman_liau(counts) == pytest.approx(textstat.coleman_liau_index(text) + rounded)
    assert ours.ari(counts) == pytest.approx(textstat.automated_readability_index(text))
    assert ours.dale_chall(counts) == pytest.approx(textstat.dale_chall_readability_score(text))
    assert ours.lix(counts) == pytest.approx(textstat.lix(text))


def test_their_spanish_counts_in_our_formula_give_their_value() -> None:
    counts = their_counts(FOLLETO, "es")
    rounded = 206.84 - 206.835  # they take the first number from another formula

    assert ours.szigriszt_pazos(counts) == pytest.approx(textstat.szigriszt_pazos(FOLLETO) - rounded)


@pytest.mark.parametrize(("name", "text", "language"), TEXTS)
def test_each_count_that_differs_has_its_reason(name: str, text: str, language: str) -> None:
    mine, other = asdict(grade(text, language=language).counts), asdict(their_counts(text, language))

    found = {field: (mine[field], other[field]) for field in mine if mine[field] != other[field]}

    assert found == {field: (one, two) for field, (one, two, _) in DIFFERENCES[name].items()}
