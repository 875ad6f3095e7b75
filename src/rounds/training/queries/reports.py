"""What centre staff see of courses: how many take them, where people stop, which questions are hard."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from wagtail.models import Page

from rounds.training.models import Answer, Attempt, CoursePage, Enrolment, LessonCompletion, LessonPage
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
    counted: QuerySet[CoursePage] = CoursePage.objects.order_by("title").annotate(
        taking=Count("enrolments", filter=Q(enrolments__left=None), distinct=True),
        finished=Count("completions__person", filter=Q(completions__kind="completion"), distinct=True),
        passed=Count("completions__person", filter=Q(completions__kind="achievement"), distinct=True),
    )
    return counted


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
    rows = Answer.objects.filter(attempt__lesson__in=pages).values("attempt__lesson", "question")
    counts = {
        (row["attempt__lesson"], row["question"]): (row["answered"], row["right_ones"])
        for row in rows.annotate(answered=Count("pk"), right_ones=Count("pk", filter=Q(right=True)))
    }
    return [
        Item(line.title, q.key, q.kind, GAP.sub("…", q.prompt), *counts.get((line.pk, q.key), (0, 0)), scored=q.scored)
        for line in lines
        for q in questions_in(pages[line.pk].body).values()
    ]
