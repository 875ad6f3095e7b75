"""Files of the bank: what is read, what is refused and why, what fits which invoice."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from rounds.accounts.models import Person
from rounds.billing import actions, queries
from rounds.billing.bank_files import NotABankFile, Row, read_amount, read_bank_file
from rounds.billing.models import BankFile, BankLine, Payment
from rounds.billing.money import Money
from tests.billing.books import balanced
from tests.factories.accounts import StaffFactory
from tests.factories.billing import NOW, PayerFactory, invoiced, line

HEAD = "date,amount,name,text\n"


def rows_of(text: str, *, currency: str = "USD") -> list[Row]:
    return read_bank_file(text.encode(), currency=currency).rows


def take(text: str, by: Person | None = None, *, at: dt.datetime = NOW) -> BankFile:
    return actions.take_bank_file(
        (HEAD + text).encode(), name="march.csv", currency="USD", by=by or StaffFactory(), at=at
    )


def waiting() -> list[BankLine]:
    return list(BankLine.objects.filter(state="waiting").order_by("booked_on", "pk"))


@pytest.mark.parametrize(
    "content",
    [
        "Buchungstag;Betrag;Währung;Auftraggeber;Verwendungszweck\n03.03.2026;1.200,50;EUR;Klinik;INV-2026-00001\n",
        "\ufeffdate\tamount\tcurrency\tname\ttext\n2026-03-03\t1200.50\teur\tKlinik\tINV-2026-00001\n",
        '"Date","Amount","Currency","Name","Text"\r\n\r\n"2026/03/03","1,200.50","EUR","Klinik","INV-2026-00001"\r\n',
    ],
    ids=["German", "tabs", "quoted"],
)
def test_banks_write_the_same_in_many_ways(content: str) -> None:
    [row] = rows_of(content)

    assert (row.on, row.amount, row.name, row.text) == (
        dt.date(2026, 3, 3),
        Money(1200_50, "EUR"),
        "Klinik",
        "INV-2026-00001",
    )


def test_old_encoding_is_read() -> None:
    content = "date;amount;name\n2026-03-03;5;Universitätsklinik\n".encode("cp1252")

    assert read_bank_file(content, currency="EUR").rows[0].name == "Universitätsklinik"


def test_bad_rows_are_told_by_line_and_the_rest_is_read() -> None:
    bad = "soon,5,A,\n2026-03-03,five,B,\n,5,C,\n2026-03-03,0,D,\n2026-03-03,1.23456,E,\n2026-03-03,-7,F,\n2026-03-03,5,G,\n"

    reading = read_bank_file((HEAD + bad).encode(), currency="USD")

    assert [(row.line, row.why.split(".")[0]) for row in reading.bad] == [
        (2, "“soon” is not a date"),
        (3, "“five” is not an amount"),
        (4, "The date or the amount is missing"),
        (5, "The amount is zero"),
        (6, "“1"),
    ]
    assert ([row.name for row in reading.rows], reading.out) == (["G"], 1)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "This file is empty."),
        (b"\x00\x01", "This is not a CSV file."),
        (b"name,text\nA,B\n", "no column called date, amount"),
        (b"x" * (2 * 1024 * 1024 + 1), "larger than 2 MB"),
        (b"date,amount\n" + b"2026-03-03,1\n" * 20_001, "more than 20000 rows"),
        (b"date,amount\n" + b'"' + b"a" * 200_000, "This is not a CSV file."),
    ],
)
def test_what_is_no_bank_file_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(NotABankFile, match=why):
        read_bank_file(content, currency="USD")


def test_two_equal_payments_of_a_day_are_two() -> None:
    assert len({row.fingerprint for row in rows_of(HEAD + "2026-03-03,5,A,B\n" * 2)}) == 2


@given(st.integers(1, 10**11), st.sampled_from(["USD", "JPY", "KWD"]))
def test_amount_that_was_written_is_read_back(minor: int, currency: str) -> None:
    money = Money(minor, currency)

    assert read_amount(f"{money.decimal:f}", currency) == money
    assert read_amount(f"{money.decimal:f}".replace(".", ","), currency) == money


@pytest.mark.django_db
def test_same_file_twice_changes_nothing() -> None:
    staff, text = StaffFactory(), "2026-03-03,100,A,B\n2026-03-04,5,C,D\n"

    files = [take(text, staff), take(text, staff), take(text + "2026-03-05,6,E,F\n", staff)]

    assert [(file.rows, file.known) for file in files] == [(2, 0), (2, 2), (3, 2)]
    assert BankLine.objects.count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "why", "sure"),
    [
        ("2026-03-03,100,X,Payment inv 2026/1", "Names the invoice, and the amount is right.", True),
        ("2026-03-03,40,X,INV-2026-00001", "Names the invoice, and pays a part of it.", False),
        (
            "2026-03-03,140,X,INV-2026-00001",
            "Names the invoice, and pays more than is open. The rest becomes credit.",
            False,
        ),
        ("2026-03-03,100,NORTHLAKE HOSP,Thanks", "The name and the amount are right.", True),
        ("2026-03-03,100,Somebody,Thanks", "Only this invoice has the amount. The name is another one.", False),
    ],
)
def test_line_finds_its_invoice_and_says_why(row: str, why: str, sure: bool) -> None:
    invoice = invoiced(PayerFactory(name="Northlake Hospital"))
    invoiced(PayerFactory(name="Cedar Valley Hospital"), line(77_00))
    take(row + "\n")

    [match] = queries.matches_of(waiting())

    assert (match.invoice, match.why, match.sure) == (invoice, why, sure)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("2026-03-03,55,X,INV-2026-00099", "No open invoice has this number or this amount."),
        ("2026-03-03,100,X,Thanks", "Several invoices have this amount, and none has the name."),
        ("2026-03-03,33,X,INV-2026-00001 and INV-2026-00002", "No open invoice has this number or this amount."),
    ],
)
def test_line_that_fits_none_says_why(row: str, why: str) -> None:
    for name in ("Northlake Hospital", "Cedar Valley Hospital"):
        invoiced(PayerFactory(name=name))
    take(row + "\n")

    [match] = queries.matches_of(waiting())

    assert (match.invoice, match.why) == (None, why)


@pytest.mark.django_db
def test_short_number_is_not_found_inside_a_longer_one() -> None:
    for _one in range(12):
        last = invoiced()
    take("2026-03-03,100,X,INV-2026-00012\n")

    [match] = queries.matches_of(waiting())

    assert (match.invoice, match.sure) == (last, True)


@pytest.mark.django_db
def test_one_invoice_is_offered_to_one_line() -> None:
    invoiced(PayerFactory(name="Northlake Hospital"))
    take("2026-03-03,100,Northlake,one\n2026-03-04,100,Northlake,two\n")

    assert [match.invoice is not None for match in queries.matches_of(waiting())] == [True, False]


@pytest.mark.slow
@pytest.mark.django_db
def test_staff_bring_a_file_look_and_book() -> None:
    first, second = invoiced(PayerFactory(name="Northlake Hospital")), invoiced(PayerFactory(name="Cedar"), line(77_00))
    client = Client()
    client.force_login(StaffFactory())
    content = HEAD + "2026-03-03,100,Northlake,INV-2026-00001\n2026-03-04,77,Somebody,?\nsoon,1,A,B\n"

    client.post("/staff/bank", {"file": SimpleUploadedFile("march.csv", content.encode()), "currency": "USD"})
    page = client.get("/staff/bank").content.decode()
    pairs = [f"{row.pk}:{invoice.pk}" for row, invoice in zip(waiting(), (first, second), strict=True)]
    for _click in range(2):
        client.post("/staff/bank/book", {"pair": pairs})

    assert "Line 4: “soon” is not a date." in page
    assert (Payment.objects.count(), waiting(), balanced()) == (2, [], True)


@pytest.mark.django_db
def test_file_that_is_none_is_told_beside_the_field() -> None:
    client = Client()
    client.force_login(StaffFactory())

    answer = client.post("/staff/bank", {"file": SimpleUploadedFile("a.xlsx", b"PK\x00"), "currency": "USD"})

    assert (answer.status_code, "This is not a CSV file." in answer.content.decode()) == (422, True)


@pytest.mark.django_db
@pytest.mark.parametrize("pairs", [["x"], ["1:1"], ["99999999999999:1"], ["1:2:3"], []])
def test_form_that_names_nothing_books_nothing(pairs: list[str]) -> None:
    client = Client()
    client.force_login(StaffFactory())

    assert client.post("/staff/bank/book", {"pair": pairs}).status_code == 302
    assert Payment.objects.count() == 0


@pytest.mark.django_db
def test_line_is_set_aside_with_a_reason_and_taken_back() -> None:
    take("2026-03-03,100,Tax office,Refund\n")
    [row] = waiting()
    client = Client()
    client.force_login(StaffFactory())
    page = f"/staff/bank/lines/{row.pk}"

    empty = client.post(page, {"do": "aside", "reason": ""})
    client.post(page, {"do": "aside", "reason": "Tax"})
    again = client.post(page, {"do": "aside", "reason": "Tax"})
    client.post(page, {"do": "back"})

    assert (empty.status_code, again.status_code, waiting()) == (422, 422, [row])


@pytest.mark.django_db
def test_line_in_another_currency_is_not_booked() -> None:
    take("2026-03-03,100,X,Y\n")

    with pytest.raises(actions.BankRefused, match="The bank says USD, the invoice EUR"):
        actions.book_line(waiting()[0], invoiced(None, line(currency="EUR")), by=StaffFactory(), at=NOW)


@pytest.mark.django_db
def test_line_of_a_day_ahead_is_not_booked() -> None:
    take("2026-04-03,100,X,Y\n")

    with pytest.raises(actions.BankRefused, match="lies ahead"):
        actions.book_line(waiting()[0], invoiced(), by=StaffFactory(), at=NOW)
