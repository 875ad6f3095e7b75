import datetime as dt

import factory

from rounds.accounts.models import Person
from rounds.screening.models import Authorization, Decision, Place, PlaceMember
from tests.factories.accounts import PersonFactory

NOON = dt.datetime(2026, 11, 16, 12, tzinfo=dt.UTC)


class PlaceFactory(factory.django.DjangoModelFactory[Place]):
    class Meta:
        model = Place

    name = factory.Sequence(lambda number: f"Hospital {number}")


class SeatFactory(factory.django.DjangoModelFactory[PlaceMember]):
    class Meta:
        model = PlaceMember

    place = factory.SubFactory(PlaceFactory)
    person = factory.SubFactory(PersonFactory)
    role = PlaceMember.Role.MEMBER
    since = NOON


class DecisionFactory(factory.django.DjangoModelFactory[Decision]):
    class Meta:
        model = Decision

    place = factory.SubFactory(PlaceFactory)
    by = factory.SubFactory(PersonFactory)
    at = NOON
    rule = "patient-story"
    kind = "patient-story"
    level = "review"
    reason = "All of it is invented."
    fingerprint = "0" * 64


class AuthorizationFactory(factory.django.DjangoModelFactory[Authorization]):
    class Meta:
        model = Authorization

    place = factory.SubFactory(PlaceFactory)
    reference = factory.Sequence(lambda number: f"A-{number}")
    signer = "G. M."
    scope = ["story"]
    channels = ["facebook"]
    signed_on = dt.date(2026, 11, 1)
    expires = dt.date(2099, 1, 1)
    by = factory.SubFactory(PersonFactory)
    at = NOON


def officer_of(place: Place) -> Person:
    return SeatFactory(place=place, role=PlaceMember.Role.OFFICER).person


def member_of(place: Place) -> Person:
    return SeatFactory(place=place).person
