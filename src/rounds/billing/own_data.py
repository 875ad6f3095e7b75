"""What billing holds about a person who pays for themselves, for their export."""

from typing import Any

from rounds.accounts.models import Person
from rounds.billing.models import CreditNote, Dispute, Invoice, Order, Payer, Payment, Refund
from rounds.billing.money import Money

Rows = list[dict[str, Any]]


def own_data(person: Person) -> tuple[str, Rows]:
    payers = Payer.objects.filter(person=person)
    return "billing", [*profile(payers), *orders(payers), *papers(payers), *money(payers)]


def profile(payers: Any) -> Rows:
    fields = ("name", "address", "city", "postcode", "country", "tax_number", "email", "currency", "language")
    return [{"what": "payer", **row} for row in payers.values(*fields)]


def orders(payers: Any) -> Rows:
    found = Order.objects.filter(payer__in=payers).prefetch_related("lines").order_by("made")
    return [
        {
            "what": "order",
            "number": order.number,
            "state": order.state,
            "made": order.made,
            "purchase_order": order.purchase_order,
            "lines": [f"{line.words}: {Money(line.net_minor, order.currency)}" for line in order.lines.all()],
        }
        for order in found
    ]


def papers(payers: Any) -> Rows:
    invoices = Invoice.objects.filter(payer__in=payers).order_by("issued")
    notes = CreditNote.objects.filter(payer__in=payers).order_by("issued")
    return [
        *(
            {"what": "invoice", "number": one.number, "date": one.issued_on, "amount": str(one.gross)}
            for one in invoices
        ),
        *(
            {"what": "credit note", "number": one.number, "date": one.issued_on, "amount": str(one.gross)}
            for one in notes
        ),
    ]


def money(payers: Any) -> Rows:
    payments = Payment.objects.filter(payer__in=payers).order_by("at")
    disputes = Dispute.objects.filter(payment__payer__in=payers).order_by("opened")
    refunds = Refund.objects.filter(payer__in=payers).order_by("at")
    return [
        *(
            {"what": "payment", "date": one.received_on, "method": one.method, "amount": str(one.amount)}
            for one in payments
        ),
        *({"what": "dispute", "date": one.opened, "state": one.state, "amount": str(one.amount)} for one in disputes),
        *({"what": "refund", "date": one.at, "reason": one.reason, "amount": str(one.amount)} for one in refunds),
    ]
