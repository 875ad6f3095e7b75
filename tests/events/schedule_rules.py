"""What readers of the three files of an agenda ask of them, in our own words: their schemas belong to others.

Each rule is a pattern that a whole text fits, a kind of value, or a list of what may stand there.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree.ElementTree import Element

DAY = r"\d{4}-\d\d-\d\d"
MOMENT = DAY + r"T\d\d:\d\d:\d\d[+-]\d\d:\d\d"
UUID = r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
URL, CODE, ANY = r"https?://\S+", r"[A-Z0-9]+", r"(?s).*"
ACRONYM = r"[a-z0-9_-][a-z0-9_]{3,}"
SLUG = r"[a-z0-9_]{4,}-[a-z0-9_-]{3,}[a-z0-9]"
SHORT = r"[a-z0-9_-]+[a-z0-9]"
CLOCK, LENGTH = r"([01]\d|2[0-3]):[0-5]\d", r"\d{2}:[0-5]\d"
ZONE = r"[A-Z][a-z]+/[A-Z][a-z].*|UTC"
WORDS = (str, type(None))

XML_EVENT = {
    **dict.fromkeys(("room", "title", "subtitle", "type", "abstract", "track", "language"), ANY),
    "date": MOMENT,
    "start": CLOCK,
    "duration": LENGTH,
    "slug": SLUG,
    "url": URL,
    "persons": r"\s*",
}
FRAB_DAY = {"index": int, "date": DAY, "day_start": MOMENT, "day_end": MOMENT, "rooms": dict}
FRAB_EVENT = {
    "guid": UUID,
    "id": int,
    "date": MOMENT,
    "start": CLOCK,
    "end": MOMENT,
    "duration": LENGTH,
    "slug": SLUG,
    "room": str,
    "title": str,
    "type": str,
    "url": URL,
    "persons": list,
    "links": list,
    "code?": CODE,
    **dict.fromkeys(("subtitle", "track", "language", "abstract"), WORDS),
}
CONFERENCE = {"acronym": ACRONYM, "title": str, "description": str, "url": URL, "tracks": list, "rooms": list}
CONFERENCE |= {"days": list, "time_zone_name?": ZONE}
FRAB_CONFERENCE = {**CONFERENCE, "start": DAY, "end": DAY, "daysCount": int, "timeslot_duration": LENGTH, "meta": dict}
HUB_CONFERENCE = {**CONFERENCE, "start": MOMENT, "end": MOMENT, "timeslot_duration": "PT5M"}
HUB_DAY = {"index": int, "date": DAY, "start": MOMENT, "end": MOMENT}
HUB_BREAK = {"guid": UUID, "title": str, "start": MOMENT, "end": MOMENT, "room": dict, "type": "BREAK|META"}
HUB_TALK = {
    **HUB_BREAK,
    "type": "TALK|WORKSHOP",
    "code": CODE,
    "slug": SLUG,
    "url": URL,
    "subtitle": WORDS,
    "abstract": WORDS,
    "language": "[a-z]{2}",
    "track": dict,
    "participants": list,
    "links": list,
}
PERSON, ROOM = {"guid": UUID, "name": str}, {"guid": UUID, "name": str}


def ask(found: Mapping[str, Any], rules: Mapping[str, Any]) -> None:
    """Every name that is asked for and no other; one with a question mark may be left out."""
    named = {name.rstrip("?"): rule for name, rule in rules.items()}
    assert set(found) <= set(named)
    assert {name for name in rules if not name.endswith("?")} <= set(found)
    for name, value in found.items():
        fits(name, value, named[name])


def fits(name: str, value: Any, rule: Any) -> None:
    if isinstance(rule, str):
        assert isinstance(value, str), (name, value)
        assert re.fullmatch(rule, value), (name, value, rule)
    else:
        assert isinstance(value, rule), (name, value)


def once(values: Iterable[object]) -> None:
    listed = list(values)
    assert len(listed) == len(set(listed)), listed


def ask_xml(root: Element) -> None:
    days, events = root.findall("day"), root.findall("day/room/event")
    assert [each.tag for each in root] == ["generator", "url", "version", "conference", *["day"] * len(days)]
    assert days
    fits("acronym", root.findtext("conference/acronym"), ACRONYM)
    for day in days:
        ask(day.attrib, {"date": DAY, "index": r"[1-9]\d*", "start": MOMENT, "end": MOMENT})
    for event in events:
        ask(event.attrib, {"id": r"[1-9]\d*", "guid": UUID})
        once(child.tag for child in event)
        ask({child.tag: child.text or "" for child in event}, XML_EVENT)
        for person in event.iter("person"):
            ask(person.attrib, {"id": r"[1-9]\d*", "guid": UUID})
    once(day.get("index") for day in days)
    for name in ("id", "guid"):
        once(event.get(name) for event in events)
    once(event.findtext("slug") for event in events)


def ask_frab(file: Mapping[str, Any]) -> None:
    conference = file["schedule"]["conference"]
    ask(conference, FRAB_CONFERENCE)
    assert conference["daysCount"] == len(conference["days"])
    for room in conference["rooms"]:
        ask(room, ROOM)
    for day in conference["days"]:
        ask(day, FRAB_DAY)
        for event in [event for there in day["rooms"].values() for event in there]:
            ask(event, FRAB_EVENT)
            assert event["id"] >= 1
            for person in event["persons"]:
                ask(person, PERSON)


def ask_hub(file: Mapping[str, Any]) -> None:
    conference = file["schedule"]["conference"]
    ask(conference, HUB_CONFERENCE)
    for room in conference["rooms"]:
        ask(room, ROOM)
    for day in conference["days"]:
        ask(day, HUB_DAY)
    slugs = {track["slug"] for track in conference["tracks"]}
    for event in file["schedule"]["events"]:
        ask(event, HUB_TALK if "code" in event else HUB_BREAK)
        ask(event["room"], ROOM)
        for person in event.get("participants", ()):
            ask(person, PERSON)
        if "track" in event:
            fits("track", event["track"]["slug"], SHORT)
            assert event["track"]["slug"] in {*slugs, "n-0"}
