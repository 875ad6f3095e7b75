"""What the home pages show: the queue of the centre's staff, and search over everything."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.training.models import Answer, CourseCompletion, CoursePage, Enrolment, LessonCompletion, LessonPage
from rounds.training.queries.catalogue import courses_about, find_courses, lessons_about, published_courses
from rounds.training.queries.outline import STEP

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
    cards = find_courses({}, None)
    first = max(cards, key=lambda card: len(card.lessons), default=None)
    about_replies = next((card for card in cards if card.course.slug == "patient-privacy"), None)
    line = about_replies.lessons[min(2, len(about_replies.lessons) - 1)] if about_replies else None
    url = reverse("training:lesson", args=["patient-privacy", line.slug]) if line else ""
    return {"cards": cards[:6], "first": first.course if first else None, "sample": {"url": url} if url else None}


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
        Answer.objects.exclude(right=None)
        .values("question", "attempt__lesson__title", "attempt__lesson__path")
        .annotate(answered=Count("pk"), rightly=Count("pk", filter=Q(right=True)))
        .filter(answered__gte=FEW)
    )
    hard = [row for row in rows if row["rightly"] < HARD * row["answered"]]
    courses = {course.path: course for course in CoursePage.objects.all()} if hard else {}
    return [
        Task(
            "question",
            _("Read a hard question in “%s”") % row["attempt__lesson__title"],
            _("%(right)s of %(all)s answers were right. The question may be unclear.")
            % {"right": row["rightly"], "all": row["answered"]},
            reverse("training:course_report", args=[courses[row["attempt__lesson__path"][: -2 * STEP]].slug])
            + "#items",
            on,
            _("This week"),
            "info",
        )
        for row in hard
    ]


def late_learners(on: dt.date) -> list[Task]:
    """People whose course was due before today and is not finished."""
    done = CourseCompletion.objects.filter(kind="completion").values_list("person", "course")
    rows = Enrolment.objects.filter(due__lt=on, left=None).select_related("person", "course").order_by("due")
    finished = set(done.filter(person__in=[row.person_id for row in rows]))
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
        if row.due and (row.person_id, row.course_id) not in finished
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
    courses = {course.path: course for course in published_courses()}
    found = []
    if kind in ("", "course"):
        found += [course_result(course) for course in courses_about(words)]
    if kind in ("", "lesson"):
        lessons = [(lesson, courses.get(lesson.path[: -2 * STEP])) for lesson in lessons_about(words)]
        found += [lesson_result(lesson, course) for lesson, course in lessons if course]
    return found


def course_result(course: CoursePage) -> Result:
    return Result(
        _("Course"), course.title, course.summary, reverse("training:course", args=[course.slug]), course.language
    )


def lesson_result(lesson: LessonPage, course: CoursePage) -> Result:
    url = reverse("training:lesson", args=[course.slug, lesson.slug])
    return Result(_("Lesson"), lesson.title, lesson.summary, url, course.language)
