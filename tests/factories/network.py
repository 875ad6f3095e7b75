import datetime as dt

import factory

from rounds.accounts.models import Person
from rounds.billing.models import PriceBand, PriceList, PriceRule
from rounds.core.sealing import sealed
from rounds.network.models import (
    Department,
    DomainName,
    HardshipRequest,
    Invitation,
    Membership,
    Organisation,
    OwnSignIn,
    Seat,
    SeatRequest,
)
from rounds.network.queries.sign_in import PURPOSE
from tests.factories.accounts import PersonFactory
from tests.factories.billing import PayerFactory, sell

NOON = dt.datetime(2026, 11, 16, 12, tzinfo=dt.UTC)


class OrganisationFactory(factory.django.DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    slug = factory.Sequence(lambda number: f"hospital-{number}")
    name = factory.Sequence(lambda number: f"Hospital {number}")
    kind = "hospital"
    payer = factory.SubFactory(PayerFactory, name=factory.SelfAttribute("..name"), kind=factory.SelfAttribute("..kind"))
    joined = NOON


class MembershipFactory(factory.django.DjangoModelFactory[Membership]):
    """A year that was paid for and goes on."""

    class Meta:
        model = Membership

    organisation = factory.SubFactory(OrganisationFactory)
    kind = factory.SelfAttribute("organisation.kind")
    price_minor = 400_000
    currency = "USD"
    seats = 10
    asked = NOON
    started = NOON
    starts = NOON.date()
    ends = factory.LazyAttribute(lambda one: one.starts.replace(year=one.starts.year + 1) if one.starts else None)


class WaitingFactory(MembershipFactory):
    """A year that is asked for and not yet paid."""

    started = starts = ends = None


class SeatFactory(factory.django.DjangoModelFactory[Seat]):
    class Meta:
        model = Seat

    organisation = factory.SubFactory(OrganisationFactory)
    person = factory.SubFactory(PersonFactory)
    given = NOON

    @classmethod
    def _create(cls, model_class: type[Seat], *args: object, **kwargs: object) -> Seat:
        seat: Seat = super()._create(model_class, *args, **kwargs)
        if seat.ended is None:
            pool = Organisation.objects.get(pk=seat.organisation.pool_id)
            Organisation.objects.filter(pk=pool.pk).update(seats_taken=pool.seats_taken + 1)
            seat.organisation.refresh_from_db()
        return seat


class DepartmentFactory(factory.django.DjangoModelFactory[Department]):
    class Meta:
        model = Department

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda number: f"Ward {number}")


class InvitationFactory(factory.django.DjangoModelFactory[Invitation]):
    class Meta:
        model = Invitation

    organisation = factory.SubFactory(OrganisationFactory)
    email = factory.Sequence(lambda number: f"invited{number}@people.example")
    sent = NOON
    until = NOON + dt.timedelta(days=30)


class HardshipFactory(factory.django.DjangoModelFactory[HardshipRequest]):
    class Meta:
        model = HardshipRequest

    membership = factory.SubFactory(WaitingFactory)
    ground = "volunteers"
    words = "We are twelve volunteers."
    asked = NOON
    asked_by = factory.SubFactory(PersonFactory)


class DomainFactory(factory.django.DjangoModelFactory[DomainName]):
    """A mail domain that was proven."""

    class Meta:
        model = DomainName

    organisation = factory.SubFactory(OrganisationFactory)
    name = "northlake.example"
    added = NOON
    proven = NOON


class OwnSignInFactory(factory.django.DjangoModelFactory[OwnSignIn]):
    """OpenID Connect, tried and switched on, at a member with the proven domain northlake.example."""

    class Meta:
        model = OwnSignIn

    organisation = factory.LazyFunction(
        lambda: DomainFactory(organisation=MembershipFactory().organisation).organisation
    )
    key = factory.Sequence(lambda number: f"key{number}")
    kind = "oidc"
    issuer = "https://login.northlake.example"
    client_id = "rounds"
    secret = factory.LazyFunction(lambda: sealed("shared", PURPOSE))
    entered = NOON
    entered_by = factory.SubFactory(PersonFactory)
    tried = NOON
    on = NOON


class SeatRequestFactory(factory.django.DjangoModelFactory[SeatRequest]):
    class Meta:
        model = SeatRequest

    organisation = factory.SubFactory(OrganisationFactory)
    person = factory.SubFactory(PersonFactory)
    email = factory.SelfAttribute("person.email")
    asked = NOON


def manager_of(organisation: Organisation) -> Person:
    return SeatFactory(organisation=organisation, manages=True).person


def member_of(organisation: Organisation, **roles: bool) -> Person:
    return SeatFactory(organisation=organisation, **roles).person


DUES = {
    "hospital": ("beds", ((0, 240_000, 10), (100, 480_000, 20), (300, 960_000, 40))),
    "health_system": ("beds", ((0, 1_200_000, 60),)),
    "individual": ("", ((0, 9_000, 1),)),
    "patient": ("", ((0, 0, 1),)),
    "": ("", ((0, 100_000, 5),)),
}


def dues_list(on: dt.date = dt.date(2020, 1, 1)) -> None:
    """A price list for dues in force, and a centre that can write invoices."""
    sell()
    by = PersonFactory()
    held = PriceList.objects.create(subject="dues", name="Dues", currency="USD", by=by, at=NOON, starts=None)
    for kind, (metric, bands) in DUES.items():
        rule = PriceRule.objects.create(price_list=held, kind=kind, metric=metric)
        for low, amount, seats in bands:
            PriceBand.objects.create(rule=rule, low=low, amount=amount, seats=seats, votes=1)
    PriceList.objects.filter(pk=held.pk).update(starts=on, scheduled_by=by, scheduled_at=NOON)
