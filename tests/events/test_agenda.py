"""The draft of an agenda: placing, warnings, two people at once, clocks that change."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from rounds.accounts.models import Entry
from rounds.events.actions import placing
from rounds.events.actions.events import EventRefused, change_event
from rounds.events.clashes import Sitting, warnings_of
from rounds.events.models import Availability, Event, Room, Slot, Speaker, Star
from rounds.events.queries.agenda import clocked, slots_of, to_be_placed, warning_words, warnings_for
from tests.factories.accounts import PersonFactory, StaffFactory, signed_in
from tests.factories.agenda import NINE, RoomFactory, SlotFactory, publish, published_talk
from tests.factories.events import AFTER, OPENS, EventFactory, ProposalFactory, SpeakingFactory, helper, lead_of
from tests.factories.tickets import LATER, buys, limited

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def event() -> Event:
    made: Event = EventFactory(slug="summit", name="Summit")
    return made


@pytest.fixture
def hall(event: Event) -> Room:
    made: Room = RoomFactory(event=event, name="Hall", places=1, order=1)
    return made


@pytest.fixture
def desk(event: Event) -> Client:
    return signed_in(helper(event, "organiser"))


def typed(**other: object) -> dict[str, object]:
    return {"day": "2027-01-14", "time": "09:00", "minutes": "30", "version": "0", **other}


def test_a_talk_gets_a_room_and_a_time_by_the_form(event: Event, hall: Room, desk: Client) -> None:
    talk = published_talk(event, code="abc")

    empty = desk.post("/events/summit/desk/agenda/talks/abc", typed(room=""))
    saved = desk.post("/events/summit/desk/agenda/talks/abc", typed(room=hall.pk))

    assert (empty.status_code, b"Choose a room." in empty.content) == (422, True)
    assert saved.status_code == 302
    slot = Slot.objects.get()
    assert (slot.proposal, slot.room, slot.starts, slot.minutes, slot.version) == (talk, hall, NINE, 30, 1)
    assert Entry.objects.get(verb="events.agenda_changed").details["code"] == "abc"
    assert not to_be_placed(event).exists()


def test_a_time_that_the_clocks_skip_is_refused(hall: Room, desk: Client) -> None:
    Event.objects.update(starts=dt.date(2027, 3, 14), ends=dt.date(2027, 3, 14))
    published_talk(Event.objects.get(), code="abc")

    answer = desk.post("/events/summit/desk/agenda/talks/abc", typed(day="2027-03-14", time="02:30", room=hall.pk))

    assert (answer.status_code, b"The clocks go forward over this time." in answer.content) == (422, True)
    assert b'value="02:30"' in answer.content


@pytest.mark.slow
def test_a_time_that_the_clocks_show_twice_is_told_with_its_offset(hall: Room, desk: Client) -> None:
    Event.objects.update(starts=dt.date(2027, 11, 7), ends=dt.date(2027, 11, 7))
    event = Event.objects.get()
    published_talk(event, code="abc")
    desk.post("/events/summit/desk/agenda/talks/abc", typed(day="2027-11-07", time="01:45", room=hall.pk))
    slot = Slot.objects.get()
    assert slot.starts is not None
    assert (slot.starts, str(clocked(slot.starts, event.tz))) == (
        dt.datetime(2027, 11, 7, 6, 45, tzinfo=dt.UTC),
        "Clocked(time='01:45', offset='UTC-05:00')",
    )

    for _step in range(4):
        slot.refresh_from_db()
        desk.post("/events/summit/desk/agenda/move", {"slot": slot.pk, "version": slot.version, "to": "later"})
    page = desk.get("/events/summit/desk/agenda").content.decode()

    slot.refresh_from_db()
    assert slot.starts == dt.datetime(2027, 11, 7, 7, 45, tzinfo=dt.UTC)
    assert "01:45–02:15 UTC-06:00" in page
    again = typed(day="2027-11-07", time="01:45", room=hall.pk, minutes=45, version=slot.version)
    desk.post("/events/summit/desk/agenda/talks/abc", again)
    slot.refresh_from_db()
    assert (slot.starts, slot.minutes) == (dt.datetime(2027, 11, 7, 7, 45, tzinfo=dt.UTC), 45)


def test_the_second_of_two_people_learns_what_the_first_did(event: Event, hall: Room, desk: Client) -> None:
    published_talk(event, code="abc")
    other = RoomFactory(event=event, name="Attic")
    rival = helper(event, "organiser", person=PersonFactory(name="Ann Lee"))
    signed_in(rival).post("/events/summit/desk/agenda/talks/abc", typed(room=hall.pk))

    late = desk.post("/events/summit/desk/agenda/talks/abc", typed(room=other.pk, time="15:00"))
    page = late.content.decode()

    assert late.status_code == 422
    assert "Meanwhile Ann Lee has put it on Thursday 14 January, 09:00 (Chicago time), in Hall." in page
    assert 'value="15:00"' in page
    assert 'name="version" value="1"' in page
    assert Slot.objects.get().room == hall

    meant = desk.post("/events/summit/desk/agenda/talks/abc", typed(room=other.pk, time="15:00", version=1))
    assert (meant.status_code, Slot.objects.get().room) == (302, other)


@pytest.mark.slow
def test_buttons_move_a_talk_and_tell_who_was_faster(event: Event, hall: Room, desk: Client) -> None:
    RoomFactory(event=event, name="Attic", order=2)
    slot = SlotFactory(proposal=published_talk(event), room=hall)

    for version, to in enumerate(("later", "room", "earlier", "room"), 1):
        desk.post("/events/summit/desk/agenda/move", {"slot": slot.pk, "version": version, "to": to})
    slot.refresh_from_db()
    assert (slot.starts, slot.room, slot.version) == (NINE, hall, 5)

    stale = desk.post("/events/summit/desk/agenda/move", {"slot": slot.pk, "version": 2, "to": "off"}, follow=True)
    assert "has put it on Thursday 14 January, 09:00" in stale.content.decode()

    desk.post("/events/summit/desk/agenda/move", {"slot": slot.pk, "version": 5, "to": "off"})
    slot.refresh_from_db()
    assert (slot.starts, slot.room, to_be_placed(event).get()) == (None, None, slot.proposal)


@pytest.mark.slow
def test_breaks_are_made_changed_and_removed(event: Event, hall: Room, desk: Client) -> None:
    made = desk.post("/events/summit/desk/agenda/breaks/new", typed(title="Lunch", room=""))
    slot = Slot.objects.get()
    assert (made.status_code, str(slot), slot.room) == (302, "Lunch", None)

    desk.post(f"/events/summit/desk/agenda/breaks/{slot.pk}", typed(title="Lunch", room=hall.pk, version=1))
    late = desk.post(f"/events/summit/desk/agenda/breaks/{slot.pk}/remove", {"version": 1}, follow=True)
    assert "Save again to change that." in late.content.decode()
    desk.post(f"/events/summit/desk/agenda/breaks/{slot.pk}/remove", {"version": 2})

    assert not Slot.objects.exists()
    assert desk.post("/events/summit/desk/agenda/breaks/new", typed(title="")).status_code == 422


def test_every_kind_of_warning_is_told_in_words(event: Event, hall: Room) -> None:
    first = published_talk(event, title="One")
    ada = lead_of(first)
    second = published_talk(event, title="Two", lead=ada)
    waits = ProposalFactory(event=event, title="Three", state="accepted")
    gone = ProposalFactory(event=event, title="Four", state="withdrawn")
    hidden = ProposalFactory(event=event, title="Five", state="confirmed")
    SpeakingFactory(proposal=hidden, reply="no", person=PersonFactory(name="Bo"))
    SlotFactory(proposal=first, room=hall)
    SlotFactory(proposal=second, room=hall)
    SlotFactory(proposal=waits, starts=NINE + 30 * HOUR)
    SlotFactory(proposal=gone, starts=NINE + 31 * HOUR)
    SlotFactory(proposal=hidden, starts=NINE + 72 * HOUR)
    SlotFactory(proposal=None, event=event, title="Lunch", room=None, minutes=15)
    speaker = Speaker.objects.create(event=event, person=ada, changed=OPENS)
    Availability.objects.create(speaker=speaker, day=dt.date(2027, 1, 14), starts=dt.time(9), ends=dt.time(9, 15))
    for _person in range(2):
        Star.objects.create(person=PersonFactory(), proposal=first, at=AFTER)

    words = [warning_words(one) for one in warnings_for(event, list(slots_of(event)))]

    name = ada.name
    assert sorted(words) == sorted(
        [
            "“One” and “Two” are in one room at the same time.",
            f"{name} speaks in “One” and in “Two” at the same time.",
            "“One” runs into “Lunch”.",
            "“Two” runs into “Lunch”.",
            f"{name} is not there at the time of “One”.",
            f"{name} is not there at the time of “Two”.",
            "2 people plan to come to “One”; its room has fewer places.",
            "The speaker of “Three” has not said yes.",
            "“Four” is withdrawn. The next version leaves it out.",
            "“Five” is not published, so readers see no title there.",
            "Bo does not speak in “Five” any more.",
            "“Five” is outside the days of the event.",
        ]
    )


def test_talks_that_only_touch_do_not_clash() -> None:
    one = Sitting("a", "One", NINE, NINE + HOUR, 1, people={1: "Ada"})
    two = Sitting("b", "Two", NINE + HOUR, NINE + 2 * HOUR, 1, people={1: "Ada"})
    days = (dt.date(2027, 1, 14), dt.date(2027, 1, 14))

    assert warnings_of([one, two], days=days, zone="UTC", available={}) == []


@pytest.mark.parametrize(("keeps", "hour"), [("clock", 9), ("moment", 16)])
def test_an_event_that_moves_asks_what_its_times_do(
    event: Event, hall: Room, desk: Client, keeps: str, hour: int
) -> None:
    slot = SlotFactory(proposal=published_talk(event), room=hall)
    with pytest.raises(EventRefused, match="The agenda has times"):
        change_event(event, {"zone": "Europe/Berlin"}, by=StaffFactory(), at=AFTER)

    silent = desk.post("/events/summit/desk/agenda/zone", {"zone": "Europe/Berlin"})
    answer = desk.post("/events/summit/desk/agenda/zone", {"zone": "Europe/Berlin", "keeps": keeps})

    slot.refresh_from_db()
    event.refresh_from_db()
    assert (silent.status_code, answer.status_code, event.zone) == (422, 302, "Europe/Berlin")
    assert slot.starts is not None
    assert slot.starts.astimezone(event.tz).hour == hour


def test_whoever_has_a_ticket_hears_of_other_clocks() -> None:
    kind = limited(2)
    found = buys(kind)
    mail.outbox.clear()

    placing.move_to_zone(kind.event, "Europe/Berlin", keeps_clock=False, by=StaffFactory(), at=LATER)

    assert [letter.to for letter in mail.outbox] == [[found.person.email]]
    assert Event.objects.get(pk=kind.event.pk).sequence == 1


def test_an_event_does_not_move_to_clocks_that_skip_a_talk(event: Event, hall: Room) -> None:
    at = dt.datetime(2027, 3, 28, 2, 30, tzinfo=event.tz)
    SlotFactory(proposal=published_talk(event, title="Early"), room=hall, starts=at)

    with pytest.raises(placing.PlacingRefused, match="“Early” would begin at 02:30, which the clocks there skip"):
        placing.move_to_zone(event, "Europe/Berlin", keeps_clock=True, by=StaffFactory(), at=AFTER)
    event.refresh_from_db()
    assert event.zone == "America/Chicago"


def test_what_left_the_programme_is_not_placed_and_a_room_in_use_stays(event: Event, hall: Room, desk: Client) -> None:
    slot = SlotFactory(proposal=published_talk(event, code="abc"), room=hall)
    facts: dict[str, Any] = {"version": 1, "by": StaffFactory(), "at": AFTER}
    type(slot.proposal).objects.update(state="withdrawn", withdrawn=AFTER)
    with pytest.raises(placing.PlacingRefused, match="not on the programme"):
        placing.place_talk(slot.proposal, hall, NINE + HOUR, 30, **facts)

    kept = desk.post(f"/events/summit/desk/lists/rooms/{hall.pk}/remove")
    assert "is in use" in kept.content.decode()
    assert placing.place_talk(slot.proposal, None, None, 30, **facts).starts is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_asks_the_database_as_often_for_many_talks(
    event: Event, hall: Room, desk: Client, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        SlotFactory(proposal=published_talk(event), room=hall, starts=NINE + number * HOUR)
    publish(event)
    Slot.objects.update(minutes=20)

    with django_assert_num_queries(24):
        assert desk.get("/events/summit/desk/agenda").status_code == 200
