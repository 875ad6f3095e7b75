"""Reads a text once: its sentences and words, each with its place."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from .masking import MARKER, masked
from .sentences import spans

LETTER = r"(?:[^\W\d_]|[\u0300-\u036f])"
WORD = re.compile(
    rf"(?:(?<!\w)[^\W\d_]\.)(?:[^\W\d_]\.)+|{LETTER}++(?:['’‑-](?:[^\W_]|[\u0300-\u036f])++)*+"
    rf"|\d++(?:[.,:/]\d++)*+{LETTER}*+(?:-[^\W_]++)*+"
)
FRAGMENT = 5  # a line without an end mark and with fewer words is a heading


class Word(NamedTuple):
    start: int
    end: int
    text: str

    @property
    def lower(self) -> str:
        return self.text.lower().replace("’", "'")


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int
    words: tuple[Word, ...]
    counted: bool  # False for headings and list items that are no sentences


@dataclass(frozen=True, slots=True)
class Prose:
    text: str
    masked: str
    sentences: tuple[Sentence, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        return tuple(word for sentence in self.sentences for word in sentence.words)


def words_in(text: str, start: int, end: int) -> tuple[Word, ...]:
    return tuple(Word(match.start(), match.end(), match[0]) for match in WORD.finditer(text, start, end))


def prose(text: str) -> Prose:
    """The sentences of a text.

    >>> [sentence.words[0].text for sentence in prose("Dr. Ruiz called. You answered.").sentences]
    ['Dr', 'You']
    """
    plain = masked(text)
    found = []
    for start, end in spans(plain):
        words = words_in(plain, start, end)
        if words:
            found.append(Sentence(start, end, words, is_sentence(text, plain[start:end], start, words)))
    return Prose(text, plain, tuple(found))


def is_sentence(text: str, sentence: str, start: int, words: tuple[Word, ...]) -> bool:
    """With an end mark, or a line of some length that is no list item."""
    if set(sentence[words[-1].end - start :]) & set(".!?…") or sentence[-1] == ".":
        return True
    line = text.rfind("\n", 0, start) + 1
    return len(words) >= FRAGMENT and not MARKER.match(text, line)
