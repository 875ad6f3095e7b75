import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.billing.actions import InvoiceRefused, NewLine, OrderRefused, issue_invoice, place_order
from rounds.billing.actions.points import PointsRefused
from rounds.billing.actions.reducing import use_points_on_order, use_voucher_on_order
from rounds.billing.actions.reductions import VoucherRefused
from rounds.billing.models import Order, Payer, totals_of
from rounds.billing.money import Money
from rounds.billing.queries.points import account_to_pay
from rounds.core.refusing import Refused
from rounds.meetings.actions.ending import hold_meeting, next_place, offer_places
from rounds.meetings.actions.expiring import expire_over
from rounds.meetings.actions.places import PlacesGone, hold_places, keep_places, lock_pools, take_places
from rounds.meetings.letters import tell_registered, tell_waiting
from rounds.meetings.models import Meeting, Registration
from rounds.meetings.queries import (
    day_on_paper,
    is_full,
    missing_for,
    pools_of,
    price_of,
    registration_by_key,
    somebody_before,
)
from rounds.meetings.queries.prices import own_kind
from rounds.meetings.vocabulary import MeetingState, RegistrationState

CART = dt.timedelta(minutes=30)
PREFIX = "registration:"


class RegistrationRefused(Refused):
    """Not done, and why."""


@dataclass(frozen=True)
class Wish:
    """What somebody asks for: how many places, who pays, and with what."""

    key: uuid.UUID
    party: int = 1
    payer: Payer | None = None
    voucher: str = ""
    points: int = 0
    needs: str = ""


def register(
    meeting: Meeting,
    person: Person,
    *,
    key: uuid.UUID,
    party: int = 1,
    payer: Payer | None = None,
    voucher: str = "",
    points: int = 0,
    needs: str = "",
    at: dt.datetime,
) -> Registration:
    """Take places, or a place in the waiting list. The same key again gives what it gave before.

    What is free is registered at once; what costs something is held for half an hour, until it is paid or invoiced.
    """
    done = registration_by_key(key)
    if done:
        return same(done, meeting, person)
    refuse_early(meeting, person, party, at=at)
    expire_over(at=at, meeting=meeting)
    if is_full(meeting, party):  # without a lock: who waits in error is offered the place, who is before others waits
        return wait(meeting, person, key=key, party=party, needs=needs, at=at)
    wish = Wish(key, party, payer, voucher, points, needs)
    price = price_left(meeting, person, wish, at=at)
    try:
        with transaction.atomic():
            return take(meeting, person, wish, price, at=at)
    except PlacesGone:
        return wait(meeting, person, key=key, party=party, needs=needs, at=at)
    except IntegrityError:
        return twice(meeting, person, key)


def same(done: Registration, meeting: Meeting, person: Person) -> Registration:
    if (done.meeting_id, done.person_id) != (meeting.pk, person.pk):
        raise RegistrationRefused(_("This form was sent before, for something else. Open the page again."))
    return done


def twice(meeting: Meeting, person: Person, key: uuid.UUID) -> Registration:
    """Somebody sent the same form twice at once, or two forms: the first one counts."""
    done = registration_by_key(key)
    if done:
        return same(done, meeting, person)
    raise RegistrationRefused(_("You have a place already, or wait for one."))


def refuse_early(meeting: Meeting, person: Person, party: int, *, at: dt.datetime) -> None:
    if meeting.state != MeetingState.OPEN:
        raise RegistrationRefused(_("This meeting takes nobody new."))
    if at >= meeting.starts_at or (meeting.closes_at and at >= meeting.closes_at):
        raise RegistrationRefused(_("Registering for this meeting is over."))
    if meeting.opens_at and at < meeting.opens_at:
        raise RegistrationRefused(_("Registering for this meeting has not begun."))
    if not 1 <= party <= meeting.largest_party:
        most = meeting.largest_party
        words = ngettext("Choose %(most)s place.", "Choose 1 to %(most)s places.", most)
        raise RegistrationRefused(words % {"most": most}, "party")
    missing = missing_for(meeting, person)
    if missing:
        raise RegistrationRefused(_("Do this first: %(what)s.") % {"what": "; ".join(missing)})


def take(meeting: Meeting, person: Person, wish: Wish, price: Money | None, *, at: dt.datetime) -> Registration:
    order = ordered(meeting, person, wish, price, at=at) if price else None
    until = at + CART if order else None
    pools = pools_of(held_open(meeting))
    lock_pools(pools)
    if somebody_before(meeting, pools):
        raise PlacesGone
    take_places(pools, wish.party, key=wish.key, at=at, until=until)
    made: Registration = Registration.objects.create(
        meeting=meeting,
        person=person,
        key=wish.key,
        party=wish.party,
        needs=wish.needs,
        order=order,
        state=RegistrationState.HELD if order else RegistrationState.REGISTERED,
        until=until,
        made=at,
        changed=at,
    )
    record("meetings.registered", subject=made, by=person, at=at, party=wish.party)
    return settled(made, wish, at=at)


def held_open(meeting: Meeting) -> Meeting:
    held = hold_meeting(meeting)
    if held.state != MeetingState.OPEN:
        raise RegistrationRefused(_("This meeting takes nobody new."))
    return held


def settled(registration: Registration, wish: Wish, *, at: dt.datetime) -> Registration:
    """Tell about what is free; close an order that voucher and points bring to nothing, so that its place is kept."""
    order = registration.order
    if order is None:
        tell_registered(registration)
    elif (wish.voucher or wish.points) and not totals_of(list(order.lines.all()), order.currency).gross:
        invoice(order, by=registration.person, at=at, tell=False)
        registration.refresh_from_db()
    return registration


def invoice(order: Order, *, by: Person, at: dt.datetime, tell: bool, due_on: dt.date | None = None) -> None:
    try:
        issue_invoice(order, by=by, at=at, tell=tell, due_on=due_on)
    except InvoiceRefused as refusal:
        raise RegistrationRefused(str(refusal)) from None


def price_left(meeting: Meeting, person: Person, wish: Wish, *, at: dt.datetime) -> Money | None:
    """What so many places cost; None where that is nothing."""
    if not meeting.subject:
        return None
    price = price_of(meeting, person, wish.payer, party=wish.party, at=at)
    if price is None:
        raise RegistrationRefused(_("We have no price for you yet. Write to us, and we set one."))
    return price.left or None


def ordered(meeting: Meeting, person: Person, wish: Wish, price: Money, *, at: dt.datetime) -> Order:
    """The order of so many places, less a voucher and points."""
    line = NewLine(meeting.subject[:60], f"{PREFIX}{wish.key}", line_words(meeting, wish.party), price)
    try:
        order = place_order(wish.payer or own_payer(person), [line], by=person, at=at)
    except OrderRefused as refusal:
        raise RegistrationRefused(str(refusal)) from None
    reduce(order, person, wish, at=at)
    return order


def reduce(order: Order, person: Person, wish: Wish, *, at: dt.datetime) -> None:
    try:
        if wish.voucher:
            use_voucher_on_order(order, wish.voucher, by=person, at=at, on=timezone.localdate(at))
        if wish.points:
            account = account_to_pay(order.payer, person)
            if account is None:
                raise RegistrationRefused(_("You have no points."), "points")
            use_points_on_order(order, account, wish.points, key=f"{PREFIX}{wish.key}", by=person, at=at)
    except VoucherRefused as refusal:
        raise RegistrationRefused(str(refusal), "voucher") from None
    except PointsRefused as refusal:
        raise RegistrationRefused(str(refusal), "points") from None


def line_words(meeting: Meeting, party: int) -> str:
    places = ngettext("%(count)s place", "%(count)s places", party) % {"count": party}
    return f"{meeting.title[:200]}, {day_on_paper(meeting)}: {places}"


def own_payer(person: Person) -> Payer:
    """A person has one payer for everything they pay themselves."""
    fresh = {"name": str(person), "kind": own_kind(person), "email": person.email, "language": person.language}
    payer, _new = Payer.objects.get_or_create(person=person, defaults=fresh)
    return payer


def wait(
    meeting: Meeting, person: Person, *, key: uuid.UUID, party: int, needs: str = "", at: dt.datetime
) -> Registration:
    """A place in the waiting list. Where places are free for a group of this size, they are offered at once."""
    if not meeting.waiting_list:
        raise RegistrationRefused(_("All places are taken."))
    try:
        with transaction.atomic():
            needed = pools_of(held_open(meeting))
            pools = lock_pools(needed, linked=True)
            if any(party > pools[pool].cap for pool in needed):
                raise RegistrationRefused(_("This meeting has fewer places than that."), "party")
            made: Registration = Registration.objects.create(
                meeting=meeting,
                person=person,
                key=key,
                party=party,
                needs=needs,
                state=RegistrationState.WAITING,
                place=next_place(pools),
                made=at,
                changed=at,
            )
            record("meetings.waits", subject=made, by=person, at=at, party=party)
            # whoever does not fit changes nothing for the others: what could be offered to them has been offered
            if all(party <= pools[pool].left for pool in needed) and offer_places(pools, at=at):
                made.refresh_from_db()
            if made.state == RegistrationState.WAITING:
                tell_waiting(made)
    except IntegrityError:
        return twice(meeting, person, key)
    return made


@transaction.atomic
def accept_offer(
    registration: Registration,
    *,
    payer: Payer | None = None,
    voucher: str = "",
    points: int = 0,
    at: dt.datetime,
) -> Registration:
    """Say yes: free places are kept, others are held for half an hour more until they are paid or invoiced."""
    meeting, person, key = registration.meeting, registration.person, registration.key
    refuse_over(meeting, at=at)
    wish = Wish(key, registration.party, payer, voucher, points)
    price = price_left(meeting, person, wish, at=at)
    order = ordered(meeting, person, wish, price, at=at) if price else None
    until = at + CART if order else None
    state = RegistrationState.HELD if order else RegistrationState.REGISTERED
    offer = Registration.objects.filter(pk=registration.pk, state=RegistrationState.OFFERED)
    if not offer.update(state=state, until=until, order=order, changed=at):
        raise RegistrationRefused(_("This offer is over. Register again to join the list."))
    if until:
        hold_places(key, until=until)
    else:
        keep_places(key)
    record("meetings.offer_accepted", subject=registration, by=person, at=at)
    registration.refresh_from_db()
    return settled(registration, wish, at=at)


def refuse_over(meeting: Meeting, *, at: dt.datetime) -> None:
    if meeting.state not in {MeetingState.OPEN, MeetingState.CLOSED} or at >= meeting.starts_at:
        raise RegistrationRefused(_("Registering for this meeting is over."))
