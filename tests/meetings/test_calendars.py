"""Calendar files, judged by two readers that are not ours and by dateutil's idea of a time zone."""

import datetime as dt
import io
import zoneinfo
from typing import Any

import icalendar
import pytest
import vobject
from dateutil import tz
from hypothesis import given, settings
from hypothesis import strategies as st

from rounds.meetings.calendars import CANCEL, CANCELLED, REQUEST, Mailbox, Occasion, calendar_file

NOON = dt.datetime(2026, 11, 16, 12, tzinfo=dt.UTC)
CENTRE, GUEST = Mailbox("Harbour Centre", "hello@centre.example"), Mailbox("Grace M", "grace@people.example")
ZONES = ("America/Chicago", "Europe/London", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia")


def occasion(starts: dt.datetime = NOON, zone: str = "UTC", **facts: Any) -> Occasion:
    given_facts = {"uid": "1@centre.example", "sequence": 0, "changed": NOON, "title": "Rounds", **facts}
    return Occasion(starts=starts, ends=starts + dt.timedelta(hours=1), zone=zone, **given_facts)


def event_of(file: bytes) -> icalendar.Event:
    calendar = icalendar.Calendar.from_ical(file)
    assert calendar.errors == []
    [event] = calendar.events
    assert event.errors == []
    return event


def test_file_tells_what_changed_and_when() -> None:
    event = event_of(
        calendar_file([occasion(sequence=3, place="Room 2", words="Bring a pen", url="https://a.example/")])
    )

    told = {name: str(event[name]) for name in ("uid", "sequence", "location", "description", "url", "status")}
    assert told == {
        "uid": "1@centre.example",
        "sequence": "3",
        "location": "Room 2",
        "description": "Bring a pen",
        "url": "https://a.example/",
        "status": "CONFIRMED",
    }
    assert (event.start, event.end, event["dtstamp"].dt) == (NOON, NOON + dt.timedelta(hours=1), NOON)


def test_request_names_organiser_and_guest() -> None:
    file = calendar_file([occasion()], method=REQUEST, organiser=CENTRE, guest=GUEST)

    event = event_of(file)
    assert b"METHOD:REQUEST\r\n" in file
    assert (str(event["organizer"]), event["organizer"].params["CN"]) == (
        "mailto:hello@centre.example",
        "Harbour Centre",
    )
    assert dict(event["attendee"].params) == {
        "CN": "Grace M",
        "PARTSTAT": "ACCEPTED",
        "ROLE": "REQ-PARTICIPANT",
        "RSVP": "FALSE",
    }


def test_cancelled_meeting_frees_the_time() -> None:
    file = calendar_file([occasion(sequence=4, status=CANCELLED)], method=CANCEL, organiser=CENTRE, guest=GUEST)

    event = event_of(file)
    assert b"METHOD:CANCEL\r\n" in file
    assert (str(event["status"]), str(event["transp"]), event["sequence"]) == ("CANCELLED", "TRANSPARENT", 4)


def test_no_zone_is_written_where_none_is_needed() -> None:
    assert b"VTIMEZONE" not in calendar_file([occasion()])
    assert b"VTIMEZONE" not in calendar_file([])


def test_feed_of_many_zones_has_each_zone_once() -> None:
    file = calendar_file([occasion(zone=zone, uid=f"{zone}{number}") for zone in ZONES for number in range(2)])

    assert sorted(zone.tz_name for zone in icalendar.Calendar.from_ical(file).timezones) == sorted(ZONES)


@pytest.mark.parametrize(
    ("zone", "year"),
    [
        ("America/Chicago", 2026),
        ("America/Chicago", 2006),  # before the rule of 2007
        ("Europe/London", 2026),
        ("Europe/Istanbul", 2016),  # summer time that stayed
        ("America/Sao_Paulo", 2019),  # summer time that ended, south of the equator
        ("Australia/Sydney", 2026),
        ("Australia/Lord_Howe", 2026),  # half an hour
        ("Africa/Casablanca", 2026),  # back for one month
        ("Pacific/Apia", 2011),  # a day that was left out
        ("Asia/Kolkata", 2026),
    ],
)
def test_zone_is_right_in_every_half_hour_of_the_days_around_a_change(zone: str, year: int) -> None:
    there = zoneinfo.ZoneInfo(zone)
    file = calendar_file([occasion(dt.datetime(year, 6, 3, tzinfo=dt.UTC), zone)])

    read = tz.tzical(io.StringIO(file.decode())).get(zone)

    begin = dt.datetime(year, 1, 2, tzinfo=dt.UTC)
    moments = [(begin + dt.timedelta(minutes=30 * number)).astimezone(there) for number in range(48 * 360)]
    changing = [one for one in moments if one.utcoffset() != (one - dt.timedelta(days=1)).utcoffset() and not one.fold]
    wrong = [one for one in [*changing, *moments[::97]] if not one.fold and offset(one, read) != one.utcoffset()]
    assert wrong == []


def offset(moment: dt.datetime, zone: Any) -> dt.timedelta | None:
    return moment.replace(tzinfo=zone).utcoffset()


hostile = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from('\r\n\t\x00\x1b;,:"\\^\u2028\u202e\ufeff\ud800'),
        st.sampled_from("BEGIN:VEVENT END:VCALENDAR مرحبا 👩🏽‍⚕️"),
    ),
    max_size=200,
)


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(title=hostile, words=hostile, place=hostile, name=hostile, who=hostile, zone=st.sampled_from(ZONES))
def test_hostile_words_are_read_back_by_two_readers(
    title: str, words: str, place: str, name: str, who: str, zone: str
) -> None:
    one = occasion(zone=zone, title=title, words=words, place=place)

    file = calendar_file([one], name=name, method=REQUEST, organiser=CENTRE, guest=Mailbox(who, "a@b.example"))

    assert file.endswith(b"\r\n")
    assert b"\n" not in file.replace(b"\r\n", b"")
    assert b"\r" not in file.replace(b"\r\n", b"")
    assert max(len(line) for line in file.split(b"\r\n")) <= 75
    event = event_of(file)
    other = vobject.readOne(file.decode(), validate=True)
    assert len(other.contents["vevent"]) == 1
    assert event.start == NOON
    assert other.vevent.summary.value == str(event["summary"])
