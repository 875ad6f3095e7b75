"""The organisers' desk: what waits, and the settings of an event."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rounds.accounts.access import Request, permitted
from rounds.events.actions import events as actions
from rounds.events.actions import parts as listing
from rounds.events.forms.events import (
    BasicsOfEventForm,
    CallForm,
    ColourForm,
    LatePassForm,
    NewEventForm,
    PagesForm,
    basics_of,
    colours_of,
    pages_of,
)
from rounds.events.forms.parts import (
    CriterionForm,
    HelperForm,
    PartForm,
    QuestionForm,
    RoomForm,
    SessionTypeForm,
    TrackForm,
)
from rounds.events.models import Criterion, Event, Helper, LatePass, Question, Room, SessionType, Track
from rounds.events.queries.events import call_of, stage_of
from rounds.events.queries.waiting import desk_figures, waiting_at_desk
from rounds.events.views.finding import at_event, desk_of, either, refuse
from rounds.events.vocabulary import Standing

SECTIONS: dict[str, tuple[Any, Any]] = {
    "basics": (BasicsOfEventForm, basics_of),
    "pages": (PagesForm, pages_of),
    "colours": (ColourForm, colours_of),
}
PARTS: dict[str, tuple[Any, type[PartForm], tuple[str, ...]]] = {
    "tracks": (Track, TrackForm, ("order", "name")),
    "sessions": (SessionType, SessionTypeForm, ("order", "minutes")),
    "questions": (Question, QuestionForm, ("order", "pk")),
    "criteria": (Criterion, CriterionForm, ("order", "pk")),
    "rooms": (Room, RoomForm, ("order", "name")),
    "team": (Helper, HelperForm, ("work", "person__name", "pk")),
}


def part_names() -> dict[str, tuple[str, str, str]]:
    """Heading, button, and what an empty list says."""
    return {
        "tracks": (_("Tracks"), _("Add a track"), _("Threads of the programme. Each proposal belongs to one.")),
        "sessions": (_("Kinds of session"), _("Add a kind"), _("Talk, workshop, poster: each with its length.")),
        "questions": (
            _("Questions of the call"),
            _("Add a question"),
            _("The call asks for title and summary. Ask more here."),
        ),
        "criteria": (_("Criteria"), _("Add a criterion"), _("Reviewers give a mark for each of them.")),
        "rooms": (_("Rooms"), _("Add a room"), _("Rooms are the columns of the agenda, in this order.")),
        "team": (_("Team"), _("Add somebody"), _("Organisers, chairs of tracks, reviewers, and helpers at the door.")),
    }


@either
@permitted("events.make_event")
def new_event(request: Request) -> HttpResponse:
    form = NewEventForm(request.POST or None, initial={"zone": request.user.time_zone})
    if form.is_valid():
        try:
            made = actions.make_event(**form.cleaned_data, by=request.user, at=timezone.now())
            return redirect("events:settings", slug=made.slug)
        except actions.EventRefused as refusal:
            refuse(form, refusal)
    return render(request, "events/event_new.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@at_event("events.see_desk")
def desk(request: Request, event: Event) -> HttpResponse:
    head, now = desk_of(request, event, "desk"), timezone.now()
    context = {
        **head,
        "stage": stage_of(event, head["call"], at=now),
        "tasks": waiting_at_desk(event, request.user, at=now),
        "figures": desk_figures(event),
    }
    return render(request, "events/desk.html", context)


@require_GET
@at_event("events.run_event")
def settings(request: Request, event: Event) -> HttpResponse:
    """All that can be set, with what is still missing."""
    names = part_names()
    lists = [
        (key, names[key][0], model._default_manager.filter(event=event).count())
        for key, (model, _f, _o) in PARTS.items()
    ]
    context = {**desk_of(request, event, "settings"), "lists": lists}
    return render(request, "events/settings.html", context)


@either
@at_event("events.run_event")
def section(request: Request, event: Event, section: str) -> HttpResponse:
    if section not in SECTIONS:
        raise Http404
    kind, first = SECTIONS[section]
    form = kind(request.POST or None, initial=first(event))
    offer = ""
    if form.is_valid():
        partners = form.cleaned_data["co_organisers"] if section == "basics" else None
        try:
            actions.change_event(event, form.values(), co_organisers=partners, by=request.user, at=timezone.now())
            messages.success(request, _("Saved."))
            return redirect("events:settings", slug=event.slug)
        except actions.EventRefused as refusal:
            refuse(form, refusal)
            offer = refusal.offer
    context = {**desk_of(request, event, "settings"), "form": form, "section": section, "offer": offer}
    return render(request, "events/section.html", context, status=422 if form.errors else 200)


@either
@at_event("events.run_event")
def standing(request: Request, event: Event) -> HttpResponse:
    """Announce, cancel or take back; the page says what follows."""
    refused = ""
    if request.method == "POST" and request.POST.get("standing") in Standing.values:
        try:
            actions.change_standing(event, request.POST["standing"], by=request.user, at=timezone.now())
            messages.success(request, _("The state is changed."))
            return redirect("events:settings", slug=event.slug)
        except actions.EventRefused as refusal:
            refused = str(refusal)
    context = {**desk_of(request, event, "settings"), "refused": refused}
    return render(request, "events/standing.html", context, status=422 if refused else 200)


@either
@at_event("events.run_event")
def call(request: Request, event: Event) -> HttpResponse:
    form = CallForm(request.POST or None, event=event, call=call_of(event))
    if form.is_valid():
        try:
            actions.set_call(event, form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Saved."))
            return redirect("events:settings", slug=event.slug)
        except actions.EventRefused as refusal:
            refuse(form, refusal)
    context = {**desk_of(request, event, "settings"), "form": form}
    return render(request, "events/call_settings.html", context, status=422 if form.errors else 200)


@either
@at_event("events.run_event")
def late(request: Request, event: Event) -> HttpResponse:
    """Who may still be late."""
    form = LatePassForm(request.POST or None, event=event)
    if form.is_valid():
        try:
            actions.give_late_pass(event, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("We have written to %(email)s.") % {"email": form.cleaned_data["email"]})
            return redirect("events:late", slug=event.slug)
        except actions.EventRefused as refusal:
            refuse(form, refusal)
    context: dict[str, Any] = {**desk_of(request, event, "settings"), "form": form, "now": timezone.now()}
    context["passes"] = event.late_passes.order_by("-until", "pk")
    return render(request, "events/late.html", context, status=422 if form.errors else 200)


@require_POST
@at_event("events.run_event")
def end_late(request: Request, event: Event, number: int) -> HttpResponse:
    actions.end_late_pass(get_object_or_404(LatePass, pk=number, event=event), by=request.user, at=timezone.now())
    return redirect("events:late", slug=event.slug)


@require_GET
@at_event("events.run_event")
def parts(request: Request, event: Event, part: str) -> HttpResponse:
    if part not in PARTS:
        raise Http404
    model, _form, order = PARTS[part]
    found = model._default_manager.filter(event=event).order_by(*order)
    if model is Helper:
        found = found.select_related("person").prefetch_related("tracks")
    heading, button, empty = part_names()[part]
    context = {
        **desk_of(request, event, "settings"),
        "part": part,
        "rows": found,
        "heading": heading,
        "button": button,
        "empty": empty,
    }
    return render(request, "events/parts.html", context)


@either
@at_event("events.run_event")
def part(request: Request, event: Event, part: str, number: int | None = None) -> HttpResponse:
    """Add one of a list, or change it."""
    if part not in PARTS:
        raise Http404
    model, kind, _order = PARTS[part]
    held = get_object_or_404(model, pk=number, event=event) if number else None
    form = kind(request.POST or None, event=event, part=held)
    if form.is_valid():
        try:
            listing.save_part(model, event, form.values(), part=held, by=request.user, at=timezone.now())
            messages.success(request, _("Saved."))
            return redirect("events:parts", slug=event.slug, part=part)
        except actions.EventRefused as refusal:
            refuse(form, refusal)
    heading, button, _empty = part_names()[part]
    context = {**desk_of(request, event, "settings"), "form": form, "part": part, "held": held}
    context |= {"heading": heading, "button": button}
    return render(request, "events/part.html", context, status=422 if form.errors else 200)


@either
@at_event("events.run_event")
def remove_part(request: Request, event: Event, part: str, number: int) -> HttpResponse:
    if part not in PARTS:
        raise Http404
    held = get_object_or_404(PARTS[part][0], pk=number, event=event)
    refused = ""
    if request.method == "POST":
        try:
            listing.remove_part(held, by=request.user, at=timezone.now())
            messages.success(request, _("“%(name)s” is gone.") % {"name": held})
            return redirect("events:parts", slug=event.slug, part=part)
        except actions.EventRefused as refusal:
            refused = str(refusal)
    context = {**desk_of(request, event, "settings"), "held": held, "part": part, "refused": refused}
    context["heading"] = part_names()[part][0]
    return render(request, "events/part_remove.html", context, status=422 if refused else 200)
