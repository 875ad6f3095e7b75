"""Disputes of card payments and refunds that did not arrive, told in whatever order and as often as the provider likes."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from rounds.accounts.trail import record
from rounds.billing.actions.paying import PaymentRefused, refund_payment
from rounds.billing.models import Credit, Dispute, Payment, ProviderEvent, Refund, RefundFailure
from rounds.billing.money import Money

LOST = "stripe:dispute:"  # how the refund of a lost dispute is keyed
State = Dispute.State


def told_at(facts: dict[str, Any], at: dt.datetime) -> dt.datetime:
    """When it happened, by the provider's clock."""
    return dt.datetime.fromtimestamp(int(facts["at"]), dt.UTC) if facts.get("at") else at


def take_dispute(event: ProviderEvent, payment: Payment, *, at: dt.datetime) -> bool:
    """Note the dispute; when it is lost, the money has gone back, and the books say so like a refund."""
    facts = event.facts
    if facts["currency"] != payment.currency or facts["minor"] <= 0:
        return False
    held, new = Dispute.objects.get_or_create(
        number=facts["dispute"],
        defaults={
            "payment": payment,
            "amount_minor": facts["minor"],
            "currency": payment.currency,
            "reason": facts["reason"],
            "answer_by": told_at({"at": facts["answer_by"]}, at) if facts["answer_by"] else None,
            "opened": told_at(facts, at),
        },
    )
    if new:
        record("billing.dispute_opened", subject=payment, by=None, at=at, amount=str(held.amount), why=held.reason)
    if facts["state"] == State.OPEN or held.state == facts["state"]:
        return True
    return held.state == State.OPEN and close_dispute(held, facts["state"], at=at)


def close_dispute(dispute: Dispute, state: str, *, at: dt.datetime) -> bool:
    """Write how the bank has decided, whole or not at all; what does not fit the books waits for staff."""
    try:
        with transaction.atomic():
            if not Dispute.objects.filter(pk=dispute.pk, state=State.OPEN).update(state=state, closed=at):
                return True
            if state == State.LOST:
                key, reason = f"{LOST}{dispute.number}", _("The payer's bank took the money back")
                refund_payment(
                    dispute.payment, dispute.amount, reason=reason, by=None, at=at, key=key, reference=dispute.number
                )
            record(f"billing.dispute_{state}", subject=dispute.payment, by=None, at=at, amount=str(dispute.amount))
    except PaymentRefused:
        return False
    return True


def take_refund_failure(event: ProviderEvent, payment: Payment, *, at: dt.datetime) -> bool:
    """The money of a refund is back with the provider: it is the payer's credit again, and staff find another way."""
    facts = event.facts
    if RefundFailure.objects.filter(reference=facts["refund"]).exists():
        return True
    refund = refund_about(payment, facts["refund"], Money(facts["minor"], facts["currency"]))
    if refund is None:
        return False
    RefundFailure.objects.create(refund=refund, reference=facts["refund"], at=told_at(facts, at))
    held = Credit.objects.filter(payer=payment.payer, currency=payment.currency)
    held.update(minor=F("minor") + refund.amount_minor)
    record("billing.refund_failed", subject=payment, by=None, at=at, amount=str(refund.amount))
    return True


def refund_about(payment: Payment, reference: str, amount: Money) -> Refund | None:
    """The refund that the provider names; of those made on its own pages we know the amount alone."""
    live = payment.refunds.filter(failure__isnull=True).exclude(key__startswith=LOST).order_by("pk")
    named = live.filter(reference=reference).first()
    unnamed = Q(state=Refund.State.ASKED) | Q(reference__startswith="evt_")
    return named or live.filter(unnamed, amount_minor=amount.minor, currency=amount.currency).first()
