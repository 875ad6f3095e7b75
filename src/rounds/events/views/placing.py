"""The draft of an agenda at the desk: the grid, the form for each talk and break, and what is published of it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from rounds.accounts.access import Request
from rounds.core.clocks import place_of
from rounds.events.actions import placing, publishing
from rounds.events.actions.delivering import LetterRefused
from rounds.events.actions.embedding import allow_sites
from rounds.events.changes import ORDER
from rounds.events.forms.agenda import BreakForm, EmbeddingForm, PublishForm, SlotForm, ZoneForm
from rounds.events.grid import Grid, Piece, grid_of
from rounds.events.models import AgendaLetter, Embedding, Event, Slot
from rounds.events.queries.agenda import (
    Clocked,
    clocked,
    placeable,
    rooms_of,
    slots_of,
    to_be_placed,
    warning_words,
    warnings_for,
)
from rounds.events.queries.published import latest_version
from rounds.events.queries.publishing import (
    agenda_letters_not_begun,
    agenda_letters_of,
    agenda_letters_unsure,
    change_words,
    kind_words,
    publication_of,
)
from rounds.events.tasks import send_agenda_letters
from rounds.events.views.finding import at_event, desk_of, either, refuse


@dataclass(frozen=True)
class Card:
    slot: Slot
    starts: Clocked
    ends: Clocked
    url: str
    warnings: list[str]


@require_GET
@never_cache
@at_event("events.run_event")
def desk_agenda(request: Request, event: Event) -> HttpResponse:
    """Each day as a grid of rooms, what has no time yet, and what to look at."""
    slots, rooms = list(slots_of(event)), list(rooms_of(event))
    warned: dict[str, list[str]] = {}
    for one in warnings_for(event, slots):
        warned.setdefault(one.key, []).append(warning_words(one))
    days = sorted({*event.days, *(slot.starts.astimezone(event.tz).date() for slot in slots if slot.starts)})
    version = latest_version(event)
    context = {
        **desk_of(request, event, "agenda"),
        "days": [(day, date_format(day, "l j F"), grid_for(event, day, slots, rooms, warned)) for day in days],
        "rooms": rooms,
        "waiting": to_be_placed(event),
        "warnings": [(slot, warned[str(slot.uid)]) for slot in slots if str(slot.uid) in warned],
        "version": version,
        "changes": len(publication_of(event).changes),
    }
    return render(request, "events/desk_agenda.html", context)


def grid_for(event: Event, day: Any, slots: list[Slot], rooms: list[Any], warned: dict[str, list[str]]) -> Grid[Card]:
    pieces = []
    for slot in slots:
        if slot.starts and slot.ends and slot.starts.astimezone(event.tz).date() == day:
            name, key = ("place_talk", slot.proposal.code) if slot.proposal else ("edit_break", slot.pk)
            url = reverse(f"events:{name}", args=[event.slug, key])
            times = (clocked(slot.starts, event.tz), clocked(slot.ends, event.tz))
            card = Card(slot, *times, url, warned.get(str(slot.uid), []))
            pieces.append(Piece(card, slot.room, slot.starts, slot.ends))
    return grid_of(pieces, rooms)


@either
@never_cache
@at_event("events.run_event")
def place_talk(request: Request, event: Event, code: str) -> HttpResponse:
    proposal = get_object_or_404(placeable(event), code=code)
    slot = getattr(proposal, "slot", None)
    minutes = proposal.session_type.minutes if proposal.session_type else 30
    form = SlotForm(request.POST or None, event=event, slot=slot, minutes=minutes)
    off = request.POST.get("do") == "off"
    if request.method == "POST" and (off or form.is_valid()):
        told: dict[str, Any] = form.cleaned_data if not off else {"minutes": slot.minutes if slot else minutes}
        version = told.get("version", whole(request.POST.get("version")))
        try:
            placing.place_talk(
                proposal,
                told.get("room"),
                told.get("starts"),
                told["minutes"],
                version=version,
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("Taken off the agenda.") if off else _("It is on the draft of the agenda."))
            return redirect("events:desk_agenda", slug=event.slug)
        except placing.PlacingRefused as refusal:
            form = again(form, refusal, SlotForm, event=event, slot=slot_now(proposal=proposal), minutes=minutes)
    context = {**desk_of(request, event, "agenda"), "form": form, "proposal": proposal, "slot": slot}
    return render(request, "events/place_talk.html", context, status=422 if form.errors else 200)


def whole(value: str | None) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 10 else 0


def slot_now(**which: Any) -> Slot | None:
    return Slot.objects.filter(**which).select_related("room", "proposal").first()


def again(form: Any, refusal: placing.PlacingRefused, kind: type[SlotForm], **facts: Any) -> SlotForm:
    """The form with what was typed, and with the version of now: saving again is meant."""
    if not isinstance(refusal, placing.MovedMeanwhile):
        form.is_valid()
        refuse(form, refusal)
        return form
    slot = facts["slot"]
    made = kind({**form.data.dict(), "version": slot.version if slot else 0}, **facts)
    made.is_valid()
    refuse(made, refusal)
    return made


@either
@never_cache
@at_event("events.run_event")
def edit_break(request: Request, event: Event, number: int | None = None) -> HttpResponse:
    slot = get_object_or_404(Slot, event=event, pk=number, proposal__isnull=True) if number is not None else None
    form = BreakForm(request.POST or None, event=event, slot=slot)
    if form.is_valid():
        told = form.cleaned_data
        facts = (event, told["title"], told["room"], told["starts"], told["minutes"])
        try:
            placing.place_break(*facts, slot=slot, version=told["version"], by=request.user, at=timezone.now())
            messages.success(request, _("It is on the draft of the agenda."))
            return redirect("events:desk_agenda", slug=event.slug)
        except placing.PlacingRefused as refusal:
            form = again(form, refusal, BreakForm, event=event, slot=slot_now(pk=number))  # type: ignore[assignment]
    context = {**desk_of(request, event, "agenda"), "form": form, "slot": slot}
    return render(request, "events/edit_break.html", context, status=422 if form.errors else 200)


@require_POST
@at_event("events.run_event")
def remove_break(request: Request, event: Event, number: int) -> HttpResponse:
    slot = get_object_or_404(Slot, event=event, pk=number, proposal__isnull=True)
    try:
        version = whole(request.POST.get("version"))
        placing.remove_break(slot, version=version, by=request.user, at=timezone.now())
        messages.success(request, _("Removed from the draft."))
    except placing.PlacingRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("events:desk_agenda", slug=event.slug)


@require_POST
@at_event("events.run_event")
def move_slot(request: Request, event: Event) -> HttpResponse:
    """A step by a button, or to where it was dropped: the same form does both."""
    slot = get_object_or_404(
        Slot.objects.select_related("proposal", "room", "event"), event=event, pk=whole(request.POST.get("slot"))
    )
    facts: dict[str, Any] = {"version": whole(request.POST.get("version")), "by": request.user, "at": timezone.now()}
    try:
        placing.move_slot(slot, request.POST.get("to", ""), **facts)
    except placing.PlacingRefused as refusal:
        messages.warning(request, f"{slot}: {refusal}")
    return redirect(reverse("events:desk_agenda", args=[event.slug]) + f"#slot-{slot.pk}")


@either
@never_cache
@at_event("events.run_event")
def publish_agenda(request: Request, event: Event) -> HttpResponse:
    """What would change, and who is told; it happens when somebody who has seen it says so."""
    found = publication_of(event)
    form = PublishForm(request.POST or None, initial={"seal": found.seal})
    if form.is_valid():
        try:
            told = {**form.cleaned_data, "by": request.user, "at": timezone.now()}
            version = publishing.publish_agenda(event, **told)
            send_agenda_letters.enqueue()
            messages.success(request, _("Version %(n)s is published.") % {"n": version.number})
            return redirect("events:desk_agenda", slug=event.slug)
        except publishing.PublishingRefused as refusal:
            messages.warning(request, str(refusal))
            return redirect("events:publish_agenda", slug=event.slug)
    kinds = [(kind, kind_words(kind), [one for one in found.changes if one.kind == kind]) for kind in ORDER]
    context = {
        **desk_of(request, event, "agenda"),
        "form": form,
        "found": found,
        "groups": [(k, words, [change_words(one, event) for one in listed]) for k, words, listed in kinds if listed],
        "warnings": [warning_words(one) for one in warnings_for(event, list(slots_of(event)))],
    }
    return render(request, "events/publish_agenda.html", context, status=422 if form.errors else 200)


@require_GET
@at_event("events.run_event")
def agenda_letters(request: Request, event: Event) -> HttpResponse:
    unsure = agenda_letters_unsure(at=timezone.now()).filter(version__event=event)
    context = {
        **desk_of(request, event, "agenda"),
        "page": Paginator(agenda_letters_of(event), 50).get_page(request.GET.get("page")),
        "unsure": set(unsure.values_list("pk", flat=True)),
        "waiting": agenda_letters_not_begun().filter(version__event=event).count(),
    }
    return render(request, "events/agenda_letters.html", context)


@require_POST
@at_event("events.run_event")
def send_agenda(request: Request, event: Event, number: int | None = None) -> HttpResponse:
    """Send what waits; with a number, a letter of which nobody knows whether it left."""
    if number is not None:
        found = get_object_or_404(AgendaLetter, pk=number, version__event=event)
        try:
            publishing.send_agenda_again(found, by=request.user, at=timezone.now())
        except LetterRefused as refusal:
            messages.warning(request, str(refusal))
    send_agenda_letters.enqueue()
    return redirect("events:agenda_letters", slug=event.slug)


@either
@at_event("events.run_event")
def event_zone(request: Request, event: Event) -> HttpResponse:
    form = ZoneForm(request.POST or None, initial={"zone": event.zone})
    if form.is_valid():
        keeps = form.cleaned_data["keeps"] == "clock"
        try:
            facts = {"keeps_clock": keeps, "by": request.user, "at": timezone.now()}
            placing.move_to_zone(event, form.cleaned_data["zone"], **facts)
            place = place_of(form.cleaned_data["zone"])
            messages.success(request, _("The event now goes by %(place)s time. Publish to tell it.") % {"place": place})
            return redirect("events:desk_agenda", slug=event.slug)
        except placing.PlacingRefused as refusal:
            refuse(form, refusal)
    context = {**desk_of(request, event, "agenda"), "form": form}
    return render(request, "events/event_zone.html", context, status=422 if form.errors else 200)


@either
@at_event("events.run_event")
def embedding(request: Request, event: Event) -> HttpResponse:
    held = Embedding.objects.filter(event=event).first()
    form = EmbeddingForm(request.POST or None, initial={"sites": held.sites if held else ""})
    if form.is_valid():
        allow_sites(event, form.cleaned_data["sites"], by=request.user, at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("events:embedding", slug=event.slug)
    address = request.build_absolute_uri(reverse("events:agenda_embed", args=[event.slug]))
    snippet = f'<iframe src="{address}" title="{_("Agenda")}" width="100%" height="700" loading="lazy"></iframe>'
    context = {**desk_of(request, event, "agenda"), "form": form, "snippet": snippet, "held": held}
    return render(request, "events/embedding.html", context, status=422 if form.errors else 200)
