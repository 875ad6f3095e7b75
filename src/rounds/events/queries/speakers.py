from django.db.models import QuerySet

from rounds.events.models import Event, Speaking
from rounds.events.vocabulary import ON_PROGRAMME


def speakers_listed(event: Event) -> QuerySet[Speaking]:
    """Who speaks on the programme, by name."""
    found: QuerySet[Speaking] = Speaking.objects.taking_part().filter(
        proposal__event=event, proposal__state__in=ON_PROGRAMME
    )
    return (
        found.exclude(reply="no").select_related("person", "proposal").order_by("person__name", "proposal__title", "pk")
    )
