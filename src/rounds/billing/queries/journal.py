"""The books as double entry, for an accountant's program: every entry has two sides that come to nothing."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from rounds.billing.models import CreditNote, Invoice, Method, Payment, Refund, RefundFailure, Seller, Settlement
from rounds.billing.money import Money
from rounds.billing.queries.payers import the_seller
from rounds.billing.totals import Taxed, totals

HEAD = ("date", "document", "account", "debit", "credit", "currency", "payer", "text", "tax rate")


@dataclass(frozen=True)
class Posting:
    """One side of an entry: above zero it is a debit, below zero a credit."""

    on: dt.date
    document: str
    account: str
    amount: Money
    payer: str
    words: str
    rate: str = ""

    def row(self) -> list[object]:
        size = f"{abs(self.amount.decimal):f}"
        debit, credit = (size, "") if self.amount.minor > 0 else ("", size)
        facts = [self.on.isoformat(), self.document, self.account, debit, credit, self.amount.currency]
        return [*facts, self.payer, self.words, self.rate]


def journal(since: dt.date, until: dt.date) -> Iterator[Posting]:
    """All postings of a period, by kind of document."""
    seller = the_seller()
    for invoice in (
        Invoice.objects.filter(issued_on__range=(since, until)).prefetch_related("lines").order_by("issued_on", "pk")
    ):
        yield from paper(invoice, seller, 1, _("Invoice"))
    for note in (
        CreditNote.objects.filter(issued_on__range=(since, until)).prefetch_related("lines").order_by("issued_on", "pk")
    ):
        yield from paper(note, seller, -1, _("Credit note"))
    yield from payments(seller, since, until)
    yield from settlements(seller, since, until)
    yield from refunds(seller, since, until)
    yield from failures(seller, since, until)


def paper(issued: Invoice | CreditNote, seller: Seller, sign: int, words: str) -> Iterator[Posting]:
    def posting(account: str, minor: int, rate: str = "") -> Posting:
        amount = Money(sign * minor, issued.currency)
        return Posting(issued.issued_on, issued.number, account, amount, issued.buyer["name"], words, rate)

    lines = [Taxed(Money(line.net_minor, issued.currency), line.tax) for line in issued.lines.all()]
    sides = [posting(seller.account_receivable, issued.gross_minor)]
    for group in totals(lines, issued.currency).groups:
        rate = f"{group.category} {Decimal(group.rate) / 100:f}"
        sides += [
            posting(seller.account_revenue, -group.net.minor, rate),
            posting(seller.account_tax, -group.tax.minor, rate),
        ]
    sides.append(posting(seller.account_rounding, -issued.rounding_minor))
    yield from (side for side in sides if side.amount)


def money_account(seller: Seller, method: str) -> str:
    return {Method.BANK: seller.account_bank, Method.CARD: seller.account_card}.get(
        Method(method), seller.account_other
    )


def payments(seller: Seller, since: dt.date, until: dt.date) -> Iterator[Posting]:
    found = Payment.objects.filter(received_on__range=(since, until)).select_related("payer")
    for one in found.order_by("received_on", "pk"):
        facts = (one.payer.name, _("Payment received"))
        yield Posting(one.received_on, one.number, money_account(seller, one.method), one.amount, *facts)
        yield Posting(one.received_on, one.number, seller.account_credit, -one.amount, *facts)


def settlements(seller: Seller, since: dt.date, until: dt.date) -> Iterator[Posting]:
    found = Settlement.objects.filter(at__range=days(since, until)).select_related("invoice__payer")
    for one in found.order_by("at", "pk"):
        on, amount = timezone.localdate(one.at), Money(one.amount_minor, one.invoice.currency)
        facts = (one.invoice.payer.name, _("Put on the invoice") if amount.minor > 0 else _("Taken off the invoice"))
        yield Posting(on, one.invoice.number, seller.account_credit, amount, *facts)
        yield Posting(on, one.invoice.number, seller.account_receivable, -amount, *facts)


def refunds(seller: Seller, since: dt.date, until: dt.date) -> Iterator[Posting]:
    found = Refund.objects.filter(at__range=days(since, until)).select_related("payer", "payment")
    for one in found.order_by("at", "pk"):
        on, facts = timezone.localdate(one.at), (one.payer.name, _("Money given back"))
        yield Posting(on, one.payment.number, seller.account_credit, one.amount, *facts)
        yield Posting(on, one.payment.number, money_account(seller, one.payment.method), -one.amount, *facts)


def failures(seller: Seller, since: dt.date, until: dt.date) -> Iterator[Posting]:
    """The refund is taken back on the day on which it came back."""
    found = RefundFailure.objects.filter(at__range=days(since, until)).select_related(
        "refund__payer", "refund__payment"
    )
    for one in found.order_by("at", "pk"):
        refund, on = one.refund, timezone.localdate(one.at)
        facts = (refund.payer.name, _("Refund that came back"))
        account = money_account(seller, refund.payment.method)
        yield Posting(on, refund.payment.number, account, refund.amount, *facts)
        yield Posting(on, refund.payment.number, seller.account_credit, -refund.amount, *facts)


def days(since: dt.date, until: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """From the first moment of one day to the last of another, where the centre is."""
    first, last = (dt.datetime.combine(day, time) for day, time in ((since, dt.time.min), (until, dt.time.max)))
    return timezone.make_aware(first), timezone.make_aware(last)


def sums_of(postings: Iterable[Posting]) -> list[tuple[str, str, Money, Money]]:
    """Debit and credit of each account and currency, above zero both, with what the account is for."""
    named = names_of(the_seller())
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for one in postings:
        debit, credit = found.get((one.account, one.amount.currency), (0, 0))
        minor = one.amount.minor
        found[one.account, one.amount.currency] = (debit + max(0, minor), credit + max(0, -minor))
    return [
        (key[0], named.get(key[0], ""), Money(sums[0], key[1]), Money(sums[1], key[1]))
        for key, sums in sorted(found.items())
    ]


def names_of(seller: Seller) -> dict[str, str]:
    """What each account is for; two uses of one account stand beside each other."""
    uses = {
        "account_receivable": _("open invoices"),
        "account_bank": _("bank"),
        "account_card": _("card payments"),
        "account_other": _("other payments"),
        "account_credit": _("credit of payers"),
        "account_tax": _("tax to hand on"),
        "account_revenue": _("revenue"),
        "account_rounding": _("rounding"),
    }
    found: dict[str, list[str]] = {}
    for field, words in uses.items():
        found.setdefault(getattr(seller, field), []).append(words)
    return {account: ", ".join(words) for account, words in found.items()}
