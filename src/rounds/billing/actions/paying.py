"""Money that comes in and goes back."""

import datetime as dt
import uuid

from django.db import IntegrityError, transaction
from django.db.models import F, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.billing.actions.invoicing import InvoiceRefused, credit_invoice
from rounds.billing.actions.ordering import hold_order, hold_orders
from rounds.billing.actions.settling import credit_of, settle
from rounds.billing.letters import write_receipt
from rounds.billing.models import Credit, Invoice, Payer, Payment, Refund, Settlement
from rounds.billing.money import Money


class PaymentRefused(Exception):
    """The message is written for the person who asked."""


def record_payment(
    invoice: Invoice,
    amount: Money,
    method: str,
    *,
    by: Person | None,
    at: dt.datetime,
    reference: str = "",
    key: str = "",
    received_on: dt.date | None = None,
    tell: bool = True,
) -> Payment:
    """Book money for an invoice. What is more than it has open stays as credit of the payer.

    `key` names the payment: the same key again gives the payment that is booked already, and changes nothing.
    """
    if amount.currency != invoice.currency:
        raise PaymentRefused(_("This invoice is in %(currency)s.") % {"currency": invoice.currency})
    with transaction.atomic():
        hold_order(invoice.order_id)
        payment, new = receive(
            invoice.payer, amount, method, by=by, at=at, reference=reference, key=key, received_on=received_on
        )
        if new:
            settle(invoice, amount.minor, by=by, at=at, payment=payment)
            if tell and invoice.payer.email:
                write_receipt(Invoice.objects.select_related("payer", "standing").get(pk=invoice.pk), payment)
    return payment


def receive(
    payer: Payer,
    amount: Money,
    method: str,
    *,
    by: Person | None,
    at: dt.datetime,
    reference: str = "",
    key: str = "",
    received_on: dt.date | None = None,
) -> tuple[Payment, bool]:
    """Book money as credit of a payer, once for each key."""
    if amount.minor <= 0:
        raise PaymentRefused(_("A payment is more than nothing."))
    name = key or uuid.uuid4().hex
    if received_on is not None and received_on > timezone.localdate(at):
        raise PaymentRefused(_("The day of a payment cannot lie ahead."))
    with transaction.atomic():
        credit = credit_of(payer, amount.currency)  # held first, so that the same key waits here
        found = Payment.objects.filter(key=name).first()
        if found:
            return same_payment(found, payer, amount), False
        try:
            with transaction.atomic():
                payment = Payment.objects.create(
                    payer=payer,
                    amount_minor=amount.minor,
                    currency=amount.currency,
                    method=method,
                    reference=reference[:120],
                    key=name,
                    received_on=received_on or timezone.localdate(at),
                    by=by,
                    at=at,
                )
        except IntegrityError:  # the key is in use for another payer
            return same_payment(Payment.objects.get(key=name), payer, amount), False
        Credit.objects.filter(pk=credit.pk).update(minor=F("minor") + amount.minor)
        record("billing.payment_recorded", subject=payment, by=by, at=at, payer=payer.name, amount=str(amount))
    return payment, True


def same_payment(found: Payment, payer: Payer, amount: Money) -> Payment:
    if (found.payer_id, found.amount) != (payer.pk, amount):
        raise PaymentRefused(_("This payment was booked already, with other facts. Open the page again."))
    return found


@transaction.atomic
def use_credit(invoice: Invoice, *, by: Person, at: dt.datetime) -> Money:
    """Pay an invoice from the payer's credit, as far as it goes."""
    hold_order(invoice.order_id)
    amount = settle(invoice, invoice.gross_minor, by=by, at=at)
    if not amount:
        raise PaymentRefused(_("There is nothing to pay, or no credit left to pay it with."))
    record("billing.credit_used", subject=invoice, by=by, at=at, amount=str(Money(amount, invoice.currency)))
    return Money(amount, invoice.currency)


@transaction.atomic
def refund_payment(
    payment: Payment,
    amount: Money,
    *,
    reason: str,
    by: Person | None,
    at: dt.datetime,
    key: str,
    made: bool = True,
    reference: str = "",
) -> Refund:
    """Give money back. What the payer has as credit goes first; for the rest the invoice is credited as well.

    The same key again gives the refund that is written already.
    """
    credit = hold_money_of(payment)
    found = Refund.objects.filter(key=key).first()
    if found:
        return found
    refunded = payment.refunds.filter(failure__isnull=True).aggregate(sum=Sum("amount_minor"))["sum"] or 0
    if amount.currency != payment.currency or not 0 < amount.minor <= payment.amount_minor - refunded:
        left = Money(payment.amount_minor - refunded, payment.currency)
        raise PaymentRefused(_("Give back more than nothing and at most %(left)s.") % {"left": left})
    credit_for_refund(payment, amount.minor - credit.minor, reason=reason, by=by, at=at)
    taken = Credit.objects.filter(pk=credit.pk, minor__gte=amount.minor).update(minor=F("minor") - amount.minor)
    if not taken:
        raise PaymentRefused(_("What was paid is used for other invoices. Credit one of them first."))
    refund = Refund.objects.create(
        payment=payment,
        payer=payment.payer,
        amount_minor=amount.minor,
        currency=amount.currency,
        key=key,
        reason=reason[:200],
        state=Refund.State.MADE if made else Refund.State.ASKED,
        reference=reference,
        by=by,
        at=at,
    )
    record("billing.refund_written", subject=payment, by=by, at=at, amount=str(amount), reason=reason)
    return refund


def hold_money_of(payment: Payment) -> Credit:
    """Hold the orders that a payment went to, then the credit of its payer, which is returned."""
    hold_orders(Settlement.objects.filter(payment=payment).values_list("invoice__order", flat=True))
    return credit_of(payment.payer, payment.currency)


def credit_for_refund(payment: Payment, missing: int, *, reason: str, by: Person | None, at: dt.datetime) -> None:
    """Credit the invoices that a payment went to, the latest first, until `missing` is free."""
    settlements = Settlement.objects.filter(payment=payment).select_related("invoice__payer").order_by("-at", "-pk")
    for one in settlements if missing > 0 else ():
        standing = one.invoice.standing
        part = min(missing, one.amount_minor, standing.paid_minor)
        if part > 0:
            credit_invoice_for(one.invoice, part + standing.open_minor, reason=reason, by=by, at=at)
            missing -= part
        if missing <= 0:
            return


def credit_invoice_for(invoice: Invoice, minor: int, *, reason: str, by: Person | None, at: dt.datetime) -> None:
    """Credit so much that what was paid becomes free: what is still open on the invoice is no longer owed either."""
    try:
        credit_invoice(invoice, reason=reason, by=by, at=at, amount=Money(minor, invoice.currency))
    except InvoiceRefused as refusal:
        raise PaymentRefused(str(refusal)) from None


@transaction.atomic
def refund_is_made(refund: Refund, reference: str, *, at: dt.datetime) -> None:
    """The provider has sent the money; a second time changes nothing."""
    made = Refund.objects.filter(pk=refund.pk, state=Refund.State.ASKED)
    if made.update(state=Refund.State.MADE, reference=reference):
        record("billing.refund_made", subject=refund.payment, by=None, at=at, amount=str(refund.amount))
