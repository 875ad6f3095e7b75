"""The agenda as one reader asked for it: which entries, by which clocks, on which days."""

import datetime as dt
import zoneinfo
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rounds.core.clocks import place_of
from rounds.events.grid import Grid, Piece, grid_of
from rounds.events.models import Event
from rounds.events.queries.agenda import offset_of
from rounds.events.queries.published import ON, OPEN, WITHDRAWN, Shown
from rounds.meetings.vocabulary import SPOKEN

FILTERS = ("day", "track", "room", "language", "kind", "mine")
LONGEST = 120


@dataclass(frozen=True)
class Asked:
    """What a reader wants to see; empty is all of it."""

    zone: str
    day: str = ""
    track: str = ""
    room: str = ""
    language: str = ""
    kind: str = ""
    mine: str = ""

    @property
    def narrowed(self) -> bool:
        return any(getattr(self, name) for name in FILTERS)


@dataclass(frozen=True)
class Line:
    """An entry with its times as they are written."""

    entry: Shown
    time: str
    iso: str
    title: str
    where: str
    starred: bool

    @property
    def key(self) -> str:
        """The same words for the same entry, with or without its star."""
        return f"{self.entry.uid}{'*' if self.starred else ''}"

    @property
    def css(self) -> str:
        found = "" if self.entry.status == ON else " gone" if self.entry.status == WITHDRAWN else " open"
        return f"{' mine' if self.starred else ''}{found}" + (f" t{n}" if (n := self.entry.track_number) else "")


@dataclass(frozen=True)
class Day:
    date: dt.date
    heading: str
    grid: Grid[Line]


@dataclass(frozen=True)
class Reading:
    days: list[Day]
    choices: list[dict[str, object]] = field(default_factory=list)
    number: int = 0


def asked_of(told: Mapping[str, str], *, zone: str) -> Asked:
    return Asked(zone=zone, **{name: told.get(name, "")[:LONGEST] for name in FILTERS})


def reading_of(entries: Sequence[Shown], asked: Asked, *, plan: Collection[str], event: Event) -> Reading:
    zone = zoneinfo.ZoneInfo(asked.zone)
    local = [(one, one.starts.astimezone(zone), one.ends.astimezone(zone)) for one in entries]
    kept = [each for each in local if fits(each[0], each[1], asked, plan)]
    rooms = rooms_in(one for one, _starts, _ends in kept)
    days: dict[dt.date, list[tuple[Shown, dt.datetime, dt.datetime]]] = {}
    for each in kept:
        days.setdefault(each[1].date(), []).append(each)
    found = [day_of(date, there, rooms, zone, plan) for date, there in sorted(days.items())]
    return Reading(found, choices_of(local, asked, event, plan), len(kept))


def fits(one: Shown, starts: dt.datetime, asked: Asked, plan: Collection[str]) -> bool:
    """Breaks stay unless one asks for talks of some kind."""
    return (
        (not asked.day or asked.day == str(starts.date()))
        and (not asked.track or asked.track == one.track)
        and (not asked.room or asked.room == one.room)
        and (not asked.language or asked.language == one.language)
        and (not asked.kind or asked.kind == one.kind)
        and (not asked.mine or one.code in plan)
    )


def rooms_in(entries: Iterable[Shown]) -> list[str]:
    order = {one.room: (one.room_order, one.room) for one in entries if one.room}
    return sorted(order, key=lambda room: order[room])


def day_of(
    date: dt.date,
    there: Sequence[tuple[Shown, dt.datetime, dt.datetime]],
    rooms: list[str],
    zone: zoneinfo.ZoneInfo,
    plan: Collection[str],
) -> Day:
    offsets = changes_that_day(date, zone)
    everywhere = _("All rooms")
    pieces = []
    for one, starts, ends in there:
        time = f"{starts:%H:%M}–{ends:%H:%M}" + (f" {offset_of(starts)}" if offsets else "")
        line = Line(one, time, f"{starts:%Y-%m-%dT%H:%M%z}", title_of(one), one.room or everywhere, one.code in plan)
        pieces.append(Piece(line, one.room or None, one.starts, one.ends))
    here = {one.room for one, _starts, _ends in there}
    return Day(date, date_format(date, "l j F Y"), grid_of(pieces, [room for room in rooms if room in here]))


@lru_cache(maxsize=512)
def changes_that_day(date: dt.date, zone: zoneinfo.ZoneInfo) -> bool:
    """Whether clocks there change on that day, so that each time needs its offset."""
    first, last = (dt.datetime.combine(date, time, zone).utcoffset() for time in (dt.time(0), dt.time(23, 59)))
    return first != last


def title_of(one: Shown) -> str:
    if one.status == OPEN:
        return _("To be announced")
    return _("Withdrawn: %(title)s") % {"title": one.title} if one.status == WITHDRAWN else one.title


def choices_of(
    local: Sequence[tuple[Shown, dt.datetime, dt.datetime]], asked: Asked, event: Event, plan: Collection[str]
) -> list[dict[str, object]]:
    """What may be chosen, and only where there is a choice."""
    spoken = dict(SPOKEN)
    days = sorted({starts.date() for _one, starts, _ends in local})
    listed: list[tuple[str, str, str, list[tuple[str, str]]]] = [
        ("day", _("Day"), _("All days"), [(str(day), date_format(day, "l j F")) for day in days]),
        ("track", _("Track"), _("All tracks"), same({one.track for one, _s, _e in local})),
        ("room", _("Room"), _("All rooms"), [(room, room) for room in rooms_in(one for one, _s, _e in local)]),
        ("kind", _("Kind of session"), _("All kinds"), same({one.kind for one, _s, _e in local})),
        (
            "language",
            _("Language"),
            _("All languages"),
            [(code, spoken.get(code, code)) for code in sorted({one.language for one, _s, _e in local} - {""})],
        ),
        ("mine", _("Which talks"), _("All talks"), [("1", _("My plan"))] if plan or asked.mine else []),
    ]
    return [
        {"name": name, "label": label, "options": [("", every), *options], "value": getattr(asked, name)}
        for name, label, every, options in listed
        if len(options) > 1 or getattr(asked, name) or (name == "mine" and options)
    ]


def same(names: Iterable[str]) -> list[tuple[str, str]]:
    return [(name, name) for name in sorted(names, key=str.lower) if name]


def zone_choices(event: Event, own: str, chosen: str) -> list[tuple[str, str]]:
    """The clocks of the event, one's own, and what was chosen; all others are on a page of their own."""
    named = {event.zone: _("%(place)s (the event)") % {"place": place_of(event.zone)}}
    if own:
        named.setdefault(own, _("%(place)s (mine)") % {"place": place_of(own)})
    named.setdefault(chosen, place_of(chosen))
    return list(named.items())
