"""What people of a place have decided about findings."""

from dataclasses import dataclass

from django.db.models import QuerySet

from rounds.engines.privacy import Finding
from rounds.screening.models import Decision, Place
from rounds.screening.queries.places import fingerprint


@dataclass(frozen=True)
class Accepted:
    """Why a finding is fine; `who` is empty for a visitor's own reason."""

    reason: str
    who: str = ""


def print_of(place: Place, finding: Finding, text: str) -> str:
    """A finding about words is known again by its words, one about a whole post by the whole post."""
    return fingerprint(place, finding.rule, finding.type, finding.text or text)


def decided(place: Place, findings: tuple[Finding, ...], text: str) -> dict[str, Accepted]:
    """The latest decision for each finding that had one, by its fingerprint."""
    prints = {print_of(place, finding, text): finding for finding in findings}
    rows = Decision.objects.filter(place=place, fingerprint__in=prints).select_related("by").order_by("at", "pk")
    return {
        row.fingerprint: Accepted(row.reason, str(row.by))
        for row in rows
        if row.level == prints[row.fingerprint].level.value or row.level == "block"
    }


def decisions_of(place: Place) -> QuerySet[Decision]:
    return place.decisions.select_related("by").order_by("-at", "-pk")
