"""Papers: what stands on them, and that a screen reader can read them."""

import io

import pytest
from pypdf import PdfReader

from rounds.billing import actions
from rounds.billing.money import Money
from rounds.billing.papers import invoice_pdf, quote_pdf, receipt_pdf
from tests.factories.billing import NOW, PayerFactory, invoiced, line, taxed

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def read(pdf: bytes) -> tuple[PdfReader, str]:
    reader = PdfReader(io.BytesIO(pdf))
    return reader, " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_invoice_says_what_to_pay_until_when_and_where() -> None:
    invoice = invoiced(PayerFactory(name="Northlake Hospital"), line(100_00, tax=taxed(2100)))

    reader, words = read(invoice_pdf(invoice))

    for said in ("INV-2026-00001", "Northlake Hospital", "Tax 21 % on USD 100.00", "USD 121.00", "NL02ABNA0123456789"):
        assert said in words.replace("\u00a0", " ")
    assert "9 April 2026" in words
    catalog = reader.trailer["/Root"]
    assert (catalog["/MarkInfo"]["/Marked"], catalog["/Lang"], reader.metadata and reader.metadata.title) == (
        True,
        "en",
        "Invoice INV-2026-00001",
    )


def test_long_invoice_goes_on_to_further_pages() -> None:
    reader, _words = read(invoice_pdf(invoiced(None, *(line(1_00, words=f"Seat {n}") for n in range(90)))))

    assert len(reader.pages) > 1


def test_credit_note_receipt_and_quote_name_their_facts() -> None:
    invoice = invoiced()
    payment = actions.record_payment(invoice, Money(150_00, "USD"), "bank", by=None, at=NOW)
    note = actions.credit_invoice(invoice, reason="Ordered twice", by=None, at=NOW)
    draft = actions.draft_order(PayerFactory(country="DE"), [line()], by=None, at=NOW)
    quote = actions.quote_order(draft, by=None, at=NOW)

    found = [read(pdf)[1].replace("\u00a0", " ") for pdf in (invoice_pdf(note), receipt_pdf(payment), quote_pdf(quote))]

    wanted = ("CN-2026-00001 Ordered twice", "INV-2026-00001 USD 150.00 Your credit", f"{quote.number} 9 April 2026")
    for words, facts in zip(found, wanted, strict=True):
        assert [fact for fact in facts.split() if fact not in words] == []
