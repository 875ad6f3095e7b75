"""Everything the page of one invoice or one order says."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from rounds.accounts.access import is_centre_staff
from rounds.accounts.models import Person
from rounds.billing.amounts import shown_money
from rounds.billing.models import (
    Checkout,
    Credit,
    CreditNote,
    Invoice,
    InvoiceLine,
    Order,
    OrderLine,
    OrderState,
    Payment,
    Reminder,
    Settlement,
    totals_of,
)
from rounds.billing.money import Money
from rounds.billing.queries.papers import State, invoice_state, order_state
from rounds.billing.rules import acts_for_its_payer
from rounds.billing.totals import Taxed, Totals, totals


@dataclass(frozen=True)
class InvoiceShown:
    invoice: Invoice
    state: State
    lines: list[InvoiceLine]
    totals: Totals
    open: Money
    paid: Money
    credited: Money
    credit: Money
    notes: list[CreditNote]
    payments: list[Payment]
    checkout: Checkout | None
    story: list[dict[str, Any]]
    staff: bool
    payer: bool
    hold: Any


def invoice_shown(invoice: Invoice, person: Person, *, on: dt.date) -> InvoiceShown:
    currency, standing = invoice.currency, invoice.standing
    lines = list(invoice.lines.order_by("position"))
    notes = list(invoice.credit_notes.order_by("issued", "pk"))
    settlements = list(invoice.settlements.select_related("payment", "credit_note").order_by("at", "pk"))
    held = Credit.objects.filter(payer=invoice.payer_id, currency=currency).first()
    return InvoiceShown(
        invoice=invoice,
        state=invoice_state(invoice, on=on),
        lines=lines,
        totals=totals([Taxed(Money(line.net_minor, currency), line.tax) for line in lines], currency),
        open=Money(standing.open_minor, currency),
        paid=Money(standing.paid_minor, currency),
        credited=Money(standing.credited_minor, currency),
        credit=Money(held.minor if held else 0, currency),
        notes=notes,
        payments=list({one.payment.pk: one.payment for one in settlements if one.payment}.values()),
        checkout=invoice.checkouts.order_by("-pk").first(),
        story=story_of(invoice, notes, settlements),
        staff=is_centre_staff(person),
        payer=acts_for_its_payer(person, invoice),
        hold=getattr(invoice, "hold", None),
    )


def story_of(invoice: Invoice, notes: list[CreditNote], settlements: list[Settlement]) -> list[dict[str, Any]]:
    """What happened to the invoice, in order."""
    found = [(invoice.issued, _("Issued, to pay by %(day)s") % {"day": day(invoice.due_on)})]
    for note in notes:
        facts = {"amount": shown_money(note.gross), "number": note.number, "why": note.reason}
        found.append((note.issued, _("%(amount)s credited by %(number)s: %(why)s") % facts))
    for one in settlements:
        amount = shown_money(Money(abs(one.amount_minor), invoice.currency))
        words = _("%(amount)s went back to your credit") if one.amount_minor < 0 else _("%(amount)s paid from credit")
        if one.payment:
            words = _("%(amount)s paid")
        found.append((one.at, words % {"amount": amount}))
    letters = Reminder.objects.filter(invoice=invoice)
    found += [(letter.at, _("Reminder %(step)s sent") % {"step": letter.step}) for letter in letters]
    return [
        {"when": day(timezone.localdate(at)), "text": words, "done": True}
        for at, words in sorted(found, key=lambda each: each[0])
    ]


def day(on: dt.date) -> str:
    return formats.date_format(on, "DATE_FORMAT")


@dataclass(frozen=True)
class OrderShown:
    order: Order
    state: State
    lines: list[OrderLine]
    totals: Totals
    invoice: Invoice | None
    may_accept: bool
    may_name: bool
    may_cancel: bool
    staff: bool


def order_shown(order: Order, person: Person, *, on: dt.date) -> OrderShown:
    lines = list(order.lines.order_by("position"))
    state = order_state(order, on=on)
    return OrderShown(
        order=order,
        state=state,
        lines=lines,
        totals=totals_of(lines, order.currency),
        invoice=Invoice.objects.filter(order=order).first(),
        may_accept=state.key == OrderState.QUOTED,
        may_name=order.state in {OrderState.DRAFT, OrderState.PLACED},
        may_cancel=order.state in {OrderState.DRAFT, OrderState.QUOTED, OrderState.PLACED},
        staff=is_centre_staff(person),
    )
