"""Vouchers and points on an order that has no invoice yet. What comes off stands on it as lines below zero."""

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.billing.actions.ordering import BEFORE_INVOICE, locked
from rounds.billing.actions.points import (
    PointsRefused,
    buy_points,
    earn_from_dues,
    refund_points,
    spend_points,
    take_back,
)
from rounds.billing.actions.points import account_of as points_account_of
from rounds.billing.actions.reductions import VoucherRefused, give_voucher_back, use_voucher
from rounds.billing.models import Invoice, Order, OrderLine, PointsAccount, PointsTransaction, Voucher, VoucherUse
from rounds.billing.money import Money
from rounds.billing.pointing import DUES, worth
from rounds.billing.queries.reducing import (
    POINTS,
    VOUCHER,
    Room,
    points_line_words,
    reference_of,
    room_for_points,
    room_for_voucher,
    voucher_of,
)


@transaction.atomic
def use_points_on_order(
    order: Order, account: PointsAccount, points: int, *, key: str, by: Person, at: dt.datetime
) -> PointsTransaction:
    """Points pay a part of an order, and never its dues. The same key again changes nothing."""
    held = locked(order)
    done = PointsTransaction.objects.filter(key=key, reference=reference_of(held)).first()
    if done:
        return done
    if held.state not in BEFORE_INVOICE:
        raise PointsRefused(_("Points can be used until the invoice is issued or the order cancelled."))
    if account.payer_id != held.payer_id:
        raise PointsRefused(_("These points belong to somebody else."))
    off, amount = room_for_points(held), worth(points, held.currency)
    if amount.minor > sum(off.values()):
        raise PointsRefused(_("That is more than points may pay here. They cannot pay dues."))
    change = spend_points(account, points, subject="order", reference=reference_of(held), key=key, by=by, at=at)
    take_off(held, off, amount, subject=POINTS, words=points_line_words(points), reference=f"points:{change.pk}")
    return change


@transaction.atomic
def use_voucher_on_order(order: Order, code: str, *, by: Person, at: dt.datetime, on: dt.date) -> VoucherUse:
    """A voucher takes something off the lines it is for; one voucher an order."""
    held = locked(order)
    if held.state not in BEFORE_INVOICE:
        raise VoucherRefused(_("A voucher can be used until the invoice is issued or the order cancelled."))
    voucher, already = Voucher.objects.filter(code=code.strip().upper()).first(), voucher_of(held)
    off = room_for_voucher(held, voucher) if voucher else {}
    if voucher and not already and not sum(off.values()):
        raise VoucherRefused(_("This voucher is for something else, or nothing is left to pay."))
    used = use_voucher(
        code,
        payer=held.payer,
        subject=voucher.subject if voucher else "",
        price=Money(sum(off.values()), held.currency),
        reference=reference_of(held),
        by=by,
        at=at,
        on=on,
    )
    if not already:
        words = _("Voucher %(code)s") % {"code": used.voucher.code}
        take_off(
            held, off, Money(used.off, used.currency), subject=VOUCHER, words=words, reference=f"voucher:{used.pk}"
        )
    return used


def take_off(order: Order, off: Room, amount: Money, *, subject: str, words: str, reference: str) -> None:
    """Write lines below zero, one for each tax that the reduced lines bear, in proportion."""
    last = order.lines.aggregate(last=Max("position"))["last"] or 0
    parts = [(tax, part) for tax, part in zip(off, amount.allocate(list(off.values())), strict=True) if part]
    OrderLine.objects.bulk_create(
        OrderLine(
            order=order,
            position=place,
            subject=subject,
            reference=reference,
            words=words,
            net_minor=-part.minor,
            tax_rate=tax.rate,
            tax_category=tax.category,
            tax_words=tax.words,
        )
        for place, (tax, part) in enumerate(parts, start=last + 1)
    )


def give_back_reductions(order: Order, at: dt.datetime) -> None:
    """An order was cancelled: its points go back into their lots, its voucher can be used again, what it earned ends."""
    spent = PointsTransaction.objects.filter(kind="spent", payer=order.payer, reference=reference_of(order))
    for change in spent.select_related("payer").order_by("pk"):
        refund_points(change, change.points, key=f"cancelled:{order.pk}:{change.pk}", by=None, at=at)
    give_voucher_back(reference_of(order), at=at)
    lines = list(order.lines.values_list("pk", flat=True))
    keys = [f"{word}:{line}" for line in lines for word in ("dues", "bought")]
    for given in PointsTransaction.objects.filter(key__in=keys).select_related("payer").order_by("pk"):
        take_back(given, at=at)


def give_points_for_order(order: Order, at: dt.datetime) -> None:
    """An order is paid: half of the dues come back as points, and bought points arrive. Credited money counts not."""
    invoice = Invoice.objects.select_related("standing").get(order=order)
    for line in order.lines.order_by("position"):
        if line.subject.partition(":")[0] == DUES and invoice.gross_minor:
            paid = Money(line.net_minor, order.currency).share(invoice.standing.paid_minor, invoice.gross_minor)
            earn_from_dues(order.payer, paid, at, key=f"dues:{line.pk}")
        elif line.subject == "points":
            points = int(line.reference.split(":")[1])
            buy_points(
                points_account_of(order.payer), points, reference=reference_of(order), key=f"bought:{line.pk}", at=at
            )
