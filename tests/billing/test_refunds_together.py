"""Money goes back at the moment when its invoice is taken back: one comes after the other, and it goes back once."""

import pytest

from rounds.billing.actions import InvoiceRefused, credit_invoice, record_payment, refund_payment
from rounds.billing.models import Credit, CreditNote, Invoice, Payment, Refund
from tests.credentials.conftest import Together, in_step, together  # noqa: F401  a fixture
from tests.factories.billing import NOW, PayerFactory, invoiced

pytestmark = [pytest.mark.slow, pytest.mark.both]
TIMES = 8


def paid() -> list[Payment]:
    """Payments by card of one payer, each for an invoice of its own."""
    payer = PayerFactory()
    made = [invoiced(payer) for _each in range(TIMES)]
    return [
        record_payment(
            one, one.gross, "card", by=None, at=NOW, key=f"stripe:{one.number}", reference=one.number, tell=False
        )
        for one in made
    ]


def takes_back(payment: Payment) -> None:
    credit_invoice(Invoice.objects.get(settlements__payment=payment), reason="A mistake", by=None, at=NOW)


def test_who_refunds_while_the_invoice_is_taken_back_gives_the_money_back_once(
    transactional_db: None,
    together: Together,  # noqa: F811
) -> None:
    def refunds(payment: Payment) -> None:
        refund_payment(payment, payment.amount, reason="Ill", by=None, at=NOW, key=f"refund:{payment.pk}")

    together(in_step(paid(), InvoiceRefused, refunds, takes_back))

    assert (Refund.objects.count(), CreditNote.objects.count(), Credit.objects.get().minor) == (TIMES, TIMES, 0)
