"""What "export my data" holds of somebody's learning."""

from typing import Any

from rounds.accounts.models import Person
from rounds.training.models import Answer, CourseCompletion, Enrolment, LessonCompletion

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
