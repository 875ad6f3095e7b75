"""Paying on the page of a payment provider. Nothing is held in the database while we talk to it."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.billing.actions.disputing import LOST, take_dispute, take_refund_failure, told_at
from rounds.billing.actions.paying import PaymentRefused, hold_money_of, record_payment, refund_is_made, refund_payment
from rounds.billing.models import Checkout, Invoice, Method, Payment, ProviderEvent, Refund, Standing
from rounds.billing.money import Money
from rounds.billing.providers import PaymentProvider, Told, Visit

LIVE = (Checkout.State.OPEN, Checkout.State.WAITING)
HOURS = 23  # Stripe closes a page after 24


def begin_checkout(invoice: Invoice, *, by: Person, at: dt.datetime, provider: PaymentProvider) -> Checkout:
    """The page on which to pay what an invoice has open. Two tabs, or a second try, get the same page."""
    checkout = reserve_checkout(invoice, by=by, at=at)
    if not checkout.url:
        page = provider.open_page(
            Visit(
                key=str(checkout.token),
                words=_("Invoice %(number)s") % {"number": invoice.number},
                amount=Money(checkout.amount_minor, invoice.currency),
                email=invoice.payer.email,
                back=settings.BASE_URL + reverse("billing:invoice", args=[invoice.token]),
            )
        )
        Checkout.objects.filter(pk=checkout.pk).update(session=page.session, url=page.url)
        checkout.refresh_from_db()
    return checkout


@transaction.atomic
def reserve_checkout(invoice: Invoice, *, by: Person, at: dt.datetime) -> Checkout:
    standing = Standing.objects.select_for_update().get(invoice=invoice)
    if standing.open_minor <= 0:
        raise PaymentRefused(_("This invoice is paid. There is nothing to do."))
    live = Checkout.objects.filter(invoice=invoice, state__in=LIVE).first()
    if live and live.state == Checkout.State.WAITING:
        raise PaymentRefused(_("A payment for this invoice is on its way. It can take the bank some days."))
    if live and (live.amount_minor != standing.open_minor or live.at < at - dt.timedelta(hours=HOURS)):
        Checkout.objects.filter(pk=live.pk).update(state=Checkout.State.OVER)
        live = None
    if live:
        return live
    made = Checkout.objects.create(invoice=invoice, amount_minor=standing.open_minor, by=by, at=at)
    record("billing.checkout_begun", subject=invoice, by=by, at=at)
    return made


def take_event(told: Told, *, at: dt.datetime) -> ProviderEvent:
    """Keep a message of the provider once, and do what it asks for, in whatever order messages come."""
    with transaction.atomic():
        facts = {"kind": told.kind, "about": told.about, "facts": dict(told.facts), "received": at}
        event, _new = ProviderEvent.objects.get_or_create(event=told.event, defaults=facts)
        for one in [event, *waiting_for(event)]:
            if one.handled is None and handle(one, at=at):
                ProviderEvent.objects.filter(pk=one.pk, handled=None).update(handled=at)
        event.refresh_from_db()
    return event


def waiting_for(event: ProviderEvent) -> list[ProviderEvent]:
    """Earlier messages about the same payment that came too soon."""
    if not event.about:
        return []
    return list(ProviderEvent.objects.filter(about=event.about, handled=None).exclude(pk=event.pk).order_by("pk"))


def handle(event: ProviderEvent, *, at: dt.datetime) -> bool:
    """Whether the message has been dealt with; one that has not waits, and staff see it."""
    if event.kind in AFTERWARDS:
        payment = Payment.objects.filter(key=f"stripe:{event.about}").select_related("payer").first()
        if payment is None:
            return False
        hold_money_of(payment)
        return AFTERWARDS[event.kind](event, payment, at=at)
    if event.kind == "other":
        return True
    checkout = Checkout.objects.filter(token=event.facts["checkout"]).select_related("invoice__payer").first()
    if checkout is None:
        return True  # of another program that shares the provider's account
    if event.kind == "paid":
        return take_payment(event, checkout, at=at)
    after = {"waiting": Checkout.State.WAITING, "failed": Checkout.State.FAILED, "over": Checkout.State.OVER}
    why = event.facts.get("why") or (_("The bank did not pay.") if event.kind == "failed" else "")
    Checkout.objects.filter(pk=checkout.pk, state__in=LIVE).update(
        state=after.get(event.kind, checkout.state), decline=why
    )
    return True


def take_payment(event: ProviderEvent, checkout: Checkout, *, at: dt.datetime) -> bool:
    amount = Money(event.facts["minor"], event.facts["currency"])
    key = f"stripe:{event.about}"
    try:
        with transaction.atomic():
            record_payment(checkout.invoice, amount, Method.CARD, by=None, at=at, reference=event.about, key=key)
    except PaymentRefused:
        return False
    Checkout.objects.filter(pk=checkout.pk).update(state=Checkout.State.PAID, decline="")
    return True


def take_refund(event: ProviderEvent, payment: Payment, *, at: dt.datetime) -> bool:
    """The message names all that went back so far; what we have not written yet is written now."""
    asked = payment.refunds.filter(state=Refund.State.ASKED, failure__isnull=True)
    for one in asked.select_related("payment"):
        refund_is_made(one, event.event, at=at)
    known = refunds_counted_in(event, payment).aggregate(sum=Sum("amount_minor"))["sum"] or 0
    missing = Money(event.facts["minor"] - known, payment.currency)
    if missing.minor <= 0:
        return True
    reason = _("Given back at the payment provider")
    try:
        with transaction.atomic():
            key = f"stripe:{event.event}"
            refund_payment(payment, missing, reason=reason, by=None, at=at, key=key, reference=event.event)
    except PaymentRefused:
        return False
    return True


def refunds_counted_in(event: ProviderEvent, payment: Payment) -> QuerySet[Refund]:
    """The provider counts a refund until it fails, and never counts what a lost dispute took."""
    standing = Q(failure__isnull=True)
    if event.facts.get("at"):
        standing |= Q(failure__at__gt=told_at(event.facts, event.received))
    return payment.refunds.filter(standing).exclude(key__startswith=LOST)


AFTERWARDS = {"refunded": take_refund, "disputed": take_dispute, "refund_failed": take_refund_failure}


def give_back(
    payment: Payment,
    amount: Money,
    *,
    reason: str,
    by: Person,
    at: dt.datetime,
    key: str,
    provider: PaymentProvider,
) -> Refund:
    """Give money back the way it came. A card refund is written first, then asked for; asking again is safe."""
    by_card = payment.method == Method.CARD and payment.key.startswith("stripe:")
    refund = refund_payment(payment, amount, reason=reason, by=by, at=at, key=key, made=not by_card)
    if refund.state == Refund.State.ASKED:
        send_refund(refund, at=at, provider=provider)
    return refund


def send_refund(refund: Refund, *, at: dt.datetime, provider: PaymentProvider) -> None:
    reference = provider.refund(refund.payment.reference, refund.amount, key=refund.key)
    refund_is_made(refund, reference, at=at)
