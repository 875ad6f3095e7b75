import datetime as dt
import uuid

import pytest
from django.core import mail

from rounds.accounts.models import Entry
from rounds.billing.models import Order
from rounds.billing.pricing import Band
from rounds.events.actions import buying, ticket_money
from rounds.events.actions.ticket_changes import cancel_tickets
from rounds.events.actions.ticket_orders import TicketsRefused
from rounds.events.models import Event, InvitationCode, Purchase, Ticket
from rounds.events.queries.purchases import tickets_that_disagree
from rounds.events.queries.tickets import place_in_line
from rounds.meetings.models import CapacityPool
from rounds.meetings.queries import pools_that_disagree
from tests.factories.accounts import PersonFactory
from tests.factories.billing import sell
from tests.factories.events import EventFactory
from tests.factories.network import MembershipFactory, member_of
from tests.factories.prices import a_voucher, held_list, with_points
from tests.factories.tickets import LATER, NOON, TicketKindFactory, buys, limited, pays, quota, taken, tickets, wish

pytestmark = pytest.mark.django_db


def sound(purchase: Purchase) -> bool:
    return not list(pools_that_disagree()) and not list(tickets_that_disagree(purchase.event))


def test_a_free_ticket_is_yours_at_once_in_your_name() -> None:
    kind = limited(2)

    found = buys(kind)

    [ticket] = tickets(found)
    assert (found.state, found.order, ticket.name, ticket.email) == (
        "kept",
        None,
        found.person.name,
        found.person.email,
    )
    assert (taken(kind), sound(found)) == (1, True)
    assert Entry.objects.get(verb="events.tickets_taken").actor == found.person
    assert mail.outbox[0].subject == f"Your tickets for {kind.event.name}"
    assert mail.outbox[0].attachments[0][0] == "event.ics"  # type: ignore[index]


def test_a_group_gets_places_without_names_and_the_same_form_is_one_order() -> None:
    kind, person, key = limited(5), PersonFactory(), uuid.uuid4()

    first = buys(kind, 3, person=person, key=key, myself=False)
    again = buys(kind, 3, person=person, key=key, myself=False)

    assert (first, taken(kind), [one.name for one in tickets(first)]) == (again, 3, ["", "", ""])
    assert len({one.code for one in tickets(first)}) == 3


def test_a_key_of_somebody_else_opens_nothing() -> None:
    first = buys(limited(5))

    with pytest.raises(TicketsRefused, match="sent before, for something else"):
        buys(limited(5), key=first.key)


def test_what_costs_something_is_held_for_half_an_hour_and_kept_when_it_is_paid() -> None:
    kind = limited(5, 120_00)

    cart = buys(kind, 2)
    held, until = cart.state, cart.until
    paid = pays(cart)

    assert (held, until) == ("held", NOON + dt.timedelta(minutes=30))
    assert (paid.state, paid.until, taken(kind), sound(paid)) == ("kept", None, 2, True)
    assert Order.objects.get().lines.get().net_minor == 240_00
    assert [one.net for one in tickets(paid)] == [120_00, 120_00]


def test_a_shared_quota_is_never_oversold_and_each_pool_gives_or_none() -> None:
    event = EventFactory()
    hall, room = quota(event, 3), quota(event, 1, "Room")
    full = TicketKindFactory(event=event, quotas=[hall])
    both = TicketKindFactory(event=event, quotas=[hall, room], waiting_list=False)
    buys(full, 2)
    one = buys(both)

    with pytest.raises(TicketsRefused, match="All of these tickets are taken"):
        buys(both)
    waits = buys(full)

    assert (one.state, waits.state) == ("kept", "waiting")
    assert list(CapacityPool.objects.order_by("pk").values_list("taken", flat=True)) == [3, 1]
    assert sound(one)


def test_of_several_kinds_the_full_one_is_named_and_nothing_is_taken() -> None:
    event = EventFactory()
    free, full = limited(5, event=event, name="Hall"), limited(1, event=event, name="Workshop")
    buys(full)

    with pytest.raises(TicketsRefused, match="Full: Workshop") as refused:
        buys(free, 1, (full, 1))

    assert (refused.value.field, taken(free)) == (f"kind-{full.pk}", 0)


def test_who_comes_late_waits_in_order_and_knows_the_number() -> None:
    kind = limited(1)
    buys(kind)

    line = [buys(kind) for _one in range(2)]

    assert [one.state for one in line] == ["waiting", "waiting"]
    assert [place_in_line(one) for one in line] == [1, 2]
    assert "You are number 2 in the list" in str(mail.outbox[-1].body)


def test_waiting_twice_for_the_same_is_refused() -> None:
    kind, person = limited(1), PersonFactory()
    buys(kind)
    buys(kind, person=person)

    with pytest.raises(TicketsRefused, match="wait for these tickets already"):
        buys(kind, person=person)


def test_a_larger_group_than_the_quota_cannot_wait() -> None:
    kind = limited(2)
    buys(kind)

    with pytest.raises(TicketsRefused, match="fewer tickets than that"):
        buys(kind, 3)


def test_members_pay_the_member_price_and_may_buy_what_is_for_them() -> None:
    kind = limited(5, 120_00, member_amount=80_00, needs="member")
    member = member_of(MembershipFactory(ends="2090-01-01").organisation)

    cart = buys(kind, person=member)

    assert Order.objects.get(pk=cart.order_id).lines.get().net_minor == 80_00
    with pytest.raises(TicketsRefused, match="for members of the network"):
        buys(kind)


def test_a_price_list_sets_the_price_by_the_kind_of_who_pays() -> None:
    held_list(
        {"student": ("", [Band(0, 40_00)]), "individual": ("", [Band(0, 200_00)])},
        subject="summit",
        starts=NOON.date(),
        at=NOON,
    )
    kind = limited(5, 1_00, subject="summit")
    student, doctor, patient = (PersonFactory(profession=name) for name in ("student", "physician", "patient"))

    paid = [Order.objects.get(pk=buys(kind, 2, person=one).order_id).lines.get().net_minor for one in (student, doctor)]

    assert paid == [80_00, 400_00]
    with pytest.raises(TicketsRefused, match="We have no price for you yet"):
        buys(kind, person=patient)
    assert taken(kind) == 4


def test_an_offer_of_an_event_that_was_called_off_cannot_be_taken() -> None:
    kind = limited(1)
    first, waits = buys(kind), buys(kind)
    cancel_tickets(first, tickets(first), by=first.person, at=NOON)
    Event.objects.update(standing="cancelled")
    waits.refresh_from_db()

    with pytest.raises(TicketsRefused, match="not on sale"):
        buying.accept_offer(waits, at=NOON)
    assert taken(kind) == 1


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"shown": False}, "is not on sale now"),
        ({"sale_from": LATER}, "is not on sale now"),
        ({"sale_until": NOON}, "is not on sale now"),
        ({"most": 1}, "At most 1 in one order"),
        ({"needs": "member"}, "is for members of the network"),
        ({"needs": "code"}, "needs a code of invitation"),
    ],
)
def test_what_cannot_be_had_is_said(facts: dict[str, object], words: str) -> None:
    kind = limited(5, **facts)

    with pytest.raises(TicketsRefused, match=words):
        buys(kind, 2)
    assert taken(kind) == 0


@pytest.mark.parametrize("standing", ["draft", "cancelled"])
def test_only_an_announced_event_sells(standing: str) -> None:
    with pytest.raises(TicketsRefused, match="not on sale"):
        buys(limited(5, event=EventFactory(standing=standing)))


def test_after_the_last_day_and_for_nothing_there_are_no_tickets() -> None:
    kind = limited(5)

    with pytest.raises(TicketsRefused, match="not on sale"):
        buys(kind, at=dt.datetime(2027, 1, 17, tzinfo=dt.UTC))
    with pytest.raises(TicketsRefused, match="Choose how many"):
        buys(kind, 0)


def test_a_code_of_invitation_opens_its_kind_so_often() -> None:
    kind = limited(5, needs="code")
    code = InvitationCode.objects.create(kind=kind, code="FRIENDS", limit=2)
    found = buys(kind, 2, code="friends")

    with pytest.raises(TicketsRefused, match="used up"):
        buys(kind, code="friends")
    code.refresh_from_db()

    assert (found.state, code.used, taken(kind)) == ("kept", 2, 2)


def test_a_companion_comes_with_a_ticket_and_is_bound_to_it() -> None:
    main = limited(5)
    companion = limited(5, event=main.event, companion_of=main)

    with pytest.raises(TicketsRefused, match="comes with"):
        buys(companion)
    first, second = tickets(buys(main, 1, (companion, 1)))

    assert (second.kind, second.main) == (companion, first)


def test_a_voucher_for_all_of_it_keeps_the_tickets_at_once() -> None:
    kind = limited(5, 120_00)
    a_voucher("ALL", percent=100, starts=NOON.date())

    found = buys(kind, voucher="ALL")

    assert (found.state, Order.objects.get().state, sound(found)) == ("kept", "paid", True)


def test_a_voucher_that_is_used_up_takes_nothing() -> None:
    kind = limited(5, 120_00)
    a_voucher("ONCE", starts=NOON.date())
    buys(kind, voucher="ONCE")

    with pytest.raises(TicketsRefused) as refused:
        buys(kind, voucher="ONCE")

    assert (refused.value.field, taken(kind), Purchase.objects.count()) == ("voucher", 1, 1)


def test_points_pay_a_part_and_more_than_there_are_is_refused() -> None:
    kind = limited(5, 120_00)
    account = with_points(100, at=NOON)
    person = PersonFactory()
    account.payer.person = person
    account.payer.save()

    with pytest.raises(TicketsRefused) as refused:
        buys(kind, person=person, points=500)
    cart = buys(kind, person=person, points=50)

    assert refused.value.field == "points"
    assert sum(Order.objects.get(pk=cart.order_id).lines.values_list("net_minor", flat=True)) == 70_00


def test_a_cart_that_is_not_paid_ends_and_the_next_is_asked() -> None:
    kind = limited(1, 120_00)
    cart = buys(kind)
    waits = buys(kind)
    assert waits.state == "waiting"

    assert ticket_money.expire_over(at=LATER) == 1
    cart.refresh_from_db()
    waits.refresh_from_db()

    assert (cart.state, cart.because, waits.state) == ("cancelled", "unpaid", "offered")
    assert [one.because for one in tickets(cart)] == ["unpaid"]
    assert [letter.subject.partition(":")[0] for letter in mail.outbox[-2:]][-1] == "Your tickets were not paid in time"
    assert sound(cart)


@pytest.mark.slow
def test_an_offer_is_taken_and_paid_or_declined_by_one_click() -> None:
    kind = limited(2, 120_00)
    cart = buys(kind, 2)
    first, second = buys(kind, 2), buys(kind)
    ticket_money.expire_over(at=LATER)
    first.refresh_from_db()

    taken_up = buying.accept_offer(first, at=LATER)
    paid = pays(taken_up, at=LATER)

    assert (paid.state, [one.net for one in tickets(paid)], sound(paid)) == ("kept", [120_00, 120_00], True)
    second.refresh_from_db()
    assert (second.state, place_in_line(second), cart.pk < first.pk) == ("waiting", 1, True)


def test_an_offer_that_is_not_answered_goes_on() -> None:
    kind = limited(1)
    bought = buys(kind)
    line = [buys(kind), buys(kind)]

    cancel_tickets(bought, tickets(bought), by=bought.person, at=NOON)
    days_later = NOON + dt.timedelta(hours=25)
    ticket_money.expire_over(at=days_later)

    for one in line:
        one.refresh_from_db()
    assert [(one.state, one.because) for one in line] == [("cancelled", "lapsed"), ("offered", "")]
    with pytest.raises(TicketsRefused, match="This offer is over"):
        buying.accept_offer(line[0], at=days_later)


@pytest.mark.slow
def test_a_group_that_does_not_fit_is_passed_three_times_and_then_kept_for() -> None:
    kind = limited(4)
    singles = [buys(kind) for _one in range(4)]
    group = buys(kind, 3)
    line = [buys(kind) for _one in range(4)]

    for one in singles:
        cancel_tickets(one, tickets(one), by=one.person, at=NOON)
    for one in [group, *line]:
        one.refresh_from_db()

    assert [one.state for one in line] == ["offered", "offered", "offered", "waiting"]
    assert (group.state, group.skipped, taken(kind)) == ("waiting", 3, 3)
    assert sound(group)


def test_money_that_comes_late_finds_the_places_where_they_are_free() -> None:
    kind = limited(1, 120_00)
    cart = buys(kind)
    invoice = ticket_money.ask_invoice(cart, "card", by=cart.person, at=NOON)
    ticket_money.expire_over(at=NOON + dt.timedelta(hours=2))
    from rounds.billing.actions import record_payment

    record_payment(invoice, invoice.gross, "card", by=None, at=NOON + dt.timedelta(hours=3), tell=False)
    cart.refresh_from_db()

    assert (cart.state, taken(kind), sound(cart)) == ("kept", 1, True)
    assert Ticket.objects.get(purchase=cart).ended is None


@pytest.mark.slow
def test_money_that_comes_too_late_is_credit_and_the_first_place_in_the_list() -> None:
    kind = limited(1, 120_00)
    cart = buys(kind)
    invoice = ticket_money.ask_invoice(cart, "card", by=cart.person, at=NOON)
    later = NOON + dt.timedelta(hours=2)
    ticket_money.expire_over(at=later)
    other, behind = buys(kind, at=later), buys(kind, at=later)
    from rounds.billing.actions import record_payment

    record_payment(invoice, invoice.gross, "card", by=None, at=later, tell=False)
    again = Purchase.objects.exclude(pk__in=[cart.pk, other.pk, behind.pk]).get()
    invoice.standing.refresh_from_db()

    assert (again.person, again.state, place_in_line(again), place_in_line(behind)) == (cart.person, "waiting", 1, 2)
    assert (invoice.standing.credited_minor, taken(kind), sound(cart)) == (120_00, 1, True)
    assert mail.outbox[-1].subject.startswith("Your payment came too late")


def test_an_unpaid_invoice_is_taken_back_after_some_days() -> None:
    sell()
    cart = buys(limited(1, 120_00))
    invoice = ticket_money.ask_invoice(cart, "card", by=cart.person, at=NOON)
    ticket_money.expire_over(at=NOON + dt.timedelta(hours=2))

    assert ticket_money.forgive_unpaid(at=NOON + dt.timedelta(days=4)) == 1
    invoice.standing.refresh_from_db()

    assert invoice.standing.credited_minor == 120_00


def test_a_second_click_finds_the_invoice_and_a_cart_that_is_over_has_none() -> None:
    kind = limited(2, 120_00)
    cart, late = buys(kind), buys(kind)
    first = ticket_money.ask_invoice(cart, "invoice", by=cart.person, at=NOON)
    ticket_money.expire_over(at=LATER)

    assert ticket_money.ask_invoice(cart, "card", by=cart.person, at=NOON) == first
    with pytest.raises(TicketsRefused, match="time for this order is over"):
        ticket_money.ask_invoice(late, "card", by=late.person, at=LATER)
    assert wish(kind).counts == {kind.pk: 1}


def test_the_books_of_places_tell_of_a_ticket_without_its_places() -> None:
    from rounds.meetings.models import Hold

    kind = limited(5)
    found = buys(kind)
    other = TicketKindFactory(event=kind.event, quotas=[quota(kind.event, 5, "Room")])
    Hold.objects.filter(key=tickets(found)[0].key).update(key=uuid.uuid4())

    assert [words.partition(" ")[0] for words in pools_that_disagree()] == ["Ticket", "The"]
    assert taken(other) == 0
