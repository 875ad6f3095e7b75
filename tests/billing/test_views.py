"""The pages: who reaches which, and what happens when somebody acts."""

import datetime as dt
import uuid
from collections.abc import Iterator

import pytest
from django.core import mail
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail import hooks

from rounds.accounts.models import Person
from rounds.billing import actions, queries
from rounds.billing.models import CreditNote, Invoice, Order, OrderState, Payer, Payment, Seller
from rounds.billing.money import Money
from tests.factories.accounts import PersonFactory, StaffFactory, signed_in
from tests.factories.billing import NOW, PayerFactory, invoiced, line, ordered, payer_of, sell

pytestmark = pytest.mark.django_db


def usd(minor: int) -> Money:
    return Money(minor, "USD")


def quoted(payer: Payer, *, days: int = 10) -> Order:
    draft = actions.draft_order(payer, [line()], by=None, at=timezone.now())
    return actions.quote_order(draft, by=None, at=timezone.now(), until=timezone.localdate() + dt.timedelta(days=days))


@pytest.fixture
def hospital() -> Iterator[tuple[Payer, Person]]:
    """A hospital and somebody whom a higher app lets act for it."""
    payer, person = PayerFactory(name="Northlake Hospital"), PersonFactory()

    def named(someone: Person) -> QuerySet[Payer]:
        return Payer.objects.filter(pk=payer.pk) if someone.pk == person.pk else Payer.objects.none()

    with hooks.register_temporarily("rounds_payers_of", named):
        yield payer, person


def everything_of(payer: Payer) -> list[str]:
    """Every address that shows something of a payer, by reading only."""
    invoice = invoiced(payer)
    payment = actions.record_payment(invoice, usd(120_00), "bank", by=None, at=NOW)
    note = actions.credit_invoice(invoice, reason="Part", by=None, at=NOW, amount=usd(10_00))
    order = quoted(payer)
    papers = [reverse(f"billing:{name}", args=[invoice.token]) for name in ("invoice", "invoice_pdf", "invoice_xml")]
    papers += [reverse(f"billing:credit_note_{form}", args=[note.token]) for form in ("pdf", "xml")]
    papers += [reverse(f"billing:{name}", args=[order.token]) for name in ("order", "quote_paper", "cancel")]
    papers += [reverse("billing:receipt", args=[payment.token])]
    return papers + [
        reverse(f"billing:{name}", args=[payer.pk]) for name in ("statement", "statement_csv", "change_payer")
    ]


@pytest.mark.parametrize("pdf", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_only_the_payer_and_staff_reach_what_is_theirs(hospital: tuple[Payer, Person], pdf: bool) -> None:
    payer, person = hospital
    other = payer_of(PersonFactory()).person
    assert other is not None
    invoiced(other.payer)
    pages = [page for page in everything_of(payer) if page.endswith(".pdf") == pdf]

    for who, status in ((person, 200), (StaffFactory(), 200), (other, 403), (PersonFactory(), 403)):
        client = signed_in(who)
        assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, status)


STAFF_PAGES = ["invoices", "invoices_csv", "orders", "new_order", "bank", "reminders", "journal", "payers", "seller"]


@pytest.mark.parametrize("name", STAFF_PAGES)
def test_books_are_for_staff(name: str, hospital: tuple[Payer, Person]) -> None:
    invoiced(hospital[0])

    found = [signed_in(who).get(reverse(f"billing:{name}")).status_code for who in (StaffFactory(), hospital[1])]

    assert found == [200, 403]


def test_visitor_is_asked_to_sign_in() -> None:
    invoice = invoiced()

    for page in (reverse("billing:home"), reverse("billing:invoice", args=[invoice.token])):
        assert Client().get(page)["Location"] == f"/signin?next={page}"


@pytest.mark.slow
def test_lists_and_permissions_agree(hospital: tuple[Payer, Person]) -> None:
    payer, person = hospital
    alone = payer_of().person
    assert alone is not None
    for each in (payer, alone.payer, PayerFactory()):
        everything_of(each)
        actions.draft_order(each, [line()], by=None, at=NOW)

    for who in (person, alone, StaffFactory(), PersonFactory(), PersonFactory(is_active=False)):
        for model, visible, permission in (
            (Payer, queries.payers_visible_to, "billing.see_payer"),
            (Order, queries.orders_visible_to, "billing.see_order"),
            (Invoice, queries.invoices_visible_to, "billing.see_invoice"),
            (CreditNote, queries.credit_notes_visible_to, "billing.see_credit_note"),
            (Payment, queries.payments_visible_to, "billing.see_payment"),
        ):
            allowed = {one.pk for one in model.objects.all() if who.has_perm(permission, one)}
            assert {one.pk for one in visible(who)} == allowed, (who, permission)  # type: ignore[operator]


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 3])
def test_home_asks_the_same_for_more(count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    payer = payer_of()
    for _one in range(count):
        everything_of(payer)
    assert payer.person is not None
    client = signed_in(payer.person)
    client.get("/billing")

    with django_assert_num_queries(HOME):
        assert client.get("/billing").status_code == 200


HOME = 12


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("page", "asked"),
    [("/staff/invoices", 12), ("/staff/orders", 4), ("/staff/reminders", 7), ("/staff/payers", 4), ("/staff/bank", 7)],
)
def test_lists_of_staff_ask_the_same_for_more(
    page: str, asked: int, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    staff = StaffFactory()
    for number in range(count):
        invoiced(at=NOW)
        content = f"date,amount,name\n2026-03-0{number + 1},100.00,Somebody\n2026-03-0{number + 1},7.00,Nobody\n"
        actions.take_bank_file(content.encode(), name="a.csv", currency="USD", by=staff, at=NOW)
    client = signed_in(staff)
    client.get(page)

    with django_assert_num_queries(asked):
        assert client.get(page).status_code == 200


def test_payer_accepts_a_quote_and_names_its_purchase_order(hospital: tuple[Payer, Person]) -> None:
    payer, person = hospital
    order = quoted(payer)
    client = signed_in(person)

    client.post(reverse("billing:accept", args=[order.token]), {"purchase_order": " PO  12 "})
    client.post(reverse("billing:purchase_order", args=[order.token]), {"purchase_order": "PO 13"})

    order.refresh_from_db()
    assert (order.state, order.purchase_order) == (OrderState.PLACED, "PO 13")


def test_too_long_a_purchase_order_is_told_beside_the_field(hospital: tuple[Payer, Person]) -> None:
    order = quoted(hospital[0])

    answer = signed_in(hospital[1]).post(reverse("billing:accept", args=[order.token]), {"purchase_order": "9" * 61})

    assert (answer.status_code, "9" * 61 in answer.content.decode()) == (422, True)


def test_quote_that_has_run_out_says_so(hospital: tuple[Payer, Person]) -> None:
    order = quoted(hospital[0])
    Order.objects.update(quote_until=timezone.localdate() - dt.timedelta(days=1))
    client = signed_in(hospital[1])

    page = client.get(reverse("billing:order", args=[order.token])).content.decode()
    answer = client.post(reverse("billing:accept", args=[order.token]), follow=True)

    assert ("This quote ran out on" in page, "Accept this quote" in page) == (True, False)
    assert "This quote has run out." in answer.content.decode()


def test_payer_says_no_to_a_quote(hospital: tuple[Payer, Person]) -> None:
    order = quoted(hospital[0])
    client = signed_in(hospital[1])

    client.post(reverse("billing:cancel", args=[order.token]))
    again = client.post(reverse("billing:cancel", args=[order.token]), follow=True)

    order.refresh_from_db()
    assert order.state == OrderState.CANCELLED
    assert "has an invoice or is cancelled already" in again.content.decode()


def test_stranger_can_do_nothing_to_an_order() -> None:
    order = quoted(PayerFactory())
    client = signed_in(PersonFactory())

    found = [
        client.post(reverse(f"billing:{do}", args=[order.token])).status_code
        for do in ("accept", "purchase_order", "cancel")
    ]

    order.refresh_from_db()
    assert (found, order.state) == ([403, 403, 403], OrderState.QUOTED)


def test_staff_write_place_and_bill_an_order() -> None:
    sell()
    payer, client = PayerFactory(), signed_in(StaffFactory())
    typed = {
        "payer": payer.pk,
        "currency": "USD",
        "line-TOTAL_FORMS": 3,
        "line-INITIAL_FORMS": 0,
        "line-0-words": "Membership for a year",
        "line-0-subject": "dues",
        "line-0-amount": "1,200.50",
        "line-0-category": "S",
        "line-0-rate": "21",
        "do": "save",
    }

    client.post("/staff/orders/new", typed)
    order = Order.objects.get()
    client.post(reverse("billing:place", args=[order.token]))
    client.post(reverse("billing:issue", args=[order.token]))

    invoice = Invoice.objects.get()
    assert (invoice.net_minor, invoice.tax_minor, invoice.payer) == (1200_50, 252_11, payer)
    assert [letter.subject for letter in mail.outbox] == [
        f"Invoice {invoice.number}: pay by {invoice.due_on:%-d %B %Y}"
    ]


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"line-0-words": "Membership"}, "Write the amount."),
        ({"line-0-amount": "12"}, "Say what it is."),
        ({"line-0-words": "Membership", "line-0-amount": "twelve"}, "“twelve” is not an amount."),
        ({"line-0-words": "Membership", "line-0-amount": "12", "line-0-category": "S"}, "Write the rate"),
        ({}, "An order needs at least one line."),
    ],
)
def test_order_with_a_fault_loses_nothing(typed: dict[str, str], why: str) -> None:
    payer = PayerFactory()
    first = {
        "payer": payer.pk,
        "currency": "USD",
        "line-TOTAL_FORMS": 1,
        "line-INITIAL_FORMS": 0,
        "purchase_order": "PO 44",
    }

    answer = signed_in(StaffFactory()).post("/staff/orders/new", {**first, "line-0-category": "O", **typed})

    page = answer.content.decode()
    assert (answer.status_code, why in page, "PO 44" in page) == (422, True, True)
    assert Order.objects.count() == 0


def test_more_lines_keep_what_was_typed() -> None:
    typed = {"line-TOTAL_FORMS": 1, "line-INITIAL_FORMS": 0, "line-0-words": "Half typed", "do": "more"}

    answer = signed_in(StaffFactory()).post("/staff/orders/new", typed)

    page = answer.content.decode()
    assert (answer.status_code, "Half typed" in page, page.count("Line ")) == (200, True, 4)


def test_two_clicks_book_a_payment_once() -> None:
    invoice, client = invoiced(), signed_in(StaffFactory())
    page = reverse("billing:payment", args=[invoice.token])
    key = client.get(page).context["form"]["key"].value()
    typed = {"amount": "100", "method": "cheque", "received_on": timezone.localdate(), "key": key}

    for _click in range(2):
        client.post(page, typed)

    assert Payment.objects.count() == 1
    assert mail.outbox[-1].subject == "Received: USD 100.00"


@pytest.mark.parametrize("amount", ["0", "-3", "a lot", "1.2.3"])
def test_payment_with_a_fault_loses_nothing(amount: str) -> None:
    invoice = invoiced()
    typed = {"amount": amount, "method": "bank", "received_on": "2026-03-01", "reference": "Till 7", "key": "k"}

    answer = signed_in(StaffFactory()).post(reverse("billing:payment", args=[invoice.token]), typed)

    assert (answer.status_code, "Till 7" in answer.content.decode(), Payment.objects.count()) == (422, True, 0)


@pytest.mark.slow
def test_staff_credit_and_refund() -> None:
    invoice, client = invoiced(), signed_in(StaffFactory())
    payment = actions.record_payment(invoice, usd(100_00), "bank", by=None, at=NOW)

    client.post(reverse("billing:credit", args=[invoice.token]), {"amount": "20", "reason": "One seat less"})
    refused = client.post(reverse("billing:credit", args=[invoice.token]), {"amount": "90", "reason": "Too much"})
    client.post(reverse("billing:refund", args=[payment.token]), {"amount": "20", "reason": "Wished", "key": "k"})
    over = client.post(
        reverse("billing:refund", args=[payment.token]), {"amount": "90", "reason": "Wished", "key": "k2"}
    )

    assert (refused.status_code, over.status_code) == (422, 422)
    assert (CreditNote.objects.count(), payment.refunds.get().amount) == (1, usd(20_00))
    assert queries.differences() == []


def test_payer_uses_its_credit_and_a_second_click_changes_nothing(hospital: tuple[Payer, Person]) -> None:
    payer, person = hospital
    actions.record_payment(invoiced(payer), usd(150_00), "bank", by=None, at=NOW)
    second, client = invoiced(payer), signed_in(person)

    for _click in range(2):
        client.post(reverse("billing:use_credit", args=[second.token]))

    second.standing.refresh_from_db()
    assert (second.standing.paid_minor, queries.differences()) == (50_00, [])


def test_card_button_is_not_there_without_a_provider(hospital: tuple[Payer, Person]) -> None:
    invoice = invoiced(hospital[0])
    client = signed_in(hospital[1])

    page = client.get(reverse("billing:invoice", args=[invoice.token])).content.decode()
    answer = client.post(reverse("billing:pay", args=[invoice.token]), follow=True)

    assert ("Pay by card" in page, "By bank transfer" in page) == (False, True)
    assert "Card payment is not set up here." in answer.content.decode()


def test_seller_is_described_and_the_iban_loses_its_spaces() -> None:
    client = signed_in(StaffFactory())
    first = {name: "1000" for name in client.get("/staff/seller").context["form"].fields if name.startswith("account")}
    typed = {
        **first,
        "name": "Harbour",
        "country": "NL",
        "terms_days": 30,
        "quote_days": 14,
        "iban": "nl02 abna 0123 4567 89",
    }

    answers = [client.post("/staff/seller", {**typed, "country": country}).status_code for country in ("nl", "NL")]

    assert (answers, Seller.objects.get().iban) == ([422, 302], "NL02ABNA0123456789")


def test_payer_changes_its_address_and_the_trail_says_what(hospital: tuple[Payer, Person]) -> None:
    payer, person = hospital
    page = reverse("billing:change_payer", args=[payer.pk])
    typed = {"name": payer.name, "country": "US", "language": "en", "email": "bills@northlake.example"}

    bad = signed_in(person).post(page, {**typed, "email": "nowhere"})
    good = signed_in(person).post(page, typed)

    payer.refresh_from_db()
    assert (bad.status_code, good.status_code, payer.email) == (422, 302, "bills@northlake.example")


def test_csv_files_hold_what_the_filter_shows() -> None:
    invoiced(PayerFactory(name="=Evil Hospital"))
    invoiced(PayerFactory(name="Cedar Valley"))
    client = signed_in(StaffFactory())

    rows = b"".join(client.get("/staff/invoices.csv?words=evil")).decode().splitlines()  # type: ignore[arg-type]

    assert len(rows) == 2
    assert "'=Evil Hospital" in rows[1]


def test_statement_ends_with_what_is_owed(hospital: tuple[Payer, Person]) -> None:
    everything_of(hospital[0])

    moves = queries.statement_of(hospital[0])["USD"]

    assert [move.amount.minor for move in moves] == [100_00, -10_00, -120_00]
    assert moves[-1].owed == usd(-30_00)


def test_unknown_paper_is_not_there() -> None:
    assert signed_in(StaffFactory()).get(reverse("billing:invoice", args=[uuid.uuid4()])).status_code == 404


def test_order_that_nobody_placed_is_not_billed() -> None:
    sell()
    draft = actions.draft_order(PayerFactory(), [line()], by=None, at=NOW)
    answer = signed_in(StaffFactory()).post(reverse("billing:issue", args=[draft.token]), follow=True)

    assert "Somebody has moved this order on" in answer.content.decode()
    assert ordered().state == OrderState.PLACED
