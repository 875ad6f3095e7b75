"""Orders, invoices, credit notes and payments: which of them a person sees, and in what state they are."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from rounds.accounts.access import is_centre_staff
from rounds.accounts.models import Person
from rounds.billing.models import (
    Credit,
    CreditNote,
    Dispute,
    Invoice,
    Order,
    OrderState,
    Payment,
    ProviderEvent,
    Refund,
)
from rounds.billing.money import Money
from rounds.billing.rules import payers_of

INVOICE_STATES = ("open", "overdue", "part", "paid", "credited")
ORDER_KINDS = {
    OrderState.DRAFT: "",
    OrderState.QUOTED: "info",
    OrderState.PLACED: "brand",
    OrderState.INVOICED: "warn",
    OrderState.PAID: "ok",
    OrderState.CANCELLED: "",
}


@dataclass(frozen=True)
class State:
    """A state in words, and the colour of its tag."""

    key: str
    words: str
    kind: str


def orders_visible_to(person: Person) -> QuerySet[Order]:
    """For staff all; for everybody else what their payers were offered or have ordered."""
    orders = Order.objects.select_related("payer").order_by("-made", "-pk")
    if is_centre_staff(person):
        return orders
    return orders.filter(payer__in=payers_of(person)).exclude(state=OrderState.DRAFT)


def invoices_visible_to(person: Person) -> QuerySet[Invoice]:
    invoices = Invoice.objects.select_related("payer", "standing").order_by("-issued_on", "-sequence")
    return invoices if is_centre_staff(person) else invoices.filter(payer__in=payers_of(person))


def own_invoices(person: Person) -> QuerySet[Invoice]:
    """What a person's payers have been billed: for staff too, only that."""
    return (
        Invoice.objects.filter(payer__in=payers_of(person))
        .select_related("payer", "standing")
        .order_by("-issued_on", "-sequence")
    )


def own_orders(person: Person) -> QuerySet[Order]:
    orders = Order.objects.filter(payer__in=payers_of(person)).exclude(state=OrderState.DRAFT)
    return orders.select_related("payer").prefetch_related("lines").order_by("-made", "-pk")


def own_payments(person: Person) -> QuerySet[Payment]:
    found = Payment.objects.filter(payer__in=payers_of(person)).select_related("payer")
    return found.order_by("-received_on", "-pk")


def credit_notes_visible_to(person: Person) -> QuerySet[CreditNote]:
    notes = CreditNote.objects.select_related("payer", "invoice").order_by("-issued_on", "-sequence")
    return notes if is_centre_staff(person) else notes.filter(payer__in=payers_of(person))


def payments_visible_to(person: Person) -> QuerySet[Payment]:
    payments = Payment.objects.select_related("payer").order_by("-received_on", "-pk")
    return payments if is_centre_staff(person) else payments.filter(payer__in=payers_of(person))


def invoice_state(invoice: Invoice, *, on: dt.date) -> State:
    standing = invoice.standing
    if standing.open_minor == 0:
        if standing.gross_minor and standing.credited_minor == standing.gross_minor:
            return State("credited", _("Credited"), "")
        return State("paid", _("Paid"), "ok")
    if invoice.due_on < on:
        days = (on - invoice.due_on).days
        return State("overdue", _("%(days)s days overdue") % {"days": days} if days > 1 else _("Overdue"), "bad")
    if standing.paid_minor:
        return State("part", _("Paid in part"), "warn")
    return State("open", _("Open"), "info")


def order_state(order: Order, *, on: dt.date) -> State:
    if order.state == OrderState.QUOTED and order.quote_until and order.quote_until < on:
        return State("over", _("Quote has run out"), "warn")
    return State(order.state, str(OrderState(order.state).label), ORDER_KINDS[OrderState(order.state)])


def find_invoices(
    invoices: QuerySet[Invoice],
    *,
    on: dt.date,
    words: str = "",
    state: str = "",
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> QuerySet[Invoice]:
    """Narrow a list: words in the number, the payer or the purchase-order number; a state of `INVOICE_STATES`."""
    for word in words.split():
        invoices = invoices.filter(
            Q(number__icontains=word) | Q(payer__name__icontains=word) | Q(purchase_order__icontains=word)
        )
    if state:
        invoices = invoices.filter(in_state(state, on))
    if since:
        invoices = invoices.filter(issued_on__gte=since)
    return invoices.filter(issued_on__lte=until) if until else invoices


def in_state(state: str, on: dt.date) -> Q:
    settled = Q(standing__open_minor=0)
    credited = settled & Q(standing__credited_minor=F("standing__gross_minor"), standing__gross_minor__gt=0)
    return {
        "open": ~settled & Q(due_on__gte=on, standing__paid_minor=0),
        "overdue": ~settled & Q(due_on__lt=on),
        "part": ~settled & Q(due_on__gte=on, standing__paid_minor__gt=0),
        "paid": settled & ~credited,
        "credited": credited,
    }[state]


def find_orders(orders: QuerySet[Order], *, words: str = "", state: str = "") -> QuerySet[Order]:
    for word in words.split():
        orders = orders.filter(Q(payer__name__icontains=word) | Q(purchase_order__icontains=word))
    return orders.filter(state=state) if state else orders


def invoice_row(invoice: Invoice, *, on: dt.date) -> list[object]:
    """One row of the CSV file."""
    standing = invoice.standing
    minor = (standing.gross_minor, standing.credited_minor, standing.paid_minor, standing.open_minor)
    amounts = [f"{Money(each, invoice.currency).decimal:f}" for each in minor]
    dates = [invoice.issued_on.isoformat(), invoice.due_on.isoformat()]
    facts = [invoice.number, *dates, invoice.payer.name, invoice.purchase_order, invoice.currency]
    return [*facts, *amounts, invoice_state(invoice, on=on).key]


def left_to_refund(payment: Payment) -> Money:
    given = payment.refunds.filter(failure__isnull=True).aggregate(sum=Sum("amount_minor"))["sum"] or 0
    return Money(payment.amount_minor - given, payment.currency)


def unsolved_events() -> QuerySet[ProviderEvent]:
    """Messages of the payment provider that do not fit the books."""
    return ProviderEvent.objects.filter(handled=None).order_by("received")[:20]


def refunds_on_their_way() -> QuerySet[Refund]:
    found = Refund.objects.filter(state=Refund.State.ASKED, failure__isnull=True).select_related("payer", "payment")
    return found.order_by("at")[:20]


def open_disputes() -> QuerySet[Dispute]:
    """Card payments that a payer's bank asks back, those to answer first before the others."""
    found = Dispute.objects.filter(state=Dispute.State.OPEN).select_related("payment__payer")
    return found.order_by(F("answer_by").asc(nulls_last=True), "pk")


def refunds_that_failed() -> QuerySet[Refund]:
    """Refunds that came back, while the payer still has that much as credit with us."""
    held = Credit.objects.filter(
        payer=OuterRef("payer"), currency=OuterRef("currency"), minor__gte=OuterRef("amount_minor")
    )
    found = Refund.objects.filter(Exists(held), failure__isnull=False)
    return found.select_related("payer", "payment", "failure").order_by("failure__at", "pk")
