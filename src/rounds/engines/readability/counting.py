"""Counts what the formulas ask for."""

from functools import cache
from struct import Struct
from typing import NamedTuple

from .familiar import familiar
from .findings import Counts
from .prose import WORD, Survey
from .syllables import syllables

LONG = 7  # LIX: more than six letters
MARKS = "“”‘’…–—«»¿¡\"'()*,-.:;!?[]"  # what may stand around a word without changing it
MOST, LONGEST = 50_000, 40  # so many pieces of so many letters are remembered: about 10 MB for a language


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


PACK = Struct(f"<{len(Parts._fields)}I")  # 32 bits each, so that adding up two numbers adds up all of their parts
HARD, NAME = 1 << 32 * Parts._fields.index("hard"), 1 << 32 * Parts._fields.index("names")


def packed(found: Parts) -> int:
    return int.from_bytes(PACK.pack(*found), "little")


def unpacked(total: int) -> Parts:
    """The parts in a number, or in a sum of numbers.

    >>> unpacked(packed(parts("en", "A")) + packed(parts("en", "cold."))).letters
    5
    """
    return Parts(*PACK.unpack(total.to_bytes(PACK.size, "little")))


class Pieces(dict[str, int]):
    """Each piece of text seen in one language, with its packed parts."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def __missing__(self, piece: str) -> int:
        found = self.read(piece)
        if len(self) >= MOST:
            self.clear()
        if len(piece) <= LONGEST:
            self[piece] = found
        return found

    def read(self, piece: str) -> int:
        """A plain word is looked up without its marks and capitals, so that only a new word costs time."""
        word = piece.strip(MARKS)
        if not (word.isascii() and word.isalpha()):
            return packed(parts(self.language, piece))
        if word != piece:
            return self[word]
        if word.islower():
            return packed(plain(self.language, word))
        found = self[word.lower()]
        return found + NAME if found & HARD and word[0].isupper() else found


pieces = cache(Pieces)


def plain(language: str, word: str) -> Parts:
    """The same as `parts`, for a single word of the letters a to z."""
    size, spoken = len(word), syllables(word, language)
    hard = language == "en" and not familiar(word)
    return Parts(1, size, size, spoken, spoken > 2, size >= LONG, hard, 0)


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
    """What stands in the counted sentences of a text; no word crosses a blank, so the pieces between blanks add up.

    >>> from .prose import survey
    >>> count(survey("She has a myocardial infarction."), "en")
    Counts(characters=27, letters=27, words=5, sentences=1, syllables=11, polysyllables=2, long_words=2, difficult_words=2)
    """
    firsts = [first for _, _, first, counted in seen.places if counted]
    read = pieces(language).__getitem__
    totals = unpacked(sum(map(read, counted_text(seen).split())))
    return Counts(
        characters=totals.characters,
        letters=totals.letters,
        words=totals.words,
        sentences=len(firsts),
        syllables=totals.syllables,
        polysyllables=totals.many,
        long_words=totals.long,
        difficult_words=totals.hard - totals.names + unpacked(sum(map(read, firsts))).names,
    )


def counted_text(seen: Survey) -> str:
    kept = [seen.masked[start:end] for start, end, _, counted in seen.places if counted]
    return seen.masked if len(kept) == len(seen.places) else " ".join(kept)
