"""Files of the agenda for other programs: whatever the names are, each reader can read them."""

import datetime as dt
import json
import os
import re
import uuid
import zoneinfo
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import vobject
from defusedxml import ElementTree
from django.core.management import CommandError, call_command
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from rounds.events.actions.timetabling import import_agenda
from rounds.events.frab import Item, Schedule, clean, schedule_json, schedule_xml
from rounds.events.hub import hub_json
from rounds.events.models import Event, Room, Slot
from rounds.events.pretalx import FileNotRead
from rounds.events.queries.publishing import publication_of
from rounds.events.schedules import read_schedule
from rounds.meetings.calendars import Occasion, calendar_file
from tests.events.schedule_rules import ask_frab, ask_hub, ask_xml
from tests.factories.agenda import NINE, RoomFactory, SlotFactory, publish, published_talk
from tests.factories.events import AFTER, EventFactory

SCHEMAS = os.environ.get("TEST_SCHEMAS", "")
HOUR = dt.timedelta(hours=1)
HOSTILE = ["<b>&amp;", "\x00\x1b[31m", "]]>", "a\r\nBEGIN:VEVENT", "\"';,:\\", "\u202egnp", "患者の声", "🏥" * 40]
HOSTILE += ["\ud800", " ", "=cmd|'/c'!A1"]
NAMES = st.one_of(
    st.sampled_from(HOSTILE), st.text(min_size=1, max_size=80), st.text("aé語🏥;,\\\n", min_size=60, max_size=160)
)
ZONES = [
    "America/Chicago",
    "Europe/Berlin",
    "UTC",
    "Asia/Kathmandu",
    "America/Argentina/Buenos_Aires",
    "Australia/Lord_Howe",
]


@st.composite
def items(draw: Any, number: int, rooms: list[str]) -> Item:
    return Item(
        uid=str(draw(st.uuids())),
        number=number,
        code=draw(st.sampled_from(["", f"c{number}"])),
        title=draw(NAMES),
        starts=dt.datetime(2027, 11, 6, tzinfo=dt.UTC) + dt.timedelta(minutes=draw(st.integers(-3000, 6000))),
        minutes=draw(st.integers(1, 1440)),
        room=draw(st.sampled_from(["", *rooms])),
        track=draw(st.one_of(st.just(""), NAMES)),
        kind=draw(NAMES),
        language=draw(st.sampled_from(["", "en", "zh-hans"])),
        abstract=draw(NAMES),
        url=f"https://centre.example/talks/{number}",
        people=[(str(draw(st.uuids())), draw(NAMES)) for _person in range(draw(st.integers(0, 3)))],
    )


@st.composite
def schedules(draw: Any) -> Schedule:
    rooms = draw(st.lists(NAMES, max_size=4, unique_by=clean))
    zone = draw(st.sampled_from(ZONES))
    found = [draw(items(number, rooms)) for number in range(1, draw(st.integers(0, 7)) + 1)]
    return Schedule(
        slug=draw(st.sampled_from(["a", "summit", "social-media-summit-2027", "x-1"])),
        title=draw(NAMES),
        about=draw(NAMES),
        url="https://centre.example/events/summit/agenda",
        base="https://centre.example",
        zone=zoneinfo.ZoneInfo(zone),
        zone_name=zone,
        version="7",
        first=dt.date(2027, 11, 6),
        last=dt.date(2027, 11, 8),
        rooms=rooms,
        tracks=sorted({one.track for one in found if one.track}),
        items=found,
    )


def check(one: Schedule) -> None:
    xml, frab, hub = (
        schedule_xml(one, generator="Rounds"),
        schedule_json(one, generator="Rounds"),
        hub_json(one, generator="Rounds"),
    )
    tree = ElementTree.fromstring(xml)
    assert len(tree.findall("day/room/event")) == len(one.items) == len(hub["schedule"]["events"])
    json.dumps([frab, hub]).encode()
    read = read_schedule(json.dumps(frab)) if all(" ".join(clean(item.title).split()) for item in one.items) else None
    if read:
        assert sorted(spot.uid for spot in read.spots) == sorted(item.uid for item in one.items)
        assert {spot.uid: (spot.starts, spot.minutes) for spot in read.spots} == {
            item.uid: (item.starts, item.minutes) for item in one.items
        }
    ask_xml(tree)
    ask_frab(frab)
    ask_hub(hub)


def calendars(one: Schedule) -> None:
    occasions = [
        Occasion(
            f"{item.uid}@centre.example",
            7,
            NINE,
            item.title,
            item.starts,
            item.ends,
            one.zone_name,
            words=item.abstract,
            place=item.room,
        )
        for item in one.items
    ]
    file = calendar_file(occasions, name=one.title)
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", file)
    assert max(len(line) for line in file.split(b"\r\n")) <= 75
    assert len(Calendar.from_ical(file).walk("VEVENT")) == len(one.items)
    if occasions:
        assert len(vobject.readOne(file.decode()).contents.get("vevent", [])) == len(one.items)


@settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(schedules())
def test_files_are_whole_whatever_the_names_are(one: Schedule) -> None:
    check(one)


@pytest.mark.slow
@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(schedules())
def test_files_of_five_hundred_events_are_whole(one: Schedule) -> None:
    check(one)
    calendars(one)


@pytest.mark.slow
@pytest.mark.skipif(
    not SCHEMAS,
    reason="The schemas of voc/schedule belong to others and are not kept here: name a folder with schedule.xml.xsd, "
    "schema.json and schema2.json in TEST_SCHEMAS, and install jsonschema. Their rules in our words are checked anyway.",
)
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(schedules())
def test_files_fit_the_schemas_of_others(one: Schedule) -> None:
    from jsonschema import Draft6Validator, FormatChecker
    from lxml import etree

    xml = schedule_xml(one, generator="Rounds")
    etree.XMLSchema(etree.parse(str(Path(SCHEMAS, "schedule.xml.xsd")))).assertValid(etree.parse(BytesIO(xml)))
    for name, write in (("schema.json", schedule_json), ("schema2.json", hub_json)):
        rules = json.loads(Path(SCHEMAS, name).read_text())
        found = Draft6Validator(rules, format_checker=FormatChecker()).iter_errors(write(one, generator="Rounds"))
        assert [str(error.message) for error in found] == []


@pytest.fixture
def event(db: None) -> Event:
    made: Event = EventFactory(slug="summit", name="Summit")
    hall = RoomFactory(event=made, name="Hall")
    SlotFactory(proposal=published_talk(made, title="One & <only>", code="abc"), room=hall)
    SlotFactory(proposal=None, event=made, title="Lunch", room=None, starts=NINE + 3 * HOUR, minutes=60)
    publish(made)
    return made


def test_our_own_file_read_again_changes_nothing(event: Event, tmp_path: Path, capsys: Any) -> None:
    file = tmp_path / "schedule.json"
    file.write_bytes(Client().get("/events/summit/agenda/schedule.json").content)
    before = list(Slot.objects.order_by("pk").values())

    call_command("import_agenda", "summit", file)

    assert list(Slot.objects.order_by("pk").values()) == before
    assert Room.objects.count() == 1
    assert publication_of(event).changes == []
    assert "Rooms: 0 new. Entries: 0 placed, 2 as they were." in capsys.readouterr().out


def test_our_own_file_fills_an_empty_agenda_once(event: Event) -> None:
    plan = read_schedule(Client().get("/events/summit/agenda/schedule.json").content.decode())
    Slot.objects.all().delete()
    Room.objects.all().delete()

    first = import_agenda(event, plan, by=None, at=AFTER)
    second = import_agenda(event, plan, by=None, at=AFTER)

    assert (first.rooms, first.placed, first.unknown) == (1, 2, [])
    assert (second.rooms, second.placed, second.same) == (0, 0, 2)
    assert publication_of(event).changes[0].kind == "new"  # the talk has a new place of its own; the break kept its own


def pretalx(**other: object) -> str:
    talk = {
        "guid": str(uuid.uuid4()),
        "code": "XYZABC",
        "id": 4,
        "date": "2027-01-14T09:00:00-06:00",
        "start": "09:00",
        "duration": "00:45",
        "room": "Main stage",
        "title": "Elsewhere",
        "persons": [{"code": "A", "name": "Ada", "public_name": "Ada"}],
        **other,
    }
    rooms = {"Main stage": [talk, {**talk, "guid": str(uuid.uuid4()), "code": "UNKNOWN", "title": "Nobody knows"}]}
    conference = {"rooms": [{"name": "Main stage"}, {"name": "Attic"}], "days": [{"index": 1, "rooms": rooms}]}
    return json.dumps({"schedule": {"version": "0.4", "conference": conference}})


def test_a_schedule_of_pretalx_places_the_talks_that_came_from_there(event: Event) -> None:
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"pretalx:{event.pk}:XYZABC")
    talk = published_talk(event, title="Elsewhere", key=key)

    told = import_agenda(event, read_schedule(pretalx()), by=None, at=AFTER)

    slot = Slot.objects.get(proposal=talk)
    assert (told.rooms, told.placed, told.unknown) == (2, 1, ["Nobody knows"])
    assert slot.room is not None
    assert (slot.room.name, slot.starts, slot.minutes) == ("Main stage", NINE, 45)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "This is no JSON file."),
        ('{"schedule": {}}', "This is no schedule.json file."),
        (pretalx(title=" "), "Entry 1 has no title."),
        (pretalx(date="2027-01-14T09:00"), "Entry 1 has no time with its offset."),
        (pretalx(date=7), "Entry 1 has no time with its offset."),
        (pretalx(duration="00:00"), "Entry 1 has no length between a minute and a day."),
        (pretalx(duration="x"), "Entry 1 has no length between a minute and a day."),
    ],
)
def test_a_file_that_cannot_be_read_says_where(text: str, message: str) -> None:
    with pytest.raises(FileNotRead, match=re.escape(message)):
        read_schedule(text)


def test_the_command_says_what_is_wrong(event: Event, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text("{")
    for name, where in (("nowhere", file), ("summit", tmp_path / "missing.json"), ("summit", file)):
        with pytest.raises(CommandError):
            call_command("import_agenda", name, where)


def test_files_are_served_with_their_kind(event: Event) -> None:
    kinds = {
        "agenda.ics": "text/calendar; charset=utf-8",
        "agenda/schedule.xml": "application/xml; charset=utf-8",
        "agenda/schedule.json": "application/json",
        "agenda/schedule2.json": "application/json",
    }
    for name, kind in kinds.items():
        answer = Client().get(f"/events/summit/{name}")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)
        assert b"Lunch" in answer.content
