"""Vouchers and discounts: whether a code can be used, and what comes off."""

import datetime as dt
from collections.abc import Mapping

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.billing.discounting import Off, Reduced, reduce
from rounds.billing.models import Discount, Voucher
from rounds.billing.money import Money


def vouchers_visible_to(person: Person) -> QuerySet[Voucher]:
    found = Voucher.objects.all() if person.is_active and person.is_staff else Voucher.objects.none()
    return found.order_by("-ends", "code")


def discounts_visible_to(person: Person) -> QuerySet[Discount]:
    found = Discount.objects.all() if person.is_active and person.is_staff else Discount.objects.none()
    return found.order_by("subject", "reason", "threshold", "-starts")


def why_not(voucher: Voucher, *, kind: str, subject: str, price: Money, on: dt.date) -> str:
    """Why a voucher cannot be used, or nothing when it can."""
    general = subject.partition(":")[0]
    checks = (
        (voucher.stopped is not None, _("This voucher was stopped.")),
        (on < voucher.starts, _("This voucher is not valid yet.")),
        (on > voucher.ends, _("This voucher has run out.")),
        (voucher.used >= voucher.limit, _("This voucher is used up.")),
        (voucher.subject not in ("", subject, general), _("This voucher is for something else.")),
        (voucher.kind not in ("", kind), _("This voucher is for others.")),
        (voucher.currency not in ("", price.currency), _("This voucher is for another currency.")),
    )
    return next((words for wrong, words in checks if wrong), "")


def off_by(voucher: Voucher, price: Money) -> Money:
    """What a voucher takes off a price, never more than the price."""
    if voucher.percent is not None:
        return price.share(voucher.percent, 100)
    return Money(min(voucher.amount or 0, max(price.minor, 0)), price.currency)


def voucher_state(voucher: Voucher, *, on: dt.date) -> tuple[str, str]:
    if voucher.stopped:
        return _("Stopped"), "bad"
    if on > voucher.ends:
        return _("Run out"), ""
    if voucher.used >= voucher.limit:
        return _("Used up"), ""
    return (_("Not valid yet"), "info") if on < voucher.starts else (_("Valid"), "ok")


def steps_of(subject: str, reason: str, *, on: dt.date) -> list[tuple[int, int]]:
    """From how many on which whole percent comes off, the steps in force on a day; the best where there are two."""
    found = Discount.objects.filter(
        Q(ends=None) | Q(ends__gte=on), subject__in={subject, subject.partition(":")[0]}, reason=reason, starts__lte=on
    )
    best: dict[int, int] = {}
    for one in found:
        best[one.threshold] = max(one.percent, best.get(one.threshold, 0))
    return sorted(best.items())


def offs_for(subject: str, *, on: dt.date) -> list[Off]:
    """The discounts of a day by rule, for many prices of one subject."""
    found = Discount.objects.filter(
        Q(ends=None) | Q(ends__gte=on), subject__in={subject, subject.partition(":")[0]}, starts__lte=on
    )
    return [Off(one.reason, one.threshold, one.percent * 100) for one in found.order_by("pk")]


def discounted(price: Money, subject: str, facts: Mapping[str, int], *, on: dt.date) -> Reduced:
    """A price after the discounts of a day. `facts` are years, days_early and places, as far as they are known."""
    return reduce(price, offs_for(subject, on=on), facts)
