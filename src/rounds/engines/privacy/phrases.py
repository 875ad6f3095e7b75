"""Patterns that are only tried on a text that has one of their own words, and only compiled then."""

import re
from collections.abc import Iterable

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

    __slots__ = ("compiled", "digits", "source", "stems", "words")

    def __init__(self, source: str, *, digits: bool = False, needs: str = "", minus: str = "") -> None:
        self.source, self.digits = source, digits
        self.compiled: re.Pattern[str] | None = None
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

    def finditer(self, text: str) -> Iterable[re.Match[str]]:
        if self.compiled is None:
            self.compiled = re.compile(self.source)
        return self.compiled.finditer(text)


class Gates:
    """Which phrases are worth trying on a text, from one look at its words."""

    def __init__(self, phrases: dict[str, Phrase]) -> None:
        self.phrases = phrases
        self.names = list(phrases)
        self.words: dict[str, int] = {}
        self.digits = 0
        for number, phrase in enumerate(phrases.values()):
            mask = 1 << number
            self.digits |= mask if phrase.digits else 0
            for word in phrase.words:
                self.words[word] = self.words.get(word, 0) | mask
            for stem in phrase.stems:
                self.words["*" + stem] = self.words.get("*" + stem, 0) | mask
        self.stems = {stem[1:]: mask for stem, mask in self.words.items() if stem[0] == "*"}

    def open(self, words: Iterable[str], digits: bool) -> list[str]:
        mask = self.digits if digits else 0
        whole, stems = self.words, self.stems
        for word in words:
            found = whole.get(word)
            if found:
                mask |= found
            found = stems.get(word[:4])
            if found:
                mask |= found
        return [name for number, name in enumerate(self.names) if mask >> number & 1]
