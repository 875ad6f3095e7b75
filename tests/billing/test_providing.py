"""Paying on the provider's page: over HTTP against a stand-in, with signed messages in any order, twice and too late."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rounds.accounts.models import Person
from rounds.billing import actions, queries
from rounds.billing.models import Checkout, Invoice, OrderState, Payment, ProviderEvent, Refund
from rounds.billing.money import Money
from rounds.billing.providers import Off, ProviderFailed, the_provider
from tests.billing.stand_in import KEY, SECRET, StandIn, error, signature_of, signed, stand_in
from tests.factories.accounts import StaffFactory
from tests.factories.billing import invoiced, payer_of

pytestmark = pytest.mark.django_db
numbers = itertools.count(1)
FEW = {(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)}
ORDERS = [
    pytest.param(order, marks=[] if order in FEW else [pytest.mark.slow]) for order in itertools.permutations(range(4))
]


@pytest.fixture
def stripe(socket_enabled: None, settings: Any) -> Iterator[StandIn]:
    with stand_in() as server:
        settings.STRIPE_KEY, settings.STRIPE_WEBHOOK_SECRET, settings.STRIPE_URL = KEY, SECRET, server.url
        yield server


def owed() -> tuple[Invoice, Person]:
    payer = payer_of()
    assert payer.person is not None
    return invoiced(payer), payer.person


def begin(invoice: Invoice, person: Person) -> Checkout:
    return actions.begin_checkout(invoice, by=person, at=timezone.now(), provider=the_provider())


def event(kind: str, about: dict[str, Any], number: str = "") -> dict[str, Any]:
    return {"id": number or f"evt_{next(numbers)}", "object": "event", "type": kind, "data": {"object": about}}


def session(checkout: Checkout, *, status: str = "paid", minor: int = 100_00) -> dict[str, Any]:
    facts = {"id": checkout.session, "payment_intent": "pi_1", "payment_status": status, "amount_total": minor}
    return {**facts, "currency": "usd", "metadata": {"checkout": str(checkout.token)}}


def intent(checkout: Checkout, *, minor: int = 100_00, **more: object) -> dict[str, Any]:
    facts = {"id": "pi_1", "amount": minor, "amount_received": minor, "currency": "usd"}
    return {**facts, "metadata": {"checkout": str(checkout.token)}, **more}


def charge(refunded: int) -> dict[str, Any]:
    return {"id": "ch_1", "payment_intent": "pi_1", "amount_refunded": refunded, "currency": "usd"}


def tell(message: dict[str, Any], **how: Any) -> int:
    body, signature = signed(message, **how)
    answer = Client().post(
        "/billing/stripe", body, content_type="application/json", headers={"Stripe-Signature": signature}
    )
    return answer.status_code


def test_payer_goes_to_the_page_with_what_is_open(stripe: StandIn) -> None:
    invoice, person = owed()
    actions.record_payment(invoice, Money(30_00, "USD"), "bank", by=None, at=timezone.now())
    client = Client()
    client.force_login(person)

    answer = client.post(reverse("billing:pay", args=[invoice.token]))

    [(path, key, typed)] = stripe.asked
    assert answer["Location"] == "https://checkout.stripe.com/c/cs_1"
    assert (path, typed["line_items[0][price_data][unit_amount]"]) == ("/v1/checkout/sessions", "7000")
    assert key == str(Checkout.objects.get().token) == typed["metadata[checkout]"]
    page = client.get(reverse("billing:invoice", args=[invoice.token]))
    assert "form-action 'self' https://checkout.stripe.com" in page["Content-Security-Policy"]


def test_two_tabs_get_the_same_page(stripe: StandIn) -> None:
    invoice, person = owed()

    assert {begin(invoice, person).url for _tab in range(3)} == {"https://checkout.stripe.com/c/cs_1"}
    assert len(stripe.asked) == 1


def test_kill_after_the_call_finds_the_same_page_again(stripe: StandIn) -> None:
    invoice, person = owed()
    begin(invoice, person)
    Checkout.objects.update(session="", url="")  # as it stands when the answer was never written

    begin(invoice, person)

    assert (len(stripe.asked), len(stripe.made), Checkout.objects.get().session) == (2, 1, "cs_1")


def test_other_amount_gets_another_page(stripe: StandIn) -> None:
    invoice, person = owed()
    begin(invoice, person)
    actions.record_payment(invoice, Money(30_00, "USD"), "bank", by=None, at=timezone.now())

    begin(invoice, person)

    assert list(Checkout.objects.order_by("pk").values_list("state", "amount_minor")) == [
        ("over", 100_00),
        ("open", 70_00),
    ]


@pytest.mark.slow
def test_provider_that_fails_once_is_asked_again_with_the_same_key(stripe: StandIn) -> None:
    invoice, person = owed()
    stripe.failing = [(500, error("api_error", "Sorry."))]

    begin(invoice, person)

    assert (len(stripe.asked), len({key for _path, key, _typed in stripe.asked}), len(stripe.made)) == (2, 1, 1)


@pytest.mark.slow
def test_provider_that_is_away_is_told_plainly(stripe: StandIn, settings: Any) -> None:
    invoice, person = owed()
    settings.STRIPE_URL = "http://127.0.0.1:9"
    client = Client()
    client.force_login(person)

    answer = client.post(reverse("billing:pay", args=[invoice.token]), follow=True)

    assert "We cannot reach the payment page just now. Nothing was paid." in answer.content.decode()
    assert queries.differences() == []


def test_wrong_key_is_told_plainly(stripe: StandIn, settings: Any) -> None:
    settings.STRIPE_KEY = "sk_test_other"
    invoice, person = owed()

    with pytest.raises(ProviderFailed, match="refused our request. Nothing was paid"):
        begin(invoice, person)


def test_paid_invoice_needs_no_page(stripe: StandIn) -> None:
    invoice, person = owed()
    actions.record_payment(invoice, Money(100_00, "USD"), "bank", by=None, at=timezone.now())

    with pytest.raises(actions.PaymentRefused, match="There is nothing to do"):
        begin(invoice, person)


@pytest.mark.parametrize("order", ORDERS)
def test_messages_in_any_order_and_twice_book_one_payment_and_one_refund(
    stripe: StandIn, order: tuple[int, ...]
) -> None:
    checkout = begin(*owed())
    told = [
        event("checkout.session.completed", session(checkout)),
        event("payment_intent.succeeded", intent(checkout)),
        event("charge.refunded", charge(40_00)),
        event("payment_intent.payment_failed", intent(checkout, last_payment_error={"message": "Too little money."})),
    ]

    answers = [tell(told[number]) for number in (*order, *order)]

    checkout.refresh_from_db()
    invoice = checkout.invoice
    assert (set(answers), checkout.state) == ({200}, Checkout.State.PAID)
    assert (Payment.objects.get().amount_minor, Refund.objects.get().amount_minor) == (100_00, 40_00)
    assert invoice.credit_notes.get().gross_minor == 40_00
    assert (ProviderEvent.objects.count(), queries.unsolved_events().count(), queries.differences()) == (4, 0, [])


def test_slow_bank_is_waited_for_and_nothing_is_paid_twice(stripe: StandIn) -> None:
    invoice, person = owed()
    checkout = begin(invoice, person)

    tell(event("checkout.session.completed", session(checkout, status="unpaid")))
    with pytest.raises(actions.PaymentRefused, match="on its way"):
        begin(invoice, person)
    tell(event("checkout.session.async_payment_succeeded", session(checkout)))

    invoice.order.refresh_from_db()
    assert invoice.order.state == OrderState.PAID


def test_slow_bank_that_does_not_pay_is_shown(stripe: StandIn) -> None:
    invoice, person = owed()
    checkout = begin(invoice, person)
    client = Client()
    client.force_login(person)

    tell(event("checkout.session.async_payment_failed", session(checkout, status="unpaid")))

    page = client.get(reverse("billing:invoice", args=[invoice.token])).content.decode()
    assert ("The last card payment did not go through." in page, "Pay by card" in page) == (True, True)


def test_decline_is_shown_and_the_card_can_be_tried_again(stripe: StandIn) -> None:
    invoice, person = owed()
    checkout = begin(invoice, person)
    client = Client()
    client.force_login(person)

    tell(
        event(
            "payment_intent.payment_failed", intent(checkout, last_payment_error={"message": "Your card was declined."})
        )
    )

    page = client.get(reverse("billing:invoice", args=[invoice.token])).content.decode()
    assert ("Your card was declined." in page, "Pay by card" in page) == (True, True)
    assert Payment.objects.count() == 0


def test_page_that_ran_out_makes_room_for_another(stripe: StandIn) -> None:
    invoice, person = owed()
    tell(event("checkout.session.expired", session(begin(invoice, person), status="unpaid")))

    assert begin(invoice, person).session == "cs_2"


def test_page_paid_after_a_transfer_becomes_credit(stripe: StandIn) -> None:
    invoice, person = owed()
    checkout = begin(invoice, person)
    actions.record_payment(invoice, Money(100_00, "USD"), "bank", by=None, at=timezone.now())

    tell(event("checkout.session.completed", session(checkout)))

    assert (invoice.payer.credits.get().minor, queries.differences()) == (100_00, [])


@pytest.mark.parametrize(
    "how", [{"secret": "whsec_other"}, {"age": 301}], ids=["another secret", "older than five minutes"]
)
def test_message_without_a_good_signature_changes_nothing(stripe: StandIn, how: dict[str, Any]) -> None:
    checkout = begin(*owed())

    status = tell(event("checkout.session.completed", session(checkout)), **how)

    assert (status, ProviderEvent.objects.count(), Payment.objects.count()) == (400, 0, 0)


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[]", b"\xff", b'{"id": "e", "type": "charge.refunded", "data": {"object": 1}}']
)
def test_message_that_makes_no_sense_is_refused(stripe: StandIn, body: bytes) -> None:
    headers = {"Stripe-Signature": signature_of(body)}

    answer = Client().post("/billing/stripe", body, content_type="application/json", headers=headers)

    assert (answer.status_code, ProviderEvent.objects.count()) == (400, 0)


def test_messages_of_other_programs_are_kept_and_left(stripe: StandIn) -> None:
    foreign = {"id": "pi_9", "amount": 5, "currency": "usd", "metadata": {}}

    assert tell(event("payment_intent.succeeded", foreign)) == 200
    assert tell(event("customer.created", {"id": "cus_1", "metadata": {}})) == 200
    assert (Payment.objects.count(), queries.unsolved_events().count()) == (0, 0)


def test_no_card_and_no_name_is_kept_of_a_message(stripe: StandIn) -> None:
    checkout = begin(*owed())
    private = {"customer_details": {"name": "Ada Private", "email": "ada@private.example"}}

    tell(event("checkout.session.completed", {**session(checkout), **private}))

    assert "rivate" not in str(list(ProviderEvent.objects.values()))


def test_refund_goes_back_to_the_card_once(stripe: StandIn) -> None:
    checkout = begin(*owed())
    tell(event("payment_intent.succeeded", intent(checkout)))
    payment, staff = Payment.objects.get(), StaffFactory()
    how: dict[str, Any] = {"reason": "Left", "by": staff, "at": timezone.now(), "key": "r", "provider": the_provider()}

    for _click in range(2):
        actions.give_back(payment, Money(40_00, "USD"), **how)
    tell(event("charge.refunded", charge(40_00)))

    refunds = [typed for path, _key, typed in stripe.asked if path == "/v1/refunds"]
    assert refunds == [{"payment_intent": "pi_1", "amount": "4000"}]
    assert (Refund.objects.get().state, queries.differences()) == (Refund.State.MADE, [])


@pytest.mark.slow
def test_refund_that_did_not_go_through_is_sent_again_with_the_same_key(stripe: StandIn) -> None:
    checkout = begin(*owed())
    tell(event("payment_intent.succeeded", intent(checkout)))
    client = Client()
    client.force_login(StaffFactory())
    payment = Payment.objects.get()
    stripe.failing = [(400, error("invalid_request_error", "No."))]
    typed = {"amount": "40", "reason": "Left", "key": "k"}

    client.post(reverse("billing:refund", args=[payment.token]), typed)
    page = client.get("/staff/invoices").content.decode()
    client.post(reverse("billing:send_refund", args=[Refund.objects.get().pk]))

    keys = {key for path, key, _typed in stripe.asked if path == "/v1/refunds"}
    assert "is written and has not been sent yet" in page
    assert (len(keys), Refund.objects.get().state) == (1, Refund.State.MADE)


@pytest.mark.slow
def test_refund_that_does_not_fit_the_books_waits_for_staff(stripe: StandIn) -> None:
    invoice, person = owed()
    checkout = begin(invoice, person)
    actions.record_payment(invoice, Money(100_00, "USD"), "bank", by=None, at=timezone.now())
    tell(event("payment_intent.succeeded", intent(checkout)))
    actions.use_credit(invoiced(invoice.payer), by=person, at=timezone.now())

    tell(event("charge.refunded", charge(100_00)))

    client = Client()
    client.force_login(StaffFactory())
    assert "do not fit the books" in client.get("/staff/invoices").content.decode()
    assert queries.differences() == []


def test_without_a_key_the_provider_is_off() -> None:
    provider = the_provider()

    assert isinstance(provider, Off)
    assert tell(event("charge.refunded", charge(1))) == 400
    with pytest.raises(ProviderFailed, match="another way"):
        provider.refund("pi_1", Money(1, "USD"), key="k")
