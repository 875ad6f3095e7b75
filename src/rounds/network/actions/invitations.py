import datetime as dt
from collections.abc import Collection, Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.network.actions.departments import department_called
from rounds.network.actions.seats import SeatRefused, flags, give_seat
from rounds.network.letters import send_invitation
from rounds.network.models import Department, Invitation, Organisation, Seat
from rounds.network.queries.organisations import room_of, standing_of
from rounds.network.queries.people import has_address, open_invitations, outcomes
from rounds.network.roster import Row

GOOD_FOR = dt.timedelta(days=30)


class InvitationRefused(Exception):
    """The message is written for the person who asked."""


@transaction.atomic
def invite(
    organisation: Organisation,
    email: str,
    *,
    name: str = "",
    roles: Collection[str] = (),
    department: Department | None = None,
    by: Person,
    at: dt.datetime,
) -> Invitation:
    """Offer a seat by mail. It is taken when somebody accepts."""
    email = email.strip().lower()
    refuse_invitation(organisation, email, at=at)
    try:
        with transaction.atomic():
            made = Invitation.objects.create(
                organisation=organisation,
                email=email,
                name=name,
                department=department,
                sent=at,
                sent_by=by,
                until=at + GOOD_FOR,
                **flags(roles),
            )
    except IntegrityError:
        raise InvitationRefused(_("This address is invited already.")) from None
    record("network.person_invited", subject=organisation, by=by, at=at, invitation=made.pk, roles=made.roles)
    send_invitation(made, language=by.language)
    return made


def refuse_invitation(organisation: Organisation, email: str, *, at: dt.datetime) -> None:
    if not standing_of(organisation, on=at.date()).is_member:
        raise InvitationRefused(_("You can invite people while the membership lasts."))
    if organisation.is_one_person:
        raise InvitationRefused(_("This membership is for one person."))
    if organisation.seats.open().filter(person__email__iexact=email).exists():
        raise InvitationRefused(_("Somebody with this address has a seat already."))
    left = room_of(organisation).left
    if left is not None and left <= open_invitations(organisation).count():
        raise InvitationRefused(_("All seats are taken or promised. End a seat or take an invitation back."))


@transaction.atomic
def invite_all(organisation: Organisation, rows: Sequence[Row], *, by: Person, at: dt.datetime) -> int:
    """Invite those rows of a list that can be invited now; says how many."""
    asked = [each.row for each in outcomes(organisation, rows, at=at) if each.will == "invite"]
    for row in asked:
        department = department_called(organisation, row.department, by=by, at=at) if row.department else None
        invite(organisation, row.email, name=row.name, roles=row.roles, department=department, by=by, at=at)
    return len(asked)


@transaction.atomic
def send_again(invitation: Invitation, *, by: Person, at: dt.datetime) -> None:
    """A new letter, good for another 30 days; the link of the old one stops working."""
    waiting = Invitation.objects.filter(pk=invitation.pk, accepted__isnull=True, closed__isnull=True)
    if not waiting.update(sent=at, sent_by=by, until=at + GOOD_FOR):
        raise InvitationRefused(_("This invitation was answered or taken back."))
    invitation.refresh_from_db()
    record("network.invitation_sent_again", subject=invitation.organisation, by=by, at=at, invitation=invitation.pk)
    send_invitation(invitation, language=by.language)


@transaction.atomic
def close_invitation(invitation: Invitation, *, by: Person | None, at: dt.datetime) -> None:
    """Taken back by a manager, or declined by the invited; a second time changes nothing."""
    waiting = Invitation.objects.filter(pk=invitation.pk, accepted__isnull=True, closed__isnull=True)
    if waiting.update(closed=at):
        record("network.invitation_closed", subject=invitation.organisation, by=by, at=at, invitation=invitation.pk)


@transaction.atomic
def accept_invitation(invitation: Invitation, person: Person, *, at: dt.datetime) -> Seat:
    """Take the offered seat; the address must be one that the person has confirmed."""
    held = Invitation.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=invitation.pk)
    refuse_accepting(held, person, at=at)
    try:
        seat = give_seat(
            held.organisation, person, roles=held.roles, department=held.department, by=held.sent_by, at=at
        )
    except SeatRefused as refusal:
        raise InvitationRefused(str(refusal)) from None
    Invitation.objects.filter(pk=held.pk).update(accepted=at, seat=seat)
    record("network.invitation_accepted", subject=held.organisation, by=person, at=at, invitation=held.pk)
    return seat


def refuse_accepting(invitation: Invitation, person: Person, *, at: dt.datetime) -> None:
    if invitation.accepted or invitation.closed:
        raise InvitationRefused(_("This invitation was answered or taken back."))
    if invitation.until < at:
        raise InvitationRefused(_("This invitation is too old. Ask for a new one."))
    if not has_address(person, invitation.email):
        raise InvitationRefused(_("This invitation is for another address than yours."))


def decline_invitation(invitation: Invitation, person: Person, *, at: dt.datetime) -> None:
    refuse_accepting(invitation, person, at=at)
    close_invitation(invitation, by=person, at=at)
