"""Documents for other programs, checked against the official UBL 2.1 schemas and the rules of Peppol BIS Billing 3.0."""

from xml.etree import ElementTree as ET

import pytest
from peppol import check_rules, validate_xsd

from rounds.billing import actions
from rounds.billing.models import Payer
from rounds.billing.money import Money
from rounds.billing.totals import TaxLine
from rounds.billing.ubl import CAC, CBC, ubl
from tests.factories.billing import NOW, PayerFactory, invoiced, line, sell, taxed

pytestmark = pytest.mark.django_db
EUR = {"currency": "EUR"}
EXEMPT = TaxLine(0, "E", "Education is exempt.")
REVERSE = TaxLine(0, "AE", "Reverse charge")


def buyer(**changed: object) -> Payer:
    facts = {
        "name": "Krankenhaus am See",
        "country": "DE",
        "tax_number": "DE136695976",
        "peppol_id": "0088:7300010000001",
    }
    return PayerFactory(**{**facts, **changed})


def faults(xml: bytes) -> list[str]:
    valid, errors = validate_xsd(xml)
    assert valid == (not errors)
    return [*map(str, errors), *(str(found) for found in check_rules(xml) if found.severity == "fatal")]


def words(xml: bytes, path: str) -> list[str | None]:
    names = {"cac": CAC, "cbc": CBC}
    return [found.text for found in ET.fromstring(xml).iterfind(path, names)]


@pytest.mark.parametrize(
    "lines",
    [
        [line(999_99, tax=taxed(2100), **EUR)],
        [line(100_33, tax=taxed(2100), **EUR), line(33_33, tax=taxed(900), **EUR), line(12_00, tax=EXEMPT, **EUR)],
        [line(100_00, tax=taxed(), **EUR), line(-25_01, tax=taxed(), words="Discount", **EUR)],
        [line(100_00, tax=REVERSE, **EUR)],
        [line(100_00, tax=TaxLine(0, "Z"), **EUR)],
        [line(100_00, tax=TaxLine(0, "O", "Outside the scope of tax"), **EUR)],
        [line(100_00, tax=TaxLine(0, "O"), words="<b>& \x07 ]]>" + "ß" * 250, **EUR)],
        [line(1500, tax=taxed(1000), currency="JPY")],
    ],
    ids=["one", "three rates", "discount", "reverse", "zero", "outside", "hostile words", "no cents"],
)
def test_invoice_and_its_credit_notes_keep_schema_and_rules(lines: list[actions.NewLine]) -> None:
    invoice = invoiced(buyer(), *lines)
    amount = Money(110 if invoice.currency == "JPY" else 101, invoice.currency)
    part = actions.credit_invoice(invoice, reason="A part", by=None, at=NOW, amount=amount)
    rest = actions.credit_invoice(invoice, reason="The rest", by=None, at=NOW)

    assert [faults(ubl(paper)) for paper in (invoice, part, rest)] == [[], [], []]


def test_checker_finds_a_fault() -> None:
    xml = ubl(invoiced(buyer(), line(100_00, tax=taxed(), **EUR)))

    assert faults(xml.replace(b">120.00<", b">121.00<")) != []
    assert faults(xml.replace(b"cbc:IssueDate", b"cbc:Issued")) != []


def test_buyer_finds_its_purchase_order_number_and_how_to_pay() -> None:
    sell()
    order = actions.place_order(buyer(), [line(**EUR)], by=None, at=NOW, purchase_order="PO 4711")

    xml = ubl(actions.issue_invoice(order, by=None, at=NOW))

    assert words(xml, "cac:OrderReference/cbc:ID") == ["PO 4711"]
    assert words(xml, "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID") == ["NL02ABNA0123456789"]
    assert words(xml, "cac:PaymentMeans/cbc:PaymentID") == ["INV-2026-00001"]


def test_nothing_taxable_names_no_tax_number() -> None:
    xml = ubl(invoiced(buyer(), line(**EUR)))

    assert words(xml, ".//cac:PartyTaxScheme/cbc:CompanyID") == []


def test_payer_without_a_peppol_id_is_found_by_mail() -> None:
    xml = ubl(invoiced(buyer(peppol_id="", email="bills@northlake.example"), line(**EUR)))

    assert words(xml, "cac:AccountingCustomerParty/cac:Party/cbc:EndpointID") == ["bills@northlake.example"]
    assert faults(xml) == []
