"""Stripe's hosted page as a payment provider."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import stripe
from django.utils.translation import gettext as _

from rounds.billing.money import Money
from rounds.billing.providers import Page, ProviderFailed, Told, Unsigned, Visit

REFUND_CHANGED = {"refund.failed", "refund.updated", "charge.refund.updated"}
TOLERANCE = 300  # seconds that a signed message may be old
NO_CENTS_BUT_SENT_WITH = {"ISK", "UGX"}  # Stripe wants these in hundredths, though they have none


class Stripe:
    """Stripe's hosted page. Every call carries an idempotency key, so that asking again never pays twice."""

    on = True
    origin = "https://checkout.stripe.com"

    def __init__(self, key: str, *, secret: str, url: str = "") -> None:
        self.secret = secret
        self.http = stripe.RequestsClient(timeout=20)
        self.client = stripe.StripeClient(
            key, base_addresses={"api": url} if url else {}, http_client=self.http, max_network_retries=2
        )

    def _ask(self, call: Callable[[Any, Any], Any], params: Any, key: str) -> Any:
        try:
            return call(params, {"idempotency_key": key})
        except stripe.StripeError as error:
            raise ProviderFailed(plain(error)) from error
        finally:
            self.http.close()  # type: ignore[no-untyped-call]

    def open_page(self, visit: Visit) -> Page:
        metadata = {"checkout": visit.key}
        price = {
            "currency": visit.amount.currency.lower(),
            "unit_amount": sent(visit.amount),
            "product_data": {"name": visit.words},
        }
        params: Any = {
            "mode": "payment",
            "line_items": [{"quantity": 1, "price_data": price}],
            "client_reference_id": visit.key,
            "metadata": metadata,
            "payment_intent_data": {"metadata": metadata, "description": visit.words},
            "success_url": f"{visit.back}?paid=1",
            "cancel_url": visit.back,
            **({"customer_email": visit.email} if visit.email else {}),
        }
        made = self._ask(self.client.v1.checkout.sessions.create, params, visit.key)
        return Page(made.id, made.url or "")

    def refund(self, payment: str, amount: Money, *, key: str) -> str:
        params: Any = {"payment_intent": payment, "amount": sent(amount)}
        return str(self._ask(self.client.v1.refunds.create, params, key).id)

    def read(self, body: bytes, signature: str) -> Told:
        """A message of Stripe, if its signature is good and not older than five minutes."""
        try:
            stripe.WebhookSignature.verify_header(body.decode(), signature, self.secret, TOLERANCE)
            return told(json.loads(body))
        except (stripe.SignatureVerificationError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise Unsigned from error


def plain(error: stripe.StripeError) -> str:
    """What went wrong, in words for a payer."""
    if isinstance(error, stripe.CardError):
        return _("The card was declined: %(why)s") % {"why": error.user_message or ""}
    if isinstance(error, stripe.APIConnectionError):
        return _("We cannot reach the payment page just now. Nothing was paid. Try again in a few minutes.")
    return _("The payment page refused our request. Nothing was paid. Write to us, or use another way to pay.")


def sent(amount: Money) -> int:
    """
    >>> sent(Money(1200, "USD")), sent(Money(1200, "JPY")), sent(Money(1200, "ISK"))
    (1200, 1200, 120000)
    """
    return amount.minor * (100 if amount.currency in NO_CENTS_BUT_SENT_WITH else 1)


def got(minor: int, currency: str) -> dict[str, Any]:
    """
    >>> got(120000, "isk")
    {'minor': 1200, 'currency': 'ISK'}
    """
    code = currency.upper()
    return {"minor": minor // 100 if code in NO_CENTS_BUT_SENT_WITH else minor, "currency": code}


def told(event: Mapping[str, Any]) -> Told:
    """Of a message only what we use: no card, no name and no address is kept."""
    number, kind, about = str(event["id"]), str(event["type"]), event["data"]["object"]
    checkout = str((about.get("metadata") or {}).get("checkout", ""))
    if kind == "charge.refunded":
        facts = {**got(int(about["amount_refunded"]), about["currency"]), "at": int(event.get("created") or 0)}
        return Told(number, "refunded", str(about.get("payment_intent") or ""), facts)
    if kind.startswith("charge.dispute."):
        return Told(number, "disputed", str(about.get("payment_intent") or ""), dispute_in(event, about))
    if kind in REFUND_CHANGED and about.get("status") == "failed":
        facts = {**got(int(about["amount"]), about["currency"]), "at": int(event.get("created") or 0)}
        payment = str(about.get("payment_intent") or "")
        return Told(number, "refund_failed", payment, {**facts, "refund": str(about["id"])[:120]})
    if kind.startswith("checkout.session.") and checkout:
        facts = {"checkout": checkout, **got(int(about.get("amount_total") or 0), about.get("currency") or "")}
        return Told(number, of_session(kind, about), str(about.get("payment_intent") or ""), facts)
    if kind == "payment_intent.succeeded" and checkout:
        received = about.get("amount_received") or about["amount"]
        return Told(number, "paid", str(about["id"]), {"checkout": checkout, **got(int(received), about["currency"])})
    if kind == "payment_intent.payment_failed" and checkout:
        why = str((about.get("last_payment_error") or {}).get("message") or "")[:300]
        return Told(number, "declined", str(about["id"]), {"checkout": checkout, "why": why})
    return Told(number, "other", "", {"kind": kind[:80]})


def dispute_in(event: Mapping[str, Any], dispute: Mapping[str, Any]) -> dict[str, Any]:
    """A dispute with its state: an inquiry that is closed was won, for no money went back."""
    decided = {"lost": "lost", "won": "won", "warning_closed": "won", "prevented": "won"}
    return {
        **got(int(dispute["amount"]), dispute["currency"]),
        "dispute": str(dispute["id"])[:120],
        "state": decided.get(str(dispute.get("status")), "open"),
        "reason": str(dispute.get("reason") or "")[:80],
        "answer_by": int((dispute.get("evidence_details") or {}).get("due_by") or 0),
        "at": int(event.get("created") or 0),
    }


def of_session(kind: str, session: Mapping[str, Any]) -> str:
    steps = {"async_payment_succeeded": "paid", "async_payment_failed": "failed", "expired": "over"}
    if kind.endswith(".completed"):
        return "paid" if session.get("payment_status") == "paid" else "waiting"
    return steps.get(kind.rpartition(".")[2], "other")
