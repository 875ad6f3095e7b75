"""The published formulas, each a function of the counts alone; None where there is nothing to divide by."""

from collections.abc import Callable
from math import sqrt

from .findings import EMPTY, ENGLISH_ONLY, FEW_SENTENCES, SHORT, SPANISH_ONLY, Counts, Score

ENOUGH_WORDS = 100  # Flesch, Dale and Chall, and Coleman and Liau all worked with samples of 100 words
ENOUGH_SENTENCES = 3
SMOG_SENTENCES = 30

Formula = Callable[[Counts], float | None]


def countable(counts: Counts) -> bool:
    return counts.words > 0 and counts.sentences > 0


def flesch_reading_ease(counts: Counts) -> float | None:
    """Flesch Reading Ease (Rudolf Flesch, "A new readability yardstick", 1948): 0 to 100, higher is easier.

    >>> round(flesch_reading_ease(Counts(words=100, sentences=5, syllables=140)), 3)
    68.095
    """
    if not countable(counts):
        return None
    return 206.835 - 1.015 * counts.words / counts.sentences - 84.6 * counts.syllables / counts.words


def flesch_kincaid(counts: Counts) -> float | None:
    """Flesch-Kincaid grade (J. P. Kincaid and others, report for the US Navy, 1975).

    >>> round(flesch_kincaid(Counts(words=100, sentences=5, syllables=140)), 2)
    8.73
    """
    if not countable(counts):
        return None
    return 0.39 * counts.words / counts.sentences + 11.8 * counts.syllables / counts.words - 15.59


def smog(counts: Counts) -> float | None:
    """SMOG grade (G. Harry McLaughlin, "SMOG grading: a new readability formula", 1969).

    >>> round(smog(Counts(words=300, sentences=30, polysyllables=25)), 3)
    8.344
    """
    if not countable(counts):
        return None
    return 1.0430 * sqrt(30 * counts.polysyllables / counts.sentences) + 3.1291


def gunning_fog(counts: Counts) -> float | None:
    """Gunning Fog index (Robert Gunning, "The Technique of Clear Writing", 1952), with every word of 3+ syllables.

    >>> gunning_fog(Counts(words=100, sentences=5, polysyllables=10))
    12.0
    """
    if not countable(counts):
        return None
    return 0.4 * (counts.words / counts.sentences + 100 * counts.polysyllables / counts.words)


def coleman_liau(counts: Counts) -> float | None:
    """Coleman-Liau index (Meri Coleman and T. L. Liau, 1975), from letters and sentences for 100 words.

    >>> round(coleman_liau(Counts(words=100, sentences=5, letters=450)), 2)
    9.18
    """
    if not countable(counts):
        return None
    return 0.0588 * 100 * counts.letters / counts.words - 0.296 * 100 * counts.sentences / counts.words - 15.8


def ari(counts: Counts) -> float | None:
    """Automated Readability Index (R. J. Senter and E. A. Smith, report for the US Air Force, 1967).

    >>> round(ari(Counts(words=100, sentences=5, characters=450)), 3)
    9.765
    """
    if not countable(counts):
        return None
    return 4.71 * counts.characters / counts.words + 0.5 * counts.words / counts.sentences - 21.43


def dale_chall(counts: Counts) -> float | None:
    """Dale-Chall score (Edgar Dale and Jeanne Chall, 1948), with an easy-word list of our own.

    Their list of 3,000 words is protected, so ours was written anew: the value differs from other programs for that reason.

    >>> round(dale_chall(Counts(words=100, sentences=5, difficult_words=10)), 4)
    6.2075
    >>> round(dale_chall(Counts(words=100, sentences=5, difficult_words=5)), 4)
    1.7815
    """
    if not countable(counts):
        return None
    share = 100 * counts.difficult_words / counts.words
    return 0.1579 * share + 0.0496 * counts.words / counts.sentences + (3.6365 if share > 5 else 0)


def szigriszt_pazos(counts: Counts) -> float | None:
    """Perspicuity of a Spanish text (Francisco Szigriszt Pazos, doctoral thesis, Madrid, 1993): higher is easier.

    >>> round(szigriszt_pazos(Counts(words=100, sentences=5, syllables=200)), 3)
    62.235
    """
    if not countable(counts):
        return None
    return 206.835 - 62.3 * counts.syllables / counts.words - counts.words / counts.sentences


def lix(counts: Counts) -> float | None:
    """LIX (Carl-Hugo Björnsson, "Läsbarhet", 1968): words in a sentence plus the share of words over 6 letters.

    >>> lix(Counts(words=100, sentences=5, long_words=25))
    45.0
    """
    if not countable(counts):
        return None
    return counts.words / counts.sentences + 100 * counts.long_words / counts.words


FORMULAS: tuple[tuple[str, Formula, str, str], ...] = (
    ("flesch_reading_ease", flesch_reading_ease, "ease", "en"),
    ("flesch_kincaid", flesch_kincaid, "grade", "en"),
    ("smog", smog, "grade", "en"),
    ("gunning_fog", gunning_fog, "grade", "en"),
    ("coleman_liau", coleman_liau, "grade", "en"),
    ("ari", ari, "grade", "en"),
    ("dale_chall", dale_chall, "index", "en"),
    ("szigriszt_pazos", szigriszt_pazos, "ease", "es"),
    ("lix", lix, "index", ""),
)


def why_not(counts: Counts, made_for: str, language: str) -> str:
    if made_for and made_for != language:
        return ENGLISH_ONLY if made_for == "en" else SPANISH_ONLY
    if not countable(counts):
        return EMPTY
    return SHORT if counts.words < ENOUGH_WORDS or counts.sentences < ENOUGH_SENTENCES else ""


def scores(counts: Counts, language: str) -> tuple[Score, ...]:
    """Every formula in its place, with a value or the reason why it cannot say.

    >>> [score.name for score in scores(Counts(words=200, sentences=10), "es") if score.value is not None]
    ['szigriszt_pazos', 'lix']
    """
    return tuple(
        score(name, formula, scale, counts, why_not(counts, made_for, language))
        for name, formula, scale, made_for in FORMULAS
    )


def score(name: str, formula: Formula, scale: str, counts: Counts, reason: str) -> Score:
    if reason:
        return Score(name, None, scale, reason)
    doubt = FEW_SENTENCES if name == "smog" and counts.sentences < SMOG_SENTENCES else ""
    return Score(name, formula(counts), scale, doubt)
