"""Finding a course."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import (
    Aggregate,
    Case,
    CharField,
    Exists,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Concat, Length
from django.utils.translation import get_language_info
from wagtail.models import Page, PageViewRestriction

from rounds.accounts.models import Person
from rounds.training.models import CoursePage, Enrolment, LessonPage
from rounds.training.queries.outline import LAST

LENGTHS = {"short": (0, 45), "medium": (45, 120), "long": (120, 100000)}
CARD = ("path", "slug", "title", "summary", "language", "audiences", "purposes")
MOST = 50  # hits of one kind that a search shows

FIGURES = """
    SELECT course.id, COUNT(*), SUM(training_lessonpage.minutes)
    FROM wagtailcore_page AS course
    JOIN wagtailcore_page AS lesson ON lesson.path > course.path AND lesson.path <= course.path || %%s AND lesson.live
    JOIN training_lessonpage ON training_lessonpage.page_ptr_id = lesson.id
    WHERE course.id IN (%s) GROUP BY course.id
"""  # lessons stand under their course in the tree, not beside it by a key: Django's queries cannot join such a range


@dataclass(frozen=True, slots=True)
class Card:
    """One course in the catalogue, with how it stands for the reader."""

    course: CoursePage
    lessons: int
    minutes: int
    enrolled: bool = False

    @property
    def language(self) -> str:
        return language_name(self.course.language)


def published_courses() -> QuerySet[CoursePage]:
    """Courses anybody may see: published, and neither they nor the catalogue are restricted in the editor."""
    courses: QuerySet[CoursePage] = CoursePage.objects.live().order_by("title")
    restricted = Page.objects.filter(pk__in=PageViewRestriction.objects.values("page")).order_by()
    for path in restricted.values_list("path", flat=True):
        courses = courses.exclude(path__startswith=path)
    return courses


def find_courses(courses: QuerySet[CoursePage], wanted: Mapping[str, str]) -> QuerySet[CoursePage]:
    """Those of the courses that have lessons and match `q`, `audience`, `purpose`, `language` and `length` (short,
    medium, long); empty values match all."""
    courses = courses.filter(Exists(lessons_inside())).only(*CARD)
    for field in ("audience", "purpose"):
        if wanted.get(field):
            courses = courses.filter(**{f"{field}s__contains": f" {wanted[field]} "})
    if wanted.get("language"):
        courses = courses.filter(language=wanted["language"])
    if wanted.get("q"):
        courses = courses.filter(about(wanted["q"]))
    if wanted.get("length") in LENGTHS:
        low, high = LENGTHS[wanted["length"]]
        courses = courses.alias(minutes=of_lessons(Sum("minutes"))).filter(minutes__gte=low, minutes__lt=high)
    return courses


def lessons_inside() -> QuerySet[LessonPage]:
    """The published lessons of the course that an outer query stands at."""
    lessons: QuerySet[LessonPage] = LessonPage.objects.live().filter(
        path__gt=OuterRef("path"), path__lte=Concat(OuterRef("path"), Value(LAST))
    )
    return lessons


def of_lessons(figure: Aggregate) -> Subquery:
    """A figure over the published lessons of each course, to sort or filter courses by."""
    together = lessons_inside().order_by().annotate(one=Value(1)).values("one")
    return Subquery(together.annotate(figure=figure).values("figure"))


def about(words: str) -> Q:
    """Courses in which the words are found: in the course's own text, a module's or a published lesson's."""
    length = Subquery(CoursePage.objects.order_by().annotate(length=Length("path")).values("length")[:1])  # one for all
    hits = pages_with(words, Page.objects.live()).order_by()
    hits = hits.annotate(course=Func("path", Value(1), length, function="SUBSTR", output_field=CharField()))
    return Q(path__in=hits.values("course"))


def pages_with(words: str, pages: QuerySet[Page]) -> QuerySet[Page]:
    """The pages in which the words are found, unsorted: the relevance of each hit would cost another search."""
    results = pages.search(words, order_by_relevance=False)  # type: ignore[attr-defined]
    if hasattr(results, "get_queryset"):
        found: QuerySet[Page] = results.get_queryset()
        return found
    return pages.filter(pk__in=[page.pk for page in results])


def best_with(words: str, pages: QuerySet[Page]) -> QuerySet[Page]:
    """The pages in which the words are found; those with every word in the title first, then by title."""
    in_title = Q(*[Q(title__icontains=word) for word in words.split()])
    return pages_with(words, pages).order_by(Case(When(in_title, then=0), default=1), "title", "pk")


def courses_about(words: str) -> list[CoursePage]:
    """Published courses in whose own text the words are found, best first."""
    return list(best_with(words, CoursePage.objects.live().public())[:MOST])


def lessons_about(words: str) -> list[LessonPage]:
    """Published lessons in which the words are found, best first."""
    return list(best_with(words, LessonPage.objects.live().defer("body", "sources"))[:MOST])


def cards_for(courses: Collection[int], person: Person | None) -> list[Card]:
    """The cards of the courses with these keys, by title; three queries, two for a reader who is not signed in."""
    mine = set(Enrolment.objects.filter(person=person, left=None).values_list("course", flat=True)) if person else set()
    found = list(CoursePage.objects.filter(pk__in=courses).order_by("title").only(*CARD))
    figures = figures_of(courses)
    return [Card(course, *figures.get(course.pk, (0, 0)), course.pk in mine) for course in found]


def figures_of(courses: Collection[int]) -> dict[int, tuple[int, int]]:
    """How many published lessons each course has and their minutes together, by the course's key; one query."""
    if not courses:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(FIGURES % ", ".join(["%s"] * len(courses)), [LAST, *courses])
        return {course: (lessons, minutes) for course, lessons, minutes in cursor.fetchall()}


def keys_of(courses: QuerySet[CoursePage]) -> list[int]:
    """Which courses these are, in their order: to count them, and to take a page of them, without asking twice."""
    return list(courses.values_list("pk", flat=True))


def languages_of(courses: QuerySet[CoursePage]) -> list[tuple[str, str]]:
    """Languages in which there is a course, each with its name in that language."""
    codes = courses.order_by().values_list("language", flat=True).distinct()
    return sorted((code, language_name(code)) for code in codes)


def language_name(code: str) -> str:
    """A language's own name; the code itself where it is not known.

    >>> language_name("es")
    'Español'
    """
    try:
        return str(get_language_info(code)["name_local"]).capitalize()
    except KeyError:
        return code
