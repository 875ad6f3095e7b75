"""A published agenda as the files that conference apps read: schedule.xml and schedule.json, as frab and pentabarf began.

Written after the schemas of voc/schedule. Every kind of name is a name: what XML cannot hold is left out.
"""

import datetime as dt
import re
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring  # only written, never read

UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
ZONE = re.compile(r"([A-Z][a-z]+/[A-Z][a-z]+)|UTC\Z")
EVERYWHERE, SLOT = "All rooms", "00:05"
NUMBERED = 2**31


@dataclass(frozen=True)
class Item:
    """A talk or a break. `number` is one of its own for programs that know no other."""

    uid: str
    number: int
    code: str
    title: str
    starts: dt.datetime
    minutes: int
    room: str
    track: str
    kind: str
    language: str
    abstract: str
    url: str
    people: Sequence[tuple[str, str]]
    off: bool = False

    @property
    def ends(self) -> dt.datetime:
        return self.starts + dt.timedelta(minutes=self.minutes)

    @property
    def length(self) -> str:
        return f"{self.minutes // 60:02}:{self.minutes % 60:02}"

    @property
    def slug(self) -> str:
        """By its own number, so that two talks of one title differ."""
        words = re.sub(r"[^a-z0-9]+", "-", self.title.lower()).strip("-")[:40].strip("-")
        return f"talk{self.number}-{words}-x{self.uid[:6]}" if words else f"talk{self.number}-x{self.uid[:6]}"


@dataclass(frozen=True)
class Schedule:
    slug: str
    title: str
    about: str
    url: str
    base: str
    zone: dt.tzinfo
    zone_name: str
    version: str
    first: dt.date
    last: dt.date
    rooms: Sequence[str]
    tracks: Sequence[str]
    items: Sequence[Item]

    @property
    def acronym(self) -> str:
        """Letters, digits and low lines, at least four of them."""
        kept = re.sub(r"[^a-z0-9]+", "_", self.slug.lower()).strip("_")
        return f"{kept}_agenda" if len(kept) < 4 else kept

    def days(self) -> list[tuple[int, dt.date, list[Item]]]:
        """Every day of the event, and those outside it on which something stands."""
        held: dict[dt.date, list[Item]] = {}
        for number in range((self.last - self.first).days + 1):
            held[self.first + dt.timedelta(days=number)] = []
        for item in sorted(self.items, key=lambda one: (one.starts, one.number)):
            held.setdefault(item.starts.astimezone(self.zone).date(), []).append(item)
        return [(index, day, held[day]) for index, day in enumerate(sorted(held), 1)]

    def rooms_of(self, items: Iterable[Item]) -> dict[str, list[Item]]:
        held: dict[str, list[Item]] = {clean(room): [] for room in self.rooms}
        for item in items:
            held.setdefault(clean(item.room) or EVERYWHERE, []).append(item)
        return held

    def span(self, day: dt.date, items: Sequence[Item]) -> tuple[dt.datetime, dt.datetime]:
        """The day from its first minute to its last, longer where a talk goes on past midnight."""
        starts = dt.datetime.combine(day, dt.time(0), self.zone)
        ends = dt.datetime.combine(day, dt.time(23, 59), self.zone)
        return starts, max([ends, *(one.ends.astimezone(self.zone) for one in items)])


def clean(text: str) -> str:
    """
    >>> clean("a\\x00b\\ud800 c")
    'ab c'
    """
    return UNWRITABLE.sub("", text)


def stamp(moment: dt.datetime, zone: dt.tzinfo) -> str:
    """With an offset in whole minutes, as the schema asks.

    >>> stamp(dt.datetime(2027, 1, 14, 15, tzinfo=dt.UTC), dt.timezone(-dt.timedelta(hours=6)))
    '2027-01-14T09:00:00-06:00'
    """
    local = moment.astimezone(zone)
    odd = (local.utcoffset() or dt.timedelta()).total_seconds() % 60
    return (moment.astimezone(dt.UTC) if odd else local).replace(microsecond=0).isoformat()


def schedule_xml(one: Schedule, *, generator: str) -> bytes:
    root = Element("schedule")
    SubElement(root, "generator", name=generator, system=clean(one.base))
    SubElement(root, "url").text = clean(one.url)
    SubElement(root, "version").text = clean(one.version)
    days = one.days()
    conference = SubElement(root, "conference")
    facts = {"title": one.title, "acronym": one.acronym, "start": str(one.first), "end": str(one.last)}
    facts |= {"days": str(len(days)), "timeslot_duration": SLOT, "base_url": one.base, "time_zone_name": one.zone_name}
    add_all(conference, facts)
    for name in one.tracks:
        SubElement(conference, "track", name=clean(name))
    for index, day, items in days:
        starts, ends = one.span(day, items)
        facts = {"date": str(day), "index": str(index), "start": stamp(starts, one.zone), "end": stamp(ends, one.zone)}
        held = SubElement(root, "day", facts)
        for room, there in one.rooms_of(items).items():
            place = SubElement(held, "room", name=room)
            for item in there:
                write_event(place, item, room, one.zone)
    indent(root)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="utf-8")


def add_all(parent: Element, facts: Mapping[str, str]) -> None:
    for name, text in facts.items():
        SubElement(parent, name).text = clean(text)


def write_event(parent: Element, item: Item, room: str, zone: dt.tzinfo) -> None:
    made = SubElement(parent, "event", id=str(item.number), guid=item.uid)
    facts = {
        "room": room,
        "title": item.title,
        "subtitle": "",
        "type": item.kind,
        "date": stamp(item.starts, zone),
        "start": item.starts.astimezone(zone).strftime("%H:%M"),
        "duration": item.length,
        "abstract": item.abstract,
        "slug": item.slug,
        "track": item.track,
        "language": item.language,
        "url": item.url,
    }
    add_all(made, facts)
    people = SubElement(made, "persons")
    for guid, name in item.people:
        SubElement(people, "person", guid=guid, id=str(number_of(guid))).text = clean(name)


def number_of(guid: str) -> int:
    """A number that follows from a longer one, for programs that ask for one."""
    return uuid.UUID(guid).int % NUMBERED + 1


def schedule_json(one: Schedule, *, generator: str) -> dict[str, Any]:
    days = one.days()
    conference = {
        "acronym": one.acronym,
        "title": clean(one.title),
        "description": clean(one.about),
        "start": str(one.first),
        "end": str(one.last),
        "daysCount": len(days),
        "timeslot_duration": SLOT,
        "url": one.url,
        "tracks": [{"name": clean(name)} for name in one.tracks],
        "rooms": [{"name": clean(room), "guid": guid_of(one.slug, room)} for room in one.rooms],
        "days": [json_day(one, *each) for each in days],
        "meta": {"zone": one.zone_name},
    }
    if ZONE.match(one.zone_name):
        conference["time_zone_name"] = one.zone_name
    return {
        "$schema": "https://c3voc.de/schedule/schema.json",
        "generator": {"name": generator},
        "schedule": {"version": clean(one.version), "base_url": one.base, "conference": conference},
    }


def guid_of(slug: str, name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, clean(f"room:{slug}:{name}")))


def json_day(one: Schedule, index: int, day: dt.date, items: Sequence[Item]) -> dict[str, Any]:
    starts, ends = one.span(day, items)
    rooms = one.rooms_of(items)
    return {
        "index": index,
        "date": str(day),
        "day_start": stamp(starts, one.zone),
        "day_end": stamp(ends, one.zone),
        "rooms": {room: [json_event(item, room, one.zone) for item in there] for room, there in rooms.items() if there},
    }


def json_event(item: Item, room: str, zone: dt.tzinfo) -> dict[str, Any]:
    found: dict[str, Any] = {
        "guid": item.uid,
        "id": item.number,
        "date": stamp(item.starts, zone),
        "start": item.starts.astimezone(zone).strftime("%H:%M"),
        "end": stamp(item.ends, zone),
        "duration": item.length,
        "room": room,
        "slug": item.slug,
        "url": item.url,
        "title": clean(item.title),
        "subtitle": None,
        "track": clean(item.track) or None,
        "type": clean(item.kind),
        "language": item.language or None,
        "abstract": clean(item.abstract) or None,
        "persons": [{"guid": guid, "name": clean(name)} for guid, name in item.people],
        "links": [],
    }
    return found | ({"code": item.code.upper()} if item.code else {})
