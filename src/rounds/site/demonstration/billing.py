"""Orders and invoices of the demonstration in every state, and a file of the bank that waits; all of it is made up."""

import datetime as dt

from rounds.accounts.models import Person
from rounds.billing import actions
from rounds.billing.models import Invoice, Payer
from rounds.billing.money import Money
from rounds.billing.totals import TaxLine

SELLER = {
    "name": "Harbour Centre Foundation",
    "address": "1 Pier Road",
    "city": "Harbour City",
    "postcode": "00501",
    "country": "US",
    "registration": "00-0000000",
    "mail": "books@harbour-centre.example",
    "bank": "First Invented Bank",
    "iban": "000123456789",
    "bic": "000000000",
}
PAYERS = (
    ("Northlake Hospital", "hospital", "12 Harbour Road", "Northlake", "accounts@northlake.example"),
    ("Cedar Valley Health", "health_system", "4 Mill Lane", "Cedar Valley", "payables@cedar-valley.example"),
    ("Green Lake Regional", "hospital", "88 Shore Street", "Green Lake", "ap@green-lake.example"),
    ("Port Amber Clinic", "hospital", "3 Quay", "Port Amber", ""),
)
NO_TAX = TaxLine(0, "O", "Not subject to tax")


def load_billing(people: dict[str, Person], *, at: dt.datetime) -> None:
    staff = people["staff"]
    actions.describe_seller(SELLER, by=staff, at=at - dt.timedelta(days=190))
    payers = {facts[0]: add(facts, by=staff, at=at - dt.timedelta(days=180)) for facts in PAYERS}
    for_northlake(payers["Northlake Hospital"], staff, at)
    for_others(payers, staff, at)
    for_a_person(people["physician"], staff, at)
    bank_file(staff, at)


def add(facts: tuple[str, str, str, str, str], *, by: Person, at: dt.datetime) -> Payer:
    """The payer of a member that has joined, or one that only ever ordered."""
    joined = Payer.objects.filter(name=facts[0]).first()
    if joined:
        return joined
    names = ("name", "kind", "address", "city", "email")
    return actions.add_payer({**dict(zip(names, facts, strict=True)), "postcode": "00502"}, by=by, at=at)


def item(subject: str, words: str, whole: int) -> actions.NewLine:
    return actions.NewLine(subject, "", words, Money.of(whole, "USD"), NO_TAX)


def bill(
    payer: Payer, lines: list[actions.NewLine], *, by: Person, at: dt.datetime, days: int, purchase_order: str = ""
) -> Invoice:
    """Ordered and billed so many days ago."""
    then = at - dt.timedelta(days=days)
    order = actions.place_order(payer, lines, by=by, at=then, purchase_order=purchase_order)
    return actions.issue_invoice(order, by=by, at=then, tell=False)


def pay(invoice: Invoice, whole: int, *, by: Person, at: dt.datetime, days: int, method: str = "bank") -> None:
    then = at - dt.timedelta(days=days)
    actions.record_payment(
        invoice, Money.of(whole, "USD"), method, by=by, at=then, reference=invoice.number, tell=False
    )


def for_northlake(payer: Payer, staff: Person, at: dt.datetime) -> None:
    """Paid, paid in part, overdue with a reminder, open, credited, and orders that are drafts, quotes or cancelled."""

    def ago(days: int) -> dt.datetime:
        return at - dt.timedelta(days=days)

    paid = bill(payer, [item("consulting", "Strategy workshop, two days", 4000)], by=staff, at=at, days=170)
    pay(paid, 4000, by=staff, at=at, days=150)
    part = bill(
        payer, [item("event", "Conference: 6 places", 2700)], by=staff, at=at, days=25, purchase_order="PO-2291"
    )
    pay(part, 1000, by=staff, at=at, days=10, method="cheque")
    late = bill(payer, [item("course", "Course: patient privacy, 12 seats", 1440)], by=staff, at=at, days=58)
    actions.send_reminders({late.pk}, by=staff, at=ago(19), on=ago(19).date())
    lines = [
        item("consulting", "Review of the social media policy", 1800),
        item("consulting", "Discount for members", -180),
    ]
    bill(payer, lines, by=staff, at=at, days=4, purchase_order="PO-2314")
    twice = bill(payer, [item("course", "Course: plain language, 12 seats", 1440)], by=staff, at=at, days=57)
    actions.credit_invoice(twice, reason="Ordered twice", by=staff, at=ago(55))
    quote = actions.draft_order(payer, [item("event", "Workshop at your hospital, one day", 3200)], by=staff, at=ago(6))
    actions.quote_order(quote, by=staff, at=ago(6), until=(at + dt.timedelta(days=24)).date())
    old = actions.draft_order(payer, [item("consulting", "Coaching, 5 hours", 900)], by=staff, at=ago(80))
    actions.quote_order(old, by=staff, at=ago(80), until=ago(50).date())
    actions.place_order(payer, [item("course", "Basic certificate, 20 seats", 2200)], by=staff, at=ago(1))
    actions.draft_order(payer, [item("dues", "Membership of the network, next year", 4200)], by=staff, at=ago(1))
    gone = actions.place_order(payer, [item("event", "Conference: 1 place", 450)], by=staff, at=ago(30))
    actions.cancel_order(gone, by=staff, at=ago(29))


def for_others(payers: dict[str, Payer], staff: Person, at: dt.datetime) -> None:
    cedar, green, amber = (payers[name] for name in ("Cedar Valley Health", "Green Lake Regional", "Port Amber Clinic"))
    over = bill(cedar, [item("consulting", "Assessment of six sites", 9500)], by=staff, at=at, days=120)
    pay(over, 9800, by=staff, at=at, days=95)
    bill(cedar, [item("event", "Conference: 10 places", 4500)], by=staff, at=at, days=12)
    disputed = bill(green, [item("dues", "Membership of the network, one year", 3100)], by=staff, at=at, days=75)
    reason = "They ask for a smaller size band; Tomas is looking into it."
    actions.hold_reminders(disputed, reason=reason, by=staff, at=at - dt.timedelta(days=20))
    bill(green, [item("course", "Course: crisis and rumours, 8 seats", 960)], by=staff, at=at, days=50)
    bill(amber, [item("event", "Conference: 2 places", 900)], by=staff, at=at, days=45)


def for_a_person(person: Person, staff: Person, at: dt.datetime) -> None:
    """Somebody who pays for herself: one invoice paid, one open, and a quote."""
    facts = {"name": person.name, "kind": "individual", "person": person, "email": person.email, "city": "Northlake"}
    payer = actions.add_payer(facts, by=staff, at=at - dt.timedelta(days=100))
    paid = bill(payer, [item("course", "Course: basic certificate", 120)], by=staff, at=at, days=90)
    pay(paid, 120, by=staff, at=at, days=88, method="other")
    bill(payer, [item("event", "Conference: 1 place, member price", 380)], by=staff, at=at, days=9)
    quote = actions.draft_order(payer, [item("consulting", "Coaching, 3 hours", 540)], by=staff, at=at)
    actions.quote_order(quote, by=staff, at=at, until=(at + dt.timedelta(days=21)).date())


def bank_file(staff: Person, at: dt.datetime) -> None:
    """Five payments that wait, one row that cannot be read, and one of money that went out."""
    numbers = {one.order.lines.all()[0].words: one.number for one in Invoice.objects.prefetch_related("order__lines")}
    yesterday = (at - dt.timedelta(days=1)).date().isoformat()
    rows = (
        (yesterday, "1620.00", "NORTHLAKE HOSPITAL", numbers["Review of the social media policy"]),
        (yesterday, "4500.00", "Cedar Valley Hlth", "Conference"),
        (yesterday, "700.00", "Northlake Hospital", f"part of {numbers['Conference: 6 places'].lower()}"),
        (yesterday, "900.00", "J Doe", "places"),
        (yesterday, "75.10", "Harbour Print Shop", "money back"),
        ("yesterday", "12.00", "Somebody", "a row that cannot be read"),
        (yesterday, "-310.00", "Harbour Print Shop", "leaflets"),
    )
    content = "date,amount,name,text\n" + "".join(",".join(row) + "\n" for row in rows)
    actions.take_bank_file(content.encode(), name="first-invented-bank.csv", currency="USD", by=staff, at=at)
