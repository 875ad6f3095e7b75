from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from rounds.accounts.access import Request, permitted
from rounds.core.tables import csv_file
from rounds.training.actions.rehearsal_files import show_in_room
from rounds.training.models import Rehearsal
from rounds.training.queries import rehearsal_report as queries

A_PAGE = 50


@require_GET
@permitted("training.see_courses")
def report(request: HttpRequest) -> HttpResponseBase:
    rows = queries.report()
    if "csv" in request.GET:
        return csv_file("rehearsals", queries.HEADS, queries.csv_rows(rows), on=timezone.localdate())
    return render(request, "training/rehearsal_report.html", {"rows": rows, "few": queries.FEW})


@require_GET
@permitted("training.see_courses", Rehearsal, by="slug")
def rehearsal(request: HttpRequest, rehearsal: Rehearsal) -> HttpResponse:
    page = Paginator(queries.people_who_tried(rehearsal), A_PAGE).get_page(request.GET.get("page"))
    row = next(row for row in queries.report() if row.rehearsal.pk == rehearsal.pk)
    context = {"rehearsal": rehearsal, "row": row, "page": page, "people": list(page.object_list), "few": queries.FEW}
    return render(request, "training/rehearsal_people.html", context)


@require_POST
@permitted("training.change_courses", Rehearsal, by="slug")
def show(request: Request, rehearsal: Rehearsal) -> HttpResponse:
    show_in_room(rehearsal, live=request.POST.get("live") == "1", by=request.user, at=timezone.now())
    return redirect("training:rehearsal_people", slug=rehearsal.slug)
