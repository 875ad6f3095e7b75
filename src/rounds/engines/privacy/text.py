"""One pass over a text: folded letters, words with their exact places, and what each word can mean."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from functools import reduce
from itertools import accumulate
from operator import or_
from typing import Any

from rounds.engines.privacy.hints import CODE, HINTS
from rounds.engines.privacy.keeping import KEPT_WORDS, WORDS
from rounds.engines.privacy.lexicon import FIRST, FIRSTP, LAST, Lexicon, lexicon

HIDDEN = re.compile(
    "[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u034f\u061c\u180e\u0300-\u036f\ufe00-\ufe0f\U000e0000-\U000e007f]"
)
LOOKALIKES = {
    ord(odd): plain
    for odds, plain in (
        ("аạ", "a"), ("А", "A"), ("В", "B"), ("сϲ", "c"), ("СϹ", "C"), ("ԁ", "d"), ("еė", "e"), ("ЕΕ", "E"), ("ɡ", "g"),
        ("һ", "h"), ("НΗ", "H"), ("іıι", "i"), ("ІΙ", "I"), ("јϳ", "j"), ("Ј", "J"), ("К", "K"), ("κк", "k"), ("ӏ", "l"),
        ("МΜ", "M"), ("м", "m"), ("ո", "n"), ("Ν", "N"), ("оοօø", "o"), ("ОΟØ", "O"), ("рρ", "p"), ("РΡ", "P"), ("ԛ", "q"), ("ѕ", "s"),
        ("ЅŠ", "S"), ("ТΤ", "T"), ("тτ", "t"), ("υս", "u"), ("ν", "v"), ("ѡ", "w"), ("хχ", "x"), ("ХΧ", "X"), ("уγ", "y"), ("У", "Y"),
        ("ł", "l"), ("Ł", "L"), ("đ", "d"), ("Đ", "D"), ("ß", "s"), ("æ", "a"), ("œ", "o"), ("Æ", "A"), ("Œ", "O"),
        ("\u2018\u2019\u02bc\u00b4\u2032`", "'"), ("\u201c\u201d\u00ab\u00bb\u2033", '"'),
        ("\u2010\u2011\u2012\u2212", "-"), ("\u00a0\u2007\u2009\u202f\u3000", " "), ("\u00bf\u00a1", " "), ("·", "-"),
    )
    for odd in odds
}  # fmt: skip
WORD = re.compile(r"([^\W_]+(?:['\-][^\W_]+)*)")
STOP = re.compile(r"[.!?\n]+")
NO_STOP, DOT, STOPS = 0, -1, 1
NO_DIGITS = bytes(code for code in range(256) if not chr(code).isdecimal())
DIGIT = re.compile(r"\d")
SHORT = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "st",
        "sr",
        "sra",
        "srta",
        "dra",
        "m",
        "mme",
        "mlle",
        "prof",
        "lt",
        "sgt",
        "capt",
        "jr",
        "no",
        "vs",
        "rev",
        "approx",
        "apt",
        "dre",
        "pre",
        "mtra",
        "mtro",
        "lic",
    ]
)
LEET = str.maketrans("013457@$", "oieastas")
ELIDED = frozenset(["l", "d", "j", "m", "n", "s", "t", "c", "qu"])
NAMES = FIRST | LAST
SEASONED = re.compile(r"[a-z]*(?:[a-z][0134578]+|[0134578]+[a-z])[a-z0134578]*\Z")


class Folding(dict[int, str]):
    """Code point to plain letter, worked out once for each letter that was ever seen."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        plain = unicodedata.normalize("NFKD", letter)[:1] or letter
        self[code] = result = LOOKALIKES.get(ord(plain), plain)
        return result


FOLDING = Folding(LOOKALIKES)


def fold(text: str) -> str:
    r"""The text with plain letters, as long as the one given.

    >>> fold("Jos\u00e9\u2019s")
    "Jose's"
    """
    return text if text.isascii() else text.translate(FOLDING)


def lowered(text: str) -> str:
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(letter.lower()[:1] for letter in text)


def meaning(word: str) -> int:
    """What a word can mean."""
    known = lexicon().words
    found = known.get(word)
    return _guess(word, known) if found is None else found


MEANING, HINTED, SPOTS = WORDS.column(meaning), WORDS.column(HINTS.of), WORDS.column(HINTS.spots)


class Breaks(dict[str, int]):
    """What stands between two words to whether a sentence ends there; a dot alone leaves that to the word before."""

    def __missing__(self, gap: str) -> int:
        runs = STOP.findall(gap)
        kind = NO_STOP if not runs else DOT if all(run == "." for run in runs) else STOPS
        if len(gap) < 8 and len(self) < KEPT_WORDS:
            self[gap] = kind
        return kind


BREAKS = Breaks()


class Post:
    """A text, its words, and what they can mean. Places are places in `plain`; `place` leads back to the original."""

    __slots__ = (
        "begins",
        "bits",
        "capitals",
        "digits",
        "ends",
        "gaps",
        "hints",
        "known",
        "lead",
        "lower",
        "map",
        "original",
        "plain",
        "seen",
        "sentences",
        "small",
        "spots",
        "starts",
        "unique",
        "words",
    )

    def __init__(self, original: str) -> None:
        self.original = original
        self.map: list[int] | None = None
        plain = original
        if not original.isascii():
            if HIDDEN.search(original):
                self.map = [place for place, letter in enumerate(original) if not HIDDEN.match(letter)]
                plain = "".join([original[place] for place in self.map])
            plain = plain.translate(FOLDING)
        self.plain = plain
        self.lower = lowered(plain)
        self.small = plain == self.lower
        self.digits = len(plain.encode().translate(None, NO_DIGITS)) if plain.isascii() else len(DIGIT.findall(plain))
        self._read(lexicon())

    def _read(self, known: Lexicon) -> None:
        parts = WORD.split(self.lower)  # gap, word, gap, word, ..., gap
        places = list(accumulate(map(len, parts)))
        self.words = words = parts[1::2]
        self.lead, self.gaps = parts[0], parts[2::2]
        self.starts, self.ends = places[:-1:2], places[1::2]
        self.known: list[tuple[Any, ...]] = list(zip(*map(WORDS.__getitem__, words), strict=True)) or [()] * len(
            WORDS.columns
        )
        self.bits = list(self.known[MEANING])
        self.seen, self.hints = reduce(or_, self.bits, 0), reduce(or_, self.known[HINTED], 0)
        self.spots: list[tuple[int, int]] = []
        self.begins: dict[int, list[int]] = {}
        self.sentences = _sentences(words, parts[:-1:2])
        self.capitals = list(map(str.isupper, map(self.plain.__getitem__, self.starts)))
        self.unique = frozenset(words)
        self._phrases(known)

    def _phrases(self, known: Lexicon) -> None:
        words = self.words
        for first in known.firsts & self.unique:
            for rest, bit in known.phrases[first]:
                if rest[0] in self.unique:
                    self._phrase(words, first, list(rest), bit)

    def _phrase(self, words: list[str], first: str, rest: list[str], bit: int) -> None:
        for place, word in enumerate(words):
            if word == first and words[place + 1 : place + 1 + len(rest)] == rest:
                self.bits[place] |= bit
                self.seen |= bit

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The same place in the original text."""
        if self.map is None:
            return start, end
        return self.map[start], self.map[end - 1] + 1

    def places(self, bit: int) -> list[int]:
        """Where the words and parts of words begin that a pattern can begin with."""
        found = self.begins.get(bit)
        if found is None:
            if not self.spots:
                each = zip(self.starts, self.known[SPOTS], strict=True)
                self.spots = [(start + joint, may) for start, spots in each for joint, may in spots]
            self.begins[bit] = found = [place for place, may in self.spots if may & bit]
        return found

    @property
    def coded(self) -> bool:
        """Whether there may be a code of letters, digits, hyphens, dots or slashes."""
        return self.digits > 3 and (bool(self.hints & CODE) or "." in self.gaps or "/" in self.gaps)

    def capital(self, index: int) -> bool:
        return self.capitals[index]

    def opens(self, index: int) -> bool:
        """Whether the word is the first of its sentence."""
        return index == 0 or self.sentences[index - 1] != self.sentences[index]

    def gap(self, index: int) -> str:
        """What stands between this word and the next."""
        return self.gaps[index]

    def within(self, sentence: int) -> range:
        """The words of one sentence."""
        return range(bisect_left(self.sentences, sentence), bisect_right(self.sentences, sentence))


def _sentences(words: list[str], gaps: list[str]) -> list[int]:
    """The number of the sentence each word is in, from what stands before each word."""
    breaks = list(map(BREAKS.__getitem__, gaps))
    if DOT in breaks:
        for index, kind in enumerate(breaks):
            if kind == DOT:
                last = words[index - 1] if index else ""
                breaks[index] = not (last in SHORT or (len(last) == 1 and last != "i"))
    return list(accumulate(breaks))


def _guess(word: str, meanings: dict[str, int]) -> int:
    """What a word that is in no list can mean: its owner form, its parts, or letters written as numbers."""
    if "'" in word:
        head, _, tail = word.partition("'")
        if head in ELIDED:
            return meanings.get(tail, 0) & ~NAMES | (meanings.get(head, 0) & FIRSTP)
        return 0 if tail in {"t", "ll", "ve", "m", "re", "d"} else meanings.get(head, 0)
    if "-" in word:
        parts = word.split("-")
        if len(parts) > 2 and all(len(part) == 1 and part.isalpha() for part in parts):
            return meanings.get("".join(parts), FIRST) | FIRST
        return meanings.get(parts[0], 0) & meanings.get(parts[-1], 0)
    if not word.isalpha() and SEASONED.match(word):
        return meanings.get(word.translate(LEET), 0) & (FIRST | LAST)
    return 0
