"""Who is asked to review how much, and who still owes reviews."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet

from rounds.accounts.models import Person
from rounds.events.models import Assignment, Event, Review
from rounds.events.queries.reviews import reviewers_of
from rounds.events.vocabulary import OPEN_TO_REVIEW


@dataclass(frozen=True)
class Workload:
    person: Person
    assigned: int
    done: int


def workloads(event: Event) -> list[Workload]:
    assigned = dict(count_by_person(Assignment.objects.filter(proposal__event=event)))
    given = dict(count_by_person(Review.objects.filter(proposal__event=event)))
    return [Workload(one, assigned.get(one.pk, 0), given.get(one.pk, 0)) for one in reviewers_of(event)]


def reviews_owed(event: Event) -> dict[int, int]:
    """For each person how many reviews were asked for and neither given nor made needless."""
    given = Review.objects.filter(proposal=OuterRef("proposal"), person=OuterRef("person"))
    asked = Assignment.objects.filter(proposal__event=event, proposal__state__in=OPEN_TO_REVIEW)
    return dict(count_by_person(asked.filter(~Exists(given))))


def count_by_person(found: QuerySet[Assignment] | QuerySet[Review]) -> list[tuple[int, int]]:
    rows = found.values_list("person").annotate(number=Count("pk")).order_by("person")
    return [(person, number) for person, number in rows]
