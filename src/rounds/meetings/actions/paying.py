"""What happens to places when their order is invoiced, paid, paid late or cancelled."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.billing.actions import InvoiceRefused, credit_invoice, hold_order, issue_invoice
from rounds.billing.models import Invoice, Order, OrderState
from rounds.meetings.actions.ending import end, first_place, hold_meeting, offer_places
from rounds.meetings.actions.places import PlacesGone, hold_places, keep_places, lock_pools, take_places
from rounds.meetings.actions.registering import RegistrationRefused
from rounds.meetings.letters import tell_late, tell_left, tell_registered
from rounds.meetings.models import Registration
from rounds.meetings.queries import pools_of, somebody_before
from rounds.meetings.vocabulary import LIVING, Because, MeetingState, RegistrationState

BY_CARD, BY_INVOICE = dt.timedelta(hours=1), dt.timedelta(days=14)
CARD, INVOICE = "card", "invoice"


@transaction.atomic
def ask_invoice(registration: Registration, how: str, *, by: Person, at: dt.datetime) -> Invoice:
    """Write the invoice of a cart. Its places are held for the time that the way of paying takes.

    A second click finds the invoice that is written already.
    """
    order = hold_order(registration.order_id)
    if order is None:
        raise RegistrationRefused(_("There is nothing to pay."))
    if order.state in {OrderState.INVOICED, OrderState.PAID}:
        return Invoice.objects.get(order=order)
    until = held_until(registration, how, at=at)
    cart = Registration.objects.filter(pk=registration.pk, state=RegistrationState.HELD)
    if not cart.update(until=until, changed=at):
        raise RegistrationRefused(_("The time for this cart is over. Register again."))
    try:
        invoice = issue_invoice(order, by=by, at=at, due_on=timezone.localdate(until), tell=how == INVOICE)
    except InvoiceRefused as refusal:
        raise RegistrationRefused(str(refusal)) from None
    hold_places(registration.key, until=until)
    record("meetings.invoice_asked", subject=registration, by=by, at=at, until=until.isoformat())
    return invoice


def held_until(registration: Registration, how: str, *, at: dt.datetime) -> dt.datetime:
    """An hour for a card; for an invoice two weeks, but never past the day before the meeting."""
    if how == CARD:
        return at + BY_CARD
    last = registration.meeting.starts_at - dt.timedelta(days=1)
    return max(at + BY_CARD, min(at + BY_INVOICE, last))


def order_paid(order: Order, at: dt.datetime) -> None:
    """For the hook "rounds_order_paid": places that are held are kept; late money finds them, or the first place."""
    for one in registrations_of(order):
        held = Registration.objects.filter(pk=one.pk, state=RegistrationState.HELD)
        if held.update(state=RegistrationState.REGISTERED, until=None, changed=at):
            keep_places(one.key)
            record("meetings.place_paid", subject=one, by=None, at=at)
            one.refresh_from_db()
            tell_registered(one)
        elif one.state == RegistrationState.CANCELLED and one.because == Because.UNPAID:
            paid_late(one, order, at=at)


def paid_late(registration: Registration, order: Order, *, at: dt.datetime) -> None:
    """The money came after the time was over: are the places still free?"""
    try:
        with transaction.atomic():
            take_back(registration, at=at)
            tell_registered(registration)
    except (PlacesGone, IntegrityError):  # somebody else has them, or the person has registered anew
        reason = _("The place was given away before the payment came.")
        credit_invoice(order.invoice, reason=reason, by=None, at=at)
        tell_late(registration, wait_first(registration, at=at), at=at)


def take_back(registration: Registration, *, at: dt.datetime) -> None:
    meeting, pools = registration.meeting, pools_of(registration.meeting)
    if meeting.state not in {MeetingState.OPEN, MeetingState.CLOSED} or at >= meeting.starts_at:
        raise PlacesGone
    lock_pools(pools)
    if somebody_before(meeting, pools):
        raise PlacesGone
    take_places(pools, registration.party, key=registration.key, at=at)
    over = Registration.objects.filter(pk=registration.pk, state=RegistrationState.CANCELLED, because=Because.UNPAID)
    if not over.update(state=RegistrationState.REGISTERED, because="", changed=at):
        raise PlacesGone
    record("meetings.paid_late", subject=registration, by=None, at=at)
    registration.refresh_from_db()


def wait_first(registration: Registration, *, at: dt.datetime) -> Registration | None:
    """A new registration at the head of the list; None where the person has one already, or there is no list."""
    meeting, person = hold_meeting(registration.meeting), registration.person
    pools = lock_pools(pools_of(meeting), linked=True)
    living = Registration.objects.living().filter(meeting=meeting, person=person)
    listed = meeting.waiting_list and meeting.state == MeetingState.OPEN and at < meeting.starts_at
    if not listed or living.exists():
        return None
    made: Registration = Registration.objects.create(
        meeting=meeting,
        person=person,
        party=registration.party,
        needs=registration.needs,
        state=RegistrationState.WAITING,
        place=first_place(registration),
        made=at,
        changed=at,
    )
    record("meetings.waits", subject=made, by=None, at=at, party=made.party, first=True)
    offer_places(pools, at=at)
    return made


def order_cancelled(order: Order, at: dt.datetime) -> None:
    """For the hook "rounds_order_cancelled": nobody keeps a place that nobody pays for."""
    for one in registrations_of(order).filter(state__in=LIVING):
        ended = end(one, Because.REFUNDED, by=None, at=at)
        ran_out = one.until is not None and one.until <= at
        if ended and not ran_out and one.meeting.state != MeetingState.CANCELLED:  # those are told by another letter
            tell_left(one, by_host=False, at=at)


def registrations_of(order: Order) -> QuerySet[Registration]:
    found: QuerySet[Registration] = Registration.objects.filter(order=order).order_by("pk")
    return found.select_related("meeting", "person")
