"""The pages at the door and in the room, and that nobody reaches another's."""

import datetime as dt
from typing import Any

import icalendar
import pytest
from django.test import Client
from django.utils import timezone

from rounds.accounts.actions import erase_person
from rounds.meetings.actions.feeds import make_feed
from rounds.meetings.models import AttendanceLog, Ballot, Evidence, Live, Meeting, Vote
from rounds.meetings.queries.feeds import feed_token
from rounds.meetings.queries.held import held_in_rooms
from tests.factories.accounts import StaffFactory, signed_in
from tests.factories.live import (
    EvidenceFactory,
    QuestionFactory,
    address,
    guest_of,
    host_of,
    poll_in,
    running,
)
from tests.factories.network import MembershipFactory, SeatFactory

pytestmark = pytest.mark.django_db
FORMULA = "=1+1"


@pytest.fixture
def meeting() -> Meeting:
    return running(timezone.now())


GUESTS = ["join", "ticket", "check-in", "room"]
HOSTS = ["link", "door", "door/people", "attendance", "attendance.csv", "attendance/code", "attendance/list"]
HOSTS += ["room.csv", "room/notes", "room/polls/new"]
POSTS = ["apologies", "room/ask"]
HOST_POSTS = ["link/end", "door/scans", "attendance/heads"]


def parts(meeting: Meeting) -> tuple[list[str], list[str], list[str]]:
    """Addresses below a question, a poll, a person and a list: pages of hosts, what guests send, what hosts send."""
    question, poll, person = QuestionFactory(meeting=meeting), poll_in(meeting), EvidenceFactory(meeting=meeting).person
    log = AttendanceLog.objects.create(
        meeting=meeting, name="a", text="Email,Name", by=host_of(meeting), at=timezone.now()
    )
    asked, polled, seen = f"room/questions/{question.pk}", f"room/polls/{poll.pk}", f"attendance/{person.pk}"
    pages = [f"{asked}/answer", f"{asked}/hide", f"{seen}/correct"]
    posts = [f"{asked}/vote", f"{asked}/take-back", f"{polled}/answer"]
    host_posts = [
        f"{asked}/pin",
        f"{asked}/show",
        f"{polled}/open",
        f"{polled}/close",
        f"{polled}/remove",
        f"{seen}/note",
    ]
    return pages, posts, [*host_posts, f"attendance/list/{log.pk}/drop"]


@pytest.mark.slow
def test_each_address_as_every_other_person(meeting: Meeting) -> None:
    """Strangers to a meeting of an organisation find nothing; guests find what is theirs; hosts everything."""
    organisation = MembershipFactory(ends="2090-01-01").organisation
    Meeting.objects.filter(pk=meeting.pk).update(organisation=organisation)
    pages, posts, host_posts = parts(meeting)
    guest, colleague, host = guest_of(meeting), SeatFactory(organisation=organisation).person, host_of(meeting)
    other_manager = SeatFactory(organisation=MembershipFactory(ends="2090-01-01").organisation, manages=True).person
    elsewhere = guest_of(running(timezone.now()))
    everything = [*GUESTS, *HOSTS, *pages]

    for stranger in (StaffFactory(), other_manager, elsewhere):
        client = signed_in(stranger)
        assert {client.get(address(meeting, page)).status_code for page in [*everything, "meeting.ics"]} == {404}
        assert {
            client.post(address(meeting, page)).status_code for page in [*POSTS, *HOST_POSTS, *posts, *host_posts]
        } == {404}
    assert {Client().get(address(meeting, page)).status_code for page in everything} == {302}
    assert {Client().post(address(meeting, page)).status_code for page in [*POSTS, *HOST_POSTS]} == {302}
    beside = signed_in(colleague)
    assert {beside.get(address(meeting, page)).status_code for page in everything} == {403}
    inside = signed_in(guest)
    assert [inside.get(address(meeting, page)).status_code for page in GUESTS] == [302, 200, 200, 200]
    assert {inside.get(address(meeting, page)).status_code for page in [*HOSTS, *pages]} == {403}
    assert {inside.post(address(meeting, page)).status_code for page in [*HOST_POSTS, *host_posts]} == {403}
    assert {signed_in(host).get(address(meeting, page)).status_code for page in [*HOSTS, *pages]} == {200}


@pytest.mark.slow
def test_parts_of_another_meeting_are_not_reached_through_ones_own(meeting: Meeting) -> None:
    pages, posts, host_posts = parts(running(timezone.now()))
    client = signed_in(host_of(meeting))

    assert {client.get(address(meeting, page)).status_code for page in pages} == {404}
    codes = {page: client.post(address(meeting, page)).status_code for page in [*posts, *host_posts]}
    assert {page: code for page, code in codes.items() if code != 404 and not page.endswith("/drop")} == {}
    assert AttendanceLog.objects.count() == 1


def test_join_leads_on_and_says_nothing_of_where_from(meeting: Meeting) -> None:
    answer = signed_in(guest_of(meeting)).get(address(meeting, "join"))

    assert (answer.status_code, answer["Location"]) == (302, "https://video.example/room")
    assert answer["Referrer-Policy"] == "no-referrer"
    assert Evidence.objects.get().what == "clicked"


def test_browser_that_looks_ahead_is_not_let_in(meeting: Meeting) -> None:
    answer = signed_in(guest_of(meeting)).get(address(meeting, "join"), headers={"Sec-Purpose": "prefetch"})

    assert (answer.status_code, Evidence.objects.count()) == (204, 0)


def test_join_before_the_time_says_when(meeting: Meeting) -> None:
    later = timezone.now() + dt.timedelta(hours=2)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=later, ends_at=later + dt.timedelta(hours=1))

    answer = signed_in(guest_of(meeting)).get(address(meeting, "join"))

    assert (answer.status_code, "15 minutes before the start" in answer.content.decode()) == (409, True)


def test_link_is_set_up_by_the_form(meeting: Meeting, settings: Any) -> None:
    settings.JITSI_URL, settings.JITSI_APP = "https://meet.example", "rounds"
    client = signed_in(host_of(meeting))

    bad = client.post(address(meeting, "link"), {"provider": "bbb", "captions_link": "javascript:alert(1)"})
    good = client.post(address(meeting, "link"), {"provider": "jitsi", "captions_link": "https://captions.example"})

    assert (bad.status_code, sorted(bad.context["form"].errors)) == (422, ["captions_link", "provider"])
    assert "belong together" in bad.content.decode()
    live = Live.objects.get()
    assert (good.status_code, live.provider, live.clicks_count, live.captions_link) == (
        302,
        "jitsi",
        False,
        "https://captions.example",
    )


def test_calendar_file_is_for_those_who_see_the_meeting(meeting: Meeting) -> None:
    visitor, guest = (
        Client().get(address(meeting, "meeting.ics")),
        signed_in(guest_of(meeting)).get(address(meeting, "meeting.ics")),
    )

    assert visitor["Content-Type"] == "text/calendar; charset=utf-8"
    assert (b"/join" in visitor.content, b"/join" in guest.content) == (False, True)
    Meeting.objects.filter(pk=meeting.pk).update(audience="invited")
    assert Client().get(address(meeting, "meeting.ics")).status_code == 404


def test_own_calendar_is_made_read_changed_and_ended(meeting: Meeting) -> None:
    guest = guest_of(meeting)
    client, reader = signed_in(guest), Client()
    assert "Make my address" in client.get("/me/calendar").content.decode()
    client.post("/me/calendar", {"do": "new"})
    address = client.get("/me/calendar").context["address"].removeprefix("http://127.0.0.1:8000")

    first = reader.get(address)
    same = reader.get(address, headers={"If-None-Match": f"W/{first['ETag']}"})
    [event] = icalendar.Calendar.from_ical(first.content).events
    client.post("/me/calendar", {"do": "new"})

    assert (str(event["summary"]), same.status_code, same.content) == (meeting.title, 304, b"")
    assert first["Cache-Control"] == "private, no-cache"
    assert reader.get(address).status_code == 404
    client.post("/me/calendar", {"do": "end"})
    assert client.get("/me/calendar").context["feed"] is None


def test_export_and_erasure_know_of_rooms_and_doors(meeting: Meeting) -> None:
    guest = guest_of(meeting)
    EvidenceFactory(meeting=meeting, person=guest)
    question = QuestionFactory(meeting=meeting, by=guest, words="My own words?")
    Vote.objects.create(question=QuestionFactory(meeting=meeting), person=guest)
    ballot = Ballot.objects.create(poll=poll_in(meeting), person=guest, at=timezone.now())
    ballot.chosen.add(ballot.poll.choices.all()[0])
    token = feed_token(make_feed(guest, at=timezone.now()))

    assert [row["what"] for row in held_in_rooms(guest)[1]] == [
        "attendance",
        "question",
        "vote",
        "poll",
        "calendar address",
    ]
    erase_person(guest, by=guest, at=timezone.now())

    question.refresh_from_db()
    assert (question.words, Vote.objects.count(), Ballot.objects.count(), Evidence.objects.count()) == ("", 0, 0, 1)
    assert Client().get(f"/calendars/{token}.ics").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_as_often_for_many_as_for_one(meeting: Meeting, count: int, django_assert_num_queries: Any) -> None:
    host = signed_in(host_of(meeting))
    for _number in range(count):
        EvidenceFactory(meeting=meeting, person=guest_of(meeting))
        QuestionFactory(meeting=meeting)
        poll_in(meeting)
    host.get(address(meeting, "room"))

    with django_assert_num_queries(13):
        host.get(address(meeting, "room"))
    with django_assert_num_queries(9):
        host.get(address(meeting, "attendance"))
