"""Kinds of ticket, quotas, and people who buy."""

import datetime as dt
import uuid

import factory

from rounds.accounts.models import Person
from rounds.billing.actions import record_payment
from rounds.events.actions import buying, ticket_money
from rounds.events.actions.buying import Wish
from rounds.events.models import Event, Purchase, Quota, Sales, Ticket, TicketKind
from rounds.meetings.models import CapacityPool
from tests.factories.accounts import PersonFactory
from tests.factories.billing import sell
from tests.factories.events import EventFactory

NOON = dt.datetime(2026, 11, 16, 12, tzinfo=dt.UTC)  # 59 days before the first day
LATER = NOON + dt.timedelta(hours=1)


class TicketKindFactory(factory.django.DjangoModelFactory[TicketKind]):
    """A free ticket without a limit, for everybody."""

    class Meta:
        model = TicketKind
        skip_postgeneration_save = True

    event = factory.SubFactory(EventFactory)
    name = factory.Sequence(lambda number: f"Full ticket {number}")

    @factory.post_generation
    def quotas(self: TicketKind, create: bool, extracted: list[Quota] | None, **more: object) -> None:
        self.pools.set([one.pool for one in extracted or []])


def quota(event: Event, cap: int = 10, name: str = "Hall") -> Quota:
    return Quota.objects.create(event=event, pool=CapacityPool.objects.create(name=name, cap=cap))


def limited(cap: int = 2, amount: int = 0, event: Event | None = None, **facts: object) -> TicketKind:
    """A kind with a quota of its own; where it costs something, the centre can write invoices."""
    if amount:
        sell()
    event = event or EventFactory()
    Sales.objects.get_or_create(event=event, defaults={"currency": "USD"})
    made: TicketKind = TicketKindFactory(event=event, amount=amount, quotas=[quota(event, cap)], **facts)
    return made


def wish(kind: TicketKind, count: int = 1, *others: tuple[TicketKind, int], **more: object) -> Wish:
    counts = {kind.pk: count, **{other.pk: number for other, number in others}}
    facts: dict[str, object] = {"key": uuid.uuid4(), **more}
    return Wish(counts=counts, **facts)  # type: ignore[arg-type]


def buys(
    kind: TicketKind,
    count: int = 1,
    *others: tuple[TicketKind, int],
    person: Person | None = None,
    at: dt.datetime = NOON,
    **more: object,
) -> Purchase:
    """Somebody buys so many tickets of one kind, perhaps with others."""
    return buying.buy(kind.event, person or PersonFactory(), wish(kind, count, *others, **more), at=at)


def pays(purchase: Purchase, *, at: dt.datetime = NOON) -> Purchase:
    """The buyer asks for the invoice and pays it."""
    invoice = ticket_money.ask_invoice(purchase, "invoice", by=purchase.person, at=at)
    record_payment(invoice, invoice.gross, "bank", by=None, at=at, tell=False)
    purchase.refresh_from_db()
    return purchase


def taken(kind: TicketKind) -> int:
    return sum(kind.pools.values_list("taken", flat=True))


def tickets(purchase: Purchase) -> list[Ticket]:
    return list(purchase.tickets.order_by("pk"))
