"""What the staff directory of an organisation does here by itself: it gives seats, ends them, and sorts people."""

import datetime as dt
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from rounds.accounts.actions.keys import end_program_key, make_program_key, use_program_key
from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.network.actions.invitations import InvitationRefused, invite
from rounds.network.actions.places import ModelPlaceRefused, end_keys, leave_place
from rounds.network.actions.seats import SeatRefused, close, give_seat, refuse_last_manager
from rounds.network.models import Invitation, Organisation, ScimGroup, ScimKey, ScimUser, Seat
from rounds.network.queries.people import keys_made_by
from rounds.network.queries.programs import (
    departments_without_entry,
    entries_of,
    owns_domain,
    person_with,
    seats_without_entry,
)

SHOWN = "rounds_staff_"


class ProgramRefused(Exception):
    """The message is written for whoever looks after the staff directory; `taken` tells that there is one already."""

    def __init__(self, message: str, *, taken: bool = False) -> None:
        super().__init__(message)
        self.taken = taken


@dataclass(frozen=True)
class Told:
    """What a staff directory says of a person."""

    user_name: str
    email: str
    emails: tuple[dict[str, object], ...] = ()
    external_id: str = ""
    given: str = ""
    family: str = ""
    active: bool = True


def make_scim_key(organisation: Organisation, *, name: str, by: Person, at: dt.datetime) -> tuple[ScimKey, str]:
    return make_program_key(
        ScimKey,
        verb="network.staff_key_made",
        shown=SHOWN,
        by=by,
        at=at,
        organisation=organisation,
        made_by=by,
        name=name,
    )


def end_scim_key(key: ScimKey, *, by: Person, at: dt.datetime) -> None:
    end_program_key(key, verb="network.staff_key_ended", by=by, at=at)


def use_scim_key(secret: str, *, at: dt.datetime) -> ScimKey | None:
    """The key with which a staff directory asks, or None."""
    return use_program_key(ScimKey.objects.select_related("organisation", "made_by"), secret, at=at)


def know_everybody(organisation: Organisation, *, at: dt.datetime) -> None:
    """Give an entry to each seat and department that has none, so that the staff directory finds who is there."""
    for seat in seats_without_entry(organisation):
        invited = ScimUser.objects.filter(organisation=organisation, person=None, invitation__seat__person=seat.person)
        groups = ScimGroup.objects.filter(members__in=list(invited)).order_by("-changed")
        if seat.department_id is None and (group := groups.first()):
            Seat.objects.filter(pk=seat.pk).update(department=group.department)
        if not invited.update(person=seat.person):
            taken = ScimUser.objects.filter(organisation=organisation, user_name__iexact=seat.person.email)
            if not taken.update(person=seat.person):
                ScimUser.objects.get_or_create(
                    organisation=organisation,
                    person=seat.person,
                    defaults={
                        "user_name": seat.person.email,
                        "email": seat.person.email,
                        "made": seat.given,
                        "changed": at,
                    },
                )
    for department in departments_without_entry(organisation):
        group, new = ScimGroup.objects.get_or_create(department=department, defaults={"made": at, "changed": at})
        if new:
            seats = Seat.objects.open().filter(department=department)
            group.members.set(ScimUser.objects.filter(organisation=organisation, person__in=seats.values("person")))


@transaction.atomic
def add_entry(key: ScimKey, told: Told, *, at: dt.datetime) -> ScimUser:
    """Somebody new in the staff directory: a seat where the address is the organisation's own, else an invitation."""
    organisation = key.organisation
    if ScimUser.objects.filter(organisation=organisation, user_name__iexact=told.user_name).exists():
        raise ProgramRefused("There is somebody with this userName already.", taken=True)
    try:
        with transaction.atomic():
            entry = ScimUser.objects.create(
                organisation=organisation,
                user_name=told.user_name,
                external_id=told.external_id,
                given=told.given,
                family=told.family,
                email=told.email,
                emails=list(told.emails),
                wanted=told.active,
                made=at,
                changed=at,
            )
    except IntegrityError:
        raise ProgramRefused("There is somebody with this userName already.", taken=True) from None
    record("network.staff_entry_added", subject=organisation, by=key.made_by, at=at, key=key.name)
    if told.active:
        bring_in(key, entry, at=at)
    return entry


def bring_in(key: ScimKey, entry: ScimUser, *, at: dt.datetime) -> None:
    """Give the seat, or offer it by mail; without an address there is nobody to give it to yet."""
    if not (entry.email or entry.person):
        return
    person = entry.person or who_is(key.organisation, entry, at=at)
    try:
        if person is None:
            entry.invitation = open_invitation(entry) or invite(
                key.organisation, entry.email, name=f"{entry.given} {entry.family}".strip(), by=key.made_by, at=at
            )
            entry.save(update_fields=["invitation"])
            return
        if ScimUser.objects.filter(organisation=entry.organisation, person=person).exclude(pk=entry.pk).exists():
            raise ProgramRefused("This person has an entry already, under another userName.", taken=True)
        entry.person = person
        entry.save(update_fields=["person"])
        if not Seat.objects.open().filter(organisation=key.organisation, person=person).exists():
            give_seat(key.organisation, person, by=key.made_by, at=at)
    except (SeatRefused, InvitationRefused) as refusal:
        raise ProgramRefused(str(refusal)) from None


def open_invitation(entry: ScimUser) -> Invitation | None:
    waiting = Invitation.objects.filter(
        organisation=entry.organisation, email__iexact=entry.email, accepted__isnull=True, closed__isnull=True
    )
    return waiting.first()


def who_is(organisation: Organisation, entry: ScimUser, *, at: dt.datetime) -> Person | None:
    """The account behind an address of the organisation's own domain; made when nobody has it. Nobody elsewhere."""
    if not owns_domain(organisation, entry.email):
        return None
    if found := person_with(entry.email):
        return found if found.is_active else None
    if Person.objects.filter(email__iexact=entry.email).exists():
        return None  # somebody typed this address and never confirmed it
    name = f"{entry.given} {entry.family}".strip() or entry.email.partition("@")[0]
    person = Person.objects.create_user(entry.email, name=name, joined=at)
    EmailAddress.objects.create(user=person, email=person.email, verified=False, primary=True)
    record("network.account_made_for_staff", subject=person, by=None, at=at, organisation=str(organisation))
    return person


@transaction.atomic
def change_entry(key: ScimKey, entry: ScimUser, told: Told, *, at: dt.datetime) -> ScimUser:
    """What the staff directory says now. Names change in its own entry: an account belongs to its person."""
    held = ScimUser.objects.select_for_update().get(pk=entry.pk)
    was_active = entries_of(key.organisation).get(pk=held.pk).active
    others = ScimUser.objects.filter(organisation=held.organisation, user_name__iexact=told.user_name)
    if others.exclude(pk=held.pk).exists():
        raise ProgramRefused("There is somebody with this userName already.", taken=True)
    new = {
        "user_name": told.user_name,
        "external_id": told.external_id,
        "given": told.given,
        "family": told.family,
        "email": told.email,
        "emails": list(told.emails),
        "wanted": told.active,
    }
    fields = [field for field, value in new.items() if getattr(held, field) != value]
    for field in fields:
        setattr(held, field, new[field])
    if fields or told.active != was_active:
        held.changed = at
        held.save()
        record(
            "network.staff_entry_changed", subject=held.organisation, by=key.made_by, at=at, key=key.name, fields=fields
        )
    if told.active and (not was_active or ("email" in fields and held.person is None)):
        bring_in(key, held, at=at)
    elif was_active and not told.active:
        send_away(key, held, at=at)
    return held


@transaction.atomic
def remove_entry(key: ScimKey, entry: ScimUser, *, at: dt.datetime) -> None:
    """Off-board, and forget the entry. The person's own account stays theirs."""
    held = ScimUser.objects.select_for_update().get(pk=entry.pk)
    send_away(key, held, at=at)
    held.delete()
    record("network.staff_entry_removed", subject=key.organisation, by=key.made_by, at=at, key=key.name)


def send_away(key: ScimKey, entry: ScimUser, *, at: dt.datetime) -> None:
    """End the person's seat at this organisation, and nowhere else, with what came with it."""
    if entry.invitation_id:
        waiting = Invitation.objects.filter(pk=entry.invitation_id, accepted__isnull=True, closed__isnull=True)
        waiting.update(closed=at)
    organisation = (
        Organisation.objects.select_for_update(of=("self",)).select_related("place").get(pk=key.organisation_id)
    )
    seats = list(
        Seat.objects.open().filter(person=entry.person_id, organisation=organisation).select_related("organisation")
    )
    if not seats or entry.person is None:
        return
    try:
        if any(seat.manages for seat in seats):
            refuse_last_manager(organisation, entry.person)
        leave_place(organisation, entry.person, by=key.made_by, at=at)
    except (SeatRefused, ModelPlaceRefused) as refusal:
        raise ProgramRefused(str(refusal)) from None
    ended = end_keys(keys_made_by(entry.person, organisation), by=key.made_by, at=at)
    close(seats, by=None, at=at)
    record(
        "network.person_off_boarded",
        subject=organisation,
        by=key.made_by,
        at=at,
        person=entry.person.pk,
        key=key.name,
        keys=ended,
    )


@transaction.atomic
def add_group(key: ScimKey, name: str, external_id: str, members: set[str], *, at: dt.datetime) -> ScimGroup:
    try:
        with transaction.atomic():
            department = key.organisation.departments.create(name=name)
    except IntegrityError:
        raise ProgramRefused("There is a group with this displayName already.", taken=True) from None
    group = ScimGroup.objects.create(department=department, external_id=external_id, made=at, changed=at)
    record("network.department_added", subject=key.organisation, by=key.made_by, at=at, department=name, key=key.name)
    sort_people(key, group, members)
    return group


@transaction.atomic
def change_group(
    key: ScimKey, group: ScimGroup, name: str, external_id: str, members: set[str], *, at: dt.datetime
) -> ScimGroup:
    held = ScimGroup.objects.select_for_update(of=("self",)).select_related("department").get(pk=group.pk)
    try:
        with transaction.atomic():
            if held.department.name != name:
                held.department.name = name
                held.department.save(update_fields=["name"])
                record("network.department_renamed", subject=key.organisation, by=key.made_by, at=at, now=name)
    except IntegrityError:
        raise ProgramRefused("There is a group with this displayName already.", taken=True) from None
    held.external_id, held.changed = external_id, at
    held.save(update_fields=["external_id", "changed"])
    sort_people(key, held, members)
    return held


def sort_people(key: ScimKey, group: ScimGroup, members: set[str]) -> None:
    """Put exactly these people of the organisation into the department; whom we do not know is refused.

    Who is invited sits in it as soon as the seat is taken; of several departments the last one counts for the seat.
    """
    entries = list(ScimUser.objects.filter(organisation=key.organisation, pk__in=members))
    if unknown := members - {str(entry.pk) for entry in entries}:
        raise ProgramRefused(f"No user of this organisation has the id {sorted(unknown)[0]}.")
    former = set(group.members.values_list("person", flat=True))
    group.members.set(entries)
    now = {entry.person_id for entry in entries if entry.person_id}
    seats = Seat.objects.open().filter(organisation=key.organisation)
    seats.filter(department=group.department, person__in=former - now).update(department=None)
    seats.filter(person__in=now - former).update(department=group.department)


@transaction.atomic
def remove_group(key: ScimKey, group: ScimGroup, *, at: dt.datetime) -> None:
    name = group.department.name
    Seat.objects.filter(department=group.department, ended__isnull=True).update(department=None)
    group.department.delete()
    record("network.department_removed", subject=key.organisation, by=key.made_by, at=at, department=name, key=key.name)
