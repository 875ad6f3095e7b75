"""Search over everything."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from rounds.directory.models import Hospital
from rounds.directory.queries.hospitals import Wanted, find_hospitals, hospitals_visible_to
from rounds.training.models import CoursePage, LessonPage
from rounds.training.queries.catalogue import courses_about, lessons_about, published_courses
from rounds.training.queries.outline import STEP

MOST = 20  # hospitals that a search shows; the register itself shows all


@dataclass(frozen=True, slots=True)
class Result:
    kind: str
    title: str
    summary: str
    url: str
    language: str


def kinds_of_result() -> list[tuple[str, str]]:
    return [("", _("All")), ("course", _("Courses")), ("lesson", _("Lessons")), ("hospital", _("Hospitals"))]


def find(words: str, kind: str = "") -> list[Result]:
    """Published courses and lessons in which the words are found, then hospitals of the register."""
    if not words:
        return []
    found = []
    if kind in ("", "course"):
        found += [course_result(course) for course in courses_about(words)]
    if kind in ("", "lesson"):
        lessons = [(lesson, lesson.path[: -2 * STEP]) for lesson in lessons_about(words)]
        courses = {each.path: each for each in published_courses().filter(path__in={path for _lesson, path in lessons})}
        found += [lesson_result(lesson, courses[path]) for lesson, path in lessons if path in courses]
    if kind in ("", "hospital"):
        found += [hospital_result(each) for each in find_hospitals(hospitals_visible_to(None), Wanted(q=words))[:MOST]]
    return found


def course_result(course: CoursePage) -> Result:
    return Result(
        _("Course"), course.title, course.summary, reverse("training:course", args=[course.slug]), course.language
    )


def lesson_result(lesson: LessonPage, course: CoursePage) -> Result:
    url = reverse("training:lesson", args=[course.slug, lesson.slug])
    return Result(_("Lesson"), lesson.title, lesson.summary, url, course.language)


def hospital_result(hospital: Hospital) -> Result:
    where = ", ".join(part for part in (hospital.city, hospital.state) if part)
    return Result(_("Hospital"), hospital.name, where, hospital.get_absolute_url(), "")
