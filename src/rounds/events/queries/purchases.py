"""Orders of tickets: whose they are, which have run out, and what comes back to somebody who cancels."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, QuerySet, When
from django.db.models.functions import Lower

from rounds.accounts.access import is_centre_staff
from rounds.accounts.models import Person
from rounds.billing.models import Invoice
from rounds.billing.money import Money
from rounds.core.prepared import Prepared
from rounds.events import reach
from rounds.events.models import Bought, CheckIn, Event, Purchase, RefundStep, Ticket
from rounds.events.models.purchase import HOLDING, LIVING
from rounds.events.queries.tickets import pools_by_kind
from rounds.events.tickets import days_left, percent_back
from rounds.events.vocabulary import Work
from rounds.meetings.models import Hold
from rounds.meetings.vocabulary import HoldState

UNNAMED_LAST = Case(When(name="", then=1), default=0)
SALT, OFFER = "rounds.events.ticket", "rounds.events.offer"


def purchases_run_by(person: Person) -> QuerySet[Purchase]:
    """All orders of the events that a person organises."""
    if is_centre_staff(person):
        return Purchase.objects.all()
    events = Event.objects.filter(reach.events_worked_at(person, [Work.ORGANISER]))
    return Purchase.objects.filter(event__in=events)


def purchases_visible_to(person: Person) -> QuerySet[Purchase]:
    """One's own, and those of the events one organises."""
    if not person.is_active:
        return Purchase.objects.none()
    return Purchase.objects.filter(Q(person=person) | Q(pk__in=purchases_run_by(person).values("pk")))


def tickets_of(person: Person) -> QuerySet[Ticket]:
    """Tickets in somebody's name: an address of theirs stands on them."""
    if not person.is_active:
        return Ticket.objects.none()
    found = Ticket.objects.annotate(lower=Lower("email")).filter(lower__in=reach.addresses_of(person))
    return found.filter(ended__isnull=True, purchase__state=Bought.KEPT).select_related("purchase__event", "kind")


def own_purchases(person: Person) -> QuerySet[Purchase]:
    """What somebody bought, with its tickets, the youngest first."""
    tickets = Ticket.objects.select_related("kind").order_by("pk")
    found = Purchase.objects.filter(person=person).select_related("event", "order")
    return found.prefetch_related(Prefetch("tickets", tickets)).order_by("-made", "-pk")


def purchase_at(event: Event, person: Person, number: int) -> Purchase | None:
    """An order of this event that the person bought."""
    return OWN(event.pk, person.pk, number)


OWN = Prepared(
    lambda event, person, number: Purchase.objects.select_related("event", "order", "person", "code").filter(
        event=event, person=person, pk=number
    )
)
BY_KEY = Prepared(lambda key: Purchase.objects.filter(key=key))
OVER = Prepared(lambda event, at: Purchase.objects.filter(event=event, until__lte=at)[:1])


def purchase_by_key(key: uuid.UUID) -> Purchase | None:
    """What was made of a form that was sent with this key."""
    return BY_KEY(key)


def anything_over(at: dt.datetime, event: Event) -> bool:
    """Whether the time of a cart or an offer of an event has run out."""
    return OVER(event.pk, at) is not None


def over(at: dt.datetime, *, event: Event | None = None) -> QuerySet[Purchase]:
    """Carts and offers whose time has run out, the oldest first."""
    found = Purchase.objects.filter(until__lte=at)
    found = found.filter(event=event) if event else found
    return found.select_related("event", "person", "order").order_by("until", "pk")


def ticket_token(ticket: Ticket) -> str:
    """What stands in the link of a letter: whoever has it may see this ticket and write the name on it.

    Another name is another code, and with it another link.
    """
    return signer(SALT).sign(f"{ticket.pk}-{ticket.code}")


def signer(salt: str) -> signing.Signer:
    """The same each time, so that a link that was sent twice is one link."""
    return signing.Signer(salt=salt, sep=".")


def ticket_by_token(token: str) -> Ticket | None:
    try:
        number, _dash, code = signer(SALT).unsign(token).partition("-")
    except signing.BadSignature:
        return None
    found = Ticket.objects.select_related("purchase__event", "purchase__person", "kind")
    return found.filter(pk=number, code=code).first()


def offer_token(purchase: Purchase) -> str:
    return signer(OFFER).sign(str(purchase.pk))


def purchase_by_token(token: str) -> Purchase | None:
    try:
        number = signer(OFFER).unsign(token)
    except signing.BadSignature:
        return None
    return Purchase.objects.filter(pk=number).select_related("event", "person", "order").first()


def refund_steps(event: Event) -> list[RefundStep]:
    return list(RefundStep.objects.filter(event=event).order_by("-days"))


@dataclass(frozen=True)
class Back:
    """What comes back to somebody who cancels now."""

    percent: int
    amount: Money


def back_for(purchase: Purchase, tickets: Collection[Ticket], *, at: dt.datetime, whole: bool = False) -> Back | None:
    """What is credited of the invoice for these tickets; None where there is no invoice."""
    invoice = Invoice.objects.filter(order=purchase.order_id).select_related("standing").first()
    if invoice is None or purchase.order_id is None:
        return None
    event, standing = purchase.event, invoice.standing
    steps = [(step.days, step.percent) for step in refund_steps(event)]
    percent = 100 if whole else percent_back(steps, days_left(event.starts, at.astimezone(event.tz).date()))
    left = Money(standing.gross_minor - standing.credited_minor, invoice.currency)
    share = share_of(purchase, tickets, invoice.gross)
    return Back(percent, min(left, share.share(percent, 100)))


def share_of(purchase: Purchase, tickets: Collection[Ticket], gross: Money) -> Money:
    """What of an invoice these tickets came to, voucher and points shared among all."""
    everything = list(purchase.tickets.order_by("pk").values_list("pk", "net"))
    if not sum(net for _pk, net in everything):
        return Money(0, gross.currency)
    chosen = {ticket.pk for ticket in tickets}
    parts = gross.allocate([net for _pk, net in everything])
    return sum(
        (part for (pk, _net), part in zip(everything, parts, strict=True) if pk in chosen), Money(0, gross.currency)
    )


def attendees(event: Event) -> QuerySet[Any]:
    """Everybody with a ticket that lets them in, each with whether they have come."""
    here = CheckIn.objects.filter(ticket=OuterRef("pk"), undone__isnull=True)
    found = Ticket.objects.filter(purchase__event=event, purchase__state=Bought.KEPT, ended__isnull=True)
    return found.annotate(here=Exists(here), since=here.values("at")[:1]).select_related("kind", "purchase__person")


def find_tickets(event: Event, *, words: str = "", kind: int | None = None, state: str = "") -> QuerySet[Any]:
    """The list of the desk: every ticket that has not ended, or those in one state."""
    here = CheckIn.objects.filter(ticket=OuterRef("pk"), undone__isnull=True)
    found = Ticket.objects.filter(purchase__event=event).annotate(here=Exists(here))
    found = found.filter(state_of(state))
    if kind:
        found = found.filter(kind=kind)
    for word in words.split():
        about = Q(name__icontains=word) | Q(email__icontains=word) | Q(organisation__icontains=word)
        found = found.filter(about | Q(purchase__person__name__icontains=word) | Q(code__iexact=word))
    return found.select_related("kind", "purchase__person").order_by(UNNAMED_LAST, "name", "pk")


def state_of(state: str) -> Q:
    """What the filter of the list means; `unnamed` and `here` are not states of an order."""
    alive = Q(ended__isnull=True, purchase__state__in=LIVING)
    kept = Q(ended__isnull=True, purchase__state=Bought.KEPT)
    found = {"unnamed": kept & Q(name=""), "here": kept & Q(here=True), "not_here": kept & Q(here=False)}
    if state == Bought.CANCELLED:
        return Q(ended__isnull=False)
    if state in Bought.values:
        return alive & Q(purchase__state=state)
    return found.get(state, alive)


def sold_by_kind(event: Event) -> dict[int, dict[str, int]]:
    """How many tickets of each kind are bought, held in carts and offers, and waited for."""
    rows = Ticket.objects.filter(purchase__event=event, ended__isnull=True, purchase__state__in=LIVING)
    found: dict[int, dict[str, int]] = {}
    for kind, state, count in rows.values_list("kind", "purchase__state").annotate(n=Count("pk")).order_by():
        found.setdefault(kind, {})[state] = count
    return found


def all_tickets_that_disagree() -> Iterator[str]:
    """For the hook "rounds_places_that_disagree": over all events that have quotas."""
    for event in Event.objects.filter(quotas__isnull=False).distinct().order_by("pk"):
        yield from tickets_that_disagree(event)


def tickets_that_disagree(event: Event) -> Iterator[str]:
    """Each ticket that has a place holds one of each pool of its kind, and no other ticket holds any."""
    pools = pools_by_kind(event)
    tickets = Ticket.objects.filter(purchase__event=event)
    held: dict[uuid.UUID, dict[int, int]] = {}
    living = Hold.objects.exclude(state=HoldState.RELEASED).filter(pool__quota__event=event)
    for key, pool, count in living.values_list("key", "pool", "count"):
        held.setdefault(key, {})[pool] = count
    for one in tickets.filter(ended__isnull=True, purchase__state__in=HOLDING):
        wanted = dict.fromkeys(pools[one.kind_id], 1)
        if held.pop(one.key, {}) != wanted:
            yield f"Ticket {one.pk} does not hold the places it should."
    for key in held:  # what is left
        yield f"The places of {key} belong to no ticket."


def waiting_rows(event: Event) -> QuerySet[Purchase]:
    """The waiting list as the desk reads it."""
    found = Purchase.objects.filter(event=event, state__in=[Bought.WAITING, Bought.OFFERED])
    found = found.annotate(party=Count("tickets"), kind_name=F("tickets__kind__name"))
    return found.select_related("person").order_by("state", "place", "pk")
