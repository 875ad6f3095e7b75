"""Taking over the list of a webinar tool: send it, say which column is what, look, and take it over."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from rounds.accounts.access import Request
from rounds.meetings.actions import importing as actions
from rounds.meetings.forms.live import ColumnsForm, ListForm
from rounds.meetings.logs import guessed
from rounds.meetings.models import AttendanceLog, Meeting
from rounds.meetings.views.inside import HOST, of_meeting

either = require_http_methods(["GET", "POST"])
SHOWN = 10


@either
@of_meeting(HOST)
def send_list(request: Request, meeting: Meeting) -> HttpResponse:
    form = ListForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            data = file.read(actions.LARGEST + 1)
            log = actions.keep_log(meeting, file.name, data, by=request.user, at=timezone.now())
            return redirect("meetings:list_columns", pk=meeting.pk, number=log.pk)
        except actions.ImportRefused as refusal:
            form.add_error("file", str(refusal))
    return render(
        request, "meetings/list_send.html", {"meeting": meeting, "form": form}, status=422 if form.errors else 200
    )


@either
@never_cache
@of_meeting(HOST)
def list_columns(request: Request, meeting: Meeting, number: int) -> HttpResponse:
    """Which column is what, and what would be written; a second press writes it."""
    log = get_object_or_404(AttendanceLog, pk=number, meeting=meeting, by=request.user)
    table = actions.table_of(log.text)
    guess = guessed(table.head)
    form = ColumnsForm(request.POST or None, head=table.head, guess=guess)
    found: actions.Found | None = None
    try:
        found = looked_through(meeting, log, form, guess)
    except actions.ImportRefused as refusal:
        form.add_error(None, str(refusal)) if form.is_bound else messages.warning(request, str(refusal))
    if found and request.POST.get("do") == "take":
        new = actions.take_list_over(meeting, log, found, by=request.user, at=timezone.now())
        told = ngettext("%(count)d visit is taken over.", "%(count)d visits are taken over.", new)
        messages.success(request, told % {"count": new})
        return redirect("meetings:attendance", pk=meeting.pk)
    context: dict[str, Any] = {"meeting": meeting, "log": log, "form": form, "found": found, "table": table}
    context |= {"first": table.rows[:5], "known": found.known[:SHOWN] if found else []}
    context["unknown"] = found.unknown[:SHOWN] if found else []
    return render(request, "meetings/list_columns.html", context, status=422 if form.errors else 200)


def looked_through(
    meeting: Meeting, log: AttendanceLog, form: ColumnsForm, guess: dict[str, int | None]
) -> actions.Found | None:
    """With what was chosen, or at the first look with what we guess."""
    if form.is_bound and not form.is_valid():
        return None
    columns = form.columns() if form.is_bound else guess
    given: dict[str, Any] = form.cleaned_data if form.is_bound else {"day_first": "", "by_name": False}
    day_first, by_name = bool(given["day_first"]), bool(given["by_name"])
    return actions.look_through(meeting, log, columns, zone=meeting.zone, day_first=day_first, by_name=by_name)


@require_POST
@of_meeting(HOST)
def drop_list(request: Request, meeting: Meeting, number: int) -> HttpResponse:
    AttendanceLog.objects.filter(pk=number, meeting=meeting, by=request.user).delete()
    messages.success(request, _("The list is thrown away. Nothing was written."))
    return redirect("meetings:attendance", pk=meeting.pk)
