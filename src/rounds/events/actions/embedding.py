import datetime as dt

from django.db import transaction

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.events.models import Embedding, Event


@transaction.atomic
def allow_sites(event: Event, sites: str, *, by: Person, at: dt.datetime) -> None:
    """Which other sites may show the agenda in a frame; none when empty."""
    Event.objects.select_for_update().get(pk=event.pk)
    Embedding.objects.update_or_create(event=event, defaults={"sites": sites})
    record("events.embedding_changed", subject=event, by=by, at=at, sites=sites.split())
