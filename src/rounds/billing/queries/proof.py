"""Counts the books anew from the rows that are never changed, and says where the running figures differ."""

from collections import Counter

from django.db.models import Count, F, Max, Sum

from rounds.billing.models import (
    Credit,
    CreditNote,
    Invoice,
    Order,
    OrderState,
    Payment,
    Refund,
    RefundFailure,
    Series,
    Settlement,
    Standing,
)


def differences() -> list[str]:
    """Every place where the books do not balance; an empty list when they do."""
    return [*standings_that_differ(), *credits_that_differ(), *gaps(), *orders_that_differ()]


def standings_that_differ() -> list[str]:
    paid, credited = sums(Settlement, "invoice_id", "amount_minor"), sums(CreditNote, "invoice_id", "gross_minor")
    rows = Standing.objects.values_list("invoice_id", "invoice__number", "paid_minor", "credited_minor", "open_minor")
    return [
        f"{number}: paid {had}, settlements {paid[key]}; credited {taken}, credit notes {credited[key]}; open {left}"
        for key, number, had, taken, left in rows
        if (had, taken) != (paid[key], credited[key]) or left < 0
    ]


def credits_that_differ() -> list[str]:
    found: Counter[tuple[int, str]] = Counter()
    for payer, currency, amount in Payment.objects.values_list("payer_id", "currency", "amount_minor"):
        found[payer, currency] += amount
    for payer, currency, amount in Refund.objects.values_list("payer_id", "currency", "amount_minor"):
        found[payer, currency] -= amount
    back = RefundFailure.objects.values_list("refund__payer_id", "refund__currency", "refund__amount_minor")
    for payer, currency, amount in back:
        found[payer, currency] += amount
    put = Settlement.objects.values_list("invoice__payer_id", "invoice__currency", "amount_minor")
    for payer, currency, amount in put:
        found[payer, currency] -= amount
    held = {
        (payer, currency): minor
        for payer, currency, minor in Credit.objects.values_list("payer_id", "currency", "minor")
    }
    return [
        f"Payer {key[0]}: credit {held.get(key, 0)} {key[1]}, counted {found[key]}"
        for key in sorted(found.keys() | held.keys())
        if held.get(key, 0) != found[key] or found[key] < 0
    ]


def gaps() -> list[str]:
    """Series whose numbers do not run from 1 to the last without a gap."""
    wrong = []
    for series in Series.objects.all():
        model = Invoice if series.kind == Series.Kind.INVOICE else CreditNote
        numbers = model.objects.filter(series=series).aggregate(count=Count("pk"), highest=Max("sequence"))
        if (numbers["count"], numbers["highest"] or 0) != (series.last, series.last):
            wrong.append(f"{series}: last {series.last}, issued {numbers['count']}, highest {numbers['highest']}")
    return wrong


def orders_that_differ() -> list[str]:
    """Orders that are paid with something still open, or still open with everything paid."""
    early = Order.objects.filter(state=OrderState.PAID).exclude(invoice__standing__open_minor=0)
    late = Order.objects.filter(state=OrderState.INVOICED, invoice__standing__open_minor=0)
    return [f"{order} is {order.state}" for order in (*early, *late)]


def sums(model: type[Settlement] | type[CreditNote], owner: str, amount: str) -> Counter[int]:
    rows = model.objects.order_by().values_list(owner).annotate(sum=Sum(F(amount)))
    return Counter({int(key): int(total) for key, total in rows})
