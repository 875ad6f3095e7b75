"""Drafts, quotes and orders, until an invoice is issued for them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.billing.models import Order, OrderLine, OrderState, Payer
from rounds.billing.money import Money, OtherCurrency
from rounds.billing.queries.payers import the_seller
from rounds.billing.queries.taxes import tax_on
from rounds.billing.totals import MixedTaxes, Taxed, TaxLine, Totals, totals

BEFORE_INVOICE = (OrderState.DRAFT, OrderState.QUOTED, OrderState.PLACED)


class OrderRefused(Exception):
    """The message is written for the person who asked."""


@dataclass(frozen=True)
class NewLine:
    """A line to be ordered. `reference`, such as "membership:12", means something to the app that orders.

    Without a tax the centre's tax rules say which one it bears.
    """

    subject: str
    reference: str
    words: str
    amount: Money
    tax: TaxLine | None = None

    @property
    def bears(self) -> TaxLine:
        return self.tax or TaxLine()


def place_order(
    payer: Payer, lines: Sequence[NewLine], *, by: Person | None, at: dt.datetime, purchase_order: str = ""
) -> Order:
    """Order at once, without a quote."""
    with transaction.atomic():
        facts = {"state": OrderState.PLACED, "placed": at, "purchase_order": purchase_order}
        order = write_order(payer, lines, by=by, at=at, **facts)
        record("billing.order_placed", subject=order, by=by, at=at, payer=payer.name)
    return order


@transaction.atomic
def place_draft(order: Order, *, by: Person | None, at: dt.datetime) -> Order:
    """Order what stands in a draft, without a quote."""
    move(order, OrderState.DRAFT, OrderState.PLACED, placed=at)
    record("billing.order_placed", subject=order, by=by, at=at)
    return order


@transaction.atomic
def draft_order(
    payer: Payer, lines: Sequence[NewLine], *, by: Person | None, at: dt.datetime, purchase_order: str = ""
) -> Order:
    order = write_order(payer, lines, by=by, at=at, purchase_order=purchase_order)
    record("billing.order_drafted", subject=order, by=by, at=at, payer=payer.name)
    return order


def write_order(
    payer: Payer, lines: Sequence[NewLine], *, by: Person | None, at: dt.datetime, **facts: object
) -> Order:
    currency = lines[0].amount.currency if lines else payer.currency
    lines = with_taxes(lines, payer, at)
    sound(lines, currency)
    order: Order = Order.objects.create(payer=payer, currency=currency, made=at, made_by=by, **facts)
    write_lines(order, lines)
    return order


@transaction.atomic
def change_lines(order: Order, lines: Sequence[NewLine], *, by: Person | None, at: dt.datetime) -> None:
    """Write the lines of a draft anew."""
    held = locked(order)
    if held.state != OrderState.DRAFT:
        raise OrderRefused(_("Only a draft can be changed. Cancel this order and write a new one."))
    currency = lines[0].amount.currency if lines else held.currency
    lines = with_taxes(lines, held.payer, at)
    sound(lines, currency)
    held.lines.all().delete()
    Order.objects.filter(pk=held.pk).update(currency=currency)
    write_lines(held, lines)
    record("billing.order_changed", subject=held, by=by, at=at)


def with_taxes(lines: Sequence[NewLine], payer: Payer, at: dt.datetime) -> list[NewLine]:
    """The lines, with the tax that the centre's rules ask for where nobody has chosen one."""
    on = timezone.localdate(at)
    return [line if line.tax else replace(line, tax=tax_on(payer, line.subject, on=on)) for line in lines]


def sound(lines: Sequence[NewLine], currency: str) -> Totals:
    """The totals of lines that make an order, or the reason why they make none."""
    if not lines:
        raise OrderRefused(_("An order needs at least one line."))
    try:
        found = totals([Taxed(line.amount, line.bears) for line in lines], currency)
    except OtherCurrency:
        raise OrderRefused(_("All lines of an order must be in the same currency.")) from None
    except MixedTaxes:
        words = _("What is outside the scope of tax cannot stand on one order with what is taxed. Make two orders.")
        raise OrderRefused(words) from None
    if found.gross.minor < 0 or any(group.net.minor < 0 for group in found.groups):
        raise OrderRefused(_("The total is below zero. Take a discount off, or make it smaller."))
    return found


def write_lines(order: Order, lines: Sequence[NewLine]) -> None:
    OrderLine.objects.bulk_create(
        OrderLine(
            order=order,
            position=place,
            subject=line.subject,
            reference=line.reference,
            words=line.words,
            net_minor=line.amount.minor,
            tax_rate=line.bears.rate,
            tax_category=line.bears.category,
            tax_words=line.bears.words,
        )
        for place, line in enumerate(lines, start=1)
    )


@transaction.atomic
def quote_order(order: Order, *, by: Person | None, at: dt.datetime, until: dt.date | None = None) -> Order:
    """Offer a draft to its payer until a day."""
    last = until or at.date() + dt.timedelta(days=the_seller().quote_days)
    if last < at.date():
        raise OrderRefused(_("A quote must be good for today at least."))
    move(order, OrderState.DRAFT, OrderState.QUOTED, quote_until=last)
    record("billing.quote_made", subject=order, by=by, at=at, until=last.isoformat())
    return order


@transaction.atomic
def accept_quote(order: Order, *, by: Person, at: dt.datetime, on: dt.date, purchase_order: str = "") -> Order:
    """Order what was quoted. A second click changes nothing."""
    held = locked(order)
    if held.state == OrderState.QUOTED and held.quote_until is not None and held.quote_until < on:
        raise OrderRefused(_("This quote has run out. Ask the centre for a new one."))
    if held.state in {OrderState.PLACED, OrderState.INVOICED, OrderState.PAID}:
        return held
    if purchase_order:
        held.purchase_order = purchase_order
    move(held, OrderState.QUOTED, OrderState.PLACED, placed=at, purchase_order=held.purchase_order)
    record("billing.quote_accepted", subject=held, by=by, at=at)
    return held


@transaction.atomic
def name_purchase_order(order: Order, number: str, *, by: Person, at: dt.datetime) -> None:
    """The payer's own number for the order. It is printed on the invoice, so it can be named until that is issued."""
    named = Order.objects.filter(pk=order.pk, state__in=BEFORE_INVOICE).update(purchase_order=number)
    if not named:
        raise OrderRefused(_("The invoice is issued already, and an invoice is never changed. Ask for a credit note."))
    order.purchase_order = number
    record("billing.purchase_order_named", subject=order, by=by, at=at, number=number)


@transaction.atomic
def cancel_order(order: Order, *, by: Person | None, at: dt.datetime) -> None:
    """Cancel what has no invoice yet; what has one is taken back by a credit note."""
    cancelled = Order.objects.filter(pk=order.pk, state__in=BEFORE_INVOICE).update(
        state=OrderState.CANCELLED, closed=at
    )
    if not cancelled:
        raise OrderRefused(
            _("This order has an invoice or is cancelled already. An invoice is taken back by a credit note.")
        )
    order.refresh_from_db()
    tell_cancelled(order, by=by, at=at)


def tell_cancelled(order: Order, *, by: Person | None, at: dt.datetime) -> None:
    record("billing.order_cancelled", subject=order, by=by, at=at)
    for hear in hooks.get_hooks("rounds_order_cancelled"):
        hear(order, at)


def hold_order(number: int | None) -> Order | None:
    """The order of something that may have none, its row held until the end of the transaction."""
    return None if number is None else Order.objects.select_for_update().get(pk=number)


def hold_orders(numbers: Iterable[int | None]) -> None:
    """The same for several, one after the other by their numbers."""
    list(Order.objects.filter(pk__in=list(numbers)).order_by("pk").select_for_update())


def locked(order: Order) -> Order:
    return Order.objects.select_for_update().select_related("payer").get(pk=order.pk)


def move(order: Order, before: str, after: str, **facts: object) -> None:
    """One step of an order as a guarded update: of two who take it at once, one is refused."""
    if not Order.objects.filter(pk=order.pk, state=before).update(state=after, **facts):
        raise OrderRefused(_("Somebody has moved this order on since you opened the page. Open it again."))
    order.refresh_from_db()
