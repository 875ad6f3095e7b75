"""A published agenda as the newer schedule2.json, which event hubs read: one list of events with references."""

import re
from typing import Any

from rounds.events.frab import EVERYWHERE, ZONE, Item, Schedule, clean, guid_of, stamp

LANGUAGE = re.compile(r"[a-z]{2}\Z")


def slug_of(name: str, number: int) -> str:
    """
    >>> slug_of("Plain language!", 2), slug_of("患者", 3)
    ('plain-language-2', 'n-3')
    """
    return f"{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')[:40].strip('-') or 'n'}-{number}"


def hub_json(one: Schedule, *, generator: str) -> dict[str, Any]:
    tracks = {name: slug_of(name, number) for number, name in enumerate(one.tracks, 1)}
    days = one.days()
    spans = [one.span(day, items) for _index, day, items in days]
    conference: dict[str, Any] = {
        "acronym": one.acronym,
        "title": clean(one.title),
        "description": clean(one.about),
        "start": stamp(spans[0][0], one.zone),
        "end": stamp(spans[-1][1], one.zone),
        "timeslot_duration": "PT5M",
        "url": one.url,
        "tracks": [{"name": clean(name), "slug": slug} for name, slug in tracks.items()],
        "rooms": [{"name": clean(room), "guid": guid_of(one.slug, room)} for room in one.rooms],
        "days": [
            {"index": index, "date": str(day), "start": stamp(span[0], one.zone), "end": stamp(span[1], one.zone)}
            for (index, day, _items), span in zip(days, spans, strict=True)
        ],
    }
    if ZONE.match(one.zone_name):
        conference["time_zone_name"] = one.zone_name
    events = [hub_event(item, one, tracks) for _index, _day, items in days for item in items]
    return {
        "$schema": "https://c3voc.de/schema/schedule2",
        "generator": {"name": generator},
        "schedule": {"version": clean(one.version), "conference": conference, "events": events},
    }


def hub_event(item: Item, one: Schedule, tracks: dict[str, str]) -> dict[str, Any]:
    """A talk; without a code it is a break, or a talk that is not announced."""
    found: dict[str, Any] = {
        "guid": item.uid,
        "title": clean(item.title),
        "start": stamp(item.starts, one.zone),
        "end": stamp(item.ends, one.zone),
        "room": {"name": clean(item.room or EVERYWHERE), "guid": guid_of(one.slug, item.room or EVERYWHERE)},
    }
    if not item.code:
        return {**found, "type": "META" if item.off else "BREAK"}
    return {
        **found,
        "code": item.code.upper(),
        "slug": item.slug,
        "url": item.url,
        "subtitle": None,
        "track": {"slug": tracks.get(item.track, "n-0")},
        "type": "WORKSHOP" if "workshop" in item.kind.lower() else "TALK",
        "language": item.language[:2] if LANGUAGE.match(item.language[:2]) else "en",
        "abstract": clean(item.abstract) or None,
        "participants": [{"guid": guid, "name": clean(name)} for guid, name in item.people],
        "links": [],
    }
