"""How minutes at sessions become credit. Counted in quarters of an hour, so that sums are exact.

The rule for live education: 60 minutes are 1, in steps of a quarter, rounded to the nearest; sessions at the same time
count once; never more than was designated before the event. Breaks are no sessions, so they never count.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from rounds.meetings.attending import Attendance, minutes_in

QUARTER = 15


def quarters_of(minutes: int, *, most: int | None = None) -> int:
    """
    >>> [quarters_of(minutes) for minutes in (7, 8, 22, 23, 60)], quarters_of(600, most=26)
    ([0, 1, 1, 2, 4], 26)
    """
    found = (2 * minutes + QUARTER) // (2 * QUARTER)
    return found if most is None else min(found, most)


@dataclass(frozen=True)
class Stay:
    """Somebody at one session."""

    starts: dt.datetime
    ends: dt.datetime
    attendance: Attendance


def minutes_of(stays: Iterable[Stay]) -> int:
    """All minutes at sessions, those at the same time once.

    >>> nine = dt.datetime(2027, 1, 14, 9, tzinfo=dt.UTC)
    >>> one = Stay(nine, nine.replace(hour=10), Attendance(True, nine.replace(minute=10), 50))
    >>> other = Stay(nine.replace(minute=30), nine.replace(hour=11), Attendance(True, None, 90))
    >>> minutes_of([one]), minutes_of([one, other])
    (50, 110)
    """
    spans = []
    for stay in stays:
        if stay.attendance.came and stay.attendance.minutes:
            begins = max(stay.starts, stay.attendance.arrived or stay.starts)
            length = dt.timedelta(minutes=stay.attendance.minutes)
            begins = min(begins, max(stay.starts, stay.ends - length))  # minutes that a host wrote down count whole
            spans.append((begins, min(begins + length, stay.ends)))
    return minutes_in(spans)
