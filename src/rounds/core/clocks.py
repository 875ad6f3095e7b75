"""Moments by the clocks of a place."""

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
    rounds.core.clocks.NoSuchMoment
    """
    local = naive.replace(tzinfo=zoneinfo.ZoneInfo(zone))
    found = local.astimezone(dt.UTC)
    if found.astimezone(local.tzinfo).replace(tzinfo=None) != naive:
        raise NoSuchMoment
    return found


def place_of(zone: str) -> str:
    """
    >>> place_of("America/Argentina/Buenos_Aires"), place_of("UTC")
    ('Buenos Aires', 'UTC')
    """
    return zone.rpartition("/")[2].replace("_", " ")
