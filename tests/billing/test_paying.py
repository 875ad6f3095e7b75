import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rounds.billing import actions
from rounds.billing.models import Credit, Invoice, OrderState, Payment, Refund, Settlement, Standing
from rounds.billing.money import Money
from tests.billing.books import balanced
from tests.factories.accounts import PersonFactory
from tests.factories.billing import NOW, PayerFactory, invoiced, line, sell

pytestmark = pytest.mark.django_db


def usd(minor: int) -> Money:
    return Money(minor, "USD")


def pay(invoice: Invoice, minor: int, **more: object) -> Payment:
    return actions.record_payment(invoice, usd(minor), "bank", by=None, at=NOW, **more)  # type: ignore[arg-type]


def test_payment_in_parts_pays_the_order_with_the_last() -> None:
    invoice = invoiced()

    states = []
    for part in (40_00, 60_00):
        pay(invoice, part)
        invoice.order.refresh_from_db()
        states.append(invoice.order.state)

    assert states == [OrderState.INVOICED, OrderState.PAID]
    assert balanced()


def test_what_is_paid_too_much_stays_as_credit() -> None:
    invoice = invoiced()

    pay(invoice, 130_00)

    assert (Standing.objects.get().open_minor, Credit.objects.get().minor) == (0, 30_00)
    assert balanced()


def test_same_key_is_booked_once() -> None:
    invoice = invoiced()

    payments = {pay(invoice, 100_00, key="form 1").pk for _click in range(3)}

    assert len(payments) == 1
    assert (Payment.objects.count(), Settlement.objects.count()) == (1, 1)


def test_same_key_with_another_amount_is_refused() -> None:
    invoice = invoiced()
    pay(invoice, 50_00, key="form 1")

    with pytest.raises(actions.PaymentRefused, match="booked already, with other facts"):
        pay(invoice, 60_00, key="form 1")


def test_same_key_for_another_payer_is_refused() -> None:
    pay(invoiced(), 50_00, key="form 1")

    with pytest.raises(actions.PaymentRefused, match="booked already, with other facts"):
        pay(invoiced(), 50_00, key="form 1")


@pytest.mark.parametrize("minor", [0, -5])
def test_payment_of_nothing_is_refused(minor: int) -> None:
    with pytest.raises(actions.PaymentRefused, match="more than nothing"):
        pay(invoiced(), minor)


def test_payment_of_tomorrow_is_refused() -> None:
    with pytest.raises(actions.PaymentRefused, match="cannot lie ahead"):
        pay(invoiced(), 100, received_on=NOW.date() + dt.timedelta(days=1))


def test_payment_in_another_currency_is_refused() -> None:
    with pytest.raises(actions.PaymentRefused, match="This invoice is in USD"):
        actions.record_payment(invoiced(), Money(1, "EUR"), "bank", by=None, at=NOW)


def test_credit_pays_the_next_invoice_once() -> None:
    payer, person = PayerFactory(), PersonFactory()
    pay(invoiced(payer), 150_00)
    second = invoiced(payer)

    used = actions.use_credit(second, by=person, at=NOW)

    assert (used, Standing.objects.get(invoice=second).open_minor) == (usd(50_00), 50_00)
    with pytest.raises(actions.PaymentRefused, match="no credit left"):
        actions.use_credit(second, by=person, at=NOW)
    assert balanced()


def test_credit_of_one_payer_pays_nobody_elses_invoice() -> None:
    pay(invoiced(), 150_00)

    with pytest.raises(actions.PaymentRefused, match="no credit left"):
        actions.use_credit(invoiced(), by=PersonFactory(), at=NOW)


def test_refund_of_a_paid_invoice_credits_it() -> None:
    invoice = invoiced()
    payment = pay(invoice, 100_00)

    for _click in range(2):
        actions.refund_payment(payment, usd(100_00), reason="Left", by=None, at=NOW, key="r1")

    invoice.order.refresh_from_db()
    assert (invoice.credit_notes.get().gross_minor, invoice.order.state) == (100_00, OrderState.CANCELLED)
    assert (Refund.objects.count(), Credit.objects.get().minor) == (1, 0)
    assert balanced()


def test_refund_in_part_credits_that_part() -> None:
    invoice = invoiced()
    payment = pay(invoice, 100_00)

    actions.refund_payment(payment, usd(30_00), reason="One seat less", by=None, at=NOW, key="r1")

    invoice.order.refresh_from_db()
    assert (invoice.credit_notes.get().gross_minor, invoice.order.state) == (30_00, OrderState.PAID)
    assert balanced()


def test_refund_of_what_was_too_much_credits_no_invoice() -> None:
    invoice = invoiced()
    payment = pay(invoice, 130_00)

    actions.refund_payment(payment, usd(30_00), reason="Too much", by=None, at=NOW, key="r1")

    assert (invoice.credit_notes.count(), Credit.objects.get().minor) == (0, 0)
    assert balanced()


def test_refund_beyond_the_payment_is_refused() -> None:
    payment = pay(invoiced(), 100_00)
    actions.refund_payment(payment, usd(60_00), reason="Part", by=None, at=NOW, key="r1")

    with pytest.raises(actions.PaymentRefused, match="at most USD 40.00"):
        actions.refund_payment(payment, usd(60_00), reason="Part", by=None, at=NOW, key="r2")


def test_refund_of_credit_that_paid_something_else_is_refused() -> None:
    payer = PayerFactory()
    payment = pay(invoiced(payer), 150_00)
    actions.use_credit(invoiced(payer, line(50_00)), by=PersonFactory(), at=NOW)

    with pytest.raises(actions.PaymentRefused, match="used for other invoices"):
        actions.refund_payment(payment, usd(150_00), reason="All", by=None, at=NOW, key="r1")

    assert (Refund.objects.count(), balanced()) == (0, True)


def test_asked_refund_is_made_once() -> None:
    payment = pay(invoiced(), 100_00)
    refund = actions.refund_payment(payment, usd(5_00), reason="Part", by=None, at=NOW, key="r1", made=False)

    for reference in ("re_1", "re_2"):
        actions.refund_is_made(refund, reference, at=NOW)

    refund.refresh_from_db()
    assert (refund.state, refund.reference) == (Refund.State.MADE, "re_1")


steps = st.lists(
    st.tuples(st.sampled_from(["pay", "credit", "use", "refund"]), st.integers(0, 1), st.integers(1, 150_00)),
    max_size=8,
)


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=steps)
def test_books_balance_whatever_happens(steps: list[tuple[str, int, int]]) -> None:
    sell()
    payer, person = PayerFactory(), PersonFactory()
    invoices = [invoiced(payer), invoiced(payer)]

    for number, (step, which, minor) in enumerate(steps):
        invoice = invoices[which]
        payment = Payment.objects.filter(payer=payer).order_by("pk").last()
        try:
            if step == "pay":
                pay(invoice, minor)
            elif step == "credit":
                actions.credit_invoice(invoice, reason="x", by=None, at=NOW, amount=usd(minor))
            elif step == "use":
                actions.use_credit(invoice, by=person, at=NOW)
            elif payment:
                actions.refund_payment(payment, usd(minor), reason="x", by=None, at=NOW, key=f"{payer.pk} {number}")
        except (actions.PaymentRefused, actions.InvoiceRefused):
            pass

    assert balanced()
