"""The list of members, as centre staff see it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils.formats import number_format

from rounds.accounts.models import Person
from rounds.billing.comparing import PricedMember
from rounds.billing.money import Money
from rounds.billing.vocabulary import SizeMetric
from rounds.network.dues import GRACE_DAYS, REMINDER_DAYS, State, nearly_full, state_on
from rounds.network.models import DeclaredSize, Membership, Organisation, Seat
from rounds.network.queries.organisations import Room, Standing, organisations_visible_to, paid_years, with_cover

SORTS = {
    "name": ("name",),
    "renewal": (F("covered_until").asc(nulls_last=True), "name"),
    "seats": ("-seats_taken", "name"),
    "dues": (F("dues_minor").desc(nulls_last=True), "name"),
}


def listed_members(person: Person) -> QuerySet[Any]:
    """Organisations with all that one line of the list shows, in one question to the database."""
    size = DeclaredSize.objects.filter(organisation=OuterRef("pk")).order_by("-pk")
    year = paid_years(OuterRef("pk"))
    waiting = Membership.objects.filter(organisation=OuterRef("pk"), started__isnull=True, cancelled__isnull=True)
    manager = Seat.objects.filter(organisation=OuterRef("pk"), manages=True, ended__isnull=True)
    return with_cover(organisations_visible_to(person)).annotate(
        size_metric=Subquery(size.values("metric")[:1]),
        size_number=Subquery(size.values("number")[:1]),
        dues_minor=Subquery(year.values("price_minor")[:1]),
        dues_waived=Subquery(year.values("waived_percent")[:1]),
        dues_currency=Subquery(year.values("currency")[:1]),
        awaiting=Exists(waiting),
        managed=Exists(manager),
    )


def find_members(
    members: QuerySet[Any], *, words: str = "", kind: str = "", state: str = "", sort: str = "", on: dt.date
) -> QuerySet[Any]:
    for word in words.split():
        members = members.filter(Q(name__icontains=word) | Q(parent__name__icontains=word))
    if kind:
        members = members.filter(kind=kind)
    if state:
        members = members.filter(state_filters(on)[state])
    return members.order_by(*SORTS.get(sort, SORTS["name"]), "pk")


def state_filters(on: dt.date) -> dict[str, Q]:
    """What the list can be narrowed to; the first four are the states, and agree with `state_on`."""
    over = on - dt.timedelta(days=GRACE_DAYS)
    return {
        State.ACTIVE: Q(covered_until__gt=on),
        State.GRACE: Q(covered_until__lte=on, covered_until__gt=over),
        State.LAPSED: Q(covered_until__lte=over),
        State.WAITING: Q(covered_until__isnull=True),
        "due": Q(covered_until__gt=on, covered_until__lte=on + dt.timedelta(days=max(REMINDER_DAYS))),
        "unpaid": Q(awaiting=True),
        "full": Q(seat_cap__isnull=False, seats_taken__gte=F("seat_cap") * 0.8),
        "unmanaged": Q(managed=False),
    }


@dataclass(frozen=True)
class Line:
    """One line of the list."""

    organisation: Any
    standing: Standing

    @property
    def room(self) -> Room:
        cap = None if self.organisation.parent_id else self.organisation.seat_cap
        return Room(self.organisation.seats_taken, cap)

    @property
    def size(self) -> str:
        number, metric = self.organisation.size_number, self.organisation.size_metric
        return (
            "" if metric is None else f"{number_format(number, force_grouping=True)} {SizeMetric(metric).label.lower()}"
        )

    @property
    def dues(self) -> Money:
        price = Money(self.organisation.dues_minor, self.organisation.dues_currency)
        return price.share(100 - self.organisation.dues_waived, 100)

    @property
    def nearly_full(self) -> bool:
        alone = self.organisation.is_one_person
        return not alone and nearly_full(self.organisation.seats_taken, self.organisation.seat_cap)


def lines(members: Any, *, on: dt.date) -> Iterator[Line]:
    for one in members:
        yield Line(one, Standing(state_on(one.covered_until, on=on), one.covered_until, on))


def priced_members(on: dt.date) -> list[PricedMember]:
    """Who pays dues now, with sizes and what was agreed."""
    found = with_cover(Organisation.objects.all()).filter(covered_until__gt=on - dt.timedelta(days=GRACE_DAYS))
    years: dict[int, Membership] = {}
    for year in Membership.objects.filter(
        organisation__in=found.values("pk"), started__isnull=False, cancelled__isnull=True
    ).order_by("ends"):
        years[year.organisation_id] = year
    sizes: dict[int, dict[str, int]] = {}
    for size in DeclaredSize.objects.filter(organisation__in=years).order_by("pk"):
        sizes.setdefault(size.organisation_id, {})[size.metric] = size.number
    return [
        PricedMember(one.name, one.kind, sizes.get(one.pk, {}), yearly(years[one.pk]))
        for one in found
        if one.pk in years
    ]


def yearly(year: Membership) -> int:
    """What one year of it comes to, as prices are compared year by year."""
    return year.dues.share(1, year.years).minor
