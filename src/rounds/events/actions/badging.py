"""Which badges are printed, and that they were."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.events.models import Event, Ticket
from rounds.events.queries.purchases import attendees


def badges_to_print(event: Event, *, kind: int | None = None, only_new: bool = False) -> list[Ticket]:
    """Tickets with a name, in the order of names."""
    found = attendees(event).exclude(name="").select_related("purchase__event", "kind")
    found = found.filter(kind=kind) if kind else found
    found = found.filter(printed__isnull=True) if only_new else found
    return list(found.order_by("name", "pk")[:2000])


def badge_counts(event: Event) -> dict[str, int]:
    found = attendees(event)
    named = found.exclude(name="")
    return {
        "named": named.count(),
        "unnamed": found.filter(name="").count(),
        "fresh": named.filter(printed__isnull=True).count(),
    }


@transaction.atomic
def note_printed(event: Event, tickets: Sequence[Ticket], *, by: Person, at: dt.datetime) -> None:
    Ticket.objects.filter(pk__in=[one.pk for one in tickets]).update(printed=at)
    record("events.badges_printed", subject=event, by=by, at=at, count=len(tickets))
