import datetime as dt

import factory

from rounds.meetings.models import CapacityPool, Host, Meeting, Registration
from tests.factories.accounts import PersonFactory

NOON = dt.datetime(2026, 11, 16, 12, tzinfo=dt.UTC)


class PoolFactory(factory.django.DjangoModelFactory[CapacityPool]):
    class Meta:
        model = CapacityPool

    name = factory.Sequence(lambda number: f"Room {number}")
    cap = 10


class MeetingFactory(factory.django.DjangoModelFactory[Meeting]):
    """A free webinar of the centre in 30 days, open to everybody, without a limit."""

    class Meta:
        model = Meeting

    title = factory.Sequence(lambda number: f"Webinar {number}")
    kind = "webinar"
    state = "open"
    zone = "America/Chicago"
    starts_at = NOON + dt.timedelta(days=30)
    ends_at = factory.LazyAttribute(lambda one: one.starts_at + dt.timedelta(hours=1))
    join_link = "https://video.example/room"
    made = NOON
    changed = NOON


class HostFactory(factory.django.DjangoModelFactory[Host]):
    class Meta:
        model = Host

    meeting = factory.SubFactory(MeetingFactory)
    person = factory.SubFactory(PersonFactory)


class RegistrationFactory(factory.django.DjangoModelFactory[Registration]):
    """Somebody who has a place, in a meeting without a limit."""

    class Meta:
        model = Registration

    meeting = factory.SubFactory(MeetingFactory)
    person = factory.SubFactory(PersonFactory)
    state = "registered"
    made = NOON
    changed = NOON
