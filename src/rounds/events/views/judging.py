"""What judges see: finalists without counts, their own sheet, and others' once theirs is given."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rounds.accounts.access import Request
from rounds.events.actions import judging as actions
from rounds.events.actions.contests import ContestRefused
from rounds.events.forms.contests import RecusalForm, SheetForm
from rounds.events.models import Contest, Event
from rounds.events.queries.contests import ToJudge, name_of, sheets_seen_by, to_judge
from rounds.events.views.contests import contest_at, page_of
from rounds.events.views.finding import at_event, either, refuse


def judged_at(request: Request, event: Event, contest: str) -> Contest:
    found = contest_at(request.user, event, contest)
    if not request.user.has_perm("events.judge_contest", found):
        raise PermissionDenied
    return found


@require_GET
@at_event()
def judging(request: Request, event: Event, contest: str) -> HttpResponse:
    held = judged_at(request, event, contest)
    context = {**page_of(request, held), "rows": to_judge(held, request.user)}
    return render(request, "events/judging.html", context)


@either
@at_event()
def sheet(request: Request, event: Event, contest: str, code: str) -> HttpResponse:
    held = judged_at(request, event, contest)
    row = row_at(request, held, code)
    form = SheetForm(request.POST or None, criteria=list(held.criteria.order_by("pk")))
    if form.is_valid():
        try:
            actions.give_sheet(row.entry, form.marks(), form.cleaned_data["words"], by=request.user, at=timezone.now())
            messages.success(request, _("Your sheet is given."))
            return redirect("events:judging", slug=event.slug, contest=held.slug)
        except ContestRefused as refusal:
            refuse(form, refusal)
    context = {
        **page_of(request, held),
        "row": row,
        "name": name_of(row.entry, list(row.entry.consents.order_by("pk"))),
        "form": form,
        "sheets": sheets_seen_by(request.user, row.entry),
    }
    return render(request, "events/sheet.html", context, status=422 if form.errors else 200)


def row_at(request: Request, contest: Contest, code: str) -> ToJudge:
    rows = {one.entry.code: one for one in to_judge(contest, request.user)}
    get_object_or_404(contest.entries, code=code, pk__in=[one.entry.pk for one in rows.values()])
    rows[code].entry.contest = contest
    return rows[code]


@either
@at_event()
def recuse(request: Request, event: Event, contest: str, code: str) -> HttpResponse:
    held = judged_at(request, event, contest)
    row, form = row_at(request, held, code), RecusalForm(request.POST or None)
    if form.is_valid():
        try:
            actions.recuse(row.entry, form.cleaned_data["reason"], by=request.user, at=timezone.now())
            return redirect("events:judging", slug=event.slug, contest=held.slug)
        except ContestRefused as refusal:
            refuse(form, refusal)
    context = {**page_of(request, held), "row": row, "form": form}
    return render(request, "events/recuse.html", context, status=422 if form.errors else 200)


@require_POST
@at_event()
def unrecuse(request: Request, event: Event, contest: str, code: str) -> HttpResponse:
    """A conflict of interest that was named by mistake."""
    held = judged_at(request, event, contest)
    try:
        actions.take_recusal_back(row_at(request, held, code).entry, by=request.user, at=timezone.now())
        messages.success(request, _("Taken back. You can judge this entry again."))
    except ContestRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("events:sheet", slug=event.slug, contest=held.slug, code=code)
