"""When a year of membership starts, ends, is reminded of and lapses."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

GRACE_DAYS = 60
REMINDER_DAYS = (90, 60, 30, 7)
ALERT_PERCENT = 80


class State(StrEnum):
    WAITING = "waiting"  # joined, and nothing was paid yet
    ACTIVE = "active"
    GRACE = "grace"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Year:
    """From `starts` up to, and without, `ends`."""

    starts: dt.date
    ends: dt.date


def year_after(day: dt.date) -> dt.date:
    """The same day a year later.

    >>> year_after(dt.date(2026, 11, 27)), year_after(dt.date(2028, 2, 29))
    (datetime.date(2027, 11, 27), datetime.date(2029, 3, 1))
    """
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return dt.date(day.year + 1, 3, 1)


def next_year(covered_until: dt.date | None, *, on: dt.date, years: int = 1) -> Year:
    """The year, or the years, that a payment of `on` buys: they join the last one, unless that has lapsed.

    >>> day = dt.date(2026, 6, 1)
    >>> next_year(None, on=day).starts, next_year(dt.date(2026, 8, 1), on=day).starts
    (datetime.date(2026, 6, 1), datetime.date(2026, 8, 1))
    >>> next_year(None, on=day, years=3).ends
    datetime.date(2029, 6, 1)
    >>> next_year(dt.date(2026, 5, 1), on=day).starts  # in grace: the days since are part of the year
    datetime.date(2026, 5, 1)
    >>> next_year(dt.date(2026, 1, 1), on=day).starts  # lapsed: nobody pays for days without membership
    datetime.date(2026, 6, 1)
    """
    joins = covered_until is not None and on < lapses(covered_until)
    starts = covered_until if joins and covered_until else on
    ends = starts
    for _year in range(years):
        ends = year_after(ends)
    return Year(starts, ends)


def lapses(covered_until: dt.date) -> dt.date:
    """The first day without membership, after the days of grace.

    >>> lapses(dt.date(2026, 1, 1))
    datetime.date(2026, 3, 2)
    """
    return covered_until + dt.timedelta(days=GRACE_DAYS)


def state_on(covered_until: dt.date | None, *, on: dt.date) -> State:
    """
    >>> ends = dt.date(2026, 3, 1)
    >>> [str(state_on(ends, on=ends + dt.timedelta(days=days))) for days in (-1, 0, 59, 60)]
    ['active', 'grace', 'grace', 'lapsed']
    >>> str(state_on(None, on=ends))
    'waiting'
    """
    if covered_until is None:
        return State.WAITING
    if on < covered_until:
        return State.ACTIVE
    return State.GRACE if on < lapses(covered_until) else State.LAPSED


def reminder_due(ends: dt.date, *, on: dt.date) -> int | None:
    """Which of the reminders is the one for a day: the latest whose day has come; after the end there is none.

    >>> ends = dt.date(2026, 6, 1)
    >>> [reminder_due(ends, on=ends - dt.timedelta(days=days)) for days in (91, 90, 45, 30, 8, 1, 0)]
    [None, 90, 60, 30, 30, 7, None]
    """
    left = (ends - on).days
    return min((days for days in REMINDER_DAYS if left <= days), default=None) if left > 0 else None


def nearly_full(taken: int, cap: int | None) -> bool:
    """Whether a manager should hear that seats run out.

    >>> nearly_full(7, 10), nearly_full(8, 10), nearly_full(500, None)
    (False, True, False)
    """
    return cap is not None and taken * 100 >= cap * ALERT_PERCENT
