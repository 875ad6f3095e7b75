"""The rules of points: what dues earn, what a point is worth, how long it is good."""

import datetime as dt
from collections.abc import Iterable

from rounds.billing.money import Money, places, rounded

DUES = "dues"


def points_for_dues(paid: Money) -> int:
    """Half of the dues, in whole points; half a point more is given, not kept.

    >>> points_for_dues(Money(400000, "USD")), points_for_dues(Money(100100, "USD")), points_for_dues(Money(3000, "JPY"))
    (2000, 501, 1500)
    """
    return rounded(max(paid.minor, 0), 2 * 10 ** places(paid.currency))


def worth(points: int, currency: str) -> Money:
    """A point pays one whole unit of the payer's currency.

    >>> worth(150, "USD"), worth(150, "JPY")
    (Money(minor=15000, currency='USD'), Money(minor=150, currency='JPY'))
    """
    return Money(points * 10 ** places(currency), currency)


def last_day(earned: dt.date) -> dt.date:
    """Points are good to the end of the calendar year after the one they were earned in.

    >>> last_day(dt.date(2026, 1, 1)), last_day(dt.date(2026, 12, 31))
    (datetime.date(2027, 12, 31), datetime.date(2027, 12, 31))
    """
    return dt.date(earned.year + 1, 12, 31)


def pays(subject: str) -> bool:
    """Whether points may pay for something: for anything but dues, and not for more points.

    >>> pays("event:4"), pays("dues"), pays("dues:7"), pays("points")
    (True, False, False, False)
    """
    return subject.partition(":")[0] not in {DUES, "points"}


def shares(wanted: int, available: Iterable[tuple[int, int]]) -> dict[int, int] | None:
    """How much to take out of which lot, in the order given, or None where there is not enough.

    >>> shares(150, [(7, 100), (9, 80)]), shares(200, [(7, 100), (9, 80)])
    ({7: 100, 9: 50}, None)
    """
    taken: dict[int, int] = {}
    for lot, remaining in available:
        part = min(remaining, wanted - sum(taken.values()))
        if part > 0:
            taken[lot] = part
    return taken if sum(taken.values()) == wanted else None
