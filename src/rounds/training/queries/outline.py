"""What a course is made of, and how far a person is in it."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max, Q

from rounds.accounts.models import Person
from rounds.training.models import CourseCompletion, CoursePage, Enrolment, LessonCompletion, LessonPage, ModulePage

STEP = CoursePage.steplen
LAST = "Z" * 2 * STEP  # after a course's path: no module or lesson sorts behind it, in any collation


@dataclass(frozen=True, slots=True)
class Line:
    """One lesson in a course's list; `number` counts through the whole course."""

    pk: int
    path: str
    slug: str
    title: str
    summary: str
    minutes: int
    edition: int
    revision: int
    number: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a person is: `done` holds the lessons finished in their present edition."""

    course: CoursePage
    lessons: tuple[Line, ...]
    done: frozenset[int]
    enrolment: Enrolment | None = None
    finished: dt.datetime | None = None
    passed: dt.datetime | None = None

    @property
    def percent(self) -> int:
        return round(100 * len(self.done) / len(self.lessons)) if self.lessons else 0

    @property
    def complete(self) -> bool:
        return bool(self.lessons) and len(self.done) == len(self.lessons)

    @property
    def minutes(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons)

    @property
    def minutes_left(self) -> int:
        return sum(lesson.minutes for lesson in self.lessons if lesson.pk not in self.done)

    @property
    def next(self) -> Line | None:
        """The lesson to open: the one last opened if it is not done, else the first that is not done."""
        open_ones = [lesson for lesson in self.lessons if lesson.pk not in self.done]
        last = self.enrolment.lesson_id if self.enrolment else None
        return next((lesson for lesson in open_ones if lesson.pk == last), open_ones[0] if open_ones else None)

    @property
    def changed(self) -> bool:
        """Finished once, and something was added or must be taken again since."""
        return bool(self.finished) and not self.complete


def below(path: str) -> Q:
    """Pages under a path of the tree, as a range that the index on `path` answers."""
    return Q(path__gt=path, path__lte=path + LAST)


def lessons_of(courses: Iterable[CoursePage]) -> dict[int, tuple[Line, ...]]:
    """The published lessons of each course in order, one query for all courses, by the course's key."""
    by_path = {course.path: course.pk for course in courses}
    found: dict[int, list[Line]] = {pk: [] for pk in by_path.values()}
    if not by_path:
        return {}
    lessons = LessonPage.objects.live().filter(Q(*map(below, by_path), _connector=Q.OR)).order_by("path")
    fields = ("pk", "path", "slug", "title", "summary", "minutes", "edition", "live_revision_id")
    for pk, path, slug, title, summary, minutes, edition, revision in lessons.values_list(*fields):
        lines = found[by_path[path[: -2 * STEP]]]
        lines.append(Line(pk, path, slug, title, summary, minutes, edition, revision or 0, len(lines) + 1))
    return {pk: tuple(lines) for pk, lines in found.items()}


def modules_of(course: CoursePage) -> list[ModulePage]:
    """The published modules of a course in order."""
    modules = ModulePage.objects.live().filter(below(course.path)).order_by("path")
    return list(modules.only("path", "title", "intro"))


def version_of(lessons: Iterable[Line]) -> str:
    """A short name for the editions of all lessons together; it changes when one must be retaken, added or taken out."""
    editions = ",".join(f"{lesson.pk}:{lesson.edition}" for lesson in sorted(lessons, key=lambda line: line.pk))
    return hashlib.sha256(editions.encode()).hexdigest()[:12]


def done_lessons(person: Person, lessons: Iterable[Line]) -> frozenset[int]:
    """Which of these lessons the person has finished in their present edition."""
    editions = {lesson.pk: lesson.edition for lesson in lessons}
    rows = (
        LessonCompletion.objects.filter(person=person, lesson__in=editions).values("lesson").annotate(at=Max("edition"))
    )
    return frozenset(row["lesson"] for row in rows if row["at"] >= editions[row["lesson"]])


def progress_in(person: Person, enrolments: Iterable[Enrolment]) -> list[Progress]:
    """How far the person is in each course, in the order given; three queries for any number of courses."""
    listed = list(enrolments)
    lessons = lessons_of([enrolment.course for enrolment in listed])
    done = done_lessons(person, [line for lines in lessons.values() for line in lines])
    ends: dict[tuple[int, str], dt.datetime] = {}
    rows = CourseCompletion.objects.filter(person=person, course__in=lessons).order_by("at")
    for course, kind, at in rows.values_list("course", "kind", "at"):
        ends.setdefault((course, kind), at)
    return [
        Progress(
            course=enrolment.course,
            lessons=lessons[enrolment.course_id],
            done=done & {line.pk for line in lessons[enrolment.course_id]},
            enrolment=enrolment,
            finished=ends.get((enrolment.course_id, "completion")),
            passed=ends.get((enrolment.course_id, "achievement")),
        )
        for enrolment in listed
    ]


def courses_of(person: Person) -> list[Progress]:
    """The courses a person takes: those due first by date, then those last opened."""
    enrolments = Enrolment.objects.filter(person=person, left=None).select_related("course").order_by("-seen")
    return progress_in(person, enrolments)


def course_for(person: Person | None, course: CoursePage) -> Progress:
    """How far this reader is in one course; a reader who is not signed in or not enrolled has done nothing."""
    enrolment = Enrolment.objects.filter(person=person, course=course, left=None).first() if person else None
    if person and enrolment:
        enrolment.course = course
        return progress_in(person, [enrolment])[0]
    lines = lessons_of([course])[course.pk]
    return Progress(course, lines, done_lessons(person, lines) if person else frozenset())
