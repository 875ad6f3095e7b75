"""Disputes and refunds that failed, as Stripe tells them: in any order, twice, and before the payment they are about."""

import datetime as dt
import itertools
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from rounds.billing import actions, queries
from rounds.billing.models import Checkout, Credit, Dispute, Invoice, OrderState, ProviderEvent, Refund, RefundFailure
from rounds.billing.money import Money
from tests.billing.stand_in import KEY, SECRET, signed
from tests.factories.accounts import StaffFactory
from tests.factories.billing import invoiced, payer_of

pytestmark = pytest.mark.django_db
numbers = itertools.count(1)
START = 1_790_000_000


@pytest.fixture(autouse=True)
def _stripe(settings: Any) -> None:
    settings.STRIPE_KEY, settings.STRIPE_WEBHOOK_SECRET = KEY, SECRET


def event(kind: str, about: dict[str, Any], *, minute: int = 0) -> dict[str, Any]:
    facts = {"id": f"evt_{next(numbers)}", "object": "event", "type": kind, "created": START + 60 * minute}
    return {**facts, "data": {"object": about}}


def dispute(status: str, *, minor: int = 100_00) -> dict[str, Any]:
    facts = {"id": "dp_1", "payment_intent": "pi_1", "amount": minor, "currency": "usd", "status": status}
    return {**facts, "reason": "fraudulent", "evidence_details": {"due_by": START + 900_000}}


def refund(status: str = "failed", *, minor: int = 40_00, number: str = "re_1") -> dict[str, Any]:
    return {"id": number, "payment_intent": "pi_1", "amount": minor, "currency": "usd", "status": status}


def charge(refunded: int) -> dict[str, Any]:
    return {"id": "ch_1", "payment_intent": "pi_1", "amount_refunded": refunded, "currency": "usd"}


def tell(message: dict[str, Any]) -> int:
    body, signature = signed(message)
    return (
        Client()
        .post("/billing/stripe", body, content_type="application/json", headers={"Stripe-Signature": signature})
        .status_code
    )


def owed() -> tuple[Invoice, dict[str, Any]]:
    """An invoice, and the message that its payment by card has arrived."""
    invoice = invoiced(payer_of())
    checkout = Checkout.objects.create(invoice=invoice, amount_minor=100_00, at=timezone.now(), session="cs_1")
    facts = {"id": "pi_1", "amount": 100_00, "amount_received": 100_00, "currency": "usd"}
    return invoice, event("payment_intent.succeeded", {**facts, "metadata": {"checkout": str(checkout.token)}})


def card_account() -> str:
    return queries.the_seller().account_card


def in_card() -> int:
    days = (dt.date(2020, 1, 1), dt.date(2090, 1, 1))
    return sum(one.amount.minor for one in queries.journal(*days) if one.account == card_account())


def test_open_dispute_is_shown_to_staff_and_changes_no_money() -> None:
    invoice, paid = owed()
    tell(paid)
    tell(event("charge.dispute.created", dispute("needs_response")))
    client = Client()
    client.force_login(StaffFactory())

    page = client.get("/staff/invoices").content.decode()

    assert ("Disputed card payments" in page, "dp_1" in page, invoice.payer.name in page) == (True, True, True)
    assert (in_card(), queries.differences(), Refund.objects.count()) == (100_00, [], 0)


@pytest.mark.slow
@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::4])
def test_lost_dispute_is_booked_once_in_any_order(order: tuple[int, ...]) -> None:
    invoice, paid = owed()
    messages = [
        paid,
        event("charge.dispute.created", dispute("needs_response")),
        event("charge.dispute.funds_withdrawn", dispute("under_review"), minute=1),
        event("charge.dispute.closed", dispute("lost"), minute=2),
    ]

    for number in (*order, *order):
        assert tell(messages[number]) == 200

    invoice.order.refresh_from_db()
    assert Dispute.objects.get().state == "lost"
    assert [(one.amount_minor, one.reference) for one in Refund.objects.all()] == [(100_00, "dp_1")]
    assert (in_card(), queries.differences(), invoice.order.state) == (0, [], OrderState.CANCELLED)
    assert not ProviderEvent.objects.filter(handled=None).exists()
    assert not queries.open_disputes().exists()


@pytest.mark.parametrize("status", ["won", "warning_closed"])
def test_dispute_that_is_won_leaves_the_books_as_they_are(status: str) -> None:
    _invoice, paid = owed()
    tell(paid)
    tell(event("charge.dispute.closed", dispute(status), minute=2))
    tell(event("charge.dispute.created", dispute("needs_response")))

    assert Dispute.objects.get().state == "won"
    assert (in_card(), queries.differences()) == (100_00, [])


def test_lost_dispute_is_no_refund_of_the_provider() -> None:
    """A refund on the same payment is counted beside it."""
    _invoice, paid = owed()
    tell(paid)
    tell(event("charge.dispute.closed", dispute("lost", minor=30_00)))

    tell(event("charge.refunded", charge(20_00), minute=1))

    assert sorted(Refund.objects.values_list("amount_minor", flat=True)) == [20_00, 30_00]
    assert (in_card(), queries.differences()) == (50_00, [])


@pytest.mark.slow
def test_decision_that_does_not_fit_the_books_waits_for_staff() -> None:
    """Everything was given back before the bank took it a second time."""
    _invoice, paid = owed()
    tell(paid)
    tell(event("charge.refunded", charge(100_00)))

    tell(event("charge.dispute.closed", dispute("lost"), minute=1))

    assert (Dispute.objects.get().state, queries.unsolved_events().count()) == ("open", 1)
    assert (in_card(), queries.differences()) == (0, [])


@pytest.mark.slow
def test_refund_that_failed_is_credit_again_and_shown() -> None:
    invoice, paid = owed()
    tell(paid)
    tell(event("charge.refunded", charge(40_00)))
    tell(event("refund.failed", refund(), minute=5))
    tell(event("charge.refund.updated", refund(), minute=6))
    client = Client()
    client.force_login(StaffFactory())

    page = client.get("/staff/invoices").content.decode()

    assert "Refunds that came back" in page
    assert RefundFailure.objects.count() == 1
    assert Credit.objects.get(payer=invoice.payer).minor == 40_00
    assert (in_card(), queries.differences()) == (100_00, [])
    assert queries.left_to_refund(Refund.objects.get().payment) == Money(100_00, "USD")


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_failure_before_its_refund_or_its_payment_waits_for_them(order: tuple[int, ...]) -> None:
    _invoice, paid = owed()
    messages = [paid, event("charge.refunded", charge(40_00)), event("refund.failed", refund(), minute=5)]

    for number in (*order, *order):
        tell(messages[number])

    assert (Refund.objects.count(), RefundFailure.objects.count()) == (1, 1)
    assert (in_card(), queries.differences()) == (100_00, [])
    assert not ProviderEvent.objects.filter(handled=None).exists()


def test_new_refund_after_a_failure_is_written() -> None:
    """The provider's sum begins anew once a refund has failed."""
    _invoice, paid = owed()
    for message in (
        paid,
        event("charge.refunded", charge(40_00)),
        event("refund.failed", refund(), minute=5),
        event("charge.refunded", charge(40_00), minute=9),
    ):
        tell(message)

    assert Refund.objects.count() == 2
    assert (in_card(), queries.differences()) == (60_00, [])
    assert not queries.refunds_that_failed().exists()


def test_refund_of_ours_that_failed_is_found_by_its_number() -> None:
    _invoice, paid = owed()
    tell(paid)
    payment = paid_payment()
    for few in (10_00, 10_00):
        actions.refund_payment(
            payment,
            Money(few, "USD"),
            reason="x",
            by=None,
            at=timezone.now(),
            key=f"k{next(numbers)}",
            reference="re_0",
        )
    tell(event("refund.failed", refund(minor=10_00, number="re_0"), minute=5))

    assert RefundFailure.objects.get().refund.reference == "re_0"


def paid_payment() -> Any:
    from rounds.billing.models import Payment

    return Payment.objects.get()


def test_database_keeps_failures_and_decisions() -> None:
    _invoice, paid = owed()
    tell(paid)
    tell(event("charge.refunded", charge(40_00)))
    tell(event("refund.failed", refund(), minute=5))
    tell(event("charge.dispute.closed", dispute("won")))

    for rows, change in (
        (RefundFailure.objects.all(), {"reference": "x"}),
        (Dispute.objects.all(), {"state": "lost"}),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
