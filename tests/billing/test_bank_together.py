"""Two people book lines of the bank for the same invoices, in opposite order, at the same moment: all are booked."""

import pytest

from rounds.billing import actions
from rounds.billing.models import BankLine, Invoice, Payment, Standing
from tests.credentials.conftest import Together, in_step, together  # noqa: F401  a fixture
from tests.factories.accounts import StaffFactory
from tests.factories.billing import NOW, PayerFactory, invoiced

pytestmark = [pytest.mark.slow, pytest.mark.both]
TIMES = 8
Invoices = tuple[Invoice, Invoice]


def half_of(invoice: Invoice, who: str) -> BankLine:
    return BankLine.objects.get(text=f"{invoice.number} {who}")


def test_lines_for_the_same_invoices_in_opposite_order_are_all_booked(
    transactional_db: None,
    together: Together,  # noqa: F811
) -> None:
    payers, staff = (PayerFactory(), PayerFactory()), StaffFactory()
    owed = [(invoiced(payers[0]), invoiced(payers[1])) for _each in range(TIMES)]
    rows = [f"2026-03-03,50,Clinic,{one.number} {who}" for pair in owed for one in pair for who in ("ana", "bo")]
    content = "\n".join(["date,amount,name,text", *rows]).encode()
    actions.take_bank_file(content, name="march.csv", currency="USD", by=staff, at=NOW)

    def ana(pair: Invoices) -> None:
        actions.book_lines([(half_of(one, "ana"), one) for one in pair], by=staff, at=NOW)

    def bo(pair: Invoices) -> None:
        actions.book_lines([(half_of(one, "bo"), one) for one in reversed(pair)], by=staff, at=NOW)

    together(in_step(owed, actions.BankRefused, ana, bo))

    assert (Payment.objects.count(), BankLine.objects.filter(state="booked").count()) == (4 * TIMES, 4 * TIMES)
    assert Standing.objects.filter(open_minor=0).count() == 2 * TIMES
