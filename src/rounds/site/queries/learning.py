"""What waits in the courses."""

import datetime as dt

from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from rounds.site.queries.tasks import Task, when
from rounds.training.models import Answer, CourseCompletion, CoursePage, Enrolment, LessonPage
from rounds.training.queries.outline import STEP

FEW, HARD = 8, 0.5


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
