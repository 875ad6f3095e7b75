"""What a payer owes and is owed: figures, and a statement of everything that moved."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from rounds.billing.models import Credit, CreditNote, Invoice, Payer, Payment, Refund, RefundFailure
from rounds.billing.money import Money


@dataclass(frozen=True)
class Owed:
    """What one currency of some payers comes to."""

    open: Money
    overdue: Money
    credit: Money


def owed_by(payers: QuerySet[Payer], *, on: dt.date) -> list[Owed]:
    """What is open, overdue and held as credit, for each currency in which there is something."""
    invoices = Invoice.objects.filter(payer__in=payers, standing__open_minor__gt=0).order_by()
    left = sums(invoices.values_list("currency").annotate(sum=Sum("standing__open_minor")))
    late = sums(invoices.filter(due_on__lt=on).values_list("currency").annotate(sum=Sum("standing__open_minor")))
    held = sums(
        Credit.objects.filter(payer__in=payers, minor__gt=0)
        .order_by()
        .values_list("currency")
        .annotate(sum=Sum("minor"))
    )
    return [
        Owed(Money(left[each], each), Money(late[each], each), Money(held[each], each))
        for each in sorted(left.keys() | held.keys())
    ]


def sums(rows: Iterable[tuple[str, int]]) -> "defaultdict[str, int]":
    return defaultdict(int, rows)


@dataclass(frozen=True)
class Move:
    """One line of a statement. `amount` adds to what the payer owes, or takes from it."""

    on: dt.date
    words: str
    amount: Money
    owed: Money
    paper: str = ""


def statement_of(payer: Payer) -> dict[str, list[Move]]:
    """Everything that moved between the payer and the centre, in order, with the balance after it; by currency."""
    found: dict[str, list[Move]] = {}
    owed: dict[str, Money] = {}
    for on, _moment, words, amount, paper in sorted(moves(payer), key=lambda row: (row[0], row[1])):
        now = owed.get(amount.currency, Money(0, amount.currency)) + amount
        owed[amount.currency] = now
        found.setdefault(amount.currency, []).append(Move(on, words, amount, now, paper))
    return found


def moves(payer: Payer) -> Iterable[tuple[dt.date, dt.datetime, str, Money, str]]:
    for invoice in Invoice.objects.filter(payer=payer):
        yield invoice.issued_on, invoice.issued, _("Invoice"), invoice.gross, invoice.number
    for note in CreditNote.objects.filter(payer=payer).select_related("invoice"):
        words = _("Credit note for %(number)s") % {"number": note.invoice.number}
        yield note.issued_on, note.issued, words, -note.gross, note.number
    for payment in Payment.objects.filter(payer=payer):
        words = _("Payment: %(method)s") % {"method": payment.get_method_display()}
        yield payment.received_on, payment.at, words, -payment.amount, payment.number
    for refund in Refund.objects.filter(payer=payer).select_related("payment"):
        yield refund.at.date(), refund.at, _("Money given back"), refund.amount, refund.payment.number
    for failure in RefundFailure.objects.filter(refund__payer=payer).select_related("refund__payment"):
        refund = failure.refund
        yield failure.at.date(), failure.at, _("Refund that came back"), -refund.amount, refund.payment.number
