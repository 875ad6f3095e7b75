import datetime as dt
import json
import uuid
from collections import Counter

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from rounds.accounts.models import Person
from rounds.events.actions import badging
from rounds.events.actions.on_the_day import (
    Result,
    Scan,
    announce,
    count_heads,
    deliver_notice,
    deliver_notices,
    take_scans,
    undo_check_in,
)
from rounds.events.actions.ticket_changes import Guest, cancel_tickets, give_tickets, name_ticket
from rounds.events.actions.ticket_orders import TicketsRefused
from rounds.events.badges import SHEETS
from rounds.events.models import CheckIn, Event, HeadCount, Notice, Ticket
from rounds.events.papers import badges_pdf
from rounds.events.queries.on_the_day import arrived, arrived_by_kind, sessions_counted
from tests.factories.accounts import StaffFactory, signed_in
from tests.factories.agenda import NINE, SlotFactory
from tests.factories.events import EventFactory, ProposalFactory
from tests.factories.tickets import NOON, buys, limited, pays, tickets

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def staff() -> Person:
    person: Person = StaffFactory()
    return person


def scan(event: Event, code: str, by: Person, *, at: dt.datetime = NOON, key: uuid.UUID | None = None) -> Result:
    [found] = take_scans(event, [Scan(key or uuid.uuid4(), code, at)], sent=NOON, by=by, at=NOON)
    return found


def test_somebody_is_checked_in_once_and_a_second_time_is_told(staff: Person) -> None:
    found = buys(limited(5))
    [ticket] = tickets(found)

    first = scan(found.event, ticket.code.lower(), staff)
    again = scan(found.event, f"https://centre.example/x/{ticket.code}", staff)

    assert (first.state, again.state, again.since) == ("new", "again", NOON)
    assert (CheckIn.objects.count(), arrived(found.event).here) == (1, 1)
    assert arrived_by_kind(found.event) == [(ticket.kind.name, 1, 1)]


def test_the_same_scan_sent_twice_is_one_and_stays_undone(staff: Person) -> None:
    found = buys(limited(5))
    [ticket], key = tickets(found), uuid.uuid4()

    states = [scan(found.event, ticket.code, staff, key=key).state for _time in range(2)]
    undo_check_in(ticket, by=staff, at=NOON)
    after = scan(found.event, ticket.code, staff, key=key)

    assert (states, after.state, arrived(found.event).here) == (["new", "new"], "again", 0)
    assert scan(found.event, ticket.code, staff).state == "new"
    with pytest.raises(TicketsRefused, match="not checked in"):
        undo_check_in(tickets(buys(ticket.kind))[0], by=staff, at=NOON)


@pytest.mark.slow
def test_codes_that_let_nobody_in(staff: Person) -> None:
    kind = limited(5, 100_00)
    unpaid, ended = buys(kind), pays(buys(kind))
    [old] = tickets(pays(buys(kind)))
    other = buys(limited(5))
    cancel_tickets(ended, tickets(ended), by=ended.person, at=NOON)
    name_ticket(old, {"name": "Somebody else"}, by=None, at=NOON)
    codes = [tickets(unpaid)[0].code, tickets(ended)[0].code, old.code, tickets(other)[0].code, "", "x" * 400]

    found = [scan(kind.event, code, staff).state for code in codes]

    assert found == ["over", "over", "unknown", "unknown", "unknown", "unknown"]
    assert CheckIn.objects.count() == 0


@pytest.mark.slow
def test_500_scans_on_three_devices_merge_without_a_double_entry(staff: Person) -> None:
    """Each device was without a network for an hour; they send one after the other, and one of them twice."""
    kind = limited(400)
    guests = [Guest(f"Guest {number}") for number in range(400)]
    everybody = tickets(give_tickets(kind, guests, why="-", key=uuid.uuid4(), by=staff, at=NOON))
    parts = everybody[:200], everybody[150:320], everybody[270:]
    sent = [
        [Scan(uuid.uuid4(), one.code, NOON - HOUR + dt.timedelta(seconds=3 * n + device)) for n, one in enumerate(part)]
        for device, part in enumerate(parts)
    ]

    results = [take_scans(kind.event, part, sent=NOON, by=staff, at=NOON) for part in [*sent, sent[1]]]

    assert sum(len(part) for part in sent) == 500
    assert (CheckIn.objects.count(), arrived(kind.event).here) == (400, 400)
    assert [Counter(one.state for one in part)["again"] for part in results[:3]] == [0, 50, 50]
    assert {one.state for one in results[3]} == {"new", "again"}


def test_a_device_with_a_wrong_clock_is_set_right(staff: Person) -> None:
    found = buys(limited(5))
    wrong = NOON + 24 * HOUR
    take_scans(found.event, [Scan(uuid.uuid4(), tickets(found)[0].code, wrong - HOUR)], sent=wrong, by=staff, at=NOON)

    assert CheckIn.objects.get().at == NOON - HOUR


def test_who_has_come_cannot_give_the_ticket_back(staff: Person) -> None:
    found = buys(limited(5))
    scan(found.event, tickets(found)[0].code, staff)

    with pytest.raises(TicketsRefused, match="has come with this ticket"):
        cancel_tickets(found, tickets(found), by=found.person, at=NOON)
    assert tickets(found)[0].ended is None


def test_sessions_to_count_stand_in_the_order_of_the_day() -> None:
    event = EventFactory()
    for title, hours in (("At eleven", 2), ("Before", 0)):
        talk = ProposalFactory(event=event, title=title, state="confirmed")
        SlotFactory(proposal=talk, starts=NINE + hours * HOUR)
    ProposalFactory(event=event, title="A poster", state="confirmed")

    assert [one.title for one in sessions_counted(event)] == ["Before", "At eleven", "A poster"]


def test_the_history_of_the_day_stays(staff: Person) -> None:
    proposal = ProposalFactory(state="confirmed")
    count_heads(proposal, 40, by=staff, at=NOON)
    found = buys(limited(5))
    scan(found.event, tickets(found)[0].code, staff)

    for change in (lambda: HeadCount.objects.update(count=4), lambda: CheckIn.objects.update(at=NOON - HOUR)):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_an_announcement_reaches_each_address_once(staff: Person) -> None:
    kind = limited(9)
    group = buys(kind, 3)
    name_ticket(tickets(group)[1], {"name": "Ada", "email": "ada@people.example"}, by=None, at=NOON)
    guests = [Guest("Ada again", "ADA@people.example"), Guest("No address")]
    give_tickets(kind, guests, why="-", key=uuid.uuid4(), by=staff, at=NOON)
    mail.outbox.clear()
    facts = {"subject": "Rooms", "words": "Two rooms.\n\nBe early.", "key": uuid.uuid4(), "by": staff, "at": NOON}

    made = announce(kind.event, **facts)
    again = announce(kind.event, **facts)
    sent = deliver_notices(at=lambda: NOON)

    assert (made, sent, deliver_notices(at=lambda: NOON)) == (again, 2, 0)
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(["ada@people.example", group.person.email])
    assert mail.outbox[0].subject == f"{kind.event.name}: Rooms"


def test_a_letter_that_somebody_else_is_sending_is_left_alone(staff: Person) -> None:
    found = buys(limited(5))
    announce(found.event, subject="A", words="B", key=uuid.uuid4(), by=staff, at=NOON)
    notice = Notice.objects.get()
    Notice.objects.update(taken=NOON)

    assert deliver_notice(notice.pk, at=lambda: NOON) is False


@pytest.mark.slow
def test_badges_fit_whatever_the_name_and_say_the_role_in_words(staff: Person) -> None:
    kind = limited(20)
    names = ["Ada Obi", "Wilhelmina van der Oudewaterschapsheuvel-Montgomery", "أمينة الخطيب"]
    made = give_tickets(kind, [Guest(name) for name in names], why="-", key=uuid.uuid4(), by=staff, at=NOON)
    listed = badging.badges_to_print(made.event, only_new=True)

    pdf = badges_pdf(made.event, listed, sheet="a4-8", skip=7)
    badging.note_printed(made.event, listed, by=staff, at=NOON)

    assert pdf[:5] == b"%PDF-"
    assert pages(pdf) == 2
    assert badging.badge_counts(made.event) == {"named": 3, "unnamed": 0, "fresh": 0}


@pytest.mark.slow
@pytest.mark.parametrize("sheet", SHEETS)
def test_each_sheet_holds_as_many_badges_as_it_says(sheet: str, staff: Person) -> None:
    kind, places = limited(30), SHEETS[sheet].places
    guests = [Guest(f"Somebody Number {n}", organisation="Ward", pronouns="they/them") for n in range(places + 1)]
    give_tickets(kind, guests, why="-", key=uuid.uuid4(), by=staff, at=NOON)

    pdf = badges_pdf(kind.event, badging.badges_to_print(kind.event), sheet=sheet)

    assert pages(pdf) == 2


def pages(pdf: bytes) -> int:
    import io

    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(pdf)).pages)


def test_the_door_reads_codes_and_takes_scans_as_json(staff: Person) -> None:
    found = buys(limited(5))
    [ticket], client = tickets(found), signed_in(staff)
    at = f"/events/{found.event.slug}/desk/check-in"
    scans = [{"key": str(uuid.uuid4()), "code": ticket.code, "at": NOON.isoformat()}]

    people = client.get(f"{at}/people.json").json()
    sent = {"device": "a", "sent": NOON.isoformat(), "scans": scans}
    answer = client.post(f"{at}/scans", json.dumps(sent), content_type="application/json").json()
    refused = client.post(f"{at}/scans", "nothing", content_type="application/json")

    assert people["people"] == [{"code": ticket.code, "name": ticket.name, "party": 1, "here": False}]
    assert (answer["results"][0]["state"], answer["results"][0]["name"]) == ("new", ticket.name)
    assert (refused.status_code, Ticket.objects.get().check_ins.count()) == (400, 1)
