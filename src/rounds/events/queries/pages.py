"""Which pages of an event readers find, asked together with the event itself."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from rounds.events.models import AgendaVersion, Contest, Event, TicketKind
from rounds.events.queries.events import shown_talks
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


def pages_of(event: Event) -> Pages:
    known: Any = event if hasattr(event, "has_talks") else with_pages(Event.objects.filter(pk=event.pk)).get()
    selling = known.has_tickets and event.standing == Standing.ANNOUNCED
    return Pages(talks=known.has_talks, agenda=known.has_agenda, tickets=selling, contests=known.has_contests)
