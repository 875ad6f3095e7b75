"""Moments by the clocks of an event."""

import datetime as dt
import zoneinfo


class NoSuchMoment(Exception):
    """The clocks of that zone never show this time: they go forward over it."""


def moment(naive: dt.datetime, zone: str) -> dt.datetime:
    """The moment at which clocks in a zone show a time; the first one where they show it twice.

    >>> moment(dt.datetime(2026, 7, 1, 12), "America/Chicago").isoformat()
    '2026-07-01T17:00:00+00:00'
    >>> moment(dt.datetime(2026, 3, 8, 2, 30), "America/Chicago")
    Traceback (most recent call last):
    rounds.events.zones.NoSuchMoment
    """
    local = naive.replace(tzinfo=zoneinfo.ZoneInfo(zone))
    found = local.astimezone(dt.UTC)
    if found.astimezone(local.tzinfo).replace(tzinfo=None) != naive:
        raise NoSuchMoment
    return found


def span_of(day: dt.date, starts: dt.time, ends: dt.time, zone: str) -> tuple[dt.datetime, dt.datetime]:
    """The moments of a span of a day by clocks in a zone; a time that the clocks skip is taken as an hour later.

    >>> [one.isoformat() for one in span_of(dt.date(2027, 1, 14), dt.time(9), dt.time(17), "America/Chicago")]
    ['2027-01-14T09:00:00-06:00', '2027-01-14T17:00:00-06:00']
    """
    tz = zoneinfo.ZoneInfo(zone)
    first, last = (dt.datetime.combine(day, one, tz).astimezone(dt.UTC).astimezone(tz) for one in (starts, ends))
    return first, last


def place_of(zone: str) -> str:
    """
    >>> place_of("America/Argentina/Buenos_Aires"), place_of("UTC")
    ('Buenos Aires', 'UTC')
    """
    return zone.rpartition("/")[2].replace("_", " ")
