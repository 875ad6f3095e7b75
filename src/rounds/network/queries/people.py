"""Seats, invitations and departments of an organisation."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.core import signing
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from rounds.accounts.models import Entry, Person
from rounds.network.models import Department, Invitation, Organisation, Seat
from rounds.network.queries.organisations import organisations_managed_by, room_of
from rounds.network.roster import Row
from rounds.screening.models import PlaceKey

INVITATION_SALT = "rounds.network.invitation"


def seats_visible_to(person: Person) -> QuerySet[Seat]:
    """The open seats that a person may see with names and addresses: their own, and those they manage."""
    managed = organisations_managed_by(person).filter(pk=OuterRef("organisation"))
    found: QuerySet[Seat] = Seat.objects.open().select_related("person", "department", "organisation")
    return found.filter(Q(person=person) | Q(Exists(managed)))


def seats_of(
    organisation: Organisation, *, words: str = "", department: Department | None = None, role: str = ""
) -> QuerySet[Seat]:
    found: QuerySet[Seat] = organisation.seats.open().select_related("person", "department")
    for word in words.split():
        found = found.filter(Q(person__name__icontains=word) | Q(person__email__icontains=word))
    if department:
        found = found.filter(department=department)
    if role:
        found = found.filter(**{role: True})
    return found.order_by("person__name", "pk")


def officials_of(organisation: Organisation) -> QuerySet[Seat]:
    """Whom to turn to: managers, approvers and privacy officers."""
    role = Q(manages=True) | Q(approves=True) | Q(guards=True)
    found: QuerySet[Seat] = organisation.seats.open().filter(role).select_related("person")
    return found.order_by("-manages", "person__name", "pk")


def seat_of(person: Person, organisation: Organisation) -> Seat | None:
    found: Seat | None = organisation.seats.open().filter(person=person).first()
    return found


def open_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    waiting = organisation.invitations.filter(accepted__isnull=True, closed__isnull=True)
    return waiting.select_related("department").order_by("email")


def departments_of(organisation: Organisation) -> QuerySet[Department]:
    seats = Count("seats", filter=Q(seats__ended__isnull=True))
    return organisation.departments.annotate(people=seats).order_by("name")


def family_of(organisation: Organisation) -> QuerySet[Organisation]:
    """The organisation, and the hospitals of a system."""
    return Organisation.objects.filter(Q(pk=organisation.pk) | Q(parent=organisation.pk))


@dataclass(frozen=True)
class Leaving:
    """What off-boarding a person will close."""

    person: Person
    seats: list[Seat]
    keys: list[PlaceKey]


def leaving(organisation: Organisation, person: Person) -> Leaving:
    seats = Seat.objects.open().filter(person=person, organisation__in=family_of(organisation))
    return Leaving(person, list(seats.select_related("organisation")), list(keys_made_by(person, organisation)))


def keys_made_by(person: Person, organisation: Organisation) -> QuerySet[PlaceKey]:
    """Keys for programs of the organisation that a person has made, and so may know."""
    made = Entry.objects.filter(verb="screening.place_key_made", actor=person).values_list("subject_id", flat=True)
    family = family_of(organisation).values("place")
    return PlaceKey.objects.filter(pk__in=[int(number) for number in made], place__in=family, ended=None)


def invitation_token(invitation: Invitation) -> str:
    """What the link of an invitation carries; a newer letter makes the older link stale."""
    return signing.dumps([invitation.pk, int(invitation.sent.timestamp())], salt=INVITATION_SALT)


def read_invitation(token: str) -> Invitation | None:
    try:
        number, sent = signing.loads(token, salt=INVITATION_SALT)
    except (signing.BadSignature, ValueError):
        return None
    found = Invitation.objects.select_related("organisation", "sent_by").filter(pk=number).first()
    return found if found and int(found.sent.timestamp()) == sent else None


def has_address(person: Person, email: str) -> bool:
    """Whether an address is the person's, and confirmed."""
    return bool(EmailAddress.objects.filter(user=person, email__iexact=email, verified=True).exists())


@dataclass(frozen=True)
class Outcome:
    """What will happen with one row of a list of people to invite."""

    row: Row
    will: str
    kind: str
    words: str


def outcomes(organisation: Organisation, rows: Sequence[Row], *, at: dt.datetime) -> list[Outcome]:
    """Row by row what inviting them will do, in the order of the file."""
    seated = {email.lower() for email in organisation.seats.open().values_list("person__email", flat=True)}
    invited = {email.lower() for email in open_invitations(organisation).values_list("email", flat=True)}
    departments = {name.lower() for name in organisation.departments.values_list("name", flat=True)}
    room, said = room_of(organisation), []
    left = None if room.left is None else max(0, room.left - len(invited))
    for row in rows:
        found = outcome(row, seated, invited, departments, left)
        said.append(found)
        if found.will == "invite":
            invited.add(row.email)
            departments.add(row.department.lower())
            left = None if left is None else left - 1
    return said


def outcome(row: Row, seated: set[str], invited: set[str], departments: set[str], left: int | None) -> Outcome:
    if row.problem:
        return Outcome(row, "refuse", "bad", row.problem)
    if row.email in seated:
        return Outcome(row, "nothing", "", _("Has a seat already. Nothing happens."))
    if row.email in invited:
        return Outcome(row, "nothing", "", _("Is invited already. Nothing happens."))
    if left is not None and left <= 0:
        return Outcome(row, "refuse", "bad", _("No seat is left."))
    if row.department and row.department.lower() not in departments:
        return Outcome(row, "invite", "ok", _("Will be invited. A new department is made."))
    return Outcome(row, "invite", "ok", _("Will be invited."))
