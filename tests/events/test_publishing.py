"""Versions of an agenda: published for what was looked at, kept, told once, followed by meetings."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from rounds.accounts.actions import erase_person
from rounds.events.actions.deciding import hide_talk, publish_talk
from rounds.events.actions.delivering import LetterRefused
from rounds.events.actions.events import change_standing
from rounds.events.actions.holding import hold_all
from rounds.events.actions.proposals import withdraw_proposal
from rounds.events.actions.publishing import (
    PublishingRefused,
    deliver_agenda,
    publish_agenda,
    send_agenda_again,
)
from rounds.events.models import AgendaLetter, AgendaVersion, Event, Placement, Slot, Star, Talk
from rounds.events.own_data import held_at_events
from rounds.events.queries.publishing import change_words, publication_of
from rounds.events.queries.waiting import waiting_at_desk
from rounds.events.wagtail_hooks import each_minute
from rounds.meetings.models import Meeting
from rounds.meetings.queries.feeds import calendar_of_person
from tests.factories.accounts import PersonFactory, StaffFactory, signed_in
from tests.factories.agenda import NINE, RoomFactory, SlotFactory, publish, published_talk
from tests.factories.events import AFTER, EventFactory, SpeakingFactory, helper, lead_of

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def event() -> Event:
    """Two talks in the hall at nine and ten."""
    made: Event = EventFactory(slug="summit", name="Summit", venue="Pier Hall")
    hall = RoomFactory(event=made, name="Hall")
    for number, title in enumerate(("One", "Two")):
        SlotFactory(
            proposal=published_talk(made, title=title, code=f"t{number}"), room=hall, starts=NINE + number * HOUR
        )
    return made


def slot_of(title: str) -> Slot:
    found: Slot = Slot.objects.get(proposal__title=title)
    return found


def test_the_first_version_tells_each_speaker_and_makes_a_meeting_of_each_talk(event: Event) -> None:
    ada = lead_of(slot_of("One").proposal)
    client = signed_in(helper(event, "organiser"))
    page = client.get("/events/summit/desk/agenda/publish").content.decode()
    assert "Publish version 1 and send 2 letters" in page
    assert "“One” is on Thursday 14 January, 09:00 (Chicago time), in Hall." in page

    answer = client.post("/events/summit/desk/agenda/publish", {"seal": publication_of(event).seal, "note": "Hello"})

    assert answer.status_code == 302
    version = AgendaVersion.objects.get()
    assert (version.number, version.note, version.placements.count(), version.letters.count()) == (1, "Hello", 2, 2)
    meeting = Talk.objects.get(proposal__title="One").meeting
    assert meeting is not None
    assert (meeting.starts_at, meeting.minutes, meeting.room, meeting.venue) == (NINE, 30, "Hall", "Pier Hall")
    assert ([*meeting.hosts.all()], meeting.kind, meeting.audience, meeting.state) == (
        [ada],
        "talk",
        "invited",
        "closed",
    )
    assert b"SUMMARY:One" in calendar_of_person(ada, at=AFTER)


def test_what_changed_since_one_looked_is_not_published(event: Event) -> None:
    seal = publication_of(event).seal
    Slot.objects.filter(proposal__title="One").update(starts=NINE + 3 * HOUR)

    with pytest.raises(PublishingRefused, match="changed since you looked"):
        publish_agenda(event, seal=seal, by=StaffFactory(), at=AFTER)
    publish(event)
    with pytest.raises(PublishingRefused, match="Nothing has changed"):
        publish(event)

    assert AgendaVersion.objects.count() == 1


def test_the_second_version_says_what_changed_to_those_concerned_alone(event: Event) -> None:
    publish(event)
    fan, both = PersonFactory(name="Fan"), lead_of(slot_of("One").proposal)
    for person in (fan, both):
        Star.objects.create(person=person, proposal=slot_of("One").proposal, at=AFTER)
    Slot.objects.filter(proposal__title="One").update(
        starts=NINE + 5 * HOUR, room=RoomFactory(event=event, name="Attic")
    )
    SlotFactory(proposal=published_talk(event, title="Three"), room=slot_of("Two").room, starts=NINE + 2 * HOUR)
    SlotFactory(proposal=None, event=event, title="Lunch", room=None, starts=NINE + 3 * HOUR)

    found = publication_of(event)

    assert [(one.kind, change_words(one, event)) for one in found.changes] == [
        ("new", "“Three” is on Thursday 14 January, 11:00 (Chicago time), in Hall."),
        ("new", "“Lunch” is on Thursday 14 January, 12:00 (Chicago time), in all rooms."),
        (
            "moved",
            "“One” moves to Thursday 14 January, 14:00 (Chicago time), in Attic. "
            "It was on Thursday 14 January, 09:00 (Chicago time), in Hall.",
        ),
    ]
    people = {one.person for one in found.letters}
    assert people == {fan, both, lead_of(slot_of("Three").proposal)}
    assert "tell the organisers" in next(one.words for one in found.letters if one.person == both)
    assert "tell the organisers" not in next(one.words for one in found.letters if one.person == fan)


def test_meetings_move_with_their_talks_and_end_with_them(event: Event) -> None:
    publish(event)
    meeting = Meeting.objects.get(title="One")
    Slot.objects.filter(proposal__title="One").update(starts=NINE + HOUR / 2, minutes=20)
    Slot.objects.filter(proposal__title="Two").update(starts=None, room=None)
    publish(event)

    moved, gone = Meeting.objects.get(pk=meeting.pk), Meeting.objects.get(title="Two")
    assert (moved.starts_at, moved.minutes, moved.sequence, moved.state) == (NINE + HOUR / 2, 20, 1, "closed")
    assert (gone.state, gone.why_cancelled) == ("cancelled", "The talk is no longer on the agenda.")

    Slot.objects.filter(proposal__title="Two").update(starts=NINE + HOUR, room=RoomFactory(event=event))
    publish(event)
    back = Talk.objects.get(proposal__title="Two").meeting
    assert back is not None
    assert (back.pk != gone.pk, back.state, Meeting.objects.count()) == (True, "closed", 3)


@pytest.mark.slow
def test_a_talk_withdrawn_after_publication_is_told_so_within_the_minute(event: Event) -> None:
    publish(event)
    proposal = slot_of("One").proposal
    withdraw_proposal(proposal, by=lead_of(proposal), at=AFTER)

    page = Client().get("/events/summit/agenda").content.decode()
    each_minute(AFTER)

    assert ("Withdrawn: One" in page, lead_of(proposal).name in page) == (True, False)
    assert Meeting.objects.get(title="One").state == "cancelled"
    assert [one.kind for one in publication_of(event).changes] == ["gone"]
    assert b"STATUS:CANCELLED" in Client().get("/events/summit/agenda.ics").content
    assert hold_all(at=AFTER) == 0
    names = {task.name: task.status for task in waiting_at_desk(event, StaffFactory(), at=timezone.now())}
    assert names["Publish the agenda again"] == "1 waits"


@pytest.mark.slow
def test_what_is_not_published_shows_no_title_and_comes_by_itself(event: Event) -> None:
    hide_talk(Talk.objects.get(proposal__title="One"), by=StaffFactory(), at=AFTER)
    publish(event)
    pages = ("agenda", "agenda/versions", "agenda/print", "agenda/offline", "agenda.ics", "agenda/schedule.xml")
    shown = [Client().get(f"/events/summit/{page}").content.decode() for page in (*pages, "agenda/schedule.json")]
    assert not any("One<" in page or '"One"' in page or "One\r\n" in page for page in shown)
    assert not Meeting.objects.filter(title="One").exists()

    publish_talk(slot_of("One").proposal, by=StaffFactory(), at=AFTER)
    each_minute(AFTER)

    assert ">One</a>" in Client().get("/events/summit/agenda").content.decode()
    assert Meeting.objects.get(title="One").state == "closed"


def test_a_cancelled_event_calls_its_talks_off(event: Event) -> None:
    publish(event)
    change_standing(event, "cancelled", by=StaffFactory(), at=AFTER)
    hold_all(at=AFTER)

    assert set(Meeting.objects.values_list("state", flat=True)) == {"cancelled"}
    change_standing(event, "announced", by=StaffFactory(), at=AFTER)
    assert hold_all(at=AFTER) == 2


def test_a_published_version_stays_as_it_was(event: Event) -> None:
    publish(event)
    for change in (
        lambda: AgendaVersion.objects.update(number=7),
        lambda: Placement.objects.update(title="Other"),
        lambda: Placement.objects.all().delete(),
        lambda: AgendaLetter.objects.update(words="Other"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_each_letter_goes_once_and_one_in_doubt_waits_for_a_person(event: Event) -> None:
    publish(event)
    first, second = AgendaLetter.objects.order_by("pk")
    AgendaLetter.objects.filter(pk=first.pk).update(taken=AFTER)  # a worker began, and was killed

    assert (deliver_agenda(at=timezone.now), deliver_agenda(at=timezone.now)) == (1, 0)
    assert [one.to for one in mail.outbox] == [[second.person.email]]
    assert mail.outbox[0].extra_headers["Message-ID"].startswith(f"<events-agenda-{second.pk}@")
    client = signed_in(helper(event, "organiser"))
    page = client.get("/events/summit/desk/agenda/letters").content.decode()
    names = {task.name for task in waiting_at_desk(event, StaffFactory(), at=timezone.now())}
    assert "Look at letters about the agenda" in names
    assert "We do not know whether it left" in page

    with pytest.raises(LetterRefused):
        send_agenda_again(second, by=StaffFactory(), at=timezone.now())
    client.post(f"/events/summit/desk/agenda/letters/{first.pk}/again")
    deliver_agenda(at=timezone.now)
    assert [one.to for one in mail.outbox] == [[second.person.email], [first.person.email]]


@pytest.mark.slow
def test_erased_people_lose_their_plan_and_the_words_of_their_letters(event: Event) -> None:
    publish(event)
    ada = lead_of(slot_of("One").proposal)
    name = ada.name
    Star.objects.create(person=ada, proposal=slot_of("Two").proposal, at=AFTER)
    kinds = {row["what"] for row in held_at_events(ada)[1]}
    assert {"star", "letter about the agenda"} <= kinds

    erase_person(ada, by=StaffFactory(), at=AFTER)

    assert not Star.objects.exists()
    assert AgendaLetter.objects.get(person=ada).words == ""
    assert f">{name}<" not in Client().get("/events/summit/agenda").content.decode()


def test_a_co_speaker_who_joins_later_hosts_too(event: Event) -> None:
    publish(event)
    who = SpeakingFactory(proposal=slot_of("One").proposal).person
    Slot.objects.filter(proposal__title="Two").update(minutes=45)
    publish(event)

    assert who in Meeting.objects.get(title="One").hosts.all()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_before_publishing_asks_as_often_for_many_talks(count: int, django_assert_num_queries: Any) -> None:
    event = EventFactory(slug="busy")
    hall = RoomFactory(event=event)
    for number in range(count):
        SlotFactory(proposal=published_talk(event), room=hall, starts=NINE + number * HOUR)
    client = signed_in(helper(event, "organiser"))

    with django_assert_num_queries(19):
        assert client.get("/events/busy/desk/agenda/publish").status_code == 200
