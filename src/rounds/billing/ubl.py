"""An invoice or a credit note as UBL 2.1 in the profile Peppol BIS Billing 3.0 (EN 16931), for other programs to read."""

import re
from decimal import Decimal
from xml.etree import ElementTree as ET  # only written here, never read

from rounds.billing.models import CreditNote, Invoice
from rounds.billing.models.orders import LineFacts
from rounds.billing.money import Money
from rounds.billing.totals import Taxed, TaxGroup, Totals, totals
from rounds.billing.vocabulary import TaxCategory

ROOT = "urn:oasis:names:specification:ubl:schema:xsd:"
CAC, CBC = f"{ROOT}CommonAggregateComponents-2", f"{ROOT}CommonBasicComponents-2"
BIS = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROCESS = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
TRANSFER, ONE, EMAIL_SCHEME = "30", "C62", "EM"
ET.register_namespace("cac", CAC)
ET.register_namespace("cbc", CBC)
UNSPEAKABLE = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Paper = Invoice | CreditNote
Facts = dict[str, str]


def ubl(paper: Paper) -> bytes:
    """The document as XML in UTF-8."""
    kind = "Invoice" if isinstance(paper, Invoice) else "CreditNote"
    lines: list[LineFacts] = list(paper.lines.order_by("position"))
    found = totals([Taxed(Money(line.net_minor, paper.currency), line.tax) for line in lines], paper.currency)
    root = ET.Element(f"{{{ROOT}{kind}-2}}{kind}")
    head(root, paper)
    taxed = any(group.category != TaxCategory.OUTSIDE for group in found.groups)
    party(add(root, "AccountingSupplierParty"), paper.seller, taxed=taxed, mail=paper.seller.get("mail", ""))
    party(add(root, "AccountingCustomerParty"), paper.buyer, taxed=taxed, mail=paper.buyer.get("email", ""))
    payment(root, paper)
    tax(root, found)
    sums(root, paper, found)
    for line in lines:
        one_line(root, kind, line, paper.currency)
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def head(root: ET.Element, paper: Paper) -> None:
    invoice = isinstance(paper, Invoice)
    say(root, "CustomizationID", BIS)
    say(root, "ProfileID", PROCESS)
    say(root, "ID", paper.number)
    say(root, "IssueDate", paper.issued_on.isoformat())
    if isinstance(paper, Invoice):
        say(root, "DueDate", paper.due_on.isoformat())
    say(root, "InvoiceTypeCode" if invoice else "CreditNoteTypeCode", "380" if invoice else "381")
    if isinstance(paper, CreditNote):
        say(root, "Note", paper.reason)
    say(root, "DocumentCurrencyCode", paper.currency)
    bought = paper if isinstance(paper, Invoice) else paper.invoice
    say(root, "BuyerReference", bought.purchase_order or bought.order.number)
    if bought.purchase_order:
        say(add(root, "OrderReference"), "ID", bought.purchase_order)
    if isinstance(paper, CreditNote):
        before = add(add(root, "BillingReference"), "InvoiceDocumentReference")
        say(before, "ID", paper.invoice.number)
        say(before, "IssueDate", paper.invoice.issued_on.isoformat())


def party(parent: ET.Element, facts: Facts, *, taxed: bool, mail: str) -> None:
    """Seller or buyer. Where nothing is taxable no tax number may stand (BR-O-02), so the seller's other number does."""
    who = add(parent, "Party")
    scheme, _colon, number = facts.get("peppol_id", "").partition(":")
    if number or mail:
        say(who, "EndpointID", number or mail, schemeID=scheme if number else EMAIL_SCHEME)
    say(add(who, "PartyName"), "Name", facts["name"])
    address(add(who, "PostalAddress"), facts)
    if taxed and facts.get("tax_number"):
        scheme_of_tax = add(who, "PartyTaxScheme")
        say(scheme_of_tax, "CompanyID", facts["tax_number"])
        say(add(scheme_of_tax, "TaxScheme"), "ID", "VAT")
    legal = add(who, "PartyLegalEntity")
    say(legal, "RegistrationName", facts["name"])
    say(legal, "CompanyID", facts.get("registration") or ("" if taxed else facts.get("tax_number", "")))
    if mail:
        say(add(who, "Contact"), "ElectronicMail", mail)


def address(parent: ET.Element, facts: Facts) -> None:
    street, *more = [line.strip() for line in facts.get("address", "").splitlines() if line.strip()] or [""]
    say(parent, "StreetName", street)
    say(parent, "AdditionalStreetName", ", ".join(more))
    say(parent, "CityName", facts.get("city", ""))
    say(parent, "PostalZone", facts.get("postcode", ""))
    say(add(parent, "Country"), "IdentificationCode", facts["country"])


def payment(root: ET.Element, paper: Paper) -> None:
    if not (isinstance(paper, Invoice) and paper.seller.get("iban")):
        return
    means = add(root, "PaymentMeans")
    say(means, "PaymentMeansCode", TRANSFER)
    say(means, "PaymentID", paper.number)
    account = add(means, "PayeeFinancialAccount")
    say(account, "ID", paper.seller["iban"])
    say(account, "Name", paper.seller["name"])
    if paper.seller.get("bic"):
        say(add(account, "FinancialInstitutionBranch"), "ID", paper.seller["bic"])


def tax(root: ET.Element, found: Totals) -> None:
    total = add(root, "TaxTotal")
    amount(total, "TaxAmount", found.tax)
    for group in found.groups:
        part = add(total, "TaxSubtotal")
        amount(part, "TaxableAmount", group.net)
        amount(part, "TaxAmount", group.tax)
        category(part, "TaxCategory", group)


def category(parent: ET.Element, name: str, group: TaxGroup, *, reason: bool = True) -> None:
    kind = add(parent, name)
    say(kind, "ID", group.category)
    if group.category != TaxCategory.OUTSIDE:
        say(kind, "Percent", f"{Decimal(group.rate) / 100:f}")
    if reason and group.category not in {TaxCategory.STANDARD, TaxCategory.ZERO}:
        say(kind, "TaxExemptionReason", group.words or str(TaxCategory(group.category).label))
    say(add(kind, "TaxScheme"), "ID", "VAT")


def sums(root: ET.Element, paper: Paper, found: Totals) -> None:
    total = add(root, "LegalMonetaryTotal")
    amount(total, "LineExtensionAmount", found.net)
    amount(total, "TaxExclusiveAmount", found.net)
    amount(total, "TaxInclusiveAmount", found.gross)
    if paper.rounding_minor:
        amount(total, "PayableRoundingAmount", Money(paper.rounding_minor, paper.currency))
    amount(total, "PayableAmount", paper.gross)


def one_line(root: ET.Element, kind: str, line: LineFacts, currency: str) -> None:
    """A line below zero has a quantity below zero: a price may not be (BR-27)."""
    net = Money(line.net_minor, currency)
    row = add(root, f"{kind}Line")
    say(row, "ID", str(line.position))
    quantity = "InvoicedQuantity" if kind == "Invoice" else "CreditedQuantity"
    say(row, quantity, "-1" if net.minor < 0 else "1", unitCode=ONE)
    amount(row, "LineExtensionAmount", net)
    item = add(row, "Item")
    say(item, "Name", line.words)
    group = TaxGroup(line.tax_category, line.tax_rate, "", net, net)
    category(item, "ClassifiedTaxCategory", group, reason=False)
    amount(add(row, "Price"), "PriceAmount", Money(abs(net.minor), currency))


def add(parent: ET.Element, name: str) -> ET.Element:
    return ET.SubElement(parent, f"{{{CAC}}}{name}")


def say(parent: ET.Element, name: str, text: str, **attributes: str) -> None:
    """A basic element; an empty one may not stand in a Peppol document (PEPPOL-EN16931-R008)."""
    if text:
        ET.SubElement(parent, f"{{{CBC}}}{name}", attributes).text = without_controls(text)


def amount(parent: ET.Element, name: str, value: Money) -> None:
    say(parent, name, f"{value.decimal:f}", currencyID=value.currency)


def without_controls(text: str) -> str:
    """XML has no place for control characters.

    >>> without_controls("a\\x00b\\ud800c\\n")
    'abc\\n'
    """
    return UNSPEAKABLE.sub("", text)
