"""How tickets end, and who is offered the places that become free. The rule itself is the one of meetings."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence

from django.db.models import F

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.core.prepared import Prepared
from rounds.events.models import Bought, Ended, Event, InvitationCode, Purchase, Ticket, TicketKind
from rounds.events.models.purchase import LIVING
from rounds.events.queries.tickets import is_over, pools_at, pools_by_kind, sales_of, waiting_at
from rounds.events.ticket_letters import tell_offer
from rounds.events.vocabulary import Standing
from rounds.meetings.actions.places import Claim, give_places_back, lock_pools, take_claims
from rounds.meetings.models import CapacityPool
from rounds.meetings.offering import Waiting, offers


def end_purchase(purchase: Purchase, because: Ended, *, by: Person | None, at: dt.datetime) -> bool:
    """End an order that is not bought yet; False where it had ended already, or its offer was taken up meanwhile.

    Runs in the caller's transaction, which holds the order in billing that the purchase names.
    """
    hold_code(purchase)
    lock_pools(pools_at(purchase.event))
    living = Purchase.objects.filter(pk=purchase.pk, state__in=LIVING, order=purchase.order_id)
    if not living.update(state=Bought.CANCELLED, because=because, until=None, changed=at):
        return False
    tickets = list(purchase.tickets.filter(ended__isnull=True))
    Ticket.objects.filter(pk__in=[one.pk for one in tickets]).update(ended=at, because=because)
    give_back(purchase, tickets, at=at)
    record("events.tickets_ended", subject=purchase, by=by, at=at, because=because.value)
    offer_tickets(purchase.event, at=at)
    return True


def end_tickets(
    purchase: Purchase, tickets: Sequence[Ticket], because: Ended, *, by: Person | None, at: dt.datetime
) -> bool:
    """End some tickets of an order that is bought, and the order with the last of them."""
    marked = mark_tickets(purchase, tickets, because, at=at)
    if marked:
        release_tickets(purchase, marked, because, by=by, at=at)
    return bool(marked)


def mark_tickets(purchase: Purchase, tickets: Sequence[Ticket], because: Ended, *, at: dt.datetime) -> list[Ticket]:
    """Hold the rows of tickets and end those that live. Money is moved after this, and their places come back last."""
    rows = Ticket.objects.select_for_update().filter(purchase=purchase, pk__in=[one.pk for one in tickets])
    marked = list(rows.filter(ended__isnull=True).order_by("pk"))
    Ticket.objects.filter(pk__in=[one.pk for one in marked]).update(ended=at, because=because)
    return marked


def release_tickets(
    purchase: Purchase, tickets: Sequence[Ticket], because: Ended, *, by: Person | None, at: dt.datetime
) -> None:
    """The places of tickets that were just ended come back and are offered on."""
    hold_code(purchase)
    lock_pools(pools_at(purchase.event))
    give_back(purchase, tickets, at=at)
    if not purchase.tickets.filter(ended__isnull=True).exists():
        over = {"state": Bought.CANCELLED, "because": because, "until": None, "changed": at}
        Purchase.objects.filter(pk=purchase.pk, state__in=LIVING).update(**over)
    codes = " ".join(one.code for one in tickets)
    record("events.tickets_ended", subject=purchase, by=by, at=at, because=because.value, codes=codes)
    offer_tickets(purchase.event, at=at)


HELD = Prepared(
    lambda *kinds: TicketKind.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=kinds).order_by("pk")
)


def hold_kinds(kinds: Iterable[int]) -> int:
    """Kinds of ticket, held after money and codes and before the first pool by whoever makes tickets; how many there are.

    Who gives a kind other quotas or calls the event off holds them too, after the event: a new ticket sees all of that
    or none of it. The event is held without its key, which new tickets point at.
    """
    numbers = sorted(kinds)
    return len(HELD.rows(*numbers)) if numbers else 0


def hold_code(purchase: Purchase) -> None:
    """The row of its code before the pools, in the order in which buyers take them: two never wait for each other."""
    if purchase.code_id is not None:
        InvitationCode.objects.select_for_update().get(pk=purchase.code_id)


def give_back(purchase: Purchase, tickets: Sequence[Ticket], *, at: dt.datetime) -> None:
    """Places and uses of a code come back. The pools are locked by the caller."""
    give_places_back(*(one.key for one in tickets), at=at)
    if purchase.code_id is not None:
        uses = sum(one.kind_id == purchase.code.kind_id for one in tickets)  # type: ignore[union-attr]
        InvitationCode.objects.filter(pk=purchase.code_id).update(used=F("used") - uses)


def offer_tickets(event: Event, *, at: dt.datetime) -> int:
    """Offer what is free to those who wait. The pools of the event are locked by the caller."""
    rows = {pool.pk: pool for pool in CapacityPool.objects.filter(pk__in=pools_at(event))}
    if not any(pool.left for pool in rows.values()) or not still_sells(event, at=at):
        return 0
    line, needs = list(waiting_at(event)), pools_by_kind(event)
    groups = [Waiting(one.pk, one.party, needs[one.kind], one.skipped) for one in line]
    left, caps = {pk: pool.left for pk, pool in rows.items()}, {pk: pool.cap for pk, pool in rows.items()}
    found = offers(groups, left=left, caps=caps)
    for number, skipped in found.skipped.items():
        Purchase.objects.filter(pk=number).update(skipped=skipped)
    chosen = set(found.offered)
    return sum(offer(one, needs[one.kind], at=at) for one in line if one.pk in chosen)


ANNOUNCED = Prepared(lambda event: Event.objects.filter(pk=event, standing=Standing.ANNOUNCED))


def still_sells(event: Event, *, at: dt.datetime) -> bool:
    """Read again: an event that is called off at the same moment gives nobody a ticket."""
    return bool(ANNOUNCED(event.pk)) and not is_over(event, at=at)


def offer(purchase: Purchase, pools: Collection[int], *, at: dt.datetime) -> bool:
    until = at + dt.timedelta(hours=sales_of(purchase.event).offer_hours)
    waiting = Purchase.objects.filter(pk=purchase.pk, state=Bought.WAITING)
    if not waiting.update(state=Bought.OFFERED, until=until, changed=at):
        return False
    keys = purchase.tickets.filter(ended__isnull=True).values_list("key", flat=True)
    take_claims([Claim(key, pools) for key in keys], at=at, until=until)
    record("events.tickets_offered", subject=purchase, by=None, at=at, until=until.isoformat())
    tell_offer(Purchase.objects.select_related("event", "person").get(pk=purchase.pk), at=at)
    return True


def first_place(event: Event) -> int:
    """Before everybody who waits."""
    first = waiting_at(event).values_list("place", flat=True).first()
    return int(first - 1) if first is not None else 0
