"""Patterns that are only tried on a text that has one of their own words, and only compiled then."""

import re
from collections.abc import Callable, Iterator
from functools import cached_property, reduce
from operator import or_

from rounds.engines.privacy.beginnings import JOINTS, Beginnings
from rounds.engines.privacy.keeping import WORDS
from rounds.engines.privacy.openings import alternatives, openings
from rounds.engines.privacy.text import Post

COMMON_WORDS = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "at",
        "for",
        "with",
        "by",
        "and",
        "or",
        "is",
        "are",
        "was",
        "were",
        "be",
        "it",
        "its",
        "i",
        "you",
        "your",
        "we",
        "our",
        "us",
        "he",
        "she",
        "his",
        "her",
        "him",
        "they",
        "them",
        "their",
        "this",
        "that",
        "my",
        "me",
        "not",
        "no",
        "so",
        "as",
        "if",
        "do",
        "did",
        "has",
        "have",
        "had",
        "s",
        "t",
        "d",
        "m",
        "re",
        "ve",
        "ll",
        "el",
        "la",
        "los",
        "las",
        "un",
        "una",
        "de",
        "del",
        "en",
        "y",
        "o",
        "que",
        "con",
        "por",
        "su",
        "sus",
        "se",
        "lo",
        "le",
        "les",
        "al",
        "mi",
        "tu",
        "te",
        "nos",
        "es",
        "est",
        "et",
        "des",
        "du",
        "une",
        "dans",
        "pour",
        "sur",
        "vous",
        "votre",
        "nous",
        "notre",
        "il",
        "elle",
        "ne",
        "pas",
        "ce",
        "cette",
        "am",
        "pm",
        "if",
        "when",
        "what",
        "who",
        "how",
        "all",
        "can",
        "will",
        "just",
        "out",
        "up",
        "from",
        "about",
    ]
)
ESCAPES = re.compile(r"\\[bdsSDWBZA]|\(\?[:=!<]+|\?P<\w+>|\[[^\]]*\]|\{[\d,]+\}")
LITERAL = re.compile(r"([a-z']{2,})(\\w|\?|\(|\|\?)?")


Match = Callable[[str, int], re.Match[str] | None]


class Phrase:
    """One pattern with the words that open its gate: a text with none of them cannot match."""

    __slots__ = (
        "anywhere",
        "at_words",
        "begins",
        "by_all",
        "compiled",
        "digits",
        "marks",
        "match",
        "source",
        "stems",
        "words",
    )

    def __init__(self, source: str, *, digits: bool = False, needs: str = "", minus: str = "") -> None:
        self.source, self.digits = source, digits
        self.compiled: re.Pattern[str] | None = None
        self.match: Match | None = None
        self.by_all: re.Pattern[str] | None = None
        words, stems = set(), set()
        for literal, after in LITERAL.findall(ESCAPES.sub(" ", source)):
            word = literal.strip("'")
            if after and len(word) >= 3:
                stems.add(word[:4] if len(word) >= 4 else word)
            for part in (literal, word, *word.split("'")):
                if len(part) > 1 and part not in COMMON_WORDS:
                    words.add(part)
        self.words = frozenset(needs.split()) if needs else frozenset(words - set(minus.split()))
        self.stems = frozenset() if needs else frozenset(stems - {word[:4] for word in minus.split()})

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        if self.compiled is None:
            self.compiled = re.compile(self.source)
        return self.compiled.search(text, start, len(text) if end is None else end)

    def split(self) -> None:
        """Part what can only begin at certain words from what can begin anywhere."""
        found = [(part, *openings(part)) for part in alternatives(self.source)]
        self.at_words = "|".join(part for part, words, _ in found if words)
        self.anywhere = "|".join(part for part, _, others in found if others)
        self.begins = frozenset().union(*(words for _, words, _ in found))
        self.marks = tuple(sorted(frozenset().union(*(others for _, _, others in found))))

    def ready(self) -> Match:
        """How it is tried at a word, from the first time on."""
        self.match = re.compile(self.at_words).match
        return self.match

    def elsewhere(self, lower: str) -> bool:
        """Whether it is there in a way that is not bound to words."""
        if not any(mark in lower for mark in self.marks):
            return False
        if self.by_all is None:
            self.by_all = re.compile(self.anywhere)
        return self.by_all.search(lower) is not None


class Gates:
    """Which phrases are in a text, from one look at its words: most are ruled out without being tried."""

    def __init__(self, phrases: dict[str, Phrase], needs: dict[str, int]) -> None:
        self.phrases = {1 << number: phrase for number, phrase in enumerate(phrases.values())}
        self.names = dict(zip(self.phrases, phrases, strict=True))
        self.words: dict[str, int] = {}
        self.stems: dict[str, int] = {}
        self.needs: dict[int, int] = {}
        self.digits = 0
        for bit, phrase in self.phrases.items():
            self.digits |= bit if phrase.digits else 0
            for known, each in ((self.words, phrase.words), (self.stems, phrase.stems)):
                for word in each:
                    known[word] = known.get(word, 0) | bit
            if meaning := needs.get(self.names[bit]):
                self.needs[meaning] = self.needs.get(meaning, 0) | bit
        self.opened = WORDS.column(lambda word: self.words.get(word, 0) | self.stems.get(word[:4], 0))
        self.begun = WORDS.column(self._begun)

    @cached_property
    def begins(self) -> Beginnings:
        begins = Beginnings()
        for bit, phrase in self.phrases.items():
            phrase.split()
            begins.add(phrase.begins, bit)
        return begins

    @cached_property
    def anywhere(self) -> int:
        return sum(bit for bit, phrase in self.phrases.items() if phrase.marks)

    def _begun(self, word: str) -> tuple[tuple[int, int, Phrase], ...]:
        """The phrases that can begin at a word and at its parts, each with how far on and its bit."""
        return tuple(
            (joint, bit, self.phrases[bit]) for joint in JOINTS[word] for bit in bits(self.begins.at(word, joint))
        )

    def there(self, post: Post) -> list[str]:
        """The names of the phrases that are in the text, in their order."""
        left = reduce(or_, post.known[self.opened], self.digits if post.digits else 0)
        for meaning, phrases in self.needs.items():
            if not post.seen & meaning:
                left &= ~phrases
        if not left:
            return []
        found, lower = 0, post.lower
        for start, begun in zip(post.starts, post.known[self.begun], strict=True):
            for joint, bit, phrase in begun:
                if left & bit and (phrase.match or phrase.ready())(lower, start + joint):
                    found |= bit
                    left ^= bit
        for bit in bits(left & self.anywhere):
            if self.phrases[bit].elsewhere(lower):
                found |= bit
        return [self.names[bit] for bit in bits(found)]


def bits(mask: int) -> Iterator[int]:
    """The bits of a number, from the lowest.

    >>> list(bits(0b1010))
    [2, 8]
    """
    while mask:
        bit = mask & -mask
        yield bit
        mask ^= bit
