"""Meetings as iCalendar (RFC 5545): one file for a letter, a feed for a person, a file for a whole event."""

import datetime as dt
import re
import zoneinfo
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from rounds.meetings.zones import zone_rules

CONFIRMED, TENTATIVE, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"
PUBLISH, REQUEST, CANCEL = "PUBLISH", "REQUEST", "CANCEL"
PRODUCT = "-//Rounds//Meetings//EN"
LONGEST = 2_000
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
UNIVERSAL = {"UTC", "Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Universal", "Zulu"}


@dataclass(frozen=True)
class Mailbox:
    name: str
    address: str


@dataclass(frozen=True)
class Occasion:
    """What a calendar needs to know of a meeting. `changed` and `sequence` tell a newer copy from an older one."""

    uid: str
    sequence: int
    changed: dt.datetime
    title: str
    starts: dt.datetime
    ends: dt.datetime
    zone: str
    words: str = ""
    place: str = ""
    url: str = ""
    status: str = CONFIRMED


def calendar_file(
    occasions: Iterable[Occasion],
    *,
    name: str = "",
    method: str = PUBLISH,
    organiser: Mailbox | None = None,
    guest: Mailbox | None = None,
) -> bytes:
    """The file: lines end with CRLF and are at most 75 octets long; each time zone it names is in it."""
    listed = list(occasions)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", one_line(name))
        calendar.add("name", one_line(name))
        calendar.add("x-published-ttl", "PT1H")
    for zone in zones_of(listed):
        calendar.add_component(zone)
    for occasion in listed:
        calendar.add_component(entry(occasion, organiser, guest))
    return bytes(calendar.to_ical())


def entry(occasion: Occasion, organiser: Mailbox | None, guest: Mailbox | None) -> Event:
    event = Event()
    event.add("uid", occasion.uid)
    event.add("dtstamp", occasion.changed.astimezone(dt.UTC))
    event.add("last-modified", occasion.changed.astimezone(dt.UTC))
    event.add("sequence", occasion.sequence)
    event.add("dtstart", local(occasion.starts, occasion.zone))
    event.add("dtend", local(occasion.ends, occasion.zone))
    event.add("summary", one_line(occasion.title))
    event.add("status", occasion.status)
    event.add("transp", "TRANSPARENT" if occasion.status == CANCELLED else "OPAQUE")
    if occasion.words:
        event.add("description", lines(occasion.words))
    if occasion.place:
        event.add("location", one_line(occasion.place))
    if occasion.url:
        event.add("url", occasion.url)
    if organiser:
        event["organizer"] = mailbox(organiser)
    if guest:
        event["attendee"] = mailbox(guest, PARTSTAT="ACCEPTED", RSVP="FALSE", ROLE="REQ-PARTICIPANT")
    return event


def mailbox(whose: Mailbox, **parameters: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{whose.address}")
    if name := one_line(whose.name).replace('"', "'"):
        address.params["CN"] = vText(name)
    for key, value in parameters.items():
        address.params[key] = vText(value)
    return address


def local(moment: dt.datetime, zone: str) -> dt.datetime:
    return moment.astimezone(dt.UTC if zone in UNIVERSAL else zoneinfo.ZoneInfo(zone))


def zones_of(occasions: Sequence[Occasion]) -> list[Timezone]:
    """Each zone with its rules from the year before the first of its occasions until the year after the last."""
    found = []
    for zone in sorted({occasion.zone for occasion in occasions} - UNIVERSAL):
        there = [occasion for occasion in occasions if occasion.zone == zone]
        first, last = min(one.starts.year for one in there), max(one.ends.year for one in there)
        found.append(zone_rules(zone, first - 1, last + 1))
    return found


def one_line(text: str) -> str:
    """
    >>> one_line(" Ward\\r\\nround\\x00 ")
    'Ward round'
    """
    return " ".join(UNWRITABLE.sub(" ", text).split())[:LONGEST]


def lines(text: str) -> str:
    """
    >>> lines("One\\r\\ntwo\\x07")
    'One\\ntwo'
    """
    return UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()[:LONGEST]
