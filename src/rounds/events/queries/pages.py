"""Which pages of an event readers find, asked together with the event itself."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from rounds.accounts.access import is_centre_staff
from rounds.accounts.models import Person
from rounds.core.prepared import Prepared
from rounds.events import reach
from rounds.events.models import AgendaVersion, Contest, Event, TicketKind
from rounds.events.queries.events import events_visible_to, shown_talks
from rounds.events.vocabulary import Standing


@dataclass(frozen=True)
class Pages:
    talks: bool
    agenda: bool
    tickets: bool
    contests: bool


def with_pages(events: QuerySet[Event]) -> QuerySet[Any]:
    """Each event with what it has to show, in the same question to the database."""
    return events.annotate(
        has_talks=Exists(shown_talks().filter(proposal__event=OuterRef("pk")).order_by()),
        has_agenda=Exists(AgendaVersion.objects.filter(event=OuterRef("pk"))),
        has_tickets=Exists(TicketKind.objects.filter(event=OuterRef("pk"), shown=True)),
        has_contests=Exists(Contest.objects.filter(event=OuterRef("pk"), announced__isnull=False)),
    )


VISITORS = Prepared(lambda slug: with_pages(events_visible_to(None)).filter(slug=slug))
STAFF = Prepared(lambda slug: with_pages(Event.objects.all()).filter(slug=slug))
OTHERS = Prepared(
    lambda slug, person: with_pages(Event.objects.filter(reach.shown_events() | reach.helped_by(person))).filter(
        slug=slug
    )
)


def event_at(slug: str, person: Person | None) -> Event | None:
    """An event as this reader may see it, with what its pages ask; the same as in `events_visible_to`."""
    if person is None or not person.is_active:
        return VISITORS(slug)
    return STAFF(slug) if is_centre_staff(person) else OTHERS(slug, person.pk)


def pages_of(event: Event) -> Pages:
    known: Any = event if hasattr(event, "has_talks") else with_pages(Event.objects.filter(pk=event.pk)).get()
    selling = known.has_tickets and event.standing == Standing.ANNOUNCED
    return Pages(talks=known.has_talks, agenda=known.has_agenda, tickets=selling, contests=known.has_contests)
