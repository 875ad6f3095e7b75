"""Card payments against localstripe, a Stripe of its own in a process beside the tests: intents, 3-D Secure, refunds,
and its own signed messages to our address over HTTP."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import stripe
from django.conf import settings
from django.core.signals import request_finished, request_started
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from rounds.billing import actions, queries
from rounds.billing.models import Checkout, OrderState, Payment, ProviderEvent, Refund
from rounds.billing.money import Money
from rounds.billing.providers import the_provider
from tests.factories.accounts import StaffFactory
from tests.factories.billing import invoiced, payer_of

pytestmark = pytest.mark.slow
KEY, SECRET = "sk_test_local", "whsec_local"


class Turns:
    """The server works only while the test waits: in memory both share one connection, and its transactions."""

    def __init__(self) -> None:
        self.free = threading.Semaphore(0)

    def begin(self, **_: object) -> None:
        self.free.acquire(timeout=10)

    def end(self, **_: object) -> None:
        self.free.release()

    def wait(self, true: Callable[[], object], seconds: float = 15) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                if true():
                    return
            except OSError:  # not there yet
                pass
            self.end()
            time.sleep(0.1)
            self.begin()
        raise AssertionError("It did not happen in time.")


@pytest.fixture
def turns() -> Iterator[Turns]:
    made = Turns()
    request_started.connect(made.begin)
    request_finished.connect(made.end)
    yield made
    request_started.disconnect(made.begin)
    request_finished.disconnect(made.end)
    made.end()


@pytest.fixture
def client(
    socket_enabled: None, live_server: LiveServer, turns: Turns, settings: Any, tmp_path: Path
) -> Iterator[stripe.StripeClient]:
    """A client of a fresh localstripe that sends its messages to our server."""
    with socket.socket(socket.AF_INET6) as free:
        free.bind(("::", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "localstripe", "--from-scratch", "--port", str(port)]
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=log, env={**os.environ, "PYTHONWARNINGS": ""}, cwd=tmp_path
        )
    url = f"http://127.0.0.1:{port}"
    try:
        turns.wait(lambda: socket.create_connection(("127.0.0.1", port), 1).close() is None)
        hook = json.dumps({"url": f"{live_server.url}/billing/stripe", "secret": SECRET}).encode()
        request = urllib.request.Request(f"{url}/_config/webhooks/ours", hook, {"Content-Type": "application/json"})
        urllib.request.urlopen(request).close()
        settings.STRIPE_KEY, settings.STRIPE_WEBHOOK_SECRET, settings.STRIPE_URL = KEY, SECRET, url
        http = stripe.RequestsClient()
        yield stripe.StripeClient(KEY, base_addresses={"api": url}, http_client=http)
        http.close()
    finally:
        process.terminate()
        process.wait()


def begun() -> Checkout:
    """A visit whose page was opened; localstripe has no hosted page, so the intent is made by the test."""
    payer = payer_of()
    return Checkout.objects.create(invoice=invoiced(payer), amount_minor=100_00, by=payer.person, at=timezone.now())


def pay(client: stripe.StripeClient, checkout: Checkout, card: str) -> Any:
    facts = {"number": card, "exp_month": "12", "exp_year": "2040", "cvc": "123"}
    method = client.v1.payment_methods.create({"type": "card", "card": facts})  # type: ignore[typeddict-item]
    metadata = {"checkout": str(checkout.token)}
    params: Any = {
        "amount": 10000,
        "currency": "usd",
        "payment_method": method.id,
        "metadata": metadata,
        "confirm": True,
    }
    return client.v1.payment_intents.create(params)


def test_card_is_paid_refunded_and_the_books_balance(client: stripe.StripeClient, turns: Turns) -> None:
    checkout = begun()

    intent = pay(client, checkout, "4242424242424242")
    turns.wait(lambda: Payment.objects.filter(reference=intent.id).exists())
    payment = Payment.objects.get()
    how: dict[str, Any] = {"reason": "Left", "by": StaffFactory(), "at": timezone.now(), "provider": the_provider()}
    actions.give_back(payment, Money(25_00, "USD"), key="r1", **how)

    checkout.invoice.order.refresh_from_db()
    assert checkout.invoice.order.state == OrderState.PAID
    assert [refund.amount for refund in client.v1.refunds.list({"payment_intent": intent.id}).data] == [2500]
    assert (Refund.objects.get().state, queries.differences()) == (Refund.State.MADE, [])


def test_second_step_of_the_bank_is_taken_before_anything_is_paid(client: stripe.StripeClient, turns: Turns) -> None:
    checkout = begun()

    intent = pay(client, checkout, "4000002760003184")
    assert (intent.status, Payment.objects.count()) == ("requires_action", 0)
    typed = json.dumps({"client_secret": intent.client_secret, "success": True}).encode()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {KEY}"}
    url = f"{settings.STRIPE_URL}/v1/payment_intents/{intent.id}/_authenticate"
    urllib.request.urlopen(urllib.request.Request(url, typed, headers)).close()

    turns.wait(lambda: Payment.objects.filter(reference=intent.id).exists())
    assert queries.differences() == []


def test_declined_card_is_told_and_books_nothing(client: stripe.StripeClient, turns: Turns) -> None:
    checkout = begun()

    with pytest.raises(stripe.StripeError):
        pay(client, checkout, "4000000000000341")
    turns.wait(lambda: ProviderEvent.objects.filter(kind="declined", handled__isnull=False).exists())

    checkout.refresh_from_db()
    assert (checkout.decline != "", Payment.objects.count()) == (True, 0)
