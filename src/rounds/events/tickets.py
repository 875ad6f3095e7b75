"""Refunds by the days that are left, and codes of tickets: pure, so that they can be proved."""

import datetime as dt
import secrets
from collections.abc import Iterable, Mapping

from rounds.meetings.tickets import LENGTH, LETTERS


def fresh_code() -> str:
    """Eight letters and digits that nobody can guess and nobody mixes up."""
    return "".join(secrets.choice(LETTERS) for _place in range(LENGTH))


def percent_back(steps: Iterable[tuple[int, int]], days_left: int) -> int:
    """How much comes back so many days before: the step with the most days that are still left. Without one, nothing.

    >>> steps = [(30, 100), (7, 50)]
    >>> [percent_back(steps, left) for left in (40, 30, 29, 7, 6, -1)]
    [100, 100, 50, 50, 0, 0]
    """
    reached = [step for step in steps if step[0] <= days_left]
    return max(reached)[1] if reached else 0


def days_left(first_day: dt.date, today: dt.date) -> int:
    return (first_day - today).days


def in_words(seconds: int) -> tuple[int, int]:
    """Hours and minutes that are left, a minute being the least.

    >>> in_words(3 * 3600 + 59), in_words(30), in_words(125)
    ((3, 0), (0, 1), (0, 2))
    """
    return seconds // 3600, max(seconds % 3600 // 60, 0 if seconds >= 3600 else 1)


def needs_of(counts: Mapping[int, int], pools: Mapping[int, frozenset[int]]) -> dict[int, int]:
    """How many places of each pool so many tickets of each kind take.

    >>> needs_of({1: 2, 2: 1}, {1: frozenset({7}), 2: frozenset({7, 8})})
    {7: 3, 8: 1}
    """
    found: dict[int, int] = {}
    for kind, count in counts.items():
        for pool in sorted(pools[kind]):
            found[pool] = found.get(pool, 0) + count
    return found
