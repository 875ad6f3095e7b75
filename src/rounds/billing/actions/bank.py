"""Files of the bank: read once, matched with a person's eye, booked."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.billing.actions.ordering import hold_orders
from rounds.billing.actions.paying import record_payment
from rounds.billing.bank_files import read_bank_file
from rounds.billing.models import BankFile, BankLine, Invoice, Method, Payment


class BankRefused(Exception):
    """The message is written for the person who asked."""


@transaction.atomic
def take_bank_file(content: bytes, *, name: str, currency: str, by: Person, at: dt.datetime) -> BankFile:
    """Keep the rows that were not here before; they wait until somebody books them. A file of known rows adds none."""
    reading = read_bank_file(content, currency=currency)
    known = set(
        BankLine.objects.filter(fingerprint__in=[row.fingerprint for row in reading.rows]).values_list(
            "fingerprint", flat=True
        )
    )
    file = BankFile.objects.create(
        name=name[:200],
        rows=len(reading.rows),
        known=len(known),
        refused=[{"line": row.line, "why": row.why} for row in reading.bad],
        by=by,
        at=at,
    )
    BankLine.objects.bulk_create(
        (
            BankLine(
                file=file,
                line=row.line,
                fingerprint=row.fingerprint,
                booked_on=row.on,
                amount_minor=row.amount.minor,
                currency=row.amount.currency,
                payer_name=row.name,
                text=row.text,
            )
            for row in reading.rows
            if row.fingerprint not in known
        ),
        ignore_conflicts=True,  # somebody else may bring the same file at the same moment
    )
    record("billing.bank_file_read", subject=file, by=by, at=at, rows=len(reading.rows), known=len(known))
    return file


@transaction.atomic
def book_line(line: BankLine, invoice: Invoice, *, by: Person, at: dt.datetime) -> Payment:
    """Book a line of the bank as a payment of an invoice. A second click finds it booked."""
    held = BankLine.objects.select_for_update().get(pk=line.pk)
    if held.payment is not None:
        return held.payment
    if held.currency != invoice.currency:
        raise BankRefused(
            _("The bank says %(one)s, the invoice %(other)s.") % {"one": held.currency, "other": invoice.currency}
        )
    if held.booked_on > at.date() + dt.timedelta(days=1):
        raise BankRefused(_("The day of this line lies ahead. Look at the file of the bank."))
    payment = record_payment(
        invoice,
        held.amount,
        Method.BANK,
        by=by,
        at=at,
        reference=held.text or held.payer_name,
        key=f"bank:{held.fingerprint}",
        received_on=min(held.booked_on, at.date()),
    )
    BankLine.objects.filter(pk=held.pk).update(state=BankLine.State.BOOKED, payment=payment, reason="")
    record("billing.bank_line_booked", subject=payment, by=by, at=at, invoice=invoice.number)
    return payment


@transaction.atomic
def book_lines(pairs: Iterable[tuple[BankLine, Invoice]], *, by: Person, at: dt.datetime) -> int:
    """Book several lines, all or none of them."""
    wanted = sorted(pairs, key=lambda pair: (pair[1].payer_id, pair[1].currency, pair[0].pk))  # as credit is held
    list(BankLine.objects.filter(pk__in=[line.pk for line, _invoice in wanted]).order_by("pk").select_for_update())
    hold_orders(invoice.order_id for _line, invoice in wanted)
    return len([book_line(line, invoice, by=by, at=at) for line, invoice in wanted])


@transaction.atomic
def set_line_aside(line: BankLine, *, reason: str, by: Person, at: dt.datetime) -> None:
    """This money is not for an invoice of ours; the reason stays with it."""
    aside = BankLine.objects.filter(pk=line.pk, state=BankLine.State.WAITING)
    if not aside.update(state=BankLine.State.ASIDE, reason=reason[:200]):
        raise BankRefused(_("Somebody has dealt with this line already."))
    record("billing.bank_line_set_aside", subject=line, by=by, at=at, reason=reason)


@transaction.atomic
def take_line_back(line: BankLine, *, by: Person, at: dt.datetime) -> None:
    """A line that was set aside waits again."""
    if BankLine.objects.filter(pk=line.pk, state=BankLine.State.ASIDE).update(state=BankLine.State.WAITING, reason=""):
        record("billing.bank_line_taken_back", subject=line, by=by, at=at)
