"""Prices, years of membership, what is due, and requests to pay less."""

import datetime as dt
from collections.abc import Mapping

from django.db.models import Exists, OuterRef, QuerySet

from rounds.accounts.models import Person
from rounds.billing.models import Discount
from rounds.billing.queries.prices import Price, price_for
from rounds.billing.queries.reductions import discounted, steps_of
from rounds.network.dues import GRACE_DAYS, REMINDER_DAYS
from rounds.network.models import HardshipRequest, Membership, Organisation
from rounds.network.queries.organisations import organisations_visible_to, paid_years, size_numbers, with_cover
from rounds.network.several import MOST_YEARS, Together


def price_of(kind: str, sizes: Mapping[str, int], *, on: dt.date) -> Price | None:
    """What a year costs for somebody of a kind and size, and why."""
    return price_for("dues", kind=kind, sizes=sizes, on=on)


def price_now(organisation: Organisation, *, on: dt.date) -> Price | None:
    return price_of(organisation.kind, size_numbers(organisation), on=on)


def years_offered(*, on: dt.date) -> list[tuple[int, int]]:
    """How many years may be paid at once, each with the percent that comes off: one, and each step of a discount."""
    steps = [step for step in steps_of("dues", Discount.Reason.YEARS, on=on) if 1 < step[0] <= MOST_YEARS]
    return [(1, 0), *steps]


def together(price: Price, years: int, *, on: dt.date) -> Together:
    """What several years cost at the price of one, after the discounts of the day."""
    found = discounted(price.amount * years, "dues", {"years": years}, on=on)
    return Together(years, price.amount, found.off, sum(off.percent for off in found.reasons) // 100)


def memberships_visible_to(person: Person) -> QuerySet[Membership]:
    seen = organisations_visible_to(person).filter(pk=OuterRef("organisation"))
    return Membership.objects.filter(Exists(seen)).select_related("organisation")


def years_of(organisation: Organisation) -> QuerySet[Membership]:
    return organisation.memberships.select_related("hardship").order_by("-asked", "-pk")


def waiting_year(organisation: Organisation) -> Membership | None:
    """The year that is asked for and not yet paid."""
    waiting = organisation.memberships.filter(started__isnull=True, cancelled__isnull=True)
    return waiting.select_related("hardship").first()


def years_to_remind(on: dt.date) -> QuerySet[Membership]:
    """The last years that end within the days of reminders, where no renewal is on its way."""
    later = paid_years(OuterRef("organisation")).filter(ends__gt=OuterRef("ends"))
    asked = Membership.objects.filter(
        organisation=OuterRef("organisation"), started__isnull=True, cancelled__isnull=True
    )
    ending = Membership.objects.filter(
        started__isnull=False,
        cancelled__isnull=True,
        ends__gt=on,
        ends__lte=on + dt.timedelta(days=max(REMINDER_DAYS)),
    )
    return ending.exclude(Exists(later)).exclude(Exists(asked)).select_related("organisation").order_by("ends", "pk")


def lapsed_organisations(on: dt.date) -> QuerySet[Organisation]:
    """Those whose days of grace are over, with years that nobody has closed yet."""
    left = Membership.objects.filter(
        organisation=OuterRef("pk"), started__isnull=False, cancelled__isnull=True, lapsed__isnull=True
    )
    over = on - dt.timedelta(days=GRACE_DAYS)
    return with_cover(Organisation.objects.filter(Exists(left))).filter(covered_until__lte=over).order_by("pk")


def hardship_requests(*, state: str = "") -> QuerySet[HardshipRequest]:
    found = HardshipRequest.objects.select_related("membership__organisation", "asked_by", "decided_by")
    if state == "waiting":
        found = found.filter(granted__isnull=True, membership__cancelled__isnull=True)
    elif state == "decided":
        found = found.filter(granted__isnull=False)
    return found.order_by("asked", "pk")
