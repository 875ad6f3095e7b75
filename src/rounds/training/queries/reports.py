"""What centre staff see of courses: how many take them, where people stop, which questions are hard."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from wagtail.models import Page

from rounds.training.models import (
    Answer,
    Attempt,
    CourseCompletion,
    CoursePage,
    Enrolment,
    LessonCompletion,
    LessonPage,
)
from rounds.training.queries.outline import Line, lessons_of
from rounds.training.questions import GAP, questions_in
from rounds.training.vocabulary import QuestionKind


@dataclass(frozen=True, slots=True)
class Item:
    """One question: how often it was answered, and the share of right answers (None where it is not marked or not answered)."""

    lesson: str
    key: str
    kind: str
    prompt: str
    answered: int
    right: int
    scored: bool

    @property
    def kind_words(self) -> str:
        return str(QuestionKind(self.kind).label)

    @property
    def share(self) -> int | None:
        return round(100 * self.right / self.answered) if self.scored and self.answered else None


def has_learners(page: Page) -> bool:
    """Whether somebody takes this course or has answered or finished a lesson at or below this page."""
    below = LessonPage.objects.descendant_of(page, inclusive=True).values("pk")
    courses = CoursePage.objects.descendant_of(page, inclusive=True).values("pk")
    return (
        Enrolment.objects.filter(course__in=courses).exists()
        or LessonCompletion.objects.filter(lesson__in=below).exists()
        or Attempt.objects.filter(lesson__in=below).exists()
    )


def courses_counted() -> QuerySet[CoursePage]:
    """Every course with how many people take it, finished it and passed it."""
    ended = CourseCompletion.objects.filter(course=OuterRef("pk"))
    counted: QuerySet[CoursePage] = CoursePage.objects.order_by("title").annotate(
        taking=people_in(Enrolment.objects.filter(course=OuterRef("pk"), left=None)),
        finished=people_in(ended.filter(kind="completion")),
        passed=people_in(ended.filter(kind="achievement")),
    )
    return counted


def people_in(rows: QuerySet[Any]) -> Coalesce:
    """How many people stand in the rows of one course, as a question of its own: joins would multiply each other."""
    counted = rows.order_by().values("course").annotate(people=Count("person", distinct=True))
    return Coalesce(Subquery(counted.values("people")), 0)


def lessons_counted(course: CoursePage) -> list[tuple[Line, int]]:
    """Each lesson with how many people finished its present edition: where the number falls, people stop."""
    lines = lessons_of([course])[course.pk]
    rows = LessonCompletion.objects.filter(lesson__in=[line.pk for line in lines]).values_list("lesson", "edition")
    counts = {
        (row["lesson"], row["edition"]): row["people"]
        for row in rows.values("lesson", "edition").annotate(people=Count("pk"))
    }
    return [(line, counts.get((line.pk, line.edition), 0)) for line in lines]


def items_of(course: CoursePage) -> list[Item]:
    """The item bank of a course: each question of its present content, with how it was answered."""
    lines = lessons_of([course])[course.pk]
    pages = LessonPage.objects.in_bulk([line.pk for line in lines])
    rows = Answer.objects.filter(lesson__in=pages).values("lesson", "question")
    counts = {
        (row["lesson"], row["question"]): (row["answered"], row["right_ones"])
        for row in rows.annotate(answered=Count("pk"), right_ones=Count("pk", filter=Q(right=True)))
    }
    return [
        Item(line.title, q.key, q.kind, GAP.sub("…", q.prompt), *counts.get((line.pk, q.key), (0, 0)), scored=q.scored)
        for line in lines
        for q in questions_in(pages[line.pk].body).values()
    ]
