"""What may come off an order that has no invoice yet."""

from collections.abc import Iterable

from django.utils.translation import ngettext

from rounds.billing.models import Order, OrderLine, Voucher, VoucherUse
from rounds.billing.money import places
from rounds.billing.pointing import pays
from rounds.billing.totals import TaxLine

POINTS, VOUCHER = "points-used", "voucher"
Room = dict[TaxLine, int]


def lines_of(order: Order) -> list[OrderLine]:
    return list(order.lines.order_by("position"))


def nets(lines: Iterable[OrderLine]) -> Room:
    """The net amount of lines by the tax they bear."""
    found: Room = {}
    for line in lines:
        found[line.tax] = found.get(line.tax, 0) + line.net_minor
    return found


def room(eligible: Iterable[OrderLine], lines: Iterable[OrderLine]) -> Room:
    """What may come off for each tax: what the eligible lines come to, and never more than is left of that tax."""
    left = nets(lines)
    return {tax: max(0, min(net, left[tax])) for tax, net in nets(eligible).items()}


def room_for_points(order: Order) -> Room:
    """What points may pay: the lines that are not dues, less what points and vouchers took off them already.

    A voucher for the dues leaves the rest alone; any other counts in full, so that points never pay dues.
    """
    lines, used = lines_of(order), voucher_of(order)
    for_dues = used is not None and used.voucher.subject and not pays(used.voucher.subject)
    counted = {POINTS} if for_dues else {POINTS, VOUCHER}
    taken = {POINTS, VOUCHER}
    return room(
        [one for one in lines if (one.subject in counted) or (one.subject not in taken and pays(one.subject))], lines
    )


def most_points(order: Order) -> int:
    """How many points may be used on an order at most."""
    return sum(room_for_points(order).values()) // 10 ** places(order.currency)


def room_for_voucher(order: Order, voucher: Voucher) -> Room:
    """What a voucher may reduce: the lines it is for, less what points have paid of them."""
    lines = lines_of(order)
    if not voucher.subject:
        return room(lines, lines)
    fits = {one.subject for one in lines if voucher.subject in (one.subject, one.subject.partition(":")[0])}
    return room(
        [one for one in lines if one.subject in fits or (one.subject == POINTS and pays(voucher.subject))], lines
    )


def voucher_of(order: Order) -> VoucherUse | None:
    used = VoucherUse.objects.filter(reference=reference_of(order), given_back=None)
    return used.select_related("voucher").first()


def reference_of(order: Order) -> str:
    return f"order:{order.pk}"


def points_line_words(points: int) -> str:
    return ngettext("Paid with %(points)s point", "Paid with %(points)s points", points) % {"points": points}
