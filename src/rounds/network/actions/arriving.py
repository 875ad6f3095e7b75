"""People with an address of an organisation take a seat there, or ask for one."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.network.actions.seats import SeatRefused, give_seat
from rounds.network.arrival_letters import tell_answer, tell_asked
from rounds.network.models import Organisation, Seat, SeatRequest
from rounds.network.queries.arriving import Offer, offer_for
from rounds.network.vocabulary import Welcome


class ArrivalRefused(Exception):
    """The message is written for the person who asked."""


@transaction.atomic
def choose_welcome(organisation: Organisation, welcome: str, *, by: Person, at: dt.datetime) -> None:
    changed = Organisation.objects.filter(pk=organisation.pk).exclude(welcome=welcome).update(welcome=Welcome(welcome))
    if changed:
        record("network.welcome_chosen", subject=organisation, by=by, at=at, welcome=welcome)


@transaction.atomic
def take_own_seat(person: Person, *, at: dt.datetime) -> Seat:
    """Take the seat that one's address opens; the last one is taken once, as everywhere."""
    offer = offer_now(person)
    if not offer.at_once:
        raise ArrivalRefused(_("A manager decides about your seat. Ask for it."))
    try:
        seat = give_seat(offer.organisation, person, by=None, at=at)
    except SeatRefused as refusal:
        raise ArrivalRefused(str(refusal)) from None
    record("network.joined_by_address", subject=offer.organisation, by=person, at=at)
    return seat


def offer_now(person: Person) -> Offer:
    offer = offer_for(person)
    if offer is None:
        raise ArrivalRefused(_("No organisation offers a seat for your address, or you have one already."))
    return offer


@transaction.atomic
def ask_for_seat(person: Person, *, at: dt.datetime) -> SeatRequest:
    """Ask the managers of the organisation that owns the domain of one's address."""
    offer = offer_now(person)
    try:
        with transaction.atomic():
            asked = SeatRequest.objects.create(
                organisation=offer.organisation, person=person, email=offer.email, asked=at
            )
    except IntegrityError:
        raise ArrivalRefused(_("You have asked already. A manager answers by mail.")) from None
    record("network.seat_asked", subject=offer.organisation, by=person, at=at)
    tell_asked(asked, at=at)
    return asked


@transaction.atomic
def answer_request(request: SeatRequest, *, granted: bool, by: Person, at: dt.datetime) -> None:
    """A manager says yes, and the seat is given, or no. Whoever answers second learns that it is answered."""
    held = SeatRequest.objects.select_for_update(of=("self",)).select_related("organisation", "person")
    asked = held.get(pk=request.pk)
    if asked.answered:
        raise ArrivalRefused(_("Somebody has answered this already."))
    if granted and not Seat.objects.open().filter(organisation=asked.organisation, person=asked.person).exists():
        try:
            give_seat(asked.organisation, asked.person, by=by, at=at)
        except SeatRefused as refusal:
            raise ArrivalRefused(str(refusal)) from None
    SeatRequest.objects.filter(pk=asked.pk).update(answered=at, answered_by=by, granted=granted)
    record("network.seat_request_answered", subject=asked.organisation, by=by, at=at, granted=granted)
    asked.refresh_from_db()
    tell_answer(asked, at=at)
