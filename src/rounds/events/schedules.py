"""Reads where and when talks stand from a schedule.json, of our own or of pretalx."""

import datetime as dt
import json
import uuid
from dataclasses import dataclass
from typing import Any

from rounds.events.frab import EVERYWHERE
from rounds.events.pretalx import FileNotRead, line

MOST = 5_000


@dataclass(frozen=True)
class Spot:
    """`uid` is that of our own files, `code` names the talk; a break has no code. `room` is empty for all rooms."""

    uid: str
    code: str
    title: str
    room: str
    starts: dt.datetime
    minutes: int


@dataclass(frozen=True)
class Plan:
    rooms: list[str]
    spots: list[Spot]


def read_schedule(text: str) -> Plan:
    """Rooms in their order, and each entry of each day.

    >>> read_schedule("[]")
    Traceback (most recent call last):
    rounds.events.pretalx.FileNotRead: This is no schedule.json file.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise FileNotRead("This is no JSON file.") from None
    try:
        conference = found["schedule"]["conference"]
        named = [line(one.get("name"))[:80] for one in conference.get("rooms") or []]
        rows = [row for day in conference["days"] for there in day["rooms"].values() for row in there]
    except (KeyError, TypeError, AttributeError):
        raise FileNotRead("This is no schedule.json file.") from None
    if len(rows) > MOST:
        raise FileNotRead(f"This has {len(rows)} entries; {MOST} are the most.")
    spots = [spot(row, number) for number, row in enumerate(rows, 1)]
    rooms = dict.fromkeys([*named, *(one.room for one in sorted(spots, key=lambda each: each.starts))])
    return Plan([room for room in rooms if room], spots)


def spot(row: Any, number: int) -> Spot:
    if not isinstance(row, dict):
        raise FileNotRead(f"Entry {number} is no entry.")
    title = line(row.get("title"))
    if not title:
        raise FileNotRead(f"Entry {number} has no title.")
    room = line(row.get("room"))[:80]
    return Spot(
        uid=guid(row.get("guid")),
        code=line(row.get("code"))[:40],
        title=title[:160],
        room="" if room == EVERYWHERE else room,
        starts=moment(row.get("date"), number),
        minutes=length(row.get("duration"), number),
    )


def guid(value: object) -> str:
    try:
        return str(uuid.UUID(str(value)))
    except ValueError:
        return ""


def moment(value: object, number: int) -> dt.datetime:
    try:
        found = dt.datetime.fromisoformat(str(value))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise FileNotRead(f"Entry {number} has no time with its offset.")
    return found.astimezone(dt.UTC).replace(second=0, microsecond=0)


def length(value: object, number: int) -> int:
    hours, colon, minutes = str(value).partition(":")
    if colon and hours.isdecimal() and minutes[:2].isdecimal():
        found = 60 * int(hours[:4]) + int(minutes[:2])
        if 1 <= found <= 1440:
            return found
    raise FileNotRead(f"Entry {number} has no length between a minute and a day.")
