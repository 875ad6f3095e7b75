import datetime as dt
import uuid

import pytest
from django.core import mail
from icalendar import Calendar

from rounds.accounts.models import Entry
from rounds.billing.models import CreditNote, Invoice, Order
from rounds.events.actions import selling, ticket_money
from rounds.events.actions.attendees import look_through, read_guests
from rounds.events.actions.events import change_event
from rounds.events.actions.ticket_changes import (
    Guest,
    call_off_tickets,
    cancel_tickets,
    decline_offer,
    give_tickets,
    name_ticket,
)
from rounds.events.actions.ticket_erasure import leave_tickets
from rounds.events.actions.ticket_orders import TicketsRefused
from rounds.events.models import Event, InvitationCode, Purchase, Quota, RefundStep, Sales, Ticket
from rounds.events.queries.own_tickets import held_in_tickets
from rounds.events.queries.purchases import ticket_by_token, ticket_token, tickets_that_disagree
from rounds.meetings.models import CapacityPool
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.events import EventFactory
from tests.factories.tickets import LATER, NOON, TicketKindFactory, buys, limited, pays, quota, taken, tickets

pytestmark = pytest.mark.django_db
LONG_BEFORE = NOON  # 59 days before the first day
NEAR = dt.datetime(2027, 1, 4, 12, tzinfo=dt.UTC)  # 10 days before
TOO_LATE = dt.datetime(2027, 1, 12, 12, tzinfo=dt.UTC)


def refunds(event: Event) -> None:
    RefundStep.objects.create(event=event, days=30, percent=100)
    RefundStep.objects.create(event=event, days=7, percent=50)


def credited(purchase: Purchase) -> int:
    return sum(CreditNote.objects.filter(invoice__order=purchase.order_id).values_list("gross_minor", flat=True))


def sound(event: Event) -> bool:
    return not list(tickets_that_disagree(event))


def test_a_name_is_written_once_without_a_new_code_and_changed_with_one() -> None:
    found = buys(limited(5), 2, myself=False)
    first = tickets(found)[0]

    named = name_ticket(first, {"name": "Ada Obi", "email": "ada@people.example"}, by=found.person, at=NOON)
    token = ticket_token(named)
    other = name_ticket(named, {"name": "Ben Ito", "email": "ben@people.example"}, by=found.person, at=NOON)

    assert (named.code, other.code != named.code) == (first.code, True)
    assert (ticket_by_token(token), ticket_by_token(ticket_token(other))) == (None, other)
    told = [(letter.to[0], letter.subject.partition(" for ")[0].partition(":")[0]) for letter in mail.outbox[-3:]]
    assert told == [
        ("ada@people.example", "Your ticket"),
        ("ben@people.example", "Your ticket"),
        ("ada@people.example", "Your ticket is no longer valid"),
    ]
    assert Entry.objects.filter(verb="events.ticket_named").count() == 2


def test_names_stand_after_the_deadline_but_the_desk_may_change_them() -> None:
    kind = limited(5)
    Sales.objects.filter(event=kind.event).update(names_until=LATER)
    [ticket] = tickets(buys(kind))
    told = {"name": "Ada Obi", "email": ""}

    with pytest.raises(TicketsRefused, match="Names stand now"):
        name_ticket(ticket, told, by=None, at=LATER)
    pronouns = name_ticket(ticket, {"pronouns": "they/them"}, by=None, at=LATER)
    changed = name_ticket(ticket, told, by=StaffFactory(), at=LATER, staff=True)

    assert (pronouns.pronouns, changed.name) == ("they/them", "Ada Obi")


def test_a_ticket_that_ended_has_no_name_any_more() -> None:
    found = buys(limited(5))
    cancel_tickets(found, tickets(found), by=found.person, at=NOON)

    with pytest.raises(TicketsRefused, match="was cancelled"):
        name_ticket(tickets(found)[0], {"name": "Ada"}, by=None, at=NOON)


@pytest.mark.parametrize(("at", "back"), [(LONG_BEFORE, 100_00), (NEAR, 50_00), (TOO_LATE, 0)])
def test_what_comes_back_follows_the_table(at: dt.datetime, back: int) -> None:
    kind = limited(5, 100_00)
    refunds(kind.event)
    found = pays(buys(kind, 2))

    cancel_tickets(found, tickets(found)[:1], by=found.person, at=at)
    found.refresh_from_db()

    assert (credited(found), found.state, taken(kind), sound(kind.event)) == (back, "kept", 1, True)
    assert [one.because for one in tickets(found)] == ["left", ""]
    assert Order.objects.get().state == "paid"


@pytest.mark.slow
def test_with_the_last_ticket_the_order_ends() -> None:
    kind = limited(5, 100_00)
    refunds(kind.event)
    found = pays(buys(kind, 3))
    first, *others = tickets(found)

    cancel_tickets(found, [first], by=found.person, at=NEAR)
    cancel_tickets(found, others, by=found.person, at=LONG_BEFORE)
    found.refresh_from_db()

    assert (found.state, found.because, credited(found), taken(kind)) == ("cancelled", "left", 250_00, 0)
    with pytest.raises(TicketsRefused, match="cancelled already"):
        cancel_tickets(found, others, by=found.person, at=NOON)


@pytest.mark.slow
def test_after_a_refund_of_goodwill_the_last_credit_does_not_end_the_other_ticket() -> None:
    from rounds.billing.actions import credit_invoice
    from rounds.billing.money import Money

    kind = limited(5, 100_00)
    refunds(kind.event)
    found = pays(buys(kind, 2))
    credit_invoice(Invoice.objects.get(), reason="Sorry", by=StaffFactory(), at=NOON, amount=Money(120_00, "USD"))

    cancel_tickets(found, tickets(found)[:1], by=found.person, at=NOON)
    found.refresh_from_db()

    assert (credited(found), found.state, [one.ended is None for one in tickets(found)]) == (
        200_00,
        "kept",
        [False, True],
    )


def test_a_companion_goes_with_its_ticket_and_a_code_can_be_used_again() -> None:
    main = limited(5, needs="code")
    code = InvitationCode.objects.create(kind=main, code="FRIENDS", limit=1)
    companion = limited(5, event=main.event, companion_of=main)
    found = buys(main, 1, (companion, 1), code="FRIENDS")
    first, _second = tickets(found)

    cancel_tickets(found, [first], by=found.person, at=NOON)
    code.refresh_from_db()

    assert (taken(main), taken(companion), code.used) == (0, 0, 0)
    assert [letter.subject for letter in mail.outbox[-1:]] == [f"Tickets are cancelled: {main.event.name}"]


def test_staff_give_everything_back() -> None:
    kind = limited(5, 100_00)
    found = pays(buys(kind, 2))

    cancel_tickets(found, tickets(found), by=StaffFactory(), at=TOO_LATE, staff=True)
    found.refresh_from_db()

    assert (credited(found), found.state, found.because) == (200_00, "cancelled", "staff")


def test_a_cart_ends_whole_and_nothing_is_owed() -> None:
    kind = limited(5, 100_00)
    cart, invoiced = buys(kind), buys(kind)
    ticket_money.ask_invoice(invoiced, "invoice", by=invoiced.person, at=NOON)

    for one in (cart, invoiced):
        cancel_tickets(one, [], by=one.person, at=NOON)
        one.refresh_from_db()

    assert [(one.state, one.because) for one in (cart, invoiced)] == [("cancelled", "left")] * 2
    assert (credited(invoiced), taken(kind)) == (100_00, 0)


def test_a_credit_note_for_all_of_it_ends_what_was_paid_and_keeps_what_was_free() -> None:
    from rounds.billing.actions import credit_invoice

    paid_kind = limited(5, 100_00)
    free = limited(5, event=paid_kind.event)
    found = pays(buys(paid_kind, 1, (free, 1)))

    credit_invoice(Invoice.objects.get(), reason="A mistake", by=StaffFactory(), at=NOON)
    found.refresh_from_db()

    assert (found.state, taken(paid_kind), taken(free)) == ("kept", 0, 1)
    assert {one.kind: one.because for one in tickets(found)} == {paid_kind: "refunded", free: ""}


@pytest.mark.slow
def test_one_click_declines_an_offer_or_leaves_the_list_once() -> None:
    kind = limited(1)
    first = buys(kind)
    offered, waiting = buys(kind), buys(kind)
    cancel_tickets(first, tickets(first), by=first.person, at=NOON)

    decline_offer(waiting, at=NOON)
    decline_offer(offered, at=NOON)
    for one in (offered, waiting):
        one.refresh_from_db()

    assert [(one.state, one.because) for one in (offered, waiting)] == [
        ("cancelled", "declined"),
        ("cancelled", "left"),
    ]
    with pytest.raises(TicketsRefused, match="Nothing is kept"):
        decline_offer(offered, at=NOON)
    assert taken(kind) == 0


@pytest.mark.slow
def test_when_an_event_is_called_off_all_tickets_end_and_the_money_comes_back() -> None:
    kind = limited(2, 100_00)
    paid, cart = pays(buys(kind)), buys(kind)
    waits = buys(kind)
    assert call_off_tickets(kind.event, by=None, at=NOON) == 0

    Event.objects.update(standing="cancelled")
    ended = call_off_tickets(kind.event, by=None, at=NOON)

    assert (ended, credited(paid), taken(kind)) == (3, 100_00, 0)
    assert {one.state for one in Purchase.objects.filter(pk__in=[paid.pk, cart.pk, waits.pk])} == {"cancelled"}


def sent_entry() -> tuple[str, str, int]:
    """To whom the last letter went, and the kind and the number of the entry in it."""
    letter = mail.outbox[-1]
    [(_name, content, kind)] = letter.attachments  # type: ignore[misc]
    [event] = Calendar.from_ical(content).walk("VEVENT")
    assert isinstance(kind, str)
    return letter.to[0], kind.rpartition("method=")[2], int(event["SEQUENCE"])


def test_an_event_that_moves_tells_those_who_come_and_their_calendars() -> None:
    kind = limited(5)
    event, found = kind.event, buys(kind, 2)
    name_ticket(tickets(found)[1], {"name": "Ada", "email": "ada@guests.example"}, by=found.person, at=LATER)
    gone = buys(kind)
    cancel_tickets(gone, tickets(gone), by=gone.person, at=LATER)
    ended = sent_entry()
    mail.outbox.clear()

    change_event(event, {"starts": event.starts, "about": "Other words"}, by=StaffFactory(), at=LATER)
    assert mail.outbox == []
    change_event(event, {"ends": event.ends + dt.timedelta(days=1)}, by=StaffFactory(), at=LATER)

    assert [letter.to for letter in mail.outbox] == [[found.person.email], ["ada@guests.example"]]
    assert (ended, sent_entry()) == ((gone.person.email, "CANCEL", 1), ("ada@guests.example", "REQUEST", 1))
    assert mail.outbox[0].subject == f"New days or a new place: {event.name}"


@pytest.mark.parametrize(("standing", "at"), [("draft", LATER), ("announced", LATER + dt.timedelta(days=900))])
def test_nobody_is_told_of_a_draft_or_of_an_event_that_is_over(standing: str, at: dt.datetime) -> None:
    kind = limited(5)
    buys(kind)
    Event.objects.filter(pk=kind.event.pk).update(standing=standing)
    mail.outbox.clear()

    change_event(kind.event, {"venue": "Elsewhere"}, by=StaffFactory(), at=at)

    assert mail.outbox == []


def test_staff_give_tickets_free_of_charge_and_never_more_than_there_are() -> None:
    kind, staff, key = limited(2), StaffFactory(), uuid.uuid4()
    guests = [Guest("Ada Obi", "ada@people.example", role="Speaker"), Guest("Ben Ito")]

    made = give_tickets(kind, guests, why="They speak", key=key, by=staff, at=NOON)
    again = give_tickets(kind, guests, why="They speak", key=key, by=staff, at=NOON)

    assert (made, taken(kind), [one.name for one in tickets(made)]) == (again, 2, ["Ada Obi", "Ben Ito"])
    assert [letter.to for letter in mail.outbox] == [["ada@people.example"]]
    with pytest.raises(TicketsRefused, match="0 places are left"):
        give_tickets(kind, guests, why="They speak", key=uuid.uuid4(), by=staff, at=NOON)
    Event.objects.update(standing="cancelled")
    kind.event.refresh_from_db()
    with pytest.raises(TicketsRefused, match="is cancelled"):
        give_tickets(kind, guests, why="They speak", key=uuid.uuid4(), by=staff, at=NOON)


def test_a_list_is_looked_through_before_anything_is_written() -> None:
    kind = limited(5)
    give_tickets(kind, [Guest("Ada", "ada@people.example")], why="-", key=uuid.uuid4(), by=StaffFactory(), at=NOON)
    text = read_guests(
        "Name;E-mail;Company\nAda Obi;ada@people.example;\nBen Ito;ben@people.example;Ward\n;x@people.example;\n"
        "Eve;nothing;\n\nBen again;BEN@people.example;\nNo Address;;\n".encode("utf-16")
    )

    found = look_through(kind, text)

    assert [(one.name, one.organisation) for one in found.guests] == [("Ben Ito", "Ward"), ("No Address", "")]
    assert [one.name for one in found.known] == ["Ada Obi", "Ben again"]
    assert found.faults == [(4, "The name is missing."), (5, "This is no e-mail address: nothing")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "no column"),
        (b"mail\nx", "no column"),
        (b"name\n" + b"x\n" * 501, "At most 500"),
        (b"x" * 1_000_001, "1 MB"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(TicketsRefused, match=words):
        look_through(limited(5), read_guests(data))


def test_quotas_never_go_below_what_is_taken_and_a_larger_one_lets_people_in() -> None:
    kind, staff = limited(2), StaffFactory()
    held = Quota.objects.get()
    buys(kind, 2)
    waits = buys(kind)

    with pytest.raises(TicketsRefused, match="2 places are taken") as refused:
        selling.save_quota(kind.event, "Hall", 1, quota=held, by=staff, at=NOON)
    selling.save_quota(kind.event, "Great hall", 3, quota=held, by=staff, at=NOON)
    waits.refresh_from_db()

    assert (refused.value.field, waits.state, CapacityPool.objects.get().name) == ("cap", "offered", "Great hall")
    with pytest.raises(TicketsRefused, match="is in use"):
        selling.remove_quota(held, by=staff, at=NOON)


VALUES: dict[str, object] = {"name": "Day", "amount": 0}


def test_kinds_keep_their_quotas_once_somebody_has_a_ticket() -> None:
    event, staff = EventFactory(), StaffFactory()
    pool, other = quota(event).pool_id, quota(EventFactory()).pool_id
    kind = selling.save_kind(event, VALUES, pools=[pool, other], kind=None, by=staff, at=NOON)
    buys(kind)

    assert list(kind.pools.values_list("pk", flat=True)) == [pool]
    with pytest.raises(TicketsRefused, match="Their quotas stay"):
        selling.save_kind(event, VALUES, pools=[], kind=kind, by=staff, at=NOON)
    with pytest.raises(TicketsRefused, match="a kind with this name"):
        selling.save_kind(event, VALUES, pools=[], kind=None, by=staff, at=NOON)
    with pytest.raises(TicketsRefused, match="so it stays"):
        selling.remove_kind(kind, by=staff, at=NOON)
    changed = selling.save_kind(event, {**VALUES, "about": "One day"}, pools=[pool], kind=kind, by=staff, at=NOON)
    assert changed.about == "One day"


def test_what_nobody_uses_can_be_removed() -> None:
    event, staff = EventFactory(), StaffFactory()
    kind, free = TicketKindFactory(event=event), quota(event)

    selling.remove_kind(kind, by=staff, at=NOON)
    selling.remove_quota(free, by=staff, at=NOON)

    assert (event.ticket_kinds.count(), event.quotas.count(), CapacityPool.objects.count()) == (0, 0, 0)


def test_refunds_shrink_and_stand_once_a_day() -> None:
    event, staff = EventFactory(), StaffFactory()
    selling.set_refunds(event, [(7, 50), (30, 100)], by=staff, at=NOON)

    with pytest.raises(TicketsRefused, match="no more can come back"):
        selling.set_refunds(event, [(30, 50), (7, 100)], by=staff, at=NOON)
    with pytest.raises(TicketsRefused, match="stands there twice"):
        selling.set_refunds(event, [(7, 50), (7, 50)], by=staff, at=NOON)
    assert list(RefundStep.objects.order_by("days").values_list("days", "percent")) == [(7, 50), (30, 100)]


def test_the_currency_stays_once_something_was_sold() -> None:
    kind, staff = limited(2, 100_00), StaffFactory()
    buys(kind)
    values = {"currency": "EUR", "words": "", "names_until": None, "offer_hours": 24}

    with pytest.raises(TicketsRefused, match="in this currency"):
        selling.set_sales(kind.event, values, by=staff, at=NOON)
    selling.set_sales(kind.event, {**values, "currency": "USD", "offer_hours": 2}, by=staff, at=NOON)
    assert Sales.objects.get().offer_hours == 2
    selling.add_code(kind, "abc", 1, by=staff, at=NOON)
    with pytest.raises(TicketsRefused, match="there already"):
        selling.add_code(kind, "ABC", 1, by=staff, at=NOON)


def test_somebody_who_is_erased_leaves_their_places_and_no_name() -> None:
    kind = limited(3, 100_00)
    person = PersonFactory()
    bought, cart = pays(buys(kind, person=person)), buys(kind, person=person)
    exported = held_in_tickets(person)[1]

    leave_tickets(person, NOON)
    cart.refresh_from_db()

    assert [row["what"] for row in exported] == ["order", "order", "ticket bought", "ticket bought", "ticket", "ticket"]
    assert (cart.state, taken(kind), bought.state) == ("cancelled", 1, "kept")
    assert Ticket.objects.exclude(name="", email="").count() == 0
