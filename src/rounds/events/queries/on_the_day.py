"""Who is there, how many sit in each session, and what was announced."""

from dataclasses import dataclass

from django.db.models import Count, F, OuterRef, QuerySet, Subquery

from rounds.accounts.models import Person
from rounds.events.models import Announcement, CheckIn, Event, HeadCount, Proposal
from rounds.events.queries.purchases import attendees, purchases_visible_to, tickets_of
from rounds.events.vocabulary import ON_PROGRAMME


@dataclass(frozen=True)
class Arrived:
    """How many are expected and how many are here."""

    expected: int
    here: int


def arrived(event: Event) -> Arrived:
    expected = attendees(event)
    return Arrived(expected.count(), CheckIn.objects.filter(ticket__in=expected, undone__isnull=True).count())


def arrived_by_kind(event: Event) -> list[tuple[str, int, int]]:
    """Name of each kind, how many have one, how many of them are here."""
    rows = attendees(event).values("kind__name", "here").annotate(n=Count("pk")).order_by()
    found: dict[str, list[int]] = {}
    for row in rows:
        both = found.setdefault(row["kind__name"], [0, 0])
        both[0] += row["n"]
        both[1] += row["n"] if row["here"] else 0
    return [(name, all_of_them, here) for name, (all_of_them, here) in sorted(found.items())]


def sessions_counted(event: Event) -> QuerySet[Proposal]:
    """Every talk on the programme with the last count of its room: in the order of the day, then those without a time."""
    last = HeadCount.objects.filter(proposal=OuterRef("pk")).order_by("-pk")
    found = Proposal.objects.filter(event=event, state__in=ON_PROGRAMME)
    found = found.annotate(heads=Subquery(last.values("count")[:1]), counted=Subquery(last.values("at")[:1]))
    found = found.select_related("session_type", "slot__room")
    return found.order_by(F("slot__starts").asc(nulls_last=True), "title", "pk")


def addresses_to_tell(event: Event) -> dict[str, str]:
    """Each address that hears announcements, once, with its language: of the ticket, or of the buyer where it has none."""
    found: dict[str, str] = {}
    for ticket in attendees(event).order_by("pk"):
        person = ticket.purchase.person
        email = ticket.email or (person.email if person.is_active and not ticket.purchase.given else "")
        if email:
            found.setdefault(email.lower(), person.language)
    return found


def announcements_of(event: Event) -> QuerySet[Announcement]:
    return Announcement.objects.filter(event=event).select_related("by").order_by("-at", "-pk")


def hears_announcements(person: Person, event: Event) -> bool:
    """Whether somebody has a ticket, or bought one."""
    has = tickets_of(person).filter(purchase__event=event).exists()
    return has or purchases_visible_to(person).filter(event=event, person=person, state="kept").exists()
