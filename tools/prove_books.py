"""Prove that nothing is paid twice: a real server with several processes, hundreds of requests at the same moment.

`make prove-books` runs it on SQLite and on a throw-away PostgreSQL. Everything happens in a home of its own.
"""

import argparse
import hashlib
import hmac
import http.client
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier
from urllib.parse import urlencode

SECRET, CSRF = "whsec_proof", "c" * 32
HOUR = 3600


@dataclass(frozen=True)
class Ask:
    """One request: who asks (the cookie of a session), where, and with what."""

    path: str
    body: bytes
    headers: dict[str, str]


@dataclass(frozen=True)
class Round:
    name: str
    asks: list[Ask]
    wanted: Callable[[], dict[str, tuple[object, object]]]
    fine: frozenset[int] = frozenset({200, 302})  # answers; 422 is a refusal in plain words


def setup(home: Path) -> None:
    os.environ |= {
        "ROUNDS_HOME": str(home),
        "ROUNDS_SECRET_KEY": "only-for-a-proof-that-lasts-a-minute-and-is-thrown-away",
        "ROUNDS_STRIPE_KEY": "sk_test_proof",
        "ROUNDS_STRIPE_WEBHOOK_SECRET": SECRET,
        "DJANGO_SETTINGS_MODULE": "rounds.settings",
    }
    os.environ.pop("ROUNDS_DEMO", None)
    import django

    django.setup()


@contextmanager
def server(home: Path, workers: int) -> Iterator[int]:
    """`rounds serve` on a free port, as a centre runs it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    words = ["serve", "--port", str(port), "--workers", str(workers), "--no-worker"]
    with (home / "server.log").open("w") as log:
        process = subprocess.Popen([sys.executable, "-m", "rounds.command", *words], stdout=log, stderr=log, cwd=home)
    try:
        wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(60)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 300
    while time.monotonic() < until:
        if process.poll() is not None:
            raise SystemExit("The server did not start. Look at server.log in its home.")
        try:
            asked = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            asked.request("GET", "/about")
            if asked.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.3)
    raise SystemExit("The server did not answer within five minutes.")


def session_of(person: object) -> str:
    """The cookie of somebody who has signed in."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)  # type: ignore[attr-defined]
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()  # type: ignore[attr-defined]
    session.save()
    return str(session.session_key)


def form(path: str, cookie: str, **typed: str) -> Ask:
    body = urlencode({"csrfmiddlewaretoken": CSRF, **typed}).encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    return Ask(path, body, {**headers, "Cookie": f"sessionid={cookie}; csrftoken={CSRF}"})


def message(kind: str, about: dict[str, object], number: str) -> Ask:
    """What Stripe would send, signed."""
    body = json.dumps({"id": number, "type": kind, "data": {"object": about}}).encode()
    moment = int(time.time())
    mark = hmac.new(SECRET.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    headers = {"Content-Type": "application/json", "Stripe-Signature": f"t={moment},v1={mark}"}
    return Ask("/billing/stripe", body, headers)


def at_once(port: int, asks: list[Ask]) -> tuple[Counter[int], float]:
    """Send all of them at the same moment, each on a connection of its own; what was answered, and how long it took."""
    together = Barrier(len(asks) + 1)

    def one(ask: Ask) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=HOUR)
        connection.connect()
        together.wait()
        connection.request("POST", ask.path, ask.body, ask.headers)
        status = connection.getresponse().status
        connection.close()
        return status

    with ThreadPoolExecutor(len(asks)) as pool:
        futures = [pool.submit(one, ask) for ask in random.Random(7).sample(asks, len(asks))]
        together.wait()
        begun = time.monotonic()
        answers = Counter(future.result() for future in futures)
    return answers, time.monotonic() - begun


def paying(count: int) -> Round:
    """One invoice, paid at once by the same form, the same card, the same line of the bank, and from credit."""
    from django.utils import timezone

    from rounds.accounts.models import Entry, Person
    from rounds.billing import actions
    from rounds.billing.models import BankLine, Checkout, Payer, Payment
    from rounds.billing.money import Money

    at = timezone.now()
    staff = Person.objects.create(name="Tomas", email="tomas@centre.example", is_staff=True)
    payer = Payer.objects.create(name="Northlake Hospital", kind="hospital", person=staff)
    actions.describe_seller({"name": "Harbour Centre Foundation"}, by=staff, at=at)

    def invoice_over(minor: int) -> object:
        line = actions.NewLine("course", "proof:1", "A course", Money(minor, "USD"))
        order = actions.place_order(payer, [line], by=staff, at=at)
        return actions.issue_invoice(order, by=staff, at=at, tell=False)

    first, invoice = invoice_over(1_00), invoice_over(1_000_00)
    actions.record_payment(first, Money(501_00, "USD"), "bank", by=staff, at=at, tell=False)  # 500 of it is credit
    checkout = Checkout.objects.create(invoice=invoice, amount_minor=1_000_00, by=staff, at=at)
    content = f"date,amount,text\n{timezone.localdate()},300.00,{invoice}\n".encode()
    actions.take_bank_file(content, name="proof.csv", currency="USD", by=staff, at=at)
    cookie, metadata = session_of(staff), {"checkout": str(checkout.token)}
    session = {"payment_intent": "pi_1", "payment_status": "paid", "amount_total": 1_000_00, "currency": "usd"}
    intent = {"id": "pi_1", "amount": 1_000_00, "amount_received": 1_000_00, "currency": "usd", "metadata": metadata}
    typed = {"amount": "400.00", "method": "cheque", "received_on": timezone.localdate().isoformat(), "key": "one"}
    pair = f"{BankLine.objects.get().pk}:{invoice.pk}"  # type: ignore[attr-defined]
    kinds = [
        lambda: form(f"/staff/invoices/{invoice.token}/payment", cookie, **typed),  # type: ignore[attr-defined]
        lambda: message("checkout.session.completed", {**session, "metadata": metadata}, "evt_1"),
        lambda: message("payment_intent.succeeded", intent, "evt_2"),
        lambda: form(f"/billing/invoices/{invoice.token}/use-credit", cookie),  # type: ignore[attr-defined]
        lambda: form("/staff/bank/book", cookie, pair=pair),
    ]

    def wanted() -> dict[str, tuple[object, object]]:
        standing, order = invoice.standing, invoice.order  # type: ignore[attr-defined]
        standing.refresh_from_db()
        paid = Entry.objects.filter(verb="billing.order_paid", subject_id=str(order.pk)).count()
        return {
            "payments booked": (Payment.objects.count(), 4),
            "paid on the invoice": (standing.paid_minor, 1_000_00),
            "left open": (standing.open_minor, 0),
            "credit of the payer": (payer.credits.get().minor, (501_00 - 1_00) + 400_00 + 1_000_00 + 300_00 - 1_000_00),
            "times the order was told to be paid": (paid, 1),
        }

    return Round("paying one invoice in five ways", [kinds[n % len(kinds)]() for n in range(count)], wanted)


def issuing(count: int) -> Round:
    """Half as many orders as requests: each invoice is asked for twice."""
    from django.utils import timezone

    from rounds.accounts.models import Person
    from rounds.billing import actions
    from rounds.billing.models import Invoice, Payer, Series
    from rounds.billing.money import Money

    at, staff, payer = timezone.now(), Person.objects.get(), Payer.objects.get()
    before, cookie = Invoice.objects.count(), session_of(staff)
    line = actions.NewLine("course", "proof:2", "A course", Money(10_00, "USD"))
    orders = [actions.place_order(payer, [line], by=staff, at=at) for _one in range(count // 2)]

    def wanted() -> dict[str, tuple[object, object]]:
        last = before + len(orders)
        numbers = list(Invoice.objects.order_by("sequence").values_list("sequence", flat=True))
        return {
            "invoices": (numbers, list(range(1, last + 1))),
            "last number of the series": (Series.objects.get(kind="INV").last, last),
        }

    return Round("issuing invoices", [form(f"/staff/orders/{one.token}/issue", cookie) for one in orders * 2], wanted)


def spending(count: int) -> Round:
    """A thousand points, and more asked for than there are: each tenth key is asked for twice."""
    from django.utils import timezone

    from rounds.accounts.models import Person
    from rounds.billing import actions
    from rounds.billing.actions.points import account_of, grant_points
    from rounds.billing.models import Payer, PointsTransaction
    from rounds.billing.money import Money
    from rounds.billing.queries.points import balance_of, lots_that_disagree

    at, staff, payer = timezone.now(), Person.objects.get(), Payer.objects.get()
    account, cookie = account_of(payer), session_of(staff)
    had = 1000 + balance_of(account, on=timezone.localdate())
    grant_points(account, 1000, reason="A proof", key="proof", by=staff, at=at)
    line = actions.NewLine("course", "proof:3", "A course", Money(1000_00, "USD"))
    orders = [actions.place_order(payer, [line], by=staff, at=at) for _one in range(10)]
    keys = [number - number % 10 if number % 10 == 1 else number for number in range(count)]
    asks = [
        form(
            f"/billing/orders/{orders[key % 10].token}/reduce",
            cookie,
            **{"do": "points", "points-points": "15", "points-key": str(key)},
        )
        for key in keys
    ]

    def wanted() -> dict[str, tuple[object, object]]:
        spent = PointsTransaction.objects.filter(kind="spent").count()
        times = min(len(set(keys)), had // 15)
        return {
            "times that points were spent": (spent, times),
            "points left": (balance_of(account, on=timezone.localdate()), had - 15 * times),
            "lots that disagree": (lots_that_disagree(), []),
        }

    return Round("spending from one ledger", asks, wanted, fine=frozenset({200, 302, 422}))


def prove(home: Path, *, count: int, workers: int) -> bool:
    from django.core.management import call_command
    from django.db import connection

    from rounds.billing.queries import differences

    call_command("migrate", interactive=False, verbosity=0)
    print(f"{connection.vendor}: {count} requests at once, {workers} processes of the server", flush=True)
    good = True
    with server(home, workers) as port:
        for prepare in (paying, issuing, spending):
            planned = prepare(count)
            answers, seconds = at_once(port, planned.asks)
            faults = [
                f"{name}: {found}, wanted {want}" for name, (found, want) in planned.wanted().items() if found != want
            ]
            faults += differences()
            faults += [
                f"{times} answers of {status}" for status, times in answers.items() if status not in planned.fine
            ]
            print(
                f"  {planned.name}: {seconds:.1f} s, answers {dict(answers)}: {'; '.join(faults) or 'the books balance'}"
            )
            good = good and not faults
    return good


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=200, help="how many at once (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=3, help="processes of the server (default: %(default)s)")
    parser.add_argument("--home", type=Path, help="an empty home to work in (default: one that is thrown away)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix=f"rounds-proof-{uuid.uuid4().hex[:6]}-") as folder:
        home = options.home or Path(folder)
        setup(home)
        return 0 if prove(home, count=options.requests, workers=options.workers) else 1


if __name__ == "__main__":
    raise SystemExit(main())
