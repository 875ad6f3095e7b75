"""When a meeting is repeated: at the same time on the clock of its zone, whatever the clocks do in between."""

import calendar
import datetime as dt
import zoneinfo

MOST = 52


def repeated(starts: dt.datetime, zone: str, *, every: str, count: int) -> list[dt.datetime]:
    """The later starts, in UTC. A month without the day has its last day.

    >>> from_nine = dt.datetime(2026, 10, 28, 14, tzinfo=dt.UTC)  # 09:00 in Chicago, in the last week of summer time
    >>> [one.isoformat() for one in repeated(from_nine, "America/Chicago", every="week", count=2)]
    ['2026-11-04T15:00:00+00:00', '2026-11-11T15:00:00+00:00']
    >>> end = dt.datetime(2026, 1, 31, 9, tzinfo=dt.UTC)
    >>> [one.day for one in repeated(end, "UTC", every="month", count=3)]
    [28, 31, 30]
    """
    local = starts.astimezone(zoneinfo.ZoneInfo(zone))
    return [moved(local, every, step).astimezone(dt.UTC) for step in range(1, min(count, MOST) + 1)]


def moved(local: dt.datetime, every: str, step: int) -> dt.datetime:
    """The same time on the clock, so many weeks or months later; the clock's own offset of that day holds."""
    if every in {"week", "fortnight"}:
        day = local.date() + dt.timedelta(weeks=step * (2 if every == "fortnight" else 1))
    else:
        month = local.month - 1 + step
        year, month = local.year + month // 12, month % 12 + 1
        day = dt.date(year, month, min(local.day, calendar.monthrange(year, month)[1]))
    return dt.datetime.combine(day, local.time(), tzinfo=local.tzinfo)
