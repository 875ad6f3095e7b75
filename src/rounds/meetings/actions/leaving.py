import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.billing.actions import InvoiceRefused, cancel_order, credit_invoice, hold_order
from rounds.billing.models import Order, OrderState
from rounds.meetings.actions.ending import end
from rounds.meetings.actions.places import lock_pools
from rounds.meetings.letters import tell_called_off, tell_left
from rounds.meetings.models import Meeting, Registration
from rounds.meetings.queries import back_for, linked_pools, pools_of
from rounds.meetings.vocabulary import LIVING, Because, MeetingState, RegistrationState

WHOLE = (Because.STAFF, Because.CALLED_OFF)  # who does not cancel themselves gets everything back


class LeavingRefused(Exception):
    """The message is written for the person who asked."""


@transaction.atomic
def leave(registration: Registration, *, by: Person | None, at: dt.datetime, because: Because = Because.LEFT) -> None:
    """Give a place, an offer or a place in the list back; what was paid comes back by the rule of the meeting."""
    fresh = Registration.objects.select_related("meeting", "person").get(pk=registration.pk)
    told = give_money_back(fresh, hold_order(fresh.order_id), by=by, at=at, because=because)
    ended = end(fresh, because, by=by, at=at)
    if told and not ended:
        over = Registration.objects.filter(pk=fresh.pk, because=Because.REFUNDED, changed=at)
        ended = bool(over.update(because=because))
    if not ended:
        raise LeavingRefused(_("This registration has ended already."))
    if because == Because.CALLED_OFF:
        tell_called_off(fresh, at=at)
    elif not told and because != Because.DECLINED:
        tell_left(fresh, by_host=because == Because.STAFF, at=at)


def decline_offer(registration: Registration, *, at: dt.datetime) -> None:
    """Say no to an offer, or leave the list, by the link of a letter."""
    offered = registration.state == RegistrationState.OFFERED
    leave(registration, by=registration.person, at=at, because=Because.DECLINED if offered else Because.LEFT)


def give_money_back(
    registration: Registration, order: Order | None, *, by: Person | None, at: dt.datetime, because: Because
) -> bool:
    """Cancel an order, or credit its invoice; whether that ended the registration as well, and told about it."""
    if order is None or order.state == OrderState.CANCELLED:
        return False
    if order.state == OrderState.PLACED:
        cancel_order(order, by=by, at=at)
        return True
    back = back_for(registration, at=at, whole=because in WHOLE)
    if back is None or not back.amount:
        return False
    reason = _("A place was cancelled: %(percent)s percent comes back.") % {"percent": back.percent}
    try:
        credit_invoice(order.invoice, reason=reason, by=by, at=at, amount=back.amount)
    except InvoiceRefused as refusal:
        raise LeavingRefused(str(refusal)) from None
    return Order.objects.filter(pk=order.pk, state=OrderState.CANCELLED).exists()


@transaction.atomic
def call_off(meeting: Meeting, *, why: str, by: Person | None, at: dt.datetime) -> None:
    """Cancel a meeting. From this moment nobody can register; `end_called_off` then ends who had."""
    open_states = (MeetingState.DRAFT, MeetingState.OPEN, MeetingState.CLOSED)
    held = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if held.state not in open_states:
        raise LeavingRefused(_("This meeting is over or cancelled already."))
    Meeting.objects.filter(pk=held.pk).update(
        state=MeetingState.CANCELLED, why_cancelled=why, sequence=held.sequence + 1, changed=at
    )
    record("meetings.called_off", subject=held, by=by, at=at, why=why)


def end_called_off(meeting: Meeting, *, at: dt.datetime) -> int:
    """End every registration of a cancelled meeting, each in a transaction of its own; goes on where it was stopped."""
    with transaction.atomic():  # waits for those who were registering when the meeting was cancelled
        Meeting.objects.select_for_update().get(pk=meeting.pk)
    ended = 0
    for one in list(meeting.registrations.filter(state__in=LIVING).order_by("pk")):
        try:
            leave(one, by=None, at=at, because=Because.CALLED_OFF)
            ended += 1
        except LeavingRefused:
            continue
    return ended


def end_all_called_off(*, at: dt.datetime) -> int:
    """What a process that was stopped in the middle has left."""
    left = Meeting.objects.filter(state=MeetingState.CANCELLED, registrations__state__in=LIVING).distinct()
    return sum(end_called_off(one, at=at) for one in left)


@transaction.atomic
def move_in_line(registration: Registration, position: int, *, reason: str, by: Person, at: dt.datetime) -> None:
    """Give somebody another position in the list, 1 being the first. The reason stands in the trail."""
    lock_pools(linked_pools(pools_of(registration.meeting)))
    line = list(Registration.objects.waiting().filter(meeting=registration.meeting_id))
    found = next((one for one in line if one.pk == registration.pk), None)
    if found is None:
        raise LeavingRefused(_("This person does not wait any more."))
    places = [one.place for one in line]
    line.remove(found)
    line.insert(max(0, min(position - 1, len(line))), found)
    for one, place in zip(line, places, strict=True):
        if one.place != place:
            Registration.objects.filter(pk=one.pk, state=RegistrationState.WAITING).update(place=place)
    record("meetings.moved_in_line", subject=registration, by=by, at=at, position=position, reason=reason)
