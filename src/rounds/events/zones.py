"""Moments by the clocks of an event."""

import datetime as dt
import zoneinfo


def span_of(day: dt.date, starts: dt.time, ends: dt.time, zone: str) -> tuple[dt.datetime, dt.datetime]:
    """The moments of a span of a day by clocks in a zone; a time that the clocks skip is taken as an hour later.

    >>> [one.isoformat() for one in span_of(dt.date(2027, 1, 14), dt.time(9), dt.time(17), "America/Chicago")]
    ['2027-01-14T09:00:00-06:00', '2027-01-14T17:00:00-06:00']
    """
    tz = zoneinfo.ZoneInfo(zone)
    first, last = (dt.datetime.combine(day, one, tz).astimezone(dt.UTC).astimezone(tz) for one in (starts, ends))
    return first, last
