import csv
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from rounds.accounts.access import permitted
from rounds.training.models import CoursePage
from rounds.training.queries.catalogue import language_name
from rounds.training.queries.reports import courses_counted, items_of, lessons_counted


@require_GET
@permitted("training.see_courses")
def courses(request: HttpRequest) -> HttpResponse:
    rows = courses_counted()
    if "csv" in request.GET:
        heads = ["course", "language", "taking", "finished", "passed"]
        return table("courses.csv", heads, [[c.title, c.language, c.taking, c.finished, c.passed] for c in rows])
    return render(request, "training/courses.html", {"courses": [(one, language_name(one.language)) for one in rows]})


@require_GET
@permitted("training.see_courses", CoursePage, by="slug")
def course(request: HttpRequest, course: CoursePage) -> HttpResponse:
    items = items_of(course)
    if "csv" in request.GET:
        heads = ["lesson", "question", "kind", "answered", "right", "percent right"]
        rows = [
            [i.lesson, i.key, i.kind, i.answered, i.right if i.scored else "", "" if i.share is None else i.share]
            for i in items
        ]
        return table(f"{course.slug}-questions.csv", heads, rows)
    lessons = lessons_counted(course)
    return render(request, "training/course_report.html", {"course": course, "items": items, "lessons": lessons})


def table(name: str, heads: list[str], rows: Iterable[Iterable[object]]) -> HttpResponse:
    """A CSV file to download; a leading `=`, `+`, `-` or `@` is defused so that no spreadsheet runs it."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(response)
    writer.writerow(heads)
    writer.writerows(
        [[f"'{cell}" if str(cell).startswith(("=", "+", "-", "@")) else cell for cell in row] for row in rows]
    )
    return response
