"""Invoices, numbered without gaps, and the credit notes that take them back."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.billing.actions.crediting_points import take_points_of_credit
from rounds.billing.actions.ordering import OrderRefused, hold_order, locked, move, tell_cancelled
from rounds.billing.actions.settling import close_if_paid, credit_of, release
from rounds.billing.letters import write_invoice
from rounds.billing.models import (
    CreditNote,
    CreditNoteLine,
    Invoice,
    InvoiceLine,
    Order,
    OrderState,
    Payer,
    Seller,
    Series,
    Standing,
    totals_of,
)
from rounds.billing.money import Money
from rounds.billing.queries.payers import the_seller
from rounds.billing.totals import Taxed, Totals, net_of, totals

SELLER_FACTS = (
    *("name", "address", "city", "postcode", "country", "tax_number", "registration"),
    *("peppol_id", "mail", "bank", "iban", "bic"),
)
BUYER_FACTS = ("name", "address", "city", "postcode", "country", "tax_number", "peppol_id", "email")
LINE_FACTS = ("position", "subject", "reference", "words", "net_minor", "tax_rate", "tax_category", "tax_words")
Line = TypeVar("Line", InvoiceLine, CreditNoteLine)


class InvoiceRefused(Exception):
    """The message is written for the person who asked."""


@transaction.atomic
def issue_invoice(
    order: Order, *, by: Person | None, at: dt.datetime, due_on: dt.date | None = None, tell: bool = True
) -> Invoice:
    """Write the invoice of a placed order. Seller, payer and lines stand on it as they are now, for good.

    The payer hears of it by mail, unless `tell` says no.
    """
    held, seller = locked(order), the_seller()
    if not seller.name:
        raise InvoiceRefused(_("Say who sells first: an invoice needs the centre's legal name."))
    on = timezone.localdate(at)
    if due_on is not None and due_on < on:
        raise InvoiceRefused(_("The day to pay by cannot be before the day of the invoice."))
    lines = list(held.lines.order_by("position"))
    try:
        move(held, OrderState.PLACED, OrderState.INVOICED)
    except OrderRefused as refusal:
        raise InvoiceRefused(str(refusal)) from None
    found = totals_of(lines, held.currency)
    invoice = Invoice.objects.create(
        order=held,
        purchase_order=held.purchase_order,
        due_on=due_on or on + dt.timedelta(days=seller.terms_days),
        **paper(Series.Kind.INVOICE, held.payer, seller, found, at=at, on=on, by=by),
    )
    copy_lines(InvoiceLine, lines, invoice=invoice)
    Standing.objects.create(invoice=invoice, gross_minor=invoice.gross_minor)
    record("billing.invoice_issued", subject=invoice, by=by, at=at, payer=held.payer.name)
    close_if_paid(invoice, by=by, at=at)
    if tell and held.payer.email:
        write_invoice(Invoice.objects.select_related("payer", "standing").get(pk=invoice.pk))
    return invoice


def paper(
    kind: Series.Kind,
    payer: Payer,
    seller: Seller,
    found: Totals,
    *,
    at: dt.datetime,
    on: dt.date,
    by: Person | None,
    rounding: int = 0,
) -> dict[str, Any]:
    """What an invoice and a credit note have in common."""
    series, sequence = next_number(kind, on.year)
    return {
        "series": series,
        "sequence": sequence,
        "number": f"{kind}-{on.year}-{sequence:05}",
        "payer": payer,
        "seller": {name: getattr(seller, name) for name in SELLER_FACTS},
        "buyer": {name: getattr(payer, name) for name in BUYER_FACTS},
        "language": payer.language,
        "currency": found.net.currency,
        "net_minor": found.net.minor,
        "tax_minor": found.tax.minor,
        "rounding_minor": rounding,
        "gross_minor": found.gross.minor + rounding,
        "issued": at,
        "issued_on": on,
        "issued_by": by,
    }


def next_number(kind: Series.Kind, year: int) -> tuple[Series, int]:
    """The next number of a series. It is taken inside the caller's transaction: what is rolled back leaves no gap."""
    series, _new = Series.objects.get_or_create(kind=kind, year=year)
    Series.objects.filter(pk=series.pk).update(last=F("last") + 1)
    series.refresh_from_db()
    return series, series.last


def copy_lines(model: type[Line], lines: Iterable[Any], **owner: object) -> None:
    model.objects.bulk_create(model(**owner, **{name: getattr(line, name) for name in LINE_FACTS}) for line in lines)


@transaction.atomic
def credit_invoice(
    invoice: Invoice, *, reason: str, by: Person | None, at: dt.datetime, amount: Money | None = None
) -> CreditNote:
    """Take an invoice back: all that is left of it, or an amount with its share of the tax.

    What was paid already and is no longer owed becomes credit of the payer.
    """
    hold_order(invoice.order_id)  # before the money, as whoever cancels what was ordered does
    credit_of(invoice.payer, invoice.currency)  # held first, as every action that moves money does
    standing = Standing.objects.select_for_update().get(invoice=invoice)
    left = Money(standing.gross_minor - standing.credited_minor, invoice.currency)
    wanted = left if amount is None else amount
    if wanted.currency != invoice.currency or not 0 < wanted.minor <= left.minor:
        raise InvoiceRefused(_("Credit more than nothing and at most %(left)s.") % {"left": left})
    whole = wanted.minor == invoice.gross_minor
    lines = list(invoice.lines.order_by("position")) if whole else shares(invoice, wanted)
    found = totals([Taxed(Money(line.net_minor, invoice.currency), line.tax) for line in lines], invoice.currency)
    on = timezone.localdate(at)
    facts = paper(
        Series.Kind.CREDIT_NOTE,
        invoice.payer,
        the_seller(),
        found,
        at=at,
        on=on,
        by=by,
        rounding=wanted.minor - found.gross.minor,
    )
    same = {"seller": invoice.seller, "buyer": invoice.buyer, "language": invoice.language}
    note = CreditNote.objects.create(invoice=invoice, reason=reason, **{**facts, **same})
    copy_lines(CreditNoteLine, lines, credit_note=note)
    release(standing, note, by=by, at=at)
    record("billing.credit_note_issued", subject=note, by=by, at=at, invoice=invoice.number, reason=reason)
    if wanted == left:
        end_order(invoice, by=by, at=at)
    else:
        take_points_of_credit(invoice, note, at=at)
    close_if_paid(invoice, by=by, at=at)
    return note


def forgive(invoice: Invoice, *, reason: str, at: dt.datetime) -> bool:
    """Take back what is left of an invoice that nobody pays any more; False where nothing is left."""
    try:
        credit_invoice(invoice, reason=reason, by=None, at=at)
    except InvoiceRefused:
        return False
    return True


def shares(invoice: Invoice, gross: Money) -> Sequence[CreditNoteLine]:
    """One line for each kind of tax on the invoice, which together come to `gross` but for a rounding."""
    lines = list(invoice.lines.order_by("position"))
    found = totals([Taxed(Money(line.net_minor, invoice.currency), line.tax) for line in lines], invoice.currency)
    with override(invoice.language):
        words = _("Part of invoice %(number)s") % {"number": invoice.number}
    rest, parts = gross, []
    for place, group in enumerate(found.groups, start=1):
        last = place == len(found.groups)
        part = rest if last else gross.share((group.net + group.tax).minor, found.gross.minor)
        rest -= part
        net, _missing = net_of(part, group.rate)
        line = next(each for each in lines if (each.tax_category, each.tax_rate) == (group.category, group.rate))
        parts.append(
            CreditNoteLine(
                position=place,
                subject=line.subject,
                words=words,
                net_minor=net.minor,
                tax_rate=group.rate,
                tax_category=group.category,
                tax_words=group.words,
            )
        )
    return parts


def end_order(invoice: Invoice, *, by: Person | None, at: dt.datetime) -> None:
    """An invoice that was taken back in whole ends its order, whether it had been paid or not."""
    open_states = (OrderState.INVOICED, OrderState.PAID)
    ended = Order.objects.filter(pk=invoice.order_id, state__in=open_states).update(
        state=OrderState.CANCELLED, closed=at
    )
    if ended:
        tell_cancelled(Order.objects.select_related("payer").get(pk=invoice.order_id), by=by, at=at)
