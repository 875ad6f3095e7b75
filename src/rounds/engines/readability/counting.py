"""Counts what the formulas ask for."""

from collections import Counter
from collections.abc import Callable
from functools import cache, lru_cache, partial
from operator import mul
from typing import NamedTuple

from .familiar import familiar
from .findings import Counts
from .prose import WORD, Survey
from .syllables import syllables

LONG = 7  # LIX: more than six letters


class Parts(NamedTuple):
    """What a piece of text without blanks holds; `hard` are words off the easy list, `names` those of them with a capital."""

    words: int
    characters: int
    letters: int
    syllables: int
    many: int
    long: int
    hard: int
    names: int


@cache
def reader(language: str) -> Callable[[str], Parts]:
    """Reads pieces in one language, and remembers them: a short key makes it quick."""
    return lru_cache(maxsize=20_000)(partial(parts, language))


def parts(language: str, piece: str) -> Parts:
    found = [(word, word.lower().replace("’", "'")) for word in WORD.findall(piece)]
    letters = [sum(map(str.isalpha, plain)) for _, plain in found]
    spoken = [syllables(plain, language) for _, plain in found]
    hard = [word for word, plain in found if language == "en" and plain[0].isalpha() and not familiar(plain)]
    return Parts(
        words=len(found),
        characters=sum(sum(map(str.isalnum, plain)) for _, plain in found),
        letters=sum(letters),
        syllables=sum(spoken),
        many=sum(number > 2 for number in spoken),
        long=sum(number >= LONG for number in letters),
        hard=len(hard),
        names=sum(word[0].isupper() for word in hard),
    )


def count(seen: Survey, language: str) -> Counts:
    """What stands in the counted sentences of a text; no word crosses a blank, so each different piece is looked at once.

    >>> from .prose import survey
    >>> count(survey("She has a myocardial infarction."), "en")
    Counts(characters=27, letters=27, words=5, sentences=1, syllables=11, polysyllables=2, long_words=2, difficult_words=2)
    """
    places = [place for place in seen.places if place.counted]
    pieces = Counter(counted_text(seen).split())
    numbers = list(pieces.values())
    read = reader(language)
    columns = zip(*map(read, pieces), strict=True)
    totals = Parts(*[sum(map(mul, numbers, column)) for column in columns] or [0] * len(Parts._fields))
    return Counts(
        characters=totals.characters,
        letters=totals.letters,
        words=totals.words,
        sentences=len(places),
        syllables=totals.syllables,
        polysyllables=totals.many,
        long_words=totals.long,
        difficult_words=totals.hard - totals.names + sum([read(place.first).names for place in places]),
    )


def counted_text(seen: Survey) -> str:
    if all(place.counted for place in seen.places):
        return seen.masked
    return " ".join([seen.masked[place.start : place.end] for place in seen.places if place.counted])
