"""What happens to tickets when their order is invoiced, paid, paid late, cancelled, or not paid in time."""

import datetime as dt
import uuid

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.billing.actions import InvoiceRefused, cancel_order, credit_invoice, forgive, hold_order, issue_invoice
from rounds.billing.models import Invoice, Order, OrderState
from rounds.events.actions.ticket_ends import (
    end_purchase,
    end_tickets,
    first_place,
    hold_kinds,
    offer_tickets,
    still_sells,
)
from rounds.events.actions.ticket_orders import TicketsRefused
from rounds.events.models import Bought, Ended, Event, Purchase, Ticket
from rounds.events.models.purchase import LIVING
from rounds.events.queries.purchases import anything_over, over
from rounds.events.queries.tickets import pools_at, pools_by_kind, somebody_before
from rounds.events.ticket_letters import tell_bought, tell_ended, tell_lapsed, tell_late, tell_unpaid
from rounds.events.tickets import fresh_code
from rounds.meetings.actions.expiring import PATIENCE
from rounds.meetings.actions.paying import BY_CARD, BY_INVOICE, CARD, INVOICE
from rounds.meetings.actions.places import Claim, PlacesGone, hold_places, keep_places, lock_pools, take_claims

CHOSEN = (Ended.LEFT, Ended.STAFF)  # somebody takes these tickets back at this moment, and the rest stays


def expire_over(*, at: dt.datetime, event: Event | None = None) -> int:
    """End the carts and offers that ran out, each in a transaction of its own; how many ended."""
    if event and not anything_over(at, event):
        return 0
    return sum(expire(one, at=at) for one in list(over(at, event=event)))


@transaction.atomic
def expire(purchase: Purchase, *, at: dt.datetime) -> bool:
    """End one that ran out. Its order is held first: who pays at this moment is either before or after."""
    order = hold_order(purchase.order_id)
    now = Purchase.objects.get(pk=purchase.pk)
    if now.until is None or now.until > at or (order and order.state == OrderState.PAID):
        return False
    if now.state == Bought.OFFERED:
        ended = end_purchase(purchase, Ended.LAPSED, by=None, at=at)
        if ended:
            tell_lapsed(purchase, at=at)
        return ended
    ended = end_cart(purchase, order, at=at)
    if ended:
        tell_unpaid(purchase, at=at)
    return ended


def end_cart(purchase: Purchase, order: Order | None, *, at: dt.datetime) -> bool:
    """An order without an invoice is cancelled, which ends the cart; one with an invoice waits a few days more."""
    if order and order.state == OrderState.PLACED:
        cancel_order(order, by=None, at=at)
        ended = Purchase.objects.filter(pk=purchase.pk, state=Bought.CANCELLED, changed=at)
        Ticket.objects.filter(purchase=purchase, ended=at).update(because=Ended.UNPAID)
        return bool(ended.update(because=Ended.UNPAID))
    return end_purchase(purchase, Ended.UNPAID, by=None, at=at)


def forgive_unpaid(*, at: dt.datetime) -> int:
    """Take back the invoices of tickets that ran out some days ago and were never paid."""
    found = Purchase.objects.filter(because=Ended.UNPAID, order__state=OrderState.INVOICED, changed__lte=at - PATIENCE)
    reason = "The tickets were not paid in time and were given back."
    return sum(
        forgive(one.order.invoice, reason=reason, at=at)  # type: ignore[union-attr]
        for one in found.select_related("order__invoice__payer")
    )


@transaction.atomic
def ask_invoice(purchase: Purchase, how: str, *, by: Person, at: dt.datetime) -> Invoice:
    """Write the invoice of a cart. Its places are held for the time that the way of paying takes.

    A second click finds the invoice that is written already.
    """
    order = hold_order(purchase.order_id)
    if order is None:
        raise TicketsRefused(_("There is nothing to pay."))
    if order.state in {OrderState.INVOICED, OrderState.PAID}:
        return Invoice.objects.get(order=order)
    until = held_until(purchase.event, how, at=at)
    if not Purchase.objects.filter(pk=purchase.pk, state=Bought.HELD).update(until=until, changed=at):
        raise TicketsRefused(_("The time for this order is over. Choose your tickets again."))
    try:
        invoice = issue_invoice(order, by=by, at=at, due_on=timezone.localdate(until), tell=how == INVOICE)
    except InvoiceRefused as refusal:
        raise TicketsRefused(str(refusal)) from None
    hold_places(*purchase.tickets.filter(ended__isnull=True).values_list("key", flat=True), until=until)
    record("events.ticket_invoice_asked", subject=purchase, by=by, at=at, until=until.isoformat())
    return invoice


def held_until(event: Event, how: str, *, at: dt.datetime) -> dt.datetime:
    """An hour for a card; for an invoice two weeks, but never past the day before the event."""
    if how == CARD:
        return at + BY_CARD
    last = dt.datetime.combine(event.starts, dt.time(), event.tz) - dt.timedelta(days=1)
    return max(at + BY_CARD, min(at + BY_INVOICE, last.astimezone(dt.UTC)))


def order_paid(order: Order, at: dt.datetime) -> None:
    """For the hook "rounds_order_paid": what is held is kept; late money finds its places, or the first in the list."""
    for one in purchases_of(order):
        held = Purchase.objects.filter(pk=one.pk, state=Bought.HELD)
        if held.update(state=Bought.KEPT, until=None, changed=at):
            keep_places(*one.tickets.filter(ended__isnull=True).values_list("key", flat=True))
            record("events.tickets_paid", subject=one, by=None, at=at)
            tell_bought(one)
        elif one.state == Bought.CANCELLED and one.because == Ended.UNPAID:
            paid_late(one, order, at=at)


def purchases_of(order: Order) -> QuerySet[Purchase]:
    return Purchase.objects.filter(order=order).order_by("pk").select_related("event", "person", "code")


def paid_late(purchase: Purchase, order: Order, *, at: dt.datetime) -> None:
    """The money came after the time was over: are the places still free?"""
    try:
        with transaction.atomic():
            take_back(purchase, at=at)
            tell_bought(purchase)
    except (PlacesGone, IntegrityError):
        reason = _("The tickets were given away before the payment came.")
        credit_invoice(order.invoice, reason=reason, by=None, at=at)
        tell_late(purchase, wait_first(purchase, at=at), at=at)


def take_back(purchase: Purchase, *, at: dt.datetime) -> None:
    """The tickets that ran out live again, if nobody waits before and all of their places are free."""
    event, tickets = purchase.event, list(purchase.tickets.filter(because=Ended.UNPAID))
    hold_kinds({one.kind_id for one in tickets})
    pools = pools_by_kind(event)
    lock_pools(pools_at(event))
    if not still_sells(event, at=at) or somebody_before(event, {one.kind_id for one in tickets}, pools):
        raise PlacesGone
    over_ones = Purchase.objects.filter(pk=purchase.pk, state=Bought.CANCELLED, because=Ended.UNPAID)
    if not over_ones.update(state=Bought.KEPT, because="", changed=at):
        raise PlacesGone
    Ticket.objects.filter(pk__in=[one.pk for one in tickets]).update(ended=None, because="")
    take_claims([Claim(one.key, pools[one.kind_id]) for one in tickets], at=at)
    record("events.tickets_paid_late", subject=purchase, by=None, at=at)


def wait_first(purchase: Purchase, *, at: dt.datetime) -> list[Purchase]:
    """A place at the head of the list for each kind that keeps one; the money is theirs to use for it."""
    event = purchase.event
    tickets = list(
        purchase.tickets.filter(because=Ended.UNPAID, main__isnull=True).select_related("kind").order_by("pk")
    )
    kinds = {one.kind_id: one.kind for one in tickets if one.kind.waiting_list}
    hold_kinds(kinds)
    lock_pools(pools_at(event))
    if not still_sells(event, at=at):
        return []
    made = [waiting_again(purchase, [one for one in tickets if one.kind_id == kind], at=at) for kind in sorted(kinds)]
    offer_tickets(event, at=at)
    return made


def waiting_again(purchase: Purchase, tickets: list[Ticket], *, at: dt.datetime) -> Purchase:
    again = Purchase.objects.create(
        event=purchase.event,
        person=purchase.person,
        key=uuid.uuid4(),
        state=Bought.WAITING,
        place=first_place(purchase.event),
        made=at,
        changed=at,
    )
    told = ("name", "email", "pronouns", "organisation", "needs")
    Ticket.objects.bulk_create(
        Ticket(purchase=again, kind=one.kind, code=fresh_code(), **{name: getattr(one, name) for name in told})
        for one in tickets
    )
    record("events.tickets_waited_for", subject=again, by=None, at=at, count=len(tickets), first=True)
    return again


def order_cancelled(order: Order, at: dt.datetime) -> None:
    """For the hook "rounds_order_cancelled": nobody keeps a ticket that nobody pays for; what was free stays."""
    for one in purchases_of(order).filter(state__in=LIVING):
        if one.tickets.filter(ended=at, because__in=CHOSEN).exists():
            continue  # somebody takes some of them back just now, and ends those alone
        ran_out = one.until is not None and one.until <= at
        if one.state == Bought.KEPT:
            ended = end_tickets(one, paid_ones(one), Ended.REFUNDED, by=None, at=at)
        else:
            ended = end_purchase(one, Ended.REFUNDED, by=None, at=at)
        if ended and not ran_out:  # what ran out is told by another letter
            tell_ended(one, at=at)


def paid_ones(purchase: Purchase) -> list[Ticket]:
    """The tickets that cost something, with the companions that came with them."""
    tickets = list(purchase.tickets.filter(ended__isnull=True))
    paid = {one.pk for one in tickets if one.net}
    return [one for one in tickets if one.pk in paid or one.main_id in paid]
