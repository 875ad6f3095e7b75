"""The host's pages: who comes, who waits, letters to them, materials and invited people."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rounds.accounts.access import Request
from rounds.accounts.letters import absolute
from rounds.core.tables import csv_file
from rounds.meetings import actions, queries
from rounds.meetings.forms import InviteForm, MaterialForm, MessageForm, MoveForm, PeopleFilter, RecordingForm
from rounds.meetings.models import Invited, Material, Meeting, Registration
from rounds.meetings.queries.shown import TAGS, clocks
from rounds.meetings.views.entering import at_meeting
from rounds.meetings.views.finding import slots
from rounds.meetings.views.moving import changed_date
from rounds.meetings.vocabulary import LIVING, Because, RegistrationState

A_PAGE = 50
HOST = "meetings.host_meeting"


@require_GET
@at_meeting(HOST)
def people(request: Request, meeting: Meeting) -> HttpResponse:
    form = PeopleFilter(request.GET)
    page = Paginator(queries.people_of(meeting, **form.asked()), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "meeting": meeting,
        "clocks": clocks(meeting, request.user),
        "form": form,
        "page": page,
        "rows": [(one, TAGS[one.state]) for one in page],
        "query": request.GET.urlencode(),
        "numbers": queries.numbers_of(meeting),
        "changes": request.user.has_perm("meetings.change_meeting", meeting),
        **slots(),
    }
    return render(request, "meetings/people.html", context)


@require_GET
@at_meeting(HOST)
def people_csv(request: Request, meeting: Meeting) -> HttpResponseBase:
    form = PeopleFilter(request.GET)
    head = [_("Name"), _("E-mail address"), _("State"), _("Places"), _("Since"), _("What helps to take part")]
    rows = (
        [
            *(one.person.name, one.person.email, one.get_state_display(), one.party),
            *(timezone.localdate(one.made).isoformat(), one.needs),
        ]
        for one in queries.people_of(meeting, **form.asked()).iterator()
    )
    return csv_file("meeting-people", head, rows, on=timezone.localdate())


def one_of(meeting: Meeting, number: int) -> Registration:
    found: Registration = get_object_or_404(
        Registration.objects.select_related("person", "meeting", "order"), pk=number, meeting=meeting
    )
    return found


@require_http_methods(["GET", "POST"])
@at_meeting(HOST)
def take_back(request: Request, meeting: Meeting, number: int) -> HttpResponse:
    """A host cancels somebody's place; what was paid comes back in full."""
    found, refused = one_of(meeting, number), ""
    if request.method == "POST":
        try:
            actions.leave(found, by=request.user, at=timezone.now(), because=Because.STAFF)
            messages.success(request, _("The place is taken back. %(name)s is told.") % {"name": found.person})
            return redirect("meetings:people", pk=meeting.pk)
        except actions.LeavingRefused as refusal:
            refused = str(refusal)
    context = {"meeting": meeting, "registration": found, "refused": refused, "living": found.state in LIVING}
    return render(request, "meetings/take_back.html", context, status=422 if refused else 200)


@require_http_methods(["GET", "POST"])
@at_meeting(HOST)
def another_date_for(request: Request, meeting: Meeting, number: int) -> HttpResponse:
    """A host gives somebody's place back here and takes one on another date that they host."""
    back = reverse("meetings:people", args=[meeting.pk])
    dates = queries.meetings_run_by(request.user)
    return changed_date(request, one_of(meeting, number), dates, host=True, after=lambda _made: back, back=back)


@require_http_methods(["GET", "POST"])
@at_meeting(HOST)
def move(request: Request, meeting: Meeting, number: int) -> HttpResponse:
    found = one_of(meeting, number)
    waits = found.state == RegistrationState.WAITING
    now = queries.place_in_line(found) if waits else 0
    form = MoveForm(request.POST or None, initial={"position": now})
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_in_line(found, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Moved."))
            return redirect("meetings:people", pk=meeting.pk)
        except actions.LeavingRefused as refusal:
            form.add_error(None, str(refusal))
    context = {"meeting": meeting, "registration": found, "form": form, "now": now}
    return render(request, "meetings/move.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@at_meeting(HOST)
def write(request: Request, meeting: Meeting) -> HttpResponse:
    """A letter is shown as it will be read, with how many get it, before it goes."""
    form = MessageForm(request.POST or None)
    context: dict[str, Any] = {"meeting": meeting, "form": form}
    if request.method == "POST" and form.is_valid() and request.POST.get("do") != "change":
        told = form.cleaned_data
        found = meeting.registrations.filter(state__in=told["to"]).select_related("person", "meeting")
        if request.POST.get("do") == "send":
            return send(request, meeting, list(found), told)
        context |= {"count": found.count(), "told": told}
        return render(request, "meetings/write_preview.html", context)
    bad = bool(form.errors) and request.POST.get("do") != "change"
    return render(request, "meetings/write.html", context, status=422 if bad else 200)


def send(request: Request, meeting: Meeting, found: list[Registration], told: dict[str, Any]) -> HttpResponse:
    try:
        facts = {"subject": told["subject"], "text": told["text"]}
        sent = actions.write_to_people(meeting, found, **facts, by=request.user, at=timezone.now())
        words = ngettext("%(count)s letter is on its way.", "%(count)s letters are on their way.", sent)
        messages.success(request, words % {"count": sent})
    except actions.InvitingRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("meetings:people", pk=meeting.pk)


@require_http_methods(["GET", "POST"])
@at_meeting(HOST)
def materials(request: Request, meeting: Meeting) -> HttpResponse:
    form = MaterialForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_material(meeting, **form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("Added."))
        return redirect("meetings:materials", pk=meeting.pk)
    return materials_page(request, meeting, form, RecordingForm(initial={"recording": meeting.recording_link}))


def materials_page(request: Request, meeting: Meeting, form: MaterialForm, recording: RecordingForm) -> HttpResponse:
    """Both forms; `wrong` is the one with errors."""
    wrong = next((one for one in (form, recording) if one.errors), None)
    context = {"meeting": meeting, "form": form, "recording": recording, "wrong": wrong}
    context["materials"] = meeting.materials.order_by("added", "pk")
    return render(request, "meetings/materials.html", context, status=422 if wrong else 200)


@require_POST
@at_meeting(HOST)
def recording(request: Request, meeting: Meeting) -> HttpResponse:
    form = RecordingForm(request.POST)
    if not form.is_valid():
        return materials_page(request, meeting, MaterialForm(), form)
    actions.set_recording(meeting, form.cleaned_data["recording"], by=request.user, at=timezone.now())
    messages.success(request, _("Saved."))
    return redirect("meetings:materials", pk=meeting.pk)


@require_POST
@at_meeting(HOST)
def remove_material(request: Request, meeting: Meeting, number: int) -> HttpResponse:
    found = get_object_or_404(Material.objects.select_related("meeting"), pk=number, meeting=meeting)
    actions.remove_material(found, by=request.user, at=timezone.now())
    messages.success(request, _("Removed."))
    return redirect("meetings:materials", pk=meeting.pk)


@require_http_methods(["GET", "POST"])
@at_meeting("meetings.change_meeting")
def invite(request: Request, meeting: Meeting) -> HttpResponse:
    form = InviteForm(request.POST or None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        new = actions.invite_people(meeting, form.cleaned_data["people"], by=request.user, at=timezone.now())
        words = ngettext("%(count)s person can come now.", "%(count)s people can come now.", new) % {"count": new}
        messages.success(request, words)
        return redirect("meetings:invite", pk=meeting.pk)
    invited = meeting.invited.select_related("person").order_by("person__name", "pk")
    context = {"meeting": meeting, "form": form, "invited": invited}
    context["address"] = absolute("meetings:register", meeting.pk)
    return render(request, "meetings/invite.html", context, status=422 if form.errors else 200)


@require_POST
@at_meeting("meetings.change_meeting")
def uninvite(request: Request, meeting: Meeting, number: int) -> HttpResponse:
    found = get_object_or_404(Invited.objects.select_related("meeting"), pk=number, meeting=meeting)
    actions.uninvite(found, by=request.user, at=timezone.now())
    messages.success(request, _("Removed."))
    return redirect("meetings:invite", pk=meeting.pk)
