"""What screening holds about a person, for their export."""

from typing import Any

from rounds.accounts.models import Person
from rounds.screening.models import Authorization, Decision, PlaceMember

Section = tuple[str, list[dict[str, Any]]]


def own_data(person: Person) -> Section:
    seats = PlaceMember.objects.filter(person=person).order_by("since").values("place__name", "role", "since")
    decisions = Decision.objects.filter(by=person).order_by("at").values("place__name", "rule", "level", "reason", "at")
    recorded = Authorization.objects.filter(by=person).order_by("at").values("place__name", "reference", "at")
    return "screening", [
        *({"what": "place", **row} for row in seats),
        *({"what": "decision", **row} for row in decisions),
        *({"what": "signed permission you recorded", **row} for row in recorded),
    ]
