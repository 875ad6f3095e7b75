"""Reads a text: where its sentences stand, and then its words, each with its place."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from .masking import is_listed, masked
from .sentences import spans

WORD = re.compile(
    r"[^\W\d_]++(?:['’‑-][^\W_]++|[\u0300-\u036f][^\W_]*+)*+(?:\.(?<=\b\w\.)(?:[^\W\d_]\.)+)?"  # nurse, don't, U.S.
    r"|\d++(?:[.,:/]\d++)*+[^\W\d_]*+(?:-[^\W_]++)*+"  # 1,000
)
FRAGMENT = 5  # a line without an end mark and with fewer words is a heading
END_MARKS = frozenset(".!?…")
CLOSERS = " \"'”’»)]"


class Word(NamedTuple):
    start: int
    end: int
    text: str

    @property
    def lower(self) -> str:
        return self.text.lower().replace("’", "'")


Place = tuple[int, int, str, bool]  # start and end of a sentence, its first word, and whether it is counted


@dataclass(frozen=True, slots=True)
class Survey:
    """A text, its blanked twin of the same length, and the places of its sentences.

    Headings, and list items that are no sentences, have a place but are not counted.
    """

    text: str
    masked: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    text: str
    masked: str
    sentences: tuple[Sentence, ...]


def survey(text: str) -> Survey:
    """Where the sentences of a text stand.

    >>> survey("Dr. Ruiz called. You answered.").places
    ((0, 16, 'Dr', True), (17, 30, 'You', True))
    """
    plain = masked(text)
    found = []
    for start, end in spans(plain):
        first = WORD.search(plain, start, end)
        if first:
            ended = plain[end - 1] in END_MARKS
            found.append((start, end, first[0], ended or is_sentence(text, plain, start, end)))
    return Survey(text, plain, tuple(found))


def is_sentence(text: str, plain: str, start: int, end: int) -> bool:
    """With an end mark, or a line of some length that is no list item."""
    if plain[start:end].rstrip(CLOSERS)[-1:] in END_MARKS:
        return True
    return len(WORD.findall(plain, start, end)) >= FRAGMENT and not is_listed(text, start)


def words_in(text: str, start: int, end: int) -> tuple[Word, ...]:
    return tuple(Word(match.start(), match.end(), match[0]) for match in WORD.finditer(text, start, end))


def prose(seen: Survey) -> Prose:
    """The words of each sentence, for the hints."""
    found = (Sentence(start, end, words_in(seen.masked, start, end)) for start, end, _, _ in seen.places)
    return Prose(seen.text, seen.masked, tuple(found))
