"""Which talks somebody has put into their own plan."""

from collections.abc import Iterable

from django.db.models import QuerySet

from rounds.accounts.models import Person
from rounds.events.models import Event, Proposal, Star
from rounds.events.queries.events import talks_of


def stars_visible_to(person: Person) -> QuerySet[Star]:
    """One's own alone: nobody else sees who plans what."""
    return Star.objects.filter(person=person)


def plan_of(person: Person, event: Event) -> list[str]:
    """Codes of the talks, the first one first."""
    own = stars_visible_to(person).filter(proposal__event=event)
    return list(own.order_by("pk").values_list("proposal__code", flat=True))


def to_be_starred(event: Event, codes: Iterable[str]) -> QuerySet[Proposal]:
    """Those of the codes that name a talk everybody may read about."""
    return Proposal.objects.filter(pk__in=talks_of(event).values("proposal"), code__in=[*codes])
