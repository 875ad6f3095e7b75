"""Which rows of an event concern a person: the same conditions serve permissions and lists."""

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower

from rounds.accounts.access import is_centre_staff
from rounds.accounts.models import Person
from rounds.events.models import Conflict, Helper, Speaking
from rounds.events.vocabulary import DECIDING_WORKS, SENT_IN, Standing, Work
from rounds.network.models import DomainName, Organisation, Seat

NOBODY = Q(pk__in=[])
REVIEWING = (Work.REVIEWER, Work.CHAIR)
DECIDING = DECIDING_WORKS


def shown_events() -> Q:
    return Q(standing__in=[Standing.ANNOUNCED, Standing.CANCELLED])


def events_worked_at(person: Person, works: Iterable[str] = Work.values) -> Q:
    return helped_by(person, works) if person.is_active else NOBODY


def helped_by(person: Any, works: Iterable[str] = Work.values) -> Q:
    """Events where somebody has one of these works, be their account in use or not."""
    return Q(Exists(Helper.objects.filter(event=OuterRef("pk"), person=person, work__in=[*works])))


def in_tracks_of(person: Person, works: Iterable[str]) -> Q:
    """Proposals of tracks in which a person works; a role without tracks holds for all of them."""
    if not person.is_active:
        return NOBODY
    held = Helper.objects.filter(event=OuterRef("event"), person=person, work__in=[*works])
    return Q(Exists(held.filter(Q(tracks__isnull=True) | Q(tracks=OuterRef("track")))))


def addresses_of(person: Person) -> set[str]:
    known = EmailAddress.objects.filter(user=person, verified=True).values_list(Lower("email"), flat=True)
    return {*known, person.email.lower()}


def own(person: Person) -> Q:
    """Proposals that a person sent, speaks in, or is asked to speak in."""
    mine = Q(person=person) | Q(lower__in=addresses_of(person))
    speaking = Speaking.objects.annotate(lower=Lower("email")).filter(mine, proposal=OuterRef("pk"))
    return Q(Exists(speaking.filter(left__isnull=True)))


def families_of(person: Person) -> set[int]:
    """The organisations of a person, with their systems and the hospitals of these."""
    seats = Seat.objects.open().filter(person=person)
    tops = {parent or own for own, parent in seats.values_list("organisation", "organisation__parent")}
    return {*tops, *Organisation.objects.filter(parent__in=tops).values_list("pk", flat=True)}


def colleagues(person: Person) -> Q:
    """Proposals with a speaker of the same organisation: by a seat, or by an address in its proven domain."""
    families = families_of(person)
    if not families:
        return NOBODY
    speaking = Speaking.objects.filter(proposal=OuterRef("pk"), left__isnull=True)
    seats = Seat.objects.open().filter(person=OuterRef("person"), organisation__in=families)
    found = Q(Exists(seats))
    for domain in DomainName.objects.filter(organisation__in=families, proven__isnull=False).values_list(
        "name", flat=True
    ):
        found |= Q(email__iendswith=f"@{domain}")
    return Q(Exists(speaking.filter(found)))


def declared(person: Person) -> Q:
    return Q(Exists(Conflict.objects.filter(proposal=OuterRef("pk"), person=person)))


def in_conflict(person: Person) -> Q:
    return own(person) | colleagues(person) | declared(person)


def sent_in() -> Q:
    return Q(state__in=SENT_IN) | Q(state="withdrawn", submitted__isnull=False)


def seen_at_desk(person: Person) -> Q:
    """What an organiser or a chair sees with names and reviews: never their own proposals."""
    reach = Q() if is_centre_staff(person) else in_tracks_of(person, DECIDING)
    return sent_in() & reach & ~own(person)


def decided_by(person: Person) -> Q:
    return seen_at_desk(person) & ~colleagues(person) & ~declared(person)


def reviewed_by(person: Person) -> Q:
    return in_tracks_of(person, REVIEWING) & ~in_conflict(person)


def entries_seen(person: Person) -> Q:
    """Entries that are shown, one's own, and those of events that one runs; judges see finalists, which are shown."""
    if not person.is_active:
        return NOBODY
    if is_centre_staff(person):
        return ~Q(state="draft") | Q(person=person)
    runs = Helper.objects.filter(event=OuterRef("contest__event"), person=person, work=Work.ORGANISER)
    return Q(state="shown") | Q(person=person) | (~Q(state="draft") & Q(Exists(runs)))
