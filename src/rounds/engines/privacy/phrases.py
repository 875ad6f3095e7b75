"""Patterns that are only tried on a text that has one of their own words, and only compiled then."""

import re
from functools import cached_property, reduce
from operator import or_

from rounds.engines.privacy.beginnings import JOINTS, Beginnings
from rounds.engines.privacy.keeping import Kept
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


class Phrase:
    """One pattern with the words that open its gate: a text with none of them cannot match."""

    __slots__ = (
        "anywhere",
        "at_words",
        "begins",
        "by_all",
        "by_word",
        "compiled",
        "digits",
        "marks",
        "source",
        "stems",
        "words",
    )

    def __init__(self, source: str, *, digits: bool = False, needs: str = "", minus: str = "") -> None:
        self.source, self.digits = source, digits
        self.compiled: re.Pattern[str] | None = None
        self.by_word: re.Pattern[str] | None = None
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

    def there(self, lower: str, begins: list[tuple[int, int]], bit: int) -> bool:
        """Whether it matches at one of the places marked with its bit, or anywhere for what is not bound to a place."""
        if self.at_words:
            if self.by_word is None:
                self.by_word = re.compile(self.at_words)
            match = self.by_word.match
            for place, mask in begins:
                if mask & bit and match(lower, place):
                    return True
        for mark in self.marks:
            if mark in lower:
                if self.by_all is None:
                    self.by_all = re.compile(self.anywhere)
                return self.by_all.search(lower) is not None
        return False


class Masks(Kept[int]):
    """Word to the phrases whose gate it opens and, higher up, to those that can begin with it; each worked out once."""

    def __init__(self, gates: "Gates") -> None:
        super().__init__()
        self.gates = gates
        self.phrases = list(gates.phrases.values())
        self.begins = Beginnings()
        for number, phrase in enumerate(self.phrases, len(self.phrases)):
            phrase.split()
            self.begins.add(phrase.begins, 1 << number)

    def worked_out(self, word: str) -> int:
        return self.gates.words.get(word, 0) | self.gates.stems.get(word[:4], 0) | self.begins.of(word)


class Gates:
    """Which phrases are in a text, from one look at its words: most are ruled out without being tried."""

    def __init__(self, phrases: dict[str, Phrase], needs: dict[str, int]) -> None:
        self.phrases = phrases
        self.names, self.all, self.count = list(phrases), list(phrases.values()), len(phrases)
        self.needs = [needs.get(name, 0) for name in phrases]
        self.words: dict[str, int] = {}
        self.stems: dict[str, int] = {}
        self.digits = 0
        for number, phrase in enumerate(phrases.values()):
            mask = 1 << number
            self.digits |= mask if phrase.digits else 0
            for word in phrase.words:
                self.words[word] = self.words.get(word, 0) | mask
            for stem in phrase.stems:
                self.stems[stem] = self.stems.get(stem, 0) | mask

    @cached_property
    def masks(self) -> Masks:
        return Masks(self)

    @cached_property
    def anywhere(self) -> int:
        return sum(1 << number for number, phrase in enumerate(self.masks.phrases) if phrase.marks)

    def there(self, post: Post) -> list[str]:
        """The names of the phrases that are in the text, in their order."""
        masks = list(map(self.masks.__getitem__, post.words))
        every = reduce(or_, masks, self.digits if post.digits else 0)
        left = every & (every >> self.count | self.anywhere) & ((1 << self.count) - 1)
        if not left:
            return []
        begins, found, lower, seen = self._begins(post, masks, left), [], post.lower, post.seen
        while left:
            bit = left & -left
            left ^= bit
            number = bit.bit_length() - 1
            needed = self.needs[number]
            if (not needed or seen & needed) and self.all[number].there(lower, begins, bit):
                found.append(self.names[number])
        return found

    def _begins(self, post: Post, masks: list[int], wanted: int) -> list[tuple[int, int]]:
        """Where something that is wanted may begin, and what."""
        wanted <<= self.count
        begins = [(place, mask >> self.count) for place, mask in zip(post.starts, masks, strict=True) if mask & wanted]
        if "'" in post.lower or "-" in post.lower:
            for start, word, mask in zip(post.starts, post.words, masks, strict=True):
                if mask & wanted and not word.isalnum():
                    may = mask >> self.count
                    begins.extend([(start + joint, may) for joint in JOINTS[word]])
        return begins
