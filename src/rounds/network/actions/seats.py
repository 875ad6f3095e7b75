import datetime as dt
from collections.abc import Callable, Collection
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from wagtail import hooks

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.network.actions.places import ModelPlaceRefused, end_keys, leave_place, sit_in_place
from rounds.network.dues import nearly_full
from rounds.network.letters import tell_nearly_full
from rounds.network.models import Department, Organisation, Seat
from rounds.network.queries.organisations import standing_of
from rounds.network.queries.people import family_of, keys_made_by
from rounds.network.vocabulary import Role


class SeatRefused(Exception):
    """The message is written for the person who asked."""


def flags(roles: Collection[str]) -> dict[str, bool]:
    """
    >>> flags(["pays"])
    {'manages': False, 'approves': False, 'guards': False, 'pays': True}
    """
    return {role.value: role.value in roles for role in Role}


@transaction.atomic
def give_seat(
    organisation: Organisation,
    person: Person,
    *,
    roles: Collection[str] = (),
    department: Department | None = None,
    by: Person | None,
    at: dt.datetime,
) -> Seat:
    """Let a person take one of the seats that the membership pays for; the last one is taken once."""
    if not standing_of(organisation, on=at.date()).is_member:
        raise SeatRefused(_("Seats can be given while the membership lasts. It has not begun, or has lapsed."))
    if organisation.is_one_person and organisation.seats.open().exists():
        raise SeatRefused(_("This membership is for one person."))
    return seat(organisation, person, roles=roles, department=department, by=by, at=at)


def seat(
    organisation: Organisation,
    person: Person,
    *,
    roles: Collection[str],
    department: Department | None = None,
    by: Person | None,
    at: dt.datetime,
) -> Seat:
    if not person.is_active:
        raise SeatRefused(_("This account is closed."))
    taken, cap = take_one(organisation)
    try:
        with transaction.atomic():
            made: Seat = Seat.objects.create(
                organisation=organisation, person=person, department=department, given=at, given_by=by, **flags(roles)
            )
    except IntegrityError:
        raise SeatRefused(_("%(name)s has a seat already.") % {"name": person}) from None
    record("network.seat_given", subject=organisation, by=by, at=at, person=person.pk, roles=made.roles)
    sit_in_place(organisation, person, guards=made.guards, by=by, at=at)
    if cap and nearly_full(taken, cap) and not nearly_full(taken - 1, cap):
        tell_nearly_full(organisation, taken, cap, at=at)
    return made


def take_one(organisation: Organisation) -> tuple[int, int | None]:
    """One guarded update, so that two people never get the last seat; says how many are taken now, of how many."""
    pool = Organisation.objects.filter(pk=organisation.pool_id)
    free = Q(seat_cap__isnull=True) | Q(seats_taken__lt=F("seat_cap"))
    if not pool.filter(free).update(seats_taken=F("seats_taken") + 1):
        raise SeatRefused(_("All seats are taken. End a seat, or declare a larger size when you renew."))
    # whoever puts it into a system or takes it out holds both rows: from here on its seats stay where they are
    if not Organisation.objects.filter(pk=organisation.pk, parent=organisation.parent_id).exists():
        raise SeatRefused(_("Something changed at the same moment. Send it again."))
    return pool.values_list("seats_taken", "seat_cap").get()


@transaction.atomic
def change_seat(
    seat: Seat, *, roles: Collection[str], department: Department | None, by: Person, at: dt.datetime
) -> None:
    """Change what somebody does. An organisation keeps a manager."""
    held = lock_seats(seat.organisation, by)
    now = Seat.objects.get(pk=seat.pk)
    if now.ended:
        raise SeatRefused(_("This seat has ended since you opened the page."))
    new = flags(roles)
    if now.manages and not new["manages"]:
        refuse_last_manager(now.organisation, now.person)
    if {**new, "department": department} == {**flags(now.roles), "department": now.department}:
        return
    if new["guards"] != now.guards:
        in_place(partial(sit_in_place, held, now.person, guards=new["guards"], by=by, at=at, anew=True))
    Seat.objects.filter(pk=now.pk).update(department=department, **new)
    roles_now = [role for role, given in new.items() if given]
    record("network.seat_changed", subject=held, by=by, at=at, person=now.person_id, roles=roles_now)


def in_place(change: Callable[[], None]) -> None:
    try:
        change()
    except ModelPlaceRefused as refusal:
        raise SeatRefused(str(refusal)) from None


def lock_seats(organisation: Organisation, by: Person | None) -> Organisation:
    """Hold the seats of an organisation, and look again whether the person still manages them.

    Without it, two managers who end each other's seat at once would both succeed.
    """
    list(Organisation.objects.select_for_update().filter(pk=organisation.pool_id))
    held = Organisation.objects.select_for_update(of=("self",)).select_related("place").get(pk=organisation.pk)
    if by and not by.has_perm("network.manage_organisation", held):
        raise SeatRefused(_("You do not manage %(name)s any more.") % {"name": held})
    return held


def refuse_last_manager(organisation: Organisation, person: Person) -> None:
    where = [organisation.pk, organisation.parent_id]
    others = Seat.objects.open().filter(organisation__in=where, manages=True).exclude(person=person)
    if not others.exists():
        raise SeatRefused(_("%(name)s needs a manager. Make somebody else a manager first.") % {"name": organisation})


@transaction.atomic
def off_board(organisation: Organisation, person: Person, *, by: Person, at: dt.datetime) -> int:
    """End each seat of a person in an organisation and, for a system, in its hospitals, with all that came with it.

    Their place in screening and the keys for programs that they made go as well; other apps close their part by the
    hook "rounds_seats_ended". Says how many seats ended; a second time there are none.
    """
    themselves = by.pk == person.pk
    held = lock_seats(organisation, None if themselves else by)
    family = list(family_of(held).select_related("place"))
    seats = list(Seat.objects.open().filter(person=person, organisation__in=family).select_related("organisation"))
    if not seats:
        return 0
    for one in seats:
        if one.manages:
            refuse_last_manager(one.organisation, person)
    for place_of in family:
        in_place(partial(leave_place, place_of, person, by=by, at=at))
    keys = end_keys(keys_made_by(person, held), by=by, at=at)
    close(seats, by=by, at=at)
    record("network.person_off_boarded", subject=held, by=by, at=at, person=person.pk, seats=len(seats), keys=keys)
    return len(seats)


def close(seats: list[Seat], *, by: Person | None, at: dt.datetime) -> None:
    """End open seats and give their room back."""
    for one in seats:
        if Seat.objects.open().filter(pk=one.pk).update(ended=at, ended_by=by):
            Organisation.objects.filter(pk=one.organisation.pool_id).update(seats_taken=F("seats_taken") - 1)
    for end in hooks.get_hooks("rounds_seats_ended"):
        end(seats, at)
