import datetime as dt
from collections import Counter

import pytest
from django.test import Client

from rounds.billing import actions, queries
from rounds.billing.models import Standing
from rounds.billing.money import Money
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.billing import NOW, PayerFactory, invoiced, line, taxed

pytestmark = pytest.mark.django_db
YEAR = dt.date(2026, 1, 1), dt.date(2026, 12, 31)


def usd(minor: int) -> Money:
    return Money(minor, "USD")


def busy() -> None:
    """Every kind of entry once."""
    payer = PayerFactory()
    invoice = invoiced(payer, line(100_00, tax=taxed(2100)), line(33_33, tax=taxed(900)))
    payment = actions.record_payment(invoice, usd(400_00), "bank", by=None, at=NOW)
    actions.credit_invoice(invoice, reason="Part", by=None, at=NOW, amount=usd(7_77))
    actions.use_credit(invoiced(payer), by=PersonFactory(), at=NOW)
    actions.refund_payment(payment, usd(50_00), reason="Too much", by=None, at=NOW, key="r")


def balances() -> Counter[str]:
    found: Counter[str] = Counter()
    for posting in queries.journal(*YEAR):
        found[posting.account] += posting.amount.minor
    return found


def test_both_sides_come_to_nothing_and_the_accounts_to_the_books() -> None:
    busy()

    found = balances()

    assert sum(found.values()) == 0
    owed = sum(Standing.objects.values_list("open_minor", flat=True))
    held = queries.owed_by(queries.payers_visible_to(StaffFactory()), on=YEAR[1])[0].credit.minor
    assert (found["1200"], -found["2100"], found["1000"]) == (owed, held, 350_00)


def test_period_leaves_out_what_is_before_and_after() -> None:
    busy()

    days = [(dt.date(2026, 3, 9),) * 2, (dt.date(2026, 3, 10),) * 2, (dt.date(2026, 3, 11),) * 2]
    assert [bool(list(queries.journal(*each))) for each in days] == [False, True, False]


def test_journal_is_downloaded() -> None:
    busy()
    client = Client()
    client.force_login(StaffFactory())

    page = client.get("/staff/journal?since=2026-01-01&until=2026-12-31")
    rows = b"".join(client.get("/staff/journal.csv?since=2026-01-01&until=2026-12-31")).decode().splitlines()  # type: ignore[arg-type]

    assert "The books balance" in page.content.decode()
    assert rows[0].startswith("\ufeffdate,document,account,debit,credit")
    assert "2026-03-10,INV-2026-00001,1200,157.33,,USD" in rows[1]
    assert len(rows) - 1 == page.context["count"]


@pytest.mark.parametrize(
    "query", ["since=x&until=2026-01-01", "since=2026-02-01&until=2026-01-01", "since=2020-01-01&until=2026-01-01"]
)
def test_period_with_a_fault_is_told(query: str) -> None:
    client = Client()
    client.force_login(StaffFactory())

    assert client.get(f"/staff/journal?{query}").status_code == 422
    assert client.get(f"/staff/journal.csv?{query}").status_code == 302


def test_page_says_where_the_books_do_not_balance() -> None:
    busy()
    Standing.objects.order_by("pk").filter(paid_minor__gt=0).update(paid_minor=1)
    client = Client()
    client.force_login(StaffFactory())

    assert "The books do not balance" in client.get("/staff/journal").content.decode()
