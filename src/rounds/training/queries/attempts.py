"""Attempts at questions: the open one, the last one handed in, the best points."""

from collections.abc import Iterable

from django.db.models import F
from wagtail.models import Revision

from rounds.accounts.models import Person
from rounds.training.models import Attempt, LessonPage
from rounds.training.queries.outline import Line, Progress


def open_attempt(person: Person, lesson: LessonPage) -> Attempt | None:
    return at_lesson(lesson, Attempt.objects.filter(person=person, lesson=lesson, submitted=None).first())


def present_attempt(person: Person, lesson: LessonPage) -> Attempt | None:
    """The open attempt; else the one that was handed in last."""
    attempts = Attempt.objects.filter(person=person, lesson=lesson)
    return at_lesson(lesson, attempts.order_by(F("submitted").desc(nulls_first=True)).first())


def at_lesson(lesson: LessonPage, attempt: Attempt | None) -> Attempt | None:
    """The attempt, with the lesson that is at hand instead of a second copy from the database."""
    if attempt:
        attempt.lesson = lesson
    return attempt


def content_of(attempt: Attempt) -> LessonPage:
    """The lesson as it stood when the attempt began, whatever has been published since."""
    lesson = attempt.lesson
    if lesson.live_revision_id == attempt.revision:
        return lesson
    revision = Revision.objects.filter(pk=attempt.revision, object_id=str(lesson.pk)).first()
    shown: LessonPage = revision.as_object() if revision else lesson
    return shown


def best_points(person: Person, lessons: Iterable[Line]) -> dict[int, tuple[int, int]]:
    """(points, possible) of the best attempt at each lesson in its present edition, by lesson key; one query."""
    editions = {line.pk: line.edition for line in lessons}
    best: dict[int, tuple[int, int]] = {}
    rows = Attempt.objects.filter(person=person, lesson__in=editions).exclude(submitted=None)
    for lesson, edition, points, possible in rows.values_list("lesson", "edition", "points", "possible"):
        if points is None or possible is None or edition != editions[lesson]:
            continue
        if share(points, possible) >= share(*best.get(lesson, (-1, 1))):
            best[lesson] = (points, possible)
    return best


def share(points: int, possible: int) -> float:
    """The share of points reached; a lesson with nothing to score counts as reached.

    >>> share(3, 4), share(0, 0)
    (0.75, 1.0)
    """
    return points / possible if possible else 1.0


def weak_lessons(person: Person | None, progress: Progress) -> set[int]:
    """Finished lessons in which points are missing, once all are done and the pass mark is not reached."""
    if not person or not progress.complete or progress.passed:
        return set()
    return {lesson for lesson, score in best_points(person, progress.lessons).items() if share(*score) < 1}
