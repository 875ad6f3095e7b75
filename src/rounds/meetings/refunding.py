"""How much somebody gets back who cancels: all, half or nothing, by the days that are left."""

import datetime as dt


def percent_back(starts: dt.datetime, at: dt.datetime, *, full_days: int, half_days: int) -> int:
    """
    >>> starts = dt.datetime(2026, 6, 20, 9, tzinfo=dt.UTC)
    >>> [percent_back(starts, starts - dt.timedelta(days=left), full_days=14, half_days=2) for left in (14, 13, 2, 1)]
    [100, 50, 50, 0]
    """
    left = starts - at
    if left >= dt.timedelta(days=full_days):
        return 100
    return 50 if left >= dt.timedelta(days=half_days) else 0


def full_until(starts: dt.datetime, *, full_days: int) -> dt.datetime:
    return starts - dt.timedelta(days=full_days)
