"""What the home pages show: the queue of the centre's staff, and search over everything."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.training.models import Answer, CourseCompletion, CoursePage, Enrolment, LessonCompletion, LessonPage
from rounds.training.queries.catalogue import (
    cards_for,
    courses_about,
    find_courses,
    keys_of,
    lessons_about,
    of_lessons,
    published_courses,
)
from rounds.training.queries.outline import STEP, lessons_of

FEW, HARD = 8, 0.5


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits for the centre's staff; `level` is the colour of its tag."""

    kind: str
    title: str
    why: str
    url: str
    due: dt.date
    when: str
    level: str


@dataclass(frozen=True, slots=True)
class Result:
    kind: str
    title: str
    summary: str
    url: str
    language: str


def front_page() -> dict[str, object]:
    """What the public home shows: a few courses, the one to begin with, and a lesson to read at once."""
    courses = find_courses(published_courses(), {})
    first = courses.alias(lessons=of_lessons(Count("pk"))).order_by("-lessons", "title").first()
    about_replies = courses.filter(slug="patient-privacy").first()
    lines = lessons_of([about_replies])[about_replies.pk] if about_replies else ()
    line = lines[min(2, len(lines) - 1)] if lines else None
    url = reverse("training:lesson", args=["patient-privacy", line.slug]) if line else ""
    return {"cards": cards_for(keys_of(courses[:6]), None), "first": first, "sample": {"url": url} if url else None}


def kinds_of_task() -> list[tuple[str, str]]:
    return [
        ("", _("All")),
        ("review", _("Content to check")),
        ("question", _("Hard questions")),
        ("late", _("Late learners")),
    ]


def tasks_waiting(*, on: dt.date, kind: str = "") -> list[Task]:
    """The queue, what is due first; `kind` keeps one kind only."""
    makers = {"review": reviews_due, "question": hard_questions, "late": late_learners}
    tasks = [task for name, make in makers.items() if kind in ("", name) for task in make(on)]
    return sorted(tasks, key=lambda task: (task.due, task.title))


def when(due: dt.date, on: dt.date) -> tuple[str, str]:
    day = date_format(due, "MONTH_DAY_FORMAT")
    return (_("Since %s") % day, "bad") if due < on else (_("By %s") % day, "warn")


def reviews_due(on: dt.date) -> list[Task]:
    """Published courses whose next check is past or within 30 days."""
    courses = CoursePage.objects.live().filter(next_review__lte=on + dt.timedelta(days=30))
    return [
        Task(
            "review",
            _("Check the content of “%s”") % course.title,
            _("Somebody who knows the field reads it again and sets the next date."),
            reverse("training:course_report", args=[course.slug]),
            course.next_review,
            *when(course.next_review, on),
        )
        for course in courses
    ]


def hard_questions(on: dt.date) -> list[Task]:
    """Questions that were answered at least 8 times and rightly by less than half."""
    rows = (
        Answer.objects.filter(right__isnull=False)
        .values("lesson", "question")
        .annotate(answered=Count("pk"), rightly=Count("pk", filter=Q(right=True)))
        .filter(answered__gte=FEW, rightly__lt=HARD * F("answered"))
    )
    lessons = LessonPage.objects.only("path", "title").in_bulk({row["lesson"] for row in rows})
    paths = {lesson.path[: -2 * STEP] for lesson in lessons.values()}
    slugs = dict(CoursePage.objects.filter(path__in=paths).values_list("path", "slug"))
    return [
        Task(
            "question",
            _("Read a hard question in “%s”") % lessons[row["lesson"]].title,
            _("%(right)s of %(all)s answers were right. The question may be unclear.")
            % {"right": row["rightly"], "all": row["answered"]},
            reverse("training:course_report", args=[slugs[lessons[row["lesson"]].path[: -2 * STEP]]]) + "#items",
            on,
            _("This week"),
            "info",
        )
        for row in rows
    ]


def late_learners(on: dt.date) -> list[Task]:
    """People whose course was due before today and is not finished."""
    done = CourseCompletion.objects.filter(kind="completion", person=OuterRef("person"), course=OuterRef("course"))
    rows = Enrolment.objects.filter(~Exists(done), due__lt=on, left=None).order_by("due")
    rows = rows.select_related("person", "course").only(
        "due", "asked_by", "person__name", "person__email", "course__title"
    )
    return [
        Task(
            "late",
            _("Remind %(person)s of “%(course)s”") % {"person": row.person, "course": row.course.title},
            _("Asked for by %s.") % row.asked_by if row.asked_by else _("A date they chose themselves."),
            reverse("accounts:person", args=[row.person_id]),
            row.due,
            *when(row.due, on),
        )
        for row in rows
        if row.due
    ]


def last_week(*, at: dt.datetime) -> list[tuple[int, str]]:
    """Figures of the seven days before the moment `at`."""
    since = at - dt.timedelta(days=7)
    ends = CourseCompletion.objects.filter(at__gt=since, at__lte=at)
    return [
        (Person.objects.filter(joined__gt=since, joined__lte=at).count(), _("people joined")),
        (LessonCompletion.objects.filter(at__gt=since, at__lte=at).count(), _("lessons finished")),
        (ends.filter(kind="completion").count(), _("courses finished")),
        (ends.filter(kind="achievement").count(), _("courses passed")),
    ]


def kinds_of_result() -> list[tuple[str, str]]:
    return [("", _("All")), ("course", _("Courses")), ("lesson", _("Lessons"))]


def find(words: str, kind: str = "") -> list[Result]:
    """Published courses and lessons in which the words are found, courses first."""
    if not words:
        return []
    found = []
    if kind in ("", "course"):
        found += [course_result(course) for course in courses_about(words)]
    if kind in ("", "lesson"):
        lessons = [(lesson, lesson.path[: -2 * STEP]) for lesson in lessons_about(words)]
        courses = {each.path: each for each in published_courses().filter(path__in={path for _lesson, path in lessons})}
        found += [lesson_result(lesson, courses[path]) for lesson, path in lessons if path in courses]
    return found


def course_result(course: CoursePage) -> Result:
    return Result(
        _("Course"), course.title, course.summary, reverse("training:course", args=[course.slug]), course.language
    )


def lesson_result(lesson: LessonPage, course: CoursePage) -> Result:
    url = reverse("training:lesson", args=[course.slug, lesson.slug])
    return Result(_("Lesson"), lesson.title, lesson.summary, url, course.language)
