"""Vouchers and discounts. A voucher's uses are a counted place: taking one is a guarded update."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.billing.models import Discount, Payer, Voucher, VoucherUse
from rounds.billing.money import Money
from rounds.billing.queries.reductions import off_by, why_not


class VoucherRefused(Exception):
    """The message is written for the person who asked."""


class DiscountRefused(Exception):
    """The message is written for the person who asked."""


def make_voucher(
    *,
    code: str,
    words: str,
    percent: int | None,
    amount: int | None,
    currency: str,
    subject: str,
    kind: str,
    limit: int,
    starts: dt.date,
    ends: dt.date,
    by: Person,
    at: dt.datetime,
) -> Voucher:
    if (percent is None) == (amount is None):
        raise VoucherRefused(_("Choose a percentage or an amount."))
    if ends < starts:
        raise VoucherRefused(_("The last day is before the first."))
    try:
        with transaction.atomic():
            made = Voucher.objects.create(
                code=code,
                words=words,
                percent=percent,
                amount=amount,
                currency=currency if amount is not None else "",
                subject=subject,
                kind=kind,
                limit=limit,
                starts=starts,
                ends=ends,
                by=by,
                at=at,
            )
            record("billing.voucher_made", subject=made, by=by, at=at, limit=limit)
    except IntegrityError:
        raise VoucherRefused(_("There is a voucher with this code already.")) from None
    return made


@transaction.atomic
def use_voucher(
    code: str,
    *,
    payer: Payer,
    subject: str,
    price: Money,
    reference: str,
    by: Person | None,
    at: dt.datetime,
    on: dt.date,
) -> VoucherUse:
    """Use a code for one order. The same order again finds its use; a code that is used up is refused."""
    voucher = Voucher.objects.select_for_update().filter(code=code.strip().upper()).first()
    if voucher is None:
        raise VoucherRefused(_("We know no voucher with this code."))
    used = VoucherUse.objects.filter(reference=reference, given_back=None).select_related("voucher").first()
    if used:
        if used.voucher_id == voucher.pk and used.payer_id == payer.pk:
            return used
        raise VoucherRefused(_("This order has a voucher already."))
    refusal = why_not(voucher, kind=payer.kind, subject=subject, price=price, on=on)
    if refusal or not Voucher.objects.filter(pk=voucher.pk, used__lt=F("limit")).update(used=F("used") + 1):
        raise VoucherRefused(refusal or _("This voucher is used up."))
    off = off_by(voucher, price)
    made = VoucherUse.objects.create(
        voucher=voucher, payer=payer, reference=reference, off=off.minor, currency=off.currency, by=by, at=at
    )
    record("billing.voucher_used", subject=voucher, by=by, at=at, reference=reference, off=str(off))
    return made


@transaction.atomic
def give_voucher_back(reference: str, *, at: dt.datetime, by: Person | None = None) -> None:
    """An order was cancelled: its voucher can be used once more. A second time changes nothing."""
    used = VoucherUse.objects.filter(reference=reference, given_back=None).select_related("voucher").first()
    if used and VoucherUse.objects.filter(pk=used.pk, given_back=None).update(given_back=at):
        Voucher.objects.filter(pk=used.voucher_id, used__gt=0).update(used=F("used") - 1)
        record("billing.voucher_given_back", subject=used.voucher, by=by, at=at, reference=reference)


@transaction.atomic
def stop_voucher(voucher: Voucher, *, by: Person, at: dt.datetime) -> None:
    if Voucher.objects.filter(pk=voucher.pk, stopped=None).update(stopped=at):
        record("billing.voucher_stopped", subject=voucher, by=by, at=at)


def make_discount(
    *,
    subject: str,
    reason: str,
    threshold: int,
    percent: int,
    starts: dt.date,
    ends: dt.date | None,
    by: Person,
    at: dt.datetime,
) -> Discount:
    if ends is not None and ends < starts:
        raise DiscountRefused(_("The last day is before the first."))
    try:
        with transaction.atomic():
            made = Discount.objects.create(
                subject=subject,
                reason=reason,
                threshold=threshold,
                percent=percent,
                starts=starts,
                ends=ends,
                by=by,
                at=at,
            )
            record("billing.discount_made", subject=made, by=by, at=at, what=subject)
    except IntegrityError:
        raise DiscountRefused(_("There is a discount for this step from this day already.")) from None
    return made


@transaction.atomic
def end_discount(discount: Discount, *, by: Person, at: dt.datetime, on: dt.date) -> None:
    """From tomorrow on it takes nothing off; one that has not begun is over before it begins."""
    last = max(on, discount.starts)
    live = Discount.objects.filter(pk=discount.pk).exclude(ends__lte=last)
    if live.update(ends=last):
        record("billing.discount_ended", subject=discount, by=by, at=at)
