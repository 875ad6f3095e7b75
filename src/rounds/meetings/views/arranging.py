"""Making and changing meetings, for centre staff and for the managers of an organisation."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rounds.accounts.access import Request, permitted
from rounds.meetings import actions, queries
from rounds.meetings.forms import DateForm, MeetingForm, PoolForm, RepeatForm, WhyForm
from rounds.meetings.models import Meeting
from rounds.meetings.queries.shown import clocks
from rounds.meetings.tasks import end_called_off
from rounds.meetings.views.entering import at_meeting

CHANGE = "meetings.change_meeting"


@require_http_methods(["GET", "POST"])
@permitted("meetings.arrange")
def new(request: Request) -> HttpResponse:
    form = MeetingForm(request.POST or None, person=request.user)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data.get("organisation") or 0
        organisation = queries.organisations_arranged_by(request.user).filter(pk=number).first()
        made = actions.make_meeting(
            form.facts(), **form.arranged(), organisation=organisation, by=request.user, at=timezone.now()
        )
        messages.success(request, _("The draft is saved. Look at it, then open it."))
        return redirect("meetings:meeting", pk=made.pk)
    return render(request, "meetings/edit.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@at_meeting(CHANGE)
def edit(request: Request, meeting: Meeting) -> HttpResponse:
    typed = request.POST if request.method == "POST" else None
    form = MeetingForm(typed, instance=Meeting.objects.select_related("pool").get(pk=meeting.pk), person=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            sequence = form.cleaned_data["sequence"] if form.cleaned_data["sequence"] is not None else -1
            told = actions.change_meeting(
                meeting, form.facts(), **form.arranged(), sequence=sequence, by=request.user, at=timezone.now()
            )
            messages.success(request, _("Saved. Everybody who comes or waits is told.") if told else _("Saved."))
            return redirect("meetings:meeting", pk=meeting.pk)
        except actions.ArrangingRefused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    context = {"form": form, "meeting": meeting}
    return render(request, "meetings/edit.html", context, status=422 if form.errors else 200)


@require_POST
@at_meeting(CHANGE)
def open_or_close(request: Request, meeting: Meeting, do: str) -> HttpResponse:
    try:
        if do == "open":
            actions.open_meeting(meeting, by=request.user, at=timezone.now())
            messages.success(request, _("Open. People can register now."))
        else:
            actions.close_meeting(meeting, by=request.user, at=timezone.now())
            messages.success(request, _("Closed. Nobody new can register."))
    except actions.ArrangingRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("meetings:meeting", pk=meeting.pk)


@require_http_methods(["GET", "POST"])
@at_meeting(CHANGE)
def cancel(request: Request, meeting: Meeting) -> HttpResponse:
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.call_off(meeting, why=form.cleaned_data["why"], by=request.user, at=timezone.now())
            end_called_off.enqueue(meeting.pk)
            messages.success(request, _("Cancelled. Everybody is told, and what was paid comes back."))
            return redirect("meetings:meeting", pk=meeting.pk)
        except actions.LeavingRefused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "meeting": meeting, "clocks": clocks(meeting, request.user)}
    context["numbers"] = queries.numbers_of(meeting)
    return render(request, "meetings/cancel.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@at_meeting(CHANGE)
def duplicate(request: Request, meeting: Meeting) -> HttpResponse:
    form = DateForm(request.POST or None, zone=meeting.zone, initial={"begins": meeting.local_start.time()})
    if request.method == "POST" and form.is_valid():
        starts = form.cleaned_data["starts_at"]
        made = actions.duplicate_meeting(meeting, starts_at=starts, by=request.user, at=timezone.now())
        messages.success(request, _("This is the copy, as a draft."))
        return redirect("meetings:meeting", pk=made.pk)
    context = {"form": form, "meeting": meeting}
    return render(request, "meetings/duplicate.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@at_meeting(CHANGE)
def repeat(request: Request, meeting: Meeting) -> HttpResponse:
    form = RepeatForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.repeat_meeting(meeting, **form.cleaned_data, by=request.user, at=timezone.now())
            words = ngettext(
                "%(count)s more meeting is a draft now.", "%(count)s more meetings are drafts now.", len(made)
            )
            messages.success(request, words % {"count": len(made)})
            return redirect("meetings:meeting", pk=meeting.pk)
        except actions.ArrangingRefused as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "meeting": meeting}
    return render(request, "meetings/repeat.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@permitted("meetings.keep_places")
def pools(request: Request) -> HttpResponse:
    """Rooms, lunches and kits that several meetings share, and whether the books of places add up."""
    form = PoolForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.make_pool(**form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("Added."))
        return redirect("meetings:pools")
    found = queries.pools_visible_to(request.user).filter(meetings=None)
    context = {"form": form, "pools": found, "faults": list(queries.pools_that_disagree())}
    return render(request, "meetings/pools.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@permitted("meetings.keep_places")
def pool(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.pools_visible_to(request.user).filter(meetings=None), pk=pk)
    form = PoolForm(request.POST or None, initial={"name": found.name, "cap": found.cap})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_pool(found, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Saved."))
            return redirect("meetings:pools")
        except actions.PlacesRefused as refusal:
            form.add_error("cap", str(refusal))
    context = {"form": form, "pool": found, "meetings": found.meetings_also.order_by("starts_at")}
    return render(request, "meetings/pool.html", context, status=422 if form.errors else 200)


@require_GET
@permitted("meetings.arrange")
def desk(request: Request) -> HttpResponse:
    """What a person looks after: what is to come, drafts and what is full."""
    at = timezone.now()
    found = (
        queries.with_numbers(queries.meetings_run_by(request.user)).filter(ends_at__gte=at).order_by("starts_at", "pk")
    )
    rows = [(one, clocks(one, request.user)) for one in found[:200]]
    return render(request, "meetings/desk.html", {"rows": rows})
