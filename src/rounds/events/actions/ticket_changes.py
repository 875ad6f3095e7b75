"""What happens to tickets afterwards: names, another holder, cancelling; and staff who give some free of charge."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.billing.actions import InvoiceRefused, cancel_order, credit_invoice, hold_order
from rounds.billing.models import Order, OrderState
from rounds.events.actions.ticket_ends import end_purchase, hold_kinds, mark_tickets, release_tickets
from rounds.events.actions.ticket_orders import TicketsRefused
from rounds.events.models import Bought, CheckIn, Ended, Event, Purchase, Ticket, TicketKind
from rounds.events.models.purchase import LIVING
from rounds.events.queries.purchases import back_for
from rounds.events.queries.tickets import is_over, pools_by_kind, sales_of
from rounds.events.ticket_letters import tell_bought, tell_ended, tell_ticket, tell_ticket_ended
from rounds.events.tickets import fresh_code
from rounds.events.vocabulary import Standing
from rounds.meetings.actions.places import Claim, PlacesGone, lock_pools, take_claims
from rounds.meetings.models import CapacityPool

TOLD = ("name", "email", "pronouns", "organisation", "needs")


def names_may_change(event: Event, *, at: dt.datetime) -> bool:
    """Until the deadline of the event; without one, until its first day."""
    until = sales_of(event).names_until
    return at < until if until else at.astimezone(event.tz).date() < event.starts


@transaction.atomic
def name_ticket(
    ticket: Ticket, told: Mapping[str, str], *, by: Person | None, at: dt.datetime, staff: bool = False
) -> Ticket:
    """Write who comes. Another name or address is another code, so that what was printed before lets nobody in."""
    held = Ticket.objects.select_for_update().get(pk=ticket.pk)
    purchase = Purchase.objects.select_related("event", "person").get(pk=held.purchase_id)
    if held.ended or purchase.state not in LIVING:
        raise TicketsRefused(_("This ticket was cancelled."))
    values = {name: told[name] for name in (*TOLD, "role") if name in told}
    other = held.name and (values.get("name", held.name), values.get("email", held.email)) != (held.name, held.email)
    first = not held.name and values.get("name")
    if (other or first) and not staff and not names_may_change(purchase.event, at=at):
        words = _("Names stand now, because badges are being printed. Ask the organisers to change it.")
        raise TicketsRefused(words, "name")
    code = fresh_code() if other else held.code
    Ticket.objects.filter(pk=held.pk).update(**values, code=code)
    record("events.ticket_named", subject=purchase, by=by, at=at, ticket=held.pk, again=bool(other))
    fresh = Ticket.objects.select_related("purchase__event", "purchase__person", "kind").get(pk=held.pk)
    if purchase.state == Bought.KEPT:
        tell_holders(held, fresh, purchase, at=at)
    return fresh


def tell_holders(before: Ticket, after: Ticket, purchase: Purchase, *, at: dt.datetime) -> None:
    """The new holder gets the ticket; the one who had it hears that the code no longer works."""
    if after.email and (after.code != before.code or after.email != before.email):
        tell_ticket(after, at=at)
    if before.email and before.email.lower() != after.email.lower():
        tell_ticket_ended(before, purchase)


@transaction.atomic
def cancel_tickets(
    purchase: Purchase, tickets: Sequence[Ticket], *, by: Person | None, at: dt.datetime, staff: bool = False
) -> None:
    """Give tickets back, with those that come with them. What was paid comes back by the rule of the event.

    Who does not cancel themselves gets everything back. A cart or an offer ends as a whole.
    """
    order = hold_order(purchase.order_id)
    fresh = Purchase.objects.select_related("event", "person", "code").get(pk=purchase.pk)
    because = Ended.STAFF if staff else Ended.LEFT
    if fresh.state not in LIVING:
        raise TicketsRefused(_("These tickets were cancelled already."))
    if fresh.state != Bought.KEPT:
        end_unpaid(fresh, order, because, by=by, at=at)
        return
    if is_over(fresh.event, at=at) and not staff:
        raise TicketsRefused(_("The event is over."))
    chosen = mark_tickets(fresh, with_companions(fresh, tickets), because, at=at)
    if not chosen:
        raise TicketsRefused(_("These tickets were cancelled already."))
    if CheckIn.objects.filter(ticket__in=chosen, undone__isnull=True).exists():
        raise TicketsRefused(_("Somebody has come with this ticket. It cannot be given back."))
    pay_back(fresh, chosen, order, whole=staff, by=by, at=at)
    release_tickets(fresh, chosen, because, by=by, at=at)
    tell_ended(fresh, tickets=chosen, at=at)


def pay_back(
    purchase: Purchase,
    tickets: Sequence[Ticket],
    order: Order | None,
    *,
    whole: bool,
    by: Person | None,
    at: dt.datetime,
) -> None:
    back = back_for(purchase, tickets, at=at, whole=whole)
    if not order or not back or not back.amount:
        return
    reason = _("Tickets were cancelled: %(percent)s percent comes back.") % {"percent": back.percent}
    try:
        credit_invoice(order.invoice, reason=reason, by=by, at=at, amount=back.amount)
    except InvoiceRefused as refusal:
        raise TicketsRefused(str(refusal)) from None


def with_companions(purchase: Purchase, tickets: Sequence[Ticket]) -> list[Ticket]:
    numbers = {one.pk for one in tickets}
    found = purchase.tickets.filter(ended__isnull=True).select_related("kind").order_by("pk")
    return [one for one in found if one.pk in numbers or one.main_id in numbers]


def end_unpaid(purchase: Purchase, order: Order | None, because: Ended, *, by: Person | None, at: dt.datetime) -> None:
    """What is not paid yet ends whole, and nothing is owed."""
    if order and order.state == OrderState.PLACED:
        cancel_order(order, by=by, at=at)
    elif order and order.state == OrderState.INVOICED:
        reason = _("The tickets were cancelled before they were paid.")
        credit_invoice(order.invoice, reason=reason, by=by, at=at)
    elif not end_purchase(purchase, because, by=by, at=at):
        raise TicketsRefused(_("These tickets were cancelled already."))
    Purchase.objects.filter(pk=purchase.pk, because=Ended.REFUNDED, changed=at).update(because=because)


def decline_offer(purchase: Purchase, *, at: dt.datetime) -> None:
    """Say no to an offer, or leave the list, by the link of a letter."""
    with transaction.atomic():
        now = Purchase.objects.select_related("event").get(pk=purchase.pk)
        if now.state not in {Bought.OFFERED, Bought.WAITING}:
            raise TicketsRefused(_("Nothing is kept for you any more."))
        because = Ended.DECLINED if now.state == Bought.OFFERED else Ended.LEFT
        if not end_purchase(now, because, by=now.person, at=at):
            raise TicketsRefused(_("Nothing is kept for you any more."))


def call_off_tickets(event: Event, *, by: Person | None, at: dt.datetime) -> int:
    """Tickets of a cancelled event end, and everything comes back. Stopped in the middle, the next call goes on."""
    ended = 0
    living = Purchase.objects.filter(event=event, event__standing=Standing.CANCELLED, state__in=LIVING)
    for one in list(living.order_by("pk")):
        try:
            cancel_tickets(one, list(one.tickets.filter(ended__isnull=True)), by=by, at=at, staff=True)
            ended += 1
        except TicketsRefused:
            continue
    return ended


@dataclass(frozen=True)
class Guest:
    """Somebody who is given a ticket by the organisers."""

    name: str
    email: str = ""
    organisation: str = ""
    pronouns: str = ""
    role: str = ""


@transaction.atomic
def give_tickets(
    kind: TicketKind,
    guests: Sequence[Guest],
    *,
    why: str,
    key: uuid.UUID,
    by: Person,
    at: dt.datetime,
    holder: Person | None = None,
) -> Purchase:
    """Tickets free of charge. They take their places as any other ticket does. The same key again changes nothing.

    `holder` finds them among their own tickets; without one the giver does.
    """
    done = Purchase.objects.filter(key=key).first()
    if done:
        return done
    if not hold_kinds([kind.pk]):
        raise TicketsRefused(_("These tickets are not on sale."))
    event = Event.objects.get(pk=kind.event_id)
    if event.standing == Standing.CANCELLED:
        raise TicketsRefused(_("This event is cancelled."))
    needed = pools_by_kind(event)[kind.pk]
    lock_pools(needed)
    facts = {"event": event, "person": holder or by, "key": key, "state": Bought.KEPT, "given": why, "given_by": by}
    try:
        with transaction.atomic():
            made = Purchase.objects.create(**facts, made=at, changed=at)
    except IntegrityError:
        return Purchase.objects.get(key=key)
    tickets = [
        Ticket(
            purchase=made,
            kind=kind,
            code=fresh_code(),
            name=one.name,
            email=one.email,
            organisation=one.organisation,
            pronouns=one.pronouns,
            role=one.role,
        )
        for one in guests
    ]
    Ticket.objects.bulk_create(tickets)
    try:
        take_claims([Claim(one.key, needed) for one in tickets], at=at)
    except PlacesGone:
        left = min(CapacityPool.objects.filter(pk__in=needed), key=lambda pool: pool.left).left
        words = _("%(left)s places are left, and this needs %(count)s. Make the quota larger first.")
        raise TicketsRefused(words % {"left": left, "count": len(tickets)}) from None
    record("events.tickets_given", subject=made, by=by, at=at, count=len(tickets), why=why)
    tell_bought(made)
    return made
