"""What "export my data" holds of somebody's learning."""

from typing import Any

from rounds.accounts.models import Person
from rounds.training.models import (
    Answer,
    CourseCompletion,
    Enrolment,
    FollowUp,
    LessonCompletion,
    RehearsalAnswer,
    RehearsalAttempt,
    SavedWords,
)

Rows = list[dict[str, Any]]


def enrolments_of(person: Person) -> Rows:
    rows = Enrolment.objects.filter(person=person).order_by("began")
    fields = ("course__title", "course__slug", "began", "seen", "due", "asked_by", "left")
    return [dict(row) for row in rows.values(*fields)]


def answers_of(person: Person) -> Rows:
    rows = Answer.objects.filter(attempt__person=person).order_by("attempt__submitted", "pk")
    fields = ("attempt__lesson__title", "question", "given", "right", "attempt__submitted")
    return [dict(row) for row in rows.values(*fields)]


def completions_of(person: Person) -> Rows:
    lessons = LessonCompletion.objects.filter(person=person).order_by("at")
    courses = CourseCompletion.objects.filter(person=person).order_by("at")
    return [
        *(dict(row) for row in lessons.values("lesson__title", "edition", "at")),
        *(dict(row) for row in courses.values("course__title", "kind", "version", "points", "possible", "at")),
    ]


def rehearsals_of(person: Person) -> Rows:
    """Every attempt, every answer with its words and flags, and what is saved and not yet given."""
    attempts = RehearsalAttempt.objects.filter(person=person).order_by("began")
    answers = RehearsalAnswer.objects.filter(attempt__person=person).order_by("attempt__began", "number")
    saved = SavedWords.objects.filter(attempt__person=person).order_by("at")
    fields = ("number", "choice", "words", "verdict", "flags", "grade", "step", "at")
    return [
        *(dict(row) for row in attempts.values("rehearsal__title", "began", "ended", "outcome")),
        *(dict(row) for row in answers.values("attempt__rehearsal__title", *fields)),
        *(dict(row) for row in saved.values("attempt__rehearsal__title", "choice", "words", "at")),
    ]


def follow_ups_of(person: Person) -> Rows:
    rows = FollowUp.objects.filter(person=person).order_by("due", "pk")
    fields = (
        "rehearsal__title",
        "course__title",
        "day",
        "question",
        "due",
        "told",
        "by_mail",
        "answered",
        "chosen",
        "right",
    )
    return [dict(row) for row in rows.values(*fields)]
