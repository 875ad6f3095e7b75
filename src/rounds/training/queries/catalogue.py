"""Finding a course."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import get_language_info

from rounds.accounts.models import Person
from rounds.training.models import CoursePage, Enrolment, LessonPage
from rounds.training.queries.outline import STEP, Line, lessons_of

LENGTHS = {"short": (0, 45), "medium": (45, 120), "long": (120, 100000)}


@dataclass(frozen=True, slots=True)
class Card:
    """One course in the catalogue, with how it stands for the reader."""

    course: CoursePage
    lessons: tuple[Line, ...]
    enrolled: bool = False

    @property
    def language(self) -> str:
        return language_name(self.course.language)

    @property
    def minutes(self) -> int:
        return sum(line.minutes for line in self.lessons)


def published_courses() -> QuerySet[CoursePage]:
    """Courses anybody may see."""
    courses: QuerySet[CoursePage] = CoursePage.objects.live().public().order_by("title")
    return courses


def find_courses(wanted: Mapping[str, str], person: Person | None) -> list[Card]:
    """Courses that match `q`, `audience`, `purpose`, `language` and `length` (short, medium, long); empty values match all."""
    courses = published_courses()
    for field in ("audience", "purpose"):
        if wanted.get(field):
            courses = courses.filter(**{f"{field}s__contains": f" {wanted[field]} "})
    if wanted.get("language"):
        courses = courses.filter(language=wanted["language"])
    if wanted.get("q"):
        courses = courses.filter(path__in=paths_about(wanted["q"]))
    return [card for card in cards_for(list(courses), person) if fits(card, wanted.get("length", ""))]


def paths_about(words: str) -> set[str]:
    """Paths of the courses in which the words are found: in the course's own text or in a lesson's."""
    return {course.path for course in courses_about(words)} | {
        lesson.path[: -2 * STEP] for lesson in lessons_about(words)
    }


def courses_about(words: str) -> list[CoursePage]:
    """Published courses in whose own text the words are found, best first."""
    return list(CoursePage.objects.live().public().search(words)[:50])


def lessons_about(words: str) -> list[LessonPage]:
    """Published lessons in which the words are found, best first."""
    return list(LessonPage.objects.live().defer("body").search(words)[:50])


def cards_for(courses: list[CoursePage], person: Person | None) -> list[Card]:
    mine = set(Enrolment.objects.filter(person=person, left=None).values_list("course", flat=True)) if person else set()
    lessons = lessons_of(courses)
    return [Card(course, lessons[course.pk], course.pk in mine) for course in courses if lessons[course.pk]]


def fits(card: Card, length: str) -> bool:
    low, high = LENGTHS.get(length, (0, 100000))
    return low <= card.minutes < high


def languages_on_offer() -> list[tuple[str, str]]:
    """Languages in which there is a course, each with its name in that language."""
    codes = published_courses().order_by().values_list("language", flat=True).distinct()
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
