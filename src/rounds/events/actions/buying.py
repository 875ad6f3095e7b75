"""Buying tickets, or a place in the waiting list for them."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.billing.models import Payer
from rounds.events.actions.ticket_ends import hold_kinds, offer_tickets, still_sells
from rounds.events.actions.ticket_money import expire_over
from rounds.events.actions.ticket_orders import Line, TicketsRefused, order_tickets, settle
from rounds.events.models import Bought, Event, InvitationCode, Need, Purchase, Ticket, TicketKind
from rounds.events.queries.purchases import purchase_by_key
from rounds.events.queries.tickets import (
    Terms,
    code_for,
    is_over,
    kinds_of,
    left_of,
    pools_at,
    pools_by_kind,
    price_of,
    somebody_before,
    terms_at,
)
from rounds.events.ticket_letters import tell_bought, tell_waiting
from rounds.events.tickets import fresh_code, needs_of
from rounds.events.vocabulary import Standing
from rounds.meetings.actions.ending import next_place
from rounds.meetings.actions.places import (
    Claim,
    PlacesGone,
    hold_places,
    keep_places,
    lock_pools,
    take_claims,
)

CART = dt.timedelta(minutes=30)


@dataclass(frozen=True)
class Wish:
    """What somebody asks for: how many of each kind, who pays with what, and whether one of them is for themselves."""

    key: uuid.UUID
    counts: Mapping[int, int]
    payer: Payer | None = None
    voucher: str = ""
    points: int = 0
    code: str = ""
    myself: bool = True


@dataclass(frozen=True)
class Basket:
    """The kinds of a wish with how many, and what each comes to."""

    event: Event
    kinds: dict[int, TicketKind]
    counts: dict[int, int]
    terms: Terms
    code: InvitationCode | None = None
    nets: dict[int, int] = field(default_factory=dict)

    @property
    def size(self) -> int:
        return sum(self.counts.values())


def buy(event: Event, person: Person, wish: Wish, *, at: dt.datetime) -> Purchase:
    """Take tickets, or a place in the list where one kind alone is wanted and full. The same key gives the same again.

    What is free is bought at once; what costs something is held for half an hour, until it is paid or invoiced.
    """
    done = purchase_by_key(wish.key)
    if done:
        return same(done, event, person)
    basket = basket_of(event, person, wish, at=at)
    expire_over(at=at, event=event)
    full = full_kinds(basket)  # without a lock: whoever is wrong about it is offered the places at once
    if full:
        return wait_or_refuse(basket, full, person, wish, at=at)
    lines = priced(basket)
    try:
        with transaction.atomic():
            return take(basket, lines, person, wish, at=at)
    except PlacesGone:
        return wait_or_refuse(basket, full_kinds(basket), person, wish, at=at)
    except IntegrityError:
        return twice(event, person, wish.key)


def same(done: Purchase, event: Event, person: Person) -> Purchase:
    if (done.event_id, done.person_id) != (event.pk, person.pk):
        raise TicketsRefused(_("This form was sent before, for something else. Open the page again."))
    return done


def twice(event: Event, person: Person, key: uuid.UUID) -> Purchase:
    """The same form came twice at once: the first one counts."""
    done = purchase_by_key(key)
    if done is None:
        raise TicketsRefused(_("Something changed at the same moment. Send it again."))
    return same(done, event, person)


def basket_of(event: Event, person: Person, wish: Wish, *, at: dt.datetime) -> Basket:
    """What is wanted, or why it cannot be had by this person now."""
    counts = {kind: count for kind, count in wish.counts.items() if count > 0}
    kinds = {kind.pk: kind for kind in kinds_of(event) if kind.pk in counts}
    if not counts:
        raise TicketsRefused(_("Choose how many tickets you want."))
    if event.standing != Standing.ANNOUNCED or is_over(event, at=at) or set(kinds) != set(counts):
        raise TicketsRefused(_("These tickets are not on sale."))
    code = code_for(kinds.values(), wish.code)
    basket = Basket(event, kinds, counts, terms_at(event, person, wish.payer, at=at), code)
    for kind in kinds.values():
        refuse_kind(kind, basket, at=at)
    return basket


def refuse_kind(kind: TicketKind, basket: Basket, *, at: dt.datetime) -> None:
    """Why so many of a kind cannot be had, said at its field."""
    count, told = basket.counts[kind.pk], {"kind": kind.name, "most": kind.most}
    on_sale = (
        kind.shown and (not kind.sale_from or at >= kind.sale_from) and (not kind.sale_until or at < kind.sale_until)
    )
    main = kind.companion_of
    reasons = [
        (not on_sale, _("“%(kind)s” is not on sale now."), name_of(kind)),
        (
            count > kind.most,
            ngettext("At most %(most)s in one order.", "At most %(most)s in one order.", kind.most),
            name_of(kind),
        ),
        (
            kind.needs == Need.MEMBER and not basket.terms.member,
            _("“%(kind)s” is for members of the network."),
            name_of(kind),
        ),
        (
            kind.needs == Need.CODE and (not basket.code or basket.code.kind_id != kind.pk),
            _("“%(kind)s” needs a code of invitation."),
            "code",
        ),
        (
            bool(main and count > basket.counts.get(main.pk, 0)),
            _("“%(kind)s” comes with “%(main)s”: choose at least as many of those."),
            name_of(kind),
        ),
    ]
    for refused, words, where in reasons:
        if refused:
            raise TicketsRefused(words % {**told, "main": main.name if main else ""}, where)


def name_of(kind: TicketKind) -> str:
    return f"kind-{kind.pk}"


def full_kinds(basket: Basket) -> list[TicketKind]:
    """Which kinds of a basket have too few places, or a list before them; refused when one of them was removed."""
    pools, left = pools_by_kind(basket.event), left_of(basket.event)
    if not basket.kinds.keys() <= pools.keys():
        raise TicketsRefused(_("These tickets are not on sale."))
    wanted = needs_of(basket.counts, pools)
    short = {pool for pool, count in wanted.items() if count > left.get(pool, 0)}
    return [
        kind
        for kind in basket.kinds.values()
        if pools[kind.pk] & short or (pools[kind.pk] and somebody_before(basket.event, [kind.pk], pools))
    ]


def take(basket: Basket, lines: list[Line], person: Person, wish: Wish, *, at: dt.datetime) -> Purchase:
    """Money first, places last; everything or nothing."""
    event = basket.event
    use_code(basket)
    order = order_tickets(event, person, lines, payer=wish.payer, key=wish.key, at=at)
    until = at + CART if order else None
    hold_basket(basket, at=at)
    pools = pools_by_kind(event)
    lock_pools(needs_of(basket.counts, pools))
    if somebody_before(event, list(basket.counts), pools):
        raise PlacesGone
    made = Purchase.objects.create(
        event=event,
        person=person,
        key=wish.key,
        order=order,
        code=basket.code,
        state=Bought.HELD if order else Bought.KEPT,
        until=until,
        made=at,
        changed=at,
    )
    tickets = make_tickets(made, basket, person if wish.myself else None)
    take_claims([Claim(one.key, pools[one.kind_id]) for one in tickets], at=at, until=until)
    record("events.tickets_taken", subject=made, by=person, at=at, count=len(tickets))
    if order is None:
        tell_bought(made)
    elif wish.voucher or wish.points:
        settle(order, person, wish.voucher, wish.points, key=wish.key, at=at)
        made.refresh_from_db()
    return made


def hold_basket(basket: Basket, *, at: dt.datetime) -> None:
    """What the page has read may be old: look again, and let nobody change it before the tickets are there."""
    held = hold_kinds(basket.counts)
    if held < len(basket.counts) or not still_sells(basket.event, at=at):
        raise TicketsRefused(_("These tickets are not on sale."))


def use_code(basket: Basket) -> None:
    """A guarded update: of two who use the last of a code at once, one is refused."""
    if basket.code is None:
        return
    uses = basket.counts[basket.code.kind_id]
    good = InvitationCode.objects.filter(pk=basket.code.pk, ended=None, used__lte=F("limit") - uses)
    if not good.update(used=F("used") + uses):
        raise TicketsRefused(_("This code is used up, or is for fewer tickets."), "code")


def priced(basket: Basket) -> list[Line]:
    """Each kind with how many and what they come to; the share of each ticket is kept for refunds."""
    found = []
    for kind in basket.kinds.values():
        count = basket.counts[kind.pk]
        price = price_of(kind, basket.terms, count=count, all_of_them=basket.size)
        if price is None:
            raise TicketsRefused(_("We have no price for you yet. Write to us, and we set one."), name_of(kind))
        basket.nets[kind.pk] = price.left.minor
        found.append((kind, count, price.left))
    return found


def make_tickets(purchase: Purchase, basket: Basket, person: Person | None) -> list[Ticket]:
    """One ticket for each place; companions are bound to the tickets they come with, one each."""
    mains: dict[int, list[Ticket]] = {}
    for kind in sorted(basket.kinds.values(), key=lambda one: one.companion_of_id is not None):
        count, net = basket.counts[kind.pk], basket.nets.get(kind.pk, 0)
        for number in range(count):
            part = net * (number + 1) // count - net * number // count
            ticket = Ticket(purchase=purchase, kind=kind, code=fresh_code(), net=part)
            if kind.companion_of_id is not None:
                ticket.main = mains[kind.companion_of_id][number]
            elif person is not None:
                ticket.name, ticket.email = person.name, person.email
                person = None
            ticket.save(force_insert=True)
            mains.setdefault(kind.pk, []).append(ticket)
    return [ticket for tickets in mains.values() for ticket in tickets]


def wait_or_refuse(basket: Basket, full: list[TicketKind], person: Person, wish: Wish, *, at: dt.datetime) -> Purchase:
    """One kind alone may wait; of several, the full ones are named, so that the rest can be bought."""
    full = full or list(basket.kinds.values())
    if len(basket.kinds) > 1:
        words = _("Full: %(kinds)s. Take it out to buy the rest. You can then join its waiting list.")
        raise TicketsRefused(words % {"kinds": ", ".join(kind.name for kind in full)}, name_of(full[0]))
    if not full[0].waiting_list:
        raise TicketsRefused(_("All of these tickets are taken."), name_of(full[0]))
    try:
        return wait(basket, person, wish, at=at)
    except IntegrityError:
        return twice(basket.event, person, wish.key)


@transaction.atomic
def wait(basket: Basket, person: Person, wish: Wish, *, at: dt.datetime, place: int | None = None) -> Purchase:
    """A place in the list. Where places are free for a group of this size, they are offered at once."""
    event, [kind] = basket.event, list(basket.kinds.values())
    use_code(basket)
    hold_basket(basket, at=at)
    pools, needed = lock_pools(pools_at(event)), pools_by_kind(event)[kind.pk]
    if any(basket.size > pools[pool].cap for pool in needed):
        raise TicketsRefused(_("There are fewer tickets than that."), name_of(kind))
    if Purchase.objects.filter(event=event, person=person, state=Bought.WAITING, tickets__kind=kind).exists():
        raise TicketsRefused(_("You wait for these tickets already."), name_of(kind))
    made = Purchase.objects.create(
        event=event,
        person=person,
        key=wish.key,
        code=basket.code,
        state=Bought.WAITING,
        place=next_place(pools) if place is None else place,
        made=at,
        changed=at,
    )
    make_tickets(made, basket, person if wish.myself else None)
    record("events.tickets_waited_for", subject=made, by=person, at=at, count=basket.size)
    # whoever does not fit changes nothing for the others: what could be offered to them has been offered
    if all(basket.size <= pools[pool].left for pool in needed) and offer_tickets(event, at=at):
        made.refresh_from_db()
    if made.state == Bought.WAITING:
        tell_waiting(made)
    return made


@transaction.atomic
def accept_offer(
    purchase: Purchase, *, payer: Payer | None = None, voucher: str = "", points: int = 0, at: dt.datetime
) -> Purchase:
    """Say yes to an offer: what is free is kept, the rest is held for half an hour more until it is paid or invoiced."""
    event, person = purchase.event, purchase.person
    if not still_sells(event, at=at):
        raise TicketsRefused(_("These tickets are not on sale."))
    counts: dict[int, int] = {}
    for ticket in purchase.tickets.filter(ended__isnull=True):
        counts[ticket.kind_id] = counts.get(ticket.kind_id, 0) + 1
    kinds = {kind.pk: kind for kind in kinds_of(event) if kind.pk in counts}
    basket = Basket(event, kinds, counts, terms_at(event, person, payer, at=at))
    order = order_tickets(event, person, priced(basket), payer=payer, key=purchase.key, at=at)
    until, state = (at + CART, Bought.HELD) if order else (None, Bought.KEPT)
    offered = Purchase.objects.filter(pk=purchase.pk, state=Bought.OFFERED, until__gt=at)
    if not offered.update(state=state, until=until, order=order, changed=at):
        raise TicketsRefused(_("This offer is over. You can join the list again."))
    set_nets(purchase, basket)
    keys = list(purchase.tickets.filter(ended__isnull=True).values_list("key", flat=True))
    hold_places(*keys, until=until) if until else keep_places(*keys)
    record("events.tickets_accepted", subject=purchase, by=person, at=at)
    purchase.refresh_from_db()
    if order:
        settle(order, person, voucher, points, key=purchase.key, at=at)
        purchase.refresh_from_db()
    else:
        tell_bought(purchase)
    return purchase


def set_nets(purchase: Purchase, basket: Basket) -> None:
    for kind, net in basket.nets.items():
        tickets = list(purchase.tickets.filter(kind=kind, ended__isnull=True).order_by("pk"))
        for number, ticket in enumerate(tickets):
            ticket.net = net * (number + 1) // len(tickets) - net * number // len(tickets)
        Ticket.objects.bulk_update(tickets, ["net"])
