"""The rehearsal room: what there is, and how it stands for a person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from rounds.accounts.models import Person
from rounds.training.models import CoursePage, LessonPage, Rehearsal, RehearsalAttempt, SavedWords
from rounds.training.vocabulary import Audience, Subject

LENGTHS = {"short": Q(minutes__lte=8), "medium": Q(minutes__gt=8, minutes__lte=12), "long": Q(minutes__gt=12)}
Outcome = RehearsalAttempt.Outcome


@dataclass(frozen=True, slots=True)
class Card:
    """One rehearsal in the list; `state` is done, open, tried or empty."""

    rehearsal: Rehearsal
    state: str = ""

    @property
    def subject(self) -> str:
        return str(Subject(self.rehearsal.subject).label)


def rehearsals_in_room() -> QuerySet[Rehearsal]:
    return Rehearsal.objects.filter(live=True).order_by("title", "pk")


def find_rehearsals(rehearsals: QuerySet[Rehearsal], wanted: Mapping[str, str]) -> QuerySet[Rehearsal]:
    """Those that match `audience`, `subject`, `length` (short, medium, long) and `q`; empty values match all."""
    if wanted.get("audience"):
        rehearsals = rehearsals.filter(audiences__contains=f" {wanted['audience']} ")
    if wanted.get("subject"):
        rehearsals = rehearsals.filter(subject=wanted["subject"])
    if wanted.get("length") in LENGTHS:
        rehearsals = rehearsals.filter(LENGTHS[wanted["length"]])
    for word in wanted.get("q", "").split():
        rehearsals = rehearsals.filter(Q(title__icontains=word) | Q(summary__icontains=word))
    return rehearsals


def cards_for(rehearsals: Iterable[Rehearsal], person: Person | None) -> list[Card]:
    """The rehearsals with their state for a person; one query for all of them."""
    listed = list(rehearsals)
    states = states_for(person, listed)
    return [Card(each, states.get(each.pk, "")) for each in listed]


def states_for(person: Person | None, rehearsals: Iterable[Rehearsal]) -> dict[int, str]:
    if person is None:
        return {}
    found: dict[int, str] = {}
    rows = RehearsalAttempt.objects.filter(person=person, rehearsal__in=list(rehearsals))
    for rehearsal, outcome in rows.values_list("rehearsal", "outcome"):
        state = {Outcome.GOOD: "done", "": "open"}.get(outcome, "tried")
        order = ("tried", "open", "done")
        found[rehearsal] = max(found.get(rehearsal, "tried"), state, key=order.index)
    return found


def has_finished(person: Person | None, rehearsal: Rehearsal | None) -> bool:
    return (
        person is not None
        and rehearsal is not None
        and RehearsalAttempt.objects.filter(person=person, rehearsal=rehearsal, outcome=Outcome.GOOD).exists()
    )


def open_attempt(person: Person | None, rehearsal: Rehearsal) -> RehearsalAttempt | None:
    """The attempt a person is in the middle of, with its script's edition."""
    if person is None:
        return None
    rows = RehearsalAttempt.objects.filter(person=person, rehearsal=rehearsal, ended=None)
    return rows.select_related("edition", "edition__rehearsal", "rehearsal", "person").first()


def ended_attempts(person: Person | None, rehearsal: Rehearsal) -> list[RehearsalAttempt]:
    """Earlier attempts in which something was answered, the last first."""
    if person is None:
        return []
    rows = RehearsalAttempt.objects.filter(person=person, rehearsal=rehearsal, ended__isnull=False, answered__gt=0)
    return list(rows.order_by("-ended", "-pk")[:20])


def attempt_of(person: Person, number: int) -> RehearsalAttempt | None:
    rows = RehearsalAttempt.objects.filter(person=person, pk=number, ended__isnull=False)
    return rows.select_related("edition", "edition__rehearsal", "rehearsal").first()


def saved_words(attempt: RehearsalAttempt) -> list[SavedWords]:
    """What is saved and not yet given, one for each tab, the last first."""
    return list(attempt.saved.order_by("-at", "-pk"))


def open_rehearsals_of(person: Person) -> list[RehearsalAttempt]:
    """The attempts a person is in the middle of, the last opened first."""
    rows = RehearsalAttempt.objects.filter(person=person, ended=None, answered__gt=0).select_related("rehearsal")
    return list(rows.order_by("-seen", "-pk")[:3])


def lessons_with(rehearsal: Rehearsal) -> list[tuple[LessonPage, CoursePage]]:
    """The published lessons that are this rehearsal, each with its course."""
    lessons = list(LessonPage.objects.live().filter(rehearsal=rehearsal).only("path", "slug", "title"))
    paths = {lesson.path[: -2 * CoursePage.steplen] for lesson in lessons}
    courses = {course.path: course for course in CoursePage.objects.live().filter(path__in=paths)}
    pairs = [(lesson, courses.get(lesson.path[: -2 * CoursePage.steplen])) for lesson in lessons]
    return [(lesson, course) for lesson, course in pairs if course]


def audiences_of(rehearsal: Rehearsal) -> list[str]:
    return [str(Audience(each).label) for each in rehearsal.audiences.split() if each in Audience]
