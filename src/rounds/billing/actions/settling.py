"""What moves between a payer's credit and an invoice. Every step is a guarded update of a row with a constraint."""

import datetime as dt

from django.db.models import F
from wagtail import hooks

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.billing.models import (
    Credit,
    CreditNote,
    Invoice,
    Order,
    OrderState,
    Payer,
    Payment,
    Settlement,
    Standing,
)


def credit_of(payer: Payer, currency: str) -> Credit:
    """The payer's credit, its row held until the end of the transaction."""
    Credit.objects.get_or_create(payer=payer, currency=currency)
    return Credit.objects.select_for_update().get(payer=payer, currency=currency)


def settle(invoice: Invoice, most: int, *, by: Person | None, at: dt.datetime, payment: Payment | None = None) -> int:
    """Put credit of the payer on an invoice, at most what is open; how much it was. Settling in full closes the order."""
    credit = credit_of(invoice.payer, invoice.currency)
    standing = Standing.objects.select_for_update().get(invoice=invoice)
    amount = min(most, credit.minor, standing.open_minor)
    if amount <= 0:
        return 0
    Credit.objects.filter(pk=credit.pk).update(minor=F("minor") - amount)
    Standing.objects.filter(pk=standing.pk).update(paid_minor=F("paid_minor") + amount)
    Settlement.objects.create(invoice=invoice, payment=payment, amount_minor=amount, by=by, at=at)
    close_if_paid(invoice, by=by, at=at)
    return amount


def release(standing: Standing, note: CreditNote, *, by: Person | None, at: dt.datetime) -> None:
    """Count a credit note; what is paid beyond what is still owed goes back to the payer's credit."""
    credit = credit_of(note.payer, note.currency)
    credited = standing.credited_minor + note.gross_minor
    too_much = max(0, standing.paid_minor - (standing.gross_minor - credited))
    Standing.objects.filter(pk=standing.pk).update(credited_minor=credited, paid_minor=F("paid_minor") - too_much)
    if too_much:
        Settlement.objects.create(invoice=note.invoice, credit_note=note, amount_minor=-too_much, by=by, at=at)
        Credit.objects.filter(pk=credit.pk).update(minor=F("minor") + too_much)


def close_if_paid(invoice: Invoice, *, by: Person | None, at: dt.datetime) -> None:
    """When nothing is open any more, the order is paid, and whoever waits for it hears so in this transaction."""
    if Standing.objects.filter(invoice=invoice, open_minor=0).exists():
        paid = Order.objects.filter(pk=invoice.order_id, state=OrderState.INVOICED)
        if paid.update(state=OrderState.PAID, closed=at):
            order = Order.objects.select_related("payer").get(pk=invoice.order_id)
            record("billing.order_paid", subject=order, by=by, at=at, invoice=invoice.number)
            for hear in hooks.get_hooks("rounds_order_paid"):
                hear(order, at)
