import datetime as dt
import uuid

import factory

from rounds.accounts.models import Person
from rounds.billing.actions import record_payment
from rounds.billing.models import PriceList
from rounds.billing.pricing import Band
from rounds.meetings.actions import ask_invoice, register
from rounds.meetings.models import CapacityPool, Host, Meeting, Registration
from tests.factories.accounts import PersonFactory
from tests.factories.billing import sell
from tests.factories.prices import held_list

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


def limited(cap: int, *, also: tuple[CapacityPool, ...] = (), **facts: object) -> Meeting:
    """A meeting with so many places of its own, and perhaps shared ones."""
    meeting: Meeting = MeetingFactory(pool=PoolFactory(cap=cap), **facts)
    meeting.also.set(also)
    return meeting


def priced(cap: int | None = 10, amount: int = 120_00, **facts: object) -> Meeting:
    """A workshop that costs something, and a centre that can write invoices."""
    sell()
    if not PriceList.objects.filter(subject="workshop").exists():
        held_list({"": ("", [Band(0, amount, amount * 3 // 4)])}, subject="workshop", starts=NOON.date(), at=NOON)
    return MeetingFactory(pool=PoolFactory(cap=cap) if cap is not None else None, subject="workshop", **facts)


def come(meeting: Meeting, person: Person | None = None, *, at: dt.datetime = NOON, **wish: object) -> Registration:
    """Somebody registers."""
    facts: dict[str, object] = {"key": uuid.uuid4(), **wish}
    return register(meeting, person or PersonFactory(), **facts, at=at)  # type: ignore[arg-type]


def paid(registration: Registration, *, at: dt.datetime = NOON) -> Registration:
    """Somebody asks for the invoice and pays it."""
    invoice = ask_invoice(registration, "invoice", by=registration.person, at=at)
    record_payment(invoice, invoice.gross, "bank", by=None, at=at, tell=False)
    registration.refresh_from_db()
    return registration
