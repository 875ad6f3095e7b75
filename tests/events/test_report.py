"""The report: each figure with what it counts, out of how many."""

import datetime as dt
import uuid

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from rounds.events.models import CheckIn, Event
from rounds.events.queries.came import holders_of
from rounds.events.queries.figures import Figure
from rounds.events.queries.report import report_of
from rounds.meetings.models import HeadCount
from tests.factories.accounts import StaffFactory, signed_in
from tests.factories.after import CLOSED, LATER, guest, held_talk, told
from tests.factories.events import EventFactory, helper
from tests.factories.meetings import NOON, come, paid, priced
from tests.factories.tickets import TicketKindFactory, buys, limited, pays

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return EventFactory(slug="summit", name="Summit")


def figures(event: Event, at: dt.datetime = CLOSED) -> dict[str, tuple[str, str, str]]:
    return {one.name: (one.text, one.out_of, one.share) for one in report_of(event, at=at)}


def test_shares_round_half_up_and_nothing_is_divided_by_nothing() -> None:
    def share(number: int | None, of: int | None) -> str:
        return Figure("", "", number, of, "", "").share

    assert [share(1, 8), share(2, 3), share(0, 0), share(3, None), share(None, 4)] == [
        "13\u00a0%",
        "67\u00a0%",
        "",
        "",
        "",
    ]


def test_figures_of_attendance_waiting_and_feedback(event: Event) -> None:
    talk, other = held_talk(event), held_talk(event, starts=CLOSED)
    told(talk, 3, 4, 5, 4, 4)
    guest(talk, came=False)
    guest(other, came=False)
    for count in (9, 7):
        HeadCount.objects.create(meeting=talk.meeting, people=count, by=StaffFactory(), at=LATER)
    come(talk.meeting, at=NOON)  # type: ignore[arg-type]
    waits = come(talk.meeting, at=NOON)  # type: ignore[arg-type]
    type(waits).objects.filter(pk=waits.pk).update(state="waiting", place=1)

    found = figures(event)

    assert found["Talks held"] == ("1", "2", "50\u00a0%")
    assert found["People who came"] == ("5", "8", "63\u00a0%")
    assert found["Places that were used"] == ("5", "7", "71\u00a0%")
    assert found["Heads counted without a place"] == ("7", "", "")
    assert found["Waited in vain"] == ("1", "9", "11\u00a0%")
    assert found["Answers about talks"] == ("5", "5", "100\u00a0%")
    assert found["Mark of the event"][0] == "fewer than 5 answers"
    assert figures(event, LATER)["Answers"] == ("–", "", "")


@pytest.mark.slow
def test_money_is_what_the_books_say(event: Event) -> None:
    talk = held_talk(event)
    meeting = priced(amount=120_00)
    type(talk).objects.filter(pk=talk.pk).update(meeting=meeting)
    paid(come(meeting))

    found = figures(event)

    assert (found["Paid for places at sessions"][0], found["Paid for places at sessions"][2]) == (
        found["Paid for places at sessions"][1],
        "100\u00a0%",
    )
    assert "120.00" in found["Paid for places at sessions"][0]


@pytest.mark.slow
def test_tickets_are_counted_checked_in_waited_for_and_paid(event: Event) -> None:
    kind = limited(2, 300_00, event)
    pays(buys(kind))
    free = buys(TicketKindFactory(event=event))
    buys(kind, 2)
    EmailAddress.objects.create(user=free.person, email=free.person.email.upper(), verified=True)
    CheckIn.objects.create(ticket=free.tickets.get(), key=uuid.uuid4(), at=CLOSED)

    found = figures(event)

    assert found["Tickets that let somebody in"] == ("2", "", "")
    assert found["Checked in"] == ("1", "2", "50\u00a0%")
    assert found["Tickets waited for in vain"] == ("2", "4", "50\u00a0%")
    assert (found["Paid for tickets"][0], found["Paid for tickets"][2]) == (found["Paid for tickets"][1], "100\u00a0%")
    assert "300.00" in found["Paid for tickets"][0]
    assert free.person.pk in holders_of(event)


@pytest.mark.slow
def test_page_and_file_say_the_same(event: Event) -> None:
    desk = signed_in(helper(event, "organiser"))

    page = desk.get("/events/summit/desk/report").content.decode()
    table = b"".join(desk.get("/events/summit/desk/report.csv")).decode()  # type: ignore[arg-type]

    for one in report_of(event, at=timezone.now()):
        assert one.name in page
        assert one.name in table
    assert signed_in().get("/events/summit/desk/report").status_code == 403
    assert Client().get("/events/summit/desk/report").status_code == 302
