"""Kinds of ticket as readers see them: what is left, what each costs whom, and who waits before."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery

from rounds.accounts.models import Person
from rounds.billing.discounting import Off, reduce
from rounds.billing.models import Payer
from rounds.billing.money import Money
from rounds.billing.queries.prices import price_for
from rounds.billing.queries.reductions import offs_for
from rounds.core.prepared import Prepared
from rounds.events.models import Bought, Event, InvitationCode, Need, Purchase, Sales, Ticket, TicketKind
from rounds.events.vocabulary import Standing
from rounds.meetings.models import CapacityPool
from rounds.meetings.offering import PASSES
from rounds.meetings.queries.prices import terms_of

Pools = Mapping[int, frozenset[int]]


def _ahead(purchase: Any, kind: Any) -> QuerySet[Any]:
    earlier = Q(place__lt=OuterRef("place")) | Q(place=OuterRef("place"), pk__lt=OuterRef("pk"))
    wanted = Exists(Ticket.objects.filter(purchase=OuterRef("pk"), kind=kind))
    before = Purchase.objects.filter(earlier, wanted, event=OuterRef("event"), state=Bought.WAITING)
    counted: QuerySet[Any] = before.order_by().values("event").annotate(all=Count("pk"))
    return Purchase.objects.filter(pk=purchase).annotate(ahead=Subquery(counted.values("all")))


SALES = Prepared(lambda event: Sales.objects.filter(event=event))
KINDS = Prepared(
    lambda event: TicketKind.objects.filter(event=event).select_related("companion_of").order_by("order", "pk")
)
POOLS: Prepared[Any] = Prepared(
    lambda event: TicketKind.objects.filter(event=event).only("pk").annotate(takes=F("pools"))
)
QUOTAS = Prepared(lambda event: CapacityPool.objects.filter(quota__event=event))
TICKETS = Prepared(
    lambda purchase: Ticket.objects.filter(purchase=purchase).select_related("kind", "main").order_by("pk")
)
AHEAD: Prepared[Any] = Prepared(_ahead)
IN_LINE = Prepared(lambda event: Purchase.objects.filter(event=event, state=Bought.WAITING)[:1])


def sales_of(event: Event) -> Sales:
    """How an event sells; what holds where nobody has said it yet."""
    return SALES(event.pk) or Sales(event=event)


def kinds_of(event: Event) -> list[TicketKind]:
    found = KINDS.rows(event.pk)
    for kind in found:
        kind.event = event
    return found


def pools_by_kind(event: Event) -> dict[int, frozenset[int]]:
    """Which pools a ticket of each kind takes a place of."""
    found: dict[int, frozenset[int]] = {}
    for kind in POOLS.rows(event.pk):
        found[kind.pk] = found.get(kind.pk, frozenset()) | ({kind.takes} if kind.takes else frozenset())
    return found


def pools_at(event: Event) -> set[int]:
    return {pool.pk for pool in QUOTAS.rows(event.pk)}


def quotas_kept() -> QuerySet[Any]:
    """For the hook "rounds_pools_kept_elsewhere": quotas are looked after at the desk of their event."""
    return CapacityPool.objects.filter(quota__isnull=False).values("pk")


def waiting_at(event: Event) -> QuerySet[Any]:
    """The list of an event in its order, each with its kind and how many they are."""
    found = Purchase.objects.filter(event=event, state=Bought.WAITING).order_by("place", "pk")
    open_ones = Q(tickets__ended__isnull=True)
    return found.annotate(kind=Min("tickets__kind"), party=Count("tickets", filter=open_ones))


def somebody_before(event: Event, kinds: Collection[int], pools: Pools) -> bool:
    """Whether somebody waits for one of these kinds, or places are kept for a group that was passed over often enough."""
    if IN_LINE(event.pk) is None:  # most often nobody waits
        return False
    line = Purchase.objects.filter(event=event, state=Bought.WAITING)
    if line.filter(tickets__kind__in=kinds).exists():
        return True
    wanted = frozenset[int]().union(*(pools[kind] for kind in kinds))
    passed = waiting_at(event).filter(skipped__gte=PASSES).values_list("kind", "party")
    kept_for = [(pools[kind], party) for kind, party in passed if pools[kind] & wanted]
    if not kept_for:
        return False
    caps = dict(CapacityPool.objects.filter(quota__event=event).values_list("pk", "cap"))
    return any(all(party <= caps[pool] for pool in needed) for needed, party in kept_for)


def place_in_line(purchase: Purchase) -> int:
    """How many groups wait for the same kind before this one, and one."""
    first = TICKETS(purchase.pk)
    found = AHEAD(purchase.pk, first.kind_id if first else None)
    return (found.ahead or 0) + 1 if found else 1


def tickets_in(purchase: Purchase) -> list[Ticket]:
    """The tickets of an order, each with its kind and the ticket it comes with."""
    return TICKETS.rows(purchase.pk)


@dataclass(frozen=True)
class Price:
    """What so many tickets of a kind cost somebody."""

    full: Money
    off: Money
    left: Money
    member: bool


def subject_of(event: Event) -> str:
    """By this name discounts, vouchers and taxes know the tickets of an event; "event" means all of them."""
    return f"event:{event.pk}"


@dataclass(frozen=True)
class Terms:
    """For whom a price is worked out, and when; asked for once for all kinds of an event."""

    kind: str
    sizes: Mapping[str, int]
    member: bool
    currency: str
    on: dt.date
    offs: list[Off]


def terms_at(event: Event, person: Person, payer: Payer | None, *, at: dt.datetime) -> Terms:
    on = at.astimezone(event.tz).date()
    kind, sizes, member = terms_of(person, payer, on=on)
    return Terms(kind, sizes, member, sales_of(event).currency, on, offs_for(subject_of(event), on=on))


def price_of(kind: TicketKind, terms: Terms, *, count: int, all_of_them: int) -> Price | None:
    """The price by a list of billing or by the amounts of the kind, less discounts; None where no list tells."""
    facts = {"places": all_of_them, "days_early": max(0, (kind.event.starts - terms.on).days)}
    each = each_of(kind, terms)
    if each is None:
        return None
    offs = offs_for(kind.subject, on=terms.on) if kind.subject else terms.offs
    less = reduce(each * count, offs, facts)
    return Price(each * count, less.off, less.left, terms.member)


def each_of(kind: TicketKind, terms: Terms) -> Money | None:
    if not kind.subject:
        for_members = terms.member and kind.member_amount is not None
        return Money(kind.member_amount or 0 if for_members else kind.amount, terms.currency)
    found = price_for(
        kind.subject, kind=terms.kind, sizes=terms.sizes, on=terms.on, member=terms.member, currency=terms.currency
    )
    return found.amount if found else None


@dataclass(frozen=True)
class KindShown:
    """One kind on the page of tickets: what it costs the reader, what is left, and what one can do."""

    kind: TicketKind
    price: Money | None
    member_price: Money | None
    left: int | None
    do: str  # buy, list, full, soon, over
    off: Money | None = None

    @property
    def few(self) -> bool:
        return self.left is not None and 0 < self.left <= 10


def kinds_shown(event: Event, person: Person | None, *, at: dt.datetime) -> list[KindShown]:
    """Each kind that is shown, in the order of the list; a handful of questions however many kinds there are."""
    kinds = [kind for kind in kinds_of(event) if kind.shown]
    if not kinds:
        return []
    pools, left = pools_by_kind(event), left_of(event)
    waits = set(waiting_at(event).values_list("kind", flat=True))
    terms = terms_at(event, person or Person(), None, at=at)
    found = []
    for kind in kinds:
        free = min((left[pool] for pool in pools[kind.pk] if pool in left), default=None)
        price = price_of(kind, terms, count=1, all_of_them=1)
        do = doing(kind, free, kind.pk in waits, at=at)
        off = price.off if price and price.off else None
        found.append(KindShown(kind, price.left if price else None, member_price(kind, terms), free, do, off))
    return found


def kinds_unpriced(event: Event) -> list[KindShown]:
    """The same, for a form that is sent: the action asks for all the rest."""
    return [KindShown(kind, None, None, None, "buy") for kind in kinds_of(event) if kind.shown]


def member_price(kind: TicketKind, terms: Terms) -> Money | None:
    """What members would pay, where the reader pays more."""
    if kind.subject or terms.member or kind.member_amount is None:
        return None
    found = price_of(kind, replace(terms, member=True), count=1, all_of_them=1)
    return found.left if found else None


def left_of(event: Event) -> dict[int, int]:
    """What is left of each quota."""
    return {pool.pk: pool.left for pool in QUOTAS.rows(event.pk)}


def doing(kind: TicketKind, free: int | None, waits: bool, *, at: dt.datetime) -> str:
    closed = kind.event.standing == Standing.CANCELLED or is_over(kind.event, at=at)
    if closed or (kind.sale_until and at >= kind.sale_until):
        return "over"
    if kind.sale_from and at < kind.sale_from:
        return "soon"
    if (free is not None and free <= 0) or waits:
        return "list" if kind.waiting_list else "full"
    return "buy"


def is_over(event: Event, *, at: dt.datetime) -> bool:
    return at.astimezone(event.tz).date() > event.ends


def code_for(kinds: Iterable[TicketKind], typed: str) -> InvitationCode | None:
    """The code of invitation that opens one of these kinds."""
    wanted = [kind.pk for kind in kinds if kind.needs == Need.CODE]
    if not typed.strip():
        return None
    found = InvitationCode.objects.filter(kind__in=wanted, code__iexact=typed.strip(), ended=None)
    return found.select_related("kind").first()
