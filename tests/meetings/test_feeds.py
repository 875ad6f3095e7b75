import datetime as dt

import icalendar
import pytest
from django.core import mail

from rounds.accounts.models import Entry, Person
from rounds.meetings.actions.feeds import end_feed, make_feed, note_reading
from rounds.meetings.letters import tell_called_off, tell_changed, tell_left, write_registered
from rounds.meetings.models import CalendarFeed, Registration
from rounds.meetings.queries.feeds import (
    calendar_of,
    calendar_of_meeting,
    calendar_of_person,
    feed_of,
    feed_token,
    read_feed,
)
from tests.factories.accounts import PersonFactory, signed_in
from tests.factories.live import LiveFactory, guest_of, host_of, minutes
from tests.factories.meetings import NOON, MeetingFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def events(file: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(file).events)


def told(person: Person, at: dt.datetime = NOON) -> dict[str, str]:
    return {str(event["summary"]): str(event["status"]) for event in events(calendar_of_person(person, at=at))}


def test_meeting_stands_in_its_own_zone_with_how_to_get_in() -> None:
    meeting = MeetingFactory(venue="Harbour Hall", room="2", access_notes="Lift at the back.", summary="About posts.")

    [event] = events(calendar_of_meeting(meeting, joins=False))

    assert (str(event["location"]), event["dtstart"].params["TZID"]) == ("2, Harbour Hall", "America/Chicago")
    assert "Lift at the back." in str(event["description"])
    assert str(event["uid"]) == f"{meeting.uid}@127.0.0.1"


def test_link_to_join_is_told_to_those_alone_who_have_a_place() -> None:
    meeting = MeetingFactory()

    with_place, without = (str(events(calendar_of_meeting(meeting, joins=joins))[0]) for joins in (True, False))

    assert f"/meetings/{meeting.pk}/join" in events(calendar_of_meeting(meeting, joins=True))[0]["description"]
    assert "/join" not in without
    assert "video.example" not in with_place + without


def test_meeting_of_a_video_room_has_a_link_too() -> None:
    meeting = MeetingFactory(join_link="")
    assert b"/join" not in calendar_of_meeting(meeting, joins=True)
    LiveFactory(meeting=meeting, provider="jitsi")
    assert b"/join" in calendar_of_meeting(meeting, joins=True)


def test_change_and_cancellation_follow_the_same_entry() -> None:
    meeting = MeetingFactory()
    [before] = events(calendar_of_meeting(meeting, joins=True))
    meeting.state, meeting.sequence, meeting.why_cancelled = "cancelled", 2, "The speaker is ill."

    [after] = events(calendar_of_meeting(meeting, joins=True))

    assert before["uid"] == after["uid"]
    assert (int(before["sequence"]), int(after["sequence"]), str(after["status"])) == (0, 2, "CANCELLED")
    assert "The speaker is ill." in str(after["description"])
    assert "/join" not in str(after["description"])


def test_feed_holds_ones_own_meetings() -> None:
    person = PersonFactory()
    RegistrationFactory(meeting__title="Has a place", person=person)
    RegistrationFactory(meeting__title="Waits", person=person, state="waiting", place=1)
    RegistrationFactory(meeting__title="Left", person=person, state="cancelled", because="left")
    RegistrationFactory(meeting__title="Of another")
    RegistrationFactory(meeting__title="Long ago", meeting__starts_at=NOON - dt.timedelta(days=500), person=person)
    RegistrationFactory(
        meeting__title="Called off", meeting__state="cancelled", person=person, state="cancelled", because="called_off"
    )
    hosted = MeetingFactory(title="Hosts")
    hosted.hosts.add(person, through_defaults={})

    assert told(person) == {
        "Has a place": "CONFIRMED",
        "Waits": "TENTATIVE",
        "Called off": "CANCELLED",
        "Hosts": "CONFIRMED",
    }
    assert "Called off" not in told(person, NOON + dt.timedelta(days=61))


def test_draft_is_in_no_feed() -> None:
    meeting = MeetingFactory(state="draft")

    assert told(host_of(meeting)) == {}
    assert told(guest_of(meeting)) == {}


def test_file_of_an_event_holds_its_meetings_and_nobodys_link() -> None:
    file = calendar_of([MeetingFactory() for _ in range(3)], name="Summit")

    assert len(events(file)) == 3
    assert b"/join" not in file


def test_new_address_ends_the_old_one() -> None:
    person = PersonFactory()

    first = make_feed(person, at=NOON)
    token = feed_token(first)
    second = make_feed(person, at=minutes(0))

    assert (read_feed(token), read_feed(feed_token(second)), feed_of(person)) == (None, second, second)
    assert CalendarFeed.objects.filter(ended=None).count() == 1
    assert Entry.objects.filter(verb="meetings.calendar_address_made").count() == 2


def test_account_leads_to_the_address_of_ones_own_calendar() -> None:
    page = signed_in(PersonFactory()).get("/account").content.decode()

    assert 'href="/me/calendar"' in page


def test_ended_address_is_read_by_nobody() -> None:
    person = PersonFactory()
    feed = make_feed(person, at=NOON)

    for _time in range(2):
        end_feed(person, at=minutes(0))

    assert read_feed(feed_token(feed)) is None
    assert Entry.objects.filter(verb="meetings.calendar_address_ended").count() == 1


@pytest.mark.parametrize("token", ["", "1", "x-y", "9" * 30 + "-a", "1-" + "0" * 40, "²-a"])
def test_guess_is_no_address(token: str) -> None:
    make_feed(PersonFactory(), at=NOON)

    assert read_feed(token) is None


def test_person_who_may_not_sign_in_has_no_feed() -> None:
    person = PersonFactory()
    token = feed_token(make_feed(person, at=NOON))
    Person.objects.filter(pk=person.pk).update(is_active=False)

    assert read_feed(token) is None


def test_reading_is_noted_once_an_hour() -> None:
    feed = make_feed(PersonFactory(), at=NOON)

    for moment in (0, 59, 61):
        feed.refresh_from_db()
        note_reading(feed, at=minutes(moment))

    feed.refresh_from_db()
    assert feed.read == minutes(61)


def sent_with(registration: Registration) -> tuple[str, icalendar.Event]:
    """The kind of the file with the last letter, and the entry in it."""
    message = mail.outbox[-1].message()
    [part] = [part for part in message.walk() if part.get_filename() == "meeting.ics"]
    file = part.get_payload(decode=True)
    assert isinstance(file, bytes)
    [event] = icalendar.Calendar.from_ical(file).events
    assert event["attendee"] == f"mailto:{registration.person.email}"
    return str(part["Content-Type"]), event


def test_letters_carry_the_entry_its_change_and_its_end() -> None:
    registration = RegistrationFactory(person__name="Grace “G” M")
    write_registered(registration, at=NOON)
    kind, first = sent_with(registration)
    registration.meeting.sequence = 1
    tell_changed(registration, ["Later"], at=NOON)
    changed = sent_with(registration)[1]
    registration.state = "cancelled"
    tell_left(registration, by_host=False, at=NOON)
    over, last = sent_with(registration)

    assert kind == 'text/calendar; method="REQUEST"; charset="utf-8"'
    assert over == 'text/calendar; method="CANCEL"; charset="utf-8"'
    assert {str(event["uid"]) for event in (first, changed, last)} == {str(first["uid"])}
    assert [int(event["sequence"]) for event in (first, changed, last)] == [0, 1, 1]
    assert [str(event["status"]) for event in (first, changed, last)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert ["/join" in str(event.get("description", "")) for event in (first, changed, last)] == [True, True, False]


def test_letter_of_a_meeting_that_is_called_off_ends_the_entry() -> None:
    registration = RegistrationFactory(
        meeting__state="cancelled", meeting__why_cancelled="Snow.", state="cancelled", because="called_off"
    )

    tell_called_off(registration, at=NOON)

    kind, event = sent_with(registration)
    assert ("CANCEL" in kind, "Snow." in str(event["description"])) == (True, True)
