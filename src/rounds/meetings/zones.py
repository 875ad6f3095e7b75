"""The rules of a time zone for a few years, as iCalendar writes them.

The library's own writer gives the moment in which clocks go forward as it reads after the change; the standard
(RFC 5545, 3.6.5) asks for the moment as it reads before, and a reader that follows it is an hour wrong for that hour.
"""

import datetime as dt
import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

STEP, SECOND = dt.timedelta(hours=12), dt.timedelta(seconds=1)


@dataclass(frozen=True)
class Change:
    """From `onset`, as a clock read before it, the offset is `after`."""

    onset: dt.datetime
    before: dt.timedelta
    after: dt.timedelta
    name: str
    summer: bool


@lru_cache(maxsize=256)
def zone_rules(zone: str, first: int, last: int) -> Timezone:
    """Every change from the start of the year `first` to the end of the year `last`."""
    made = Timezone()
    made.add("tzid", zone)
    for change in changes(zoneinfo.ZoneInfo(zone), first, last):
        part = TimezoneDaylight() if change.summer else TimezoneStandard()
        part.add("dtstart", change.onset)
        part.add("tzoffsetfrom", change.before)
        part.add("tzoffsetto", change.after)
        part.add("tzname", change.name)
        made.add_component(part)
    return made


def changes(zone: dt.tzinfo, first: int, last: int) -> Iterator[Change]:
    """The offset with which the years begin, and each change of it or of its name.

    >>> [str(each.onset) for each in changes(zoneinfo.ZoneInfo("Europe/London"), 2026, 2026)]
    ['2026-01-01 00:00:00', '2026-03-29 01:00:00', '2026-10-25 02:00:00']
    """
    moment = dt.datetime(first, 1, 1, tzinfo=dt.UTC)
    now = moment.astimezone(zone)
    yield change(now, now)
    while moment.year <= last:
        later = moment + STEP
        if rule(later, zone) != rule(moment, zone):
            turn = first_with(zone, moment, later)
            yield change((turn - SECOND).astimezone(zone), turn.astimezone(zone))
        moment = later


def change(before: dt.datetime, after: dt.datetime) -> Change:
    was, will = before.utcoffset() or dt.timedelta(), after.utcoffset() or dt.timedelta()
    onset = after.astimezone(dt.UTC).replace(tzinfo=None) + was
    return Change(onset, was, will, after.tzname() or "", bool(after.dst()))


def rule(moment: dt.datetime, zone: dt.tzinfo) -> tuple[dt.timedelta | None, str | None]:
    there = moment.astimezone(zone)
    return there.utcoffset(), there.tzname()


def first_with(zone: dt.tzinfo, early: dt.datetime, late: dt.datetime) -> dt.datetime:
    """The first whole second at which the rule of `late` holds."""
    wanted = rule(late, zone)
    while late - early > SECOND:
        middle = early + (late - early) // 2
        middle = middle.replace(microsecond=0)
        early, late = (early, middle) if rule(middle, zone) == wanted else (middle, late)
    return late
