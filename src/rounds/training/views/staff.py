from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from rounds.accounts.access import permitted
from rounds.core.tables import csv_file
from rounds.training.models import CoursePage
from rounds.training.queries.catalogue import language_name
from rounds.training.queries.reports import courses_counted, items_of, lessons_counted


@require_GET
@permitted("training.see_courses")
def courses(request: HttpRequest) -> HttpResponseBase:
    rows = courses_counted()
    if "csv" in request.GET:
        heads = ["course", "language", "taking", "finished", "passed"]
        return csv_file(
            "courses",
            heads,
            [[c.title, c.language, c.taking, c.finished, c.passed] for c in rows],
            on=timezone.localdate(),
        )
    return render(request, "training/courses.html", {"courses": [(one, language_name(one.language)) for one in rows]})


@require_GET
@permitted("training.see_courses", CoursePage, by="slug")
def course(request: HttpRequest, course: CoursePage) -> HttpResponseBase:
    items = items_of(course)
    if "csv" in request.GET:
        heads = ["lesson", "question", "kind", "answered", "right", "percent right"]
        rows = [
            [i.lesson, i.key, i.kind, i.answered, i.right if i.scored else "", "" if i.share is None else i.share]
            for i in items
        ]
        return csv_file(f"{course.slug}-questions", heads, rows, on=timezone.localdate())
    lessons = lessons_counted(course)
    return render(request, "training/course_report.html", {"course": course, "items": items, "lessons": lessons})
