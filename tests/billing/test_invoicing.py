import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rounds.billing import actions
from rounds.billing.models import CreditNote, Invoice, OrderState, Payer, Series, Standing
from rounds.billing.money import Money
from rounds.billing.totals import Taxed, TaxLine, net_of, totals
from tests.billing.books import balanced
from tests.factories.billing import NOW, PayerFactory, invoiced, line, ordered, sell, taxed

pytestmark = pytest.mark.django_db


def usd(minor: int) -> Money:
    return Money(minor, "USD")


def test_numbers_have_no_gaps_and_begin_anew_each_year() -> None:
    numbers = [invoiced().number for _one in range(2)]
    numbers.append(invoiced(at=NOW + dt.timedelta(days=365)).number)

    assert numbers == ["INV-2026-00001", "INV-2026-00002", "INV-2027-00001"]


def test_issue_that_is_rolled_back_leaves_no_gap() -> None:
    first = invoiced()
    order = ordered()

    with transaction.atomic():
        actions.issue_invoice(order, by=None, at=NOW)
        transaction.set_rollback(True)

    second = actions.issue_invoice(order, by=None, at=NOW)
    assert [first.number, second.number] == ["INV-2026-00001", "INV-2026-00002"]
    assert Series.objects.get(kind="INV").last == 2


def test_invoice_keeps_who_sold_and_who_bought() -> None:
    invoice = invoiced(PayerFactory(name="Northlake Hospital"))
    sell(name="Another Name")
    Payer.objects.update(name="Northlake Clinic")

    invoice.refresh_from_db()

    assert (invoice.seller["name"], invoice.buyer["name"]) == ("Harbour Centre Foundation", "Northlake Hospital")


def test_tax_is_rounded_once_for_each_rate() -> None:
    invoice = invoiced(None, *(line(10, tax=taxed(2500)) for _one in range(3)))

    assert (invoice.net_minor, invoice.tax_minor, invoice.gross_minor) == (30, 8, 38)


def test_invoice_is_due_after_the_days_of_the_seller() -> None:
    sell(terms_days=14)

    invoice = actions.issue_invoice(ordered(), by=None, at=NOW)

    assert invoice.due_on == NOW.date() + dt.timedelta(days=14)


def test_invoice_without_a_seller_is_refused() -> None:
    with pytest.raises(actions.InvoiceRefused, match="Say who sells first"):
        actions.issue_invoice(ordered(), by=None, at=NOW)


def test_invoice_due_in_the_past_is_refused() -> None:
    sell()

    with pytest.raises(actions.InvoiceRefused, match="cannot be before"):
        actions.issue_invoice(ordered(), by=None, at=NOW, due_on=NOW.date() - dt.timedelta(days=1))


def test_order_has_one_invoice() -> None:
    invoice = invoiced()

    with pytest.raises(actions.InvoiceRefused, match="Somebody has moved this order on"):
        actions.issue_invoice(invoice.order, by=None, at=NOW)

    assert Invoice.objects.count() == 1


def test_invoice_over_nothing_is_paid_at_once() -> None:
    invoice = invoiced(None, line(100_00), line(-100_00, words="Hardship"))

    invoice.order.refresh_from_db()
    assert (invoice.gross_minor, invoice.order.state) == (0, OrderState.PAID)


@pytest.mark.parametrize("model", ["invoice", "invoiceline", "creditnote", "creditnoteline", "payment", "settlement"])
def test_database_refuses_to_change_the_books(model: str) -> None:
    invoice = invoiced()
    actions.record_payment(invoice, usd(100_00), "bank", by=None, at=NOW)
    actions.credit_invoice(invoice, reason="Wrong address", by=None, at=NOW)

    with connection.cursor() as cursor:
        for change in (f"UPDATE billing_{model} SET id = id", f"DELETE FROM billing_{model}"):
            with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
                cursor.execute(change)


def test_whole_credit_note_copies_the_lines_and_ends_the_order() -> None:
    invoice = invoiced(None, line(100_00, tax=taxed()), line(50_00, tax=TaxLine(0, "E", "Education")))

    note = actions.credit_invoice(invoice, reason="Ordered twice", by=None, at=NOW)

    invoice.order.refresh_from_db()
    assert (note.number, note.gross_minor, note.lines.count()) == ("CN-2026-00001", invoice.gross_minor, 2)
    assert (Standing.objects.get().open_minor, invoice.order.state) == (0, OrderState.CANCELLED)
    assert balanced()


def test_part_of_a_paid_invoice_is_credited_and_becomes_credit() -> None:
    invoice = invoiced(None, line(100_00, tax=taxed()))
    actions.record_payment(invoice, usd(120_00), "bank", by=None, at=NOW)

    note = actions.credit_invoice(invoice, reason="One seat less", by=None, at=NOW, amount=usd(30_00))

    invoice.order.refresh_from_db()
    assert (note.net_minor, note.tax_minor, note.gross_minor) == (25_00, 5_00, 30_00)
    assert (invoice.payer.credits.get().minor, invoice.order.state) == (30_00, OrderState.PAID)
    assert balanced()


@pytest.mark.parametrize("amount", [usd(0), usd(-1), usd(100_01), Money(50, "EUR")])
def test_credit_beyond_the_invoice_is_refused(amount: Money) -> None:
    invoice = invoiced()

    with pytest.raises(actions.InvoiceRefused, match="Credit more than nothing"):
        actions.credit_invoice(invoice, reason="Too much", by=None, at=NOW, amount=amount)

    assert CreditNote.objects.count() == 0


def test_credit_notes_together_never_pass_the_invoice() -> None:
    invoice = invoiced()
    actions.credit_invoice(invoice, reason="Half", by=None, at=NOW, amount=usd(60_00))

    with pytest.raises(actions.InvoiceRefused, match="at most USD 40.00"):
        actions.credit_invoice(invoice, reason="More", by=None, at=NOW, amount=usd(50_00))


def test_standing_refuses_to_be_paid_twice() -> None:
    invoiced()

    with pytest.raises(IntegrityError), transaction.atomic():
        Standing.objects.update(paid_minor=200_00)


rates = st.sampled_from([0, 500, 700, 1050, 2000, 2500, 10_000])
amounts = st.integers(min_value=1, max_value=5_000_00)


@given(gross=amounts, rate=rates)
def test_net_of_a_gross_amount_is_off_by_a_unit_at_most(gross: int, rate: int) -> None:
    net, missing = net_of(usd(gross), rate)

    assert abs(missing) <= 1
    assert net + net.share(rate, 10_000) + usd(missing) == usd(gross)


@given(lines=st.lists(st.tuples(amounts, rates), min_size=1, max_size=8))
def test_totals_add_up(lines: list[tuple[int, int]]) -> None:
    found = totals([Taxed(usd(net), TaxLine(rate, "S")) for net, rate in lines], "USD")

    assert found.net.minor == sum(net for net, _rate in lines)
    assert found.gross == found.net + found.tax
    assert sum(group.tax.minor for group in found.groups) == found.tax.minor


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), lines=st.lists(st.tuples(amounts, rates), min_size=1, max_size=3))
def test_any_part_can_be_credited_to_the_unit(data: st.DataObject, lines: list[tuple[int, int]]) -> None:
    invoice = invoiced(None, *(line(net, tax=TaxLine(rate, "S")) for net, rate in lines))
    part = data.draw(st.integers(1, invoice.gross_minor))

    note = actions.credit_invoice(invoice, reason="A part", by=None, at=NOW, amount=usd(part))

    assert note.gross_minor == part
    assert abs(note.rounding_minor) <= len(lines) + 1
    assert balanced()
