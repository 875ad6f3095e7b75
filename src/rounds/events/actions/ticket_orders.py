"""The order in billing behind tickets: what it says, what comes off, and when it is settled at once."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rounds.accounts.models import Person
from rounds.billing.actions import InvoiceRefused, NewLine, OrderRefused, issue_invoice, place_order
from rounds.billing.actions.points import PointsRefused
from rounds.billing.actions.reducing import use_points_on_order, use_voucher_on_order
from rounds.billing.actions.reductions import VoucherRefused
from rounds.billing.models import Order, Payer, totals_of
from rounds.billing.money import Money
from rounds.billing.queries.points import account_to_pay
from rounds.core.refusing import Refused
from rounds.events.models import Event, TicketKind
from rounds.events.queries.tickets import subject_of
from rounds.meetings.actions.registering import own_payer

PREFIX = "tickets:"
Line = tuple[TicketKind, int, Money]  # a kind, how many, and what they come to


class TicketsRefused(Refused):
    """Not done, and why."""


def order_tickets(
    event: Event,
    person: Person,
    kinds: Iterable[Line],
    *,
    payer: Payer | None,
    key: uuid.UUID,
    at: dt.datetime,
) -> Order | None:
    """The order with a line for each kind; None where all of it is free."""
    subject = subject_of(event)
    lines = [
        NewLine(subject, f"{PREFIX}{key}", line_words(event, kind, count), net) for kind, count, net in kinds if net
    ]
    if not lines:
        return None
    try:
        return place_order(payer or own_payer(person), lines, by=person, at=at)
    except OrderRefused as refusal:
        raise TicketsRefused(str(refusal)) from None


def line_words(event: Event, kind: TicketKind, count: int) -> str:
    tickets = ngettext("%(count)s ticket", "%(count)s tickets", count) % {"count": count}
    return f"{event.name}, {kind.name}: {tickets}"


def settle(order: Order, person: Person, voucher: str, points: int, *, key: uuid.UUID, at: dt.datetime) -> None:
    """Take voucher and points off; an order that comes to nothing is closed at once, so that its tickets are kept."""
    try:
        if voucher:
            use_voucher_on_order(order, voucher, by=person, at=at, on=timezone.localdate(at))
        if points:
            account = account_to_pay(order.payer, person)
            if account is None:
                raise TicketsRefused(_("You have no points."), "points")
            use_points_on_order(order, account, points, key=f"{PREFIX}{key}", by=person, at=at)
        if not totals_of(list(order.lines.all()), order.currency).gross:
            issue_invoice(order, by=person, at=at, tell=False)
    except VoucherRefused as refusal:
        raise TicketsRefused(str(refusal), "voucher") from None
    except PointsRefused as refusal:
        raise TicketsRefused(str(refusal), "points") from None
    except InvoiceRefused as refusal:
        raise TicketsRefused(str(refusal)) from None
