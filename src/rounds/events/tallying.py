"""How a public vote and the marks of judges become places.

A like counts one, and a kind word that was shown counts one more. Equal sums: more kind words first, then the entry that
was sent in first. Judges' marks are weighted means, kept as fractions; equal means: the better place in the vote first.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Votes:
    key: int
    likes: int
    comments: int
    sent: dt.datetime

    @property
    def points(self) -> int:
        return self.likes + self.comments


def in_order(found: Iterable[Votes]) -> list[Votes]:
    """
    >>> noon = dt.datetime(2027, 1, 1, 12)
    >>> votes = [Votes(1, 3, 0, noon), Votes(2, 2, 1, noon), Votes(3, 2, 1, noon.replace(hour=9)), Votes(4, 9, 0, noon)]
    >>> [one.key for one in in_order(votes)]
    [4, 3, 2, 1]
    """
    return sorted(found, key=lambda one: (-one.points, -one.comments, one.sent, one.key))


def weighted(marks: Mapping[int, int], weights: Mapping[int, int]) -> Fraction:
    """
    >>> weighted({1: 5, 2: 2}, {1: 2, 2: 1})
    Fraction(4, 1)
    """
    return Fraction(sum(mark * weights[key] for key, mark in marks.items()), sum(weights[key] for key in marks))


def mean(sheets: Sequence[Fraction]) -> Fraction | None:
    return sum(sheets, Fraction(0)) / len(sheets) if sheets else None


@dataclass(frozen=True)
class Given:
    """A like, as far as it tells whether something is odd."""

    key: int
    entry: int
    at: dt.datetime
    joined: dt.datetime
    domain: str
    words: str


@dataclass(frozen=True)
class Odd:
    """Something that a person should look at. It proves nothing."""

    kind: str
    entry: int
    keys: tuple[int, ...]


FEW, BURST, WITHIN = 5, 10, dt.timedelta(minutes=10)


def odd_ones(given: Iterable[Given], *, votes_from: dt.datetime) -> list[Odd]:
    """New accounts, many within minutes, many of one mail domain, and the same words again and again."""
    by_entry: dict[int, list[Given]] = {}
    for one in sorted(given, key=lambda one: (one.at, one.key)):
        by_entry.setdefault(one.entry, []).append(one)
    found: list[Odd] = []
    for entry, rows in sorted(by_entry.items()):
        fresh = [one for one in rows if one.joined >= votes_from - dt.timedelta(days=1)]
        if len(fresh) >= FEW and 2 * len(fresh) >= len(rows):
            found.append(odd("new accounts", entry, fresh))
        if burst := longest_burst(rows):
            found.append(odd("burst", entry, burst))
        found += [odd("one domain", entry, same) for same in groups(rows, "domain") if 5 * len(same) >= 3 * len(rows)]
        found += [odd("same words", entry, same) for same in groups(rows, "words", least=3)]
    return found


def odd(kind: str, entry: int, rows: Iterable[Given]) -> Odd:
    return Odd(kind, entry, tuple(one.key for one in rows))


def longest_burst(rows: list[Given]) -> list[Given]:
    best: list[Given] = []
    first = 0
    for last, one in enumerate(rows):
        while one.at - rows[first].at > WITHIN:
            first += 1
        if last - first + 1 > len(best):
            best = rows[first : last + 1]
    return best if len(best) >= BURST else []


def groups(rows: list[Given], name: str, *, least: int = FEW) -> list[list[Given]]:
    found: dict[str, list[Given]] = {}
    for one in rows:
        if value := " ".join(str(getattr(one, name)).casefold().split()):
            found.setdefault(value, []).append(one)
    return [same for same in found.values() if len(same) >= least]
