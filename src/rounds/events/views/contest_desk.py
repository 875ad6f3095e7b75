"""The team's pages of a contest: settings, what waits to be looked at, finalists and recipients."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rounds.accounts.access import Request
from rounds.core.tables import csv_file
from rounds.events.actions import contests as actions
from rounds.events.actions import judging, prizes
from rounds.events.actions.contests import ContestRefused
from rounds.events.actions.entries import look_at_entry
from rounds.events.actions.supporting import look_at_kind_word, set_aside
from rounds.events.forms.contests import AsideForm, ContestForm, LookForm, TakeBackForm
from rounds.events.models import Contest, Entry, Event, Prize, Support
from rounds.events.queries.contests import (
    contests_visible_to,
    entries_to_look_at,
    entries_visible_to,
    held_prizes,
    judged_in,
    phase_of,
    prizes_held,
    scholarships_of,
    sheets_seen_by,
    strange_in,
    words_waiting,
)
from rounds.events.queries.feedback import suspects
from rounds.events.views.finding import at_event, desk_of, either, refuse


def contest_at(event: Event, contest: str) -> Contest:
    found: Contest = get_object_or_404(event.contests, slug=contest)
    found.event = event
    return found


@require_GET
@at_event("events.run_event")
def contests(request: Request, event: Event) -> HttpResponse:
    now = timezone.now()
    rows = [(one, phase_of(one, at=now)) for one in contests_visible_to(request.user, event)]
    context = {**desk_of(request, event, "contests"), "rows": rows, "scholars": scholarships_of(event)}
    return render(request, "events/contests_desk.html", context)


@either
@at_event("events.run_event")
def settings(request: Request, event: Event, contest: str = "") -> HttpResponse:
    held = contest_at(event, contest) if contest else None
    form = ContestForm(request.POST or None, event=event, contest=held)
    if form.is_valid():
        lists: dict[str, Any] = {"criteria": form.cleaned_data["criteria"], "judges": form.cleaned_data["judges"]}
        try:
            if held:
                actions.change_contest(held, form.facts(), **lists, by=request.user, at=timezone.now())
            else:
                held = actions.make_contest(event, form.facts(), **lists, by=request.user, at=timezone.now())
            messages.success(request, _("Saved."))
            return redirect("events:contest_desk", slug=event.slug, contest=held.slug)
        except ContestRefused as refusal:
            refuse(form, refusal)
    context = {**desk_of(request, event, "contests"), "form": form, "contest": held}
    return render(request, "events/contest_settings.html", context, status=422 if form.errors else 200)


@require_GET
@at_event("events.run_event")
def contest(request: Request, event: Event, contest: str) -> HttpResponse:
    """What waits, and what has been chosen. Counts of likes are not here before the vote ends."""
    held, now = contest_at(event, contest), timezone.now()
    rows = judged_in(held) if held.chosen else []
    entries = entries_visible_to(request.user).filter(contest=held).exclude(state="draft")
    context = {
        **desk_of(request, event, "contests"),
        "contest": held,
        "phase": phase_of(held, at=now),
        "to_look": [(one, suspects(f"{one.title}\n{one.words}")) for one in entries_to_look_at(held)],
        "words": [(one, suspects(one.words)) for one in words_waiting(held)],
        "strange": [] if held.chosen else strange_in(held),
        "aside": Support.objects.filter(contest=held, aside__isnull=False).select_related("entry", "aside_by"),
        "rows": rows,
        "free": held.recipients - prizes_held(held).count() if held.chosen else 0,
        "entries": entries.order_by("state", "title", "pk"),
    }
    return render(request, "events/contest_desk.html", context)


@require_POST
@at_event("events.run_event")
def step(request: Request, event: Event, contest: str) -> HttpResponse:
    """Announce it, choose the finalists, or choose the recipients."""
    held, now, wish = contest_at(event, contest), timezone.now(), request.POST.get("do", "")
    try:
        if wish == "announce":
            actions.announce_contest(held, by=request.user, at=now)
            messages.success(request, _("The contest is announced."))
        elif wish == "finalists":
            judging.choose_finalists(held, by=request.user, at=now)
            messages.success(request, _("The finalists are chosen, and everybody who sent an entry is told."))
        elif wish == "recipients":
            made = judging.choose_recipients(held, request.POST.getlist("code"), by=request.user, at=now)
            messages.success(request, _("The recipients are chosen, and the finalists are told."))
            for one in made:
                if held.ticket_id and not one.purchase_id:
                    words = _("No place is left for %(name)s. Their ticket waits on the page of contests.")
                    messages.warning(request, words % {"name": one.entry.person.name})
    except ContestRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("events:contest_desk", slug=event.slug, contest=held.slug)


def prize_at(event: Event, contest: str, number: int) -> Prize:
    return get_object_or_404(held_prizes(), pk=number, entry__contest__event=event, entry__contest__slug=contest)


@require_POST
@at_event("events.run_event")
def prize_ticket(request: Request, event: Event, contest: str, number: int) -> HttpResponse:
    """Make the tickets of a prize that had no place before."""
    try:
        prizes.make_waiting_tickets(prize_at(event, contest, number), by=request.user, at=timezone.now())
        messages.success(request, _("The ticket is made, and the recipient is told."))
    except ContestRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("events:contests_desk", slug=event.slug)


@either
@at_event("events.run_event")
def take_prize_back(request: Request, event: Event, contest: str, number: int) -> HttpResponse:
    found, form = prize_at(event, contest, number), TakeBackForm(request.POST or None)
    if form.is_valid():
        try:
            prizes.take_prize_back(found, form.cleaned_data["reason"], by=request.user, at=timezone.now())
            messages.success(request, _("The prize is taken back. You can choose another finalist."))
            return redirect("events:contest_desk", slug=event.slug, contest=contest)
        except ContestRefused as refusal:
            refuse(form, refusal)
    context = {**desk_of(request, event, "contests"), "prize": found, "contest": found.entry.contest, "form": form}
    return render(request, "events/prize_back.html", context, status=422 if form.errors else 200)


@either
@at_event("events.run_event")
def look(request: Request, event: Event, contest: str, code: str) -> HttpResponse:
    """Read an entry before others do, or take it out of sight; with the sheets of the judges."""
    held = contest_at(event, contest)
    one: Entry = get_object_or_404(entries_visible_to(request.user).exclude(state="draft"), contest=held, code=code)
    one.contest = held
    form = LookForm(request.POST or None, initial={"version": one.changed.isoformat()})
    if form.is_valid():
        try:
            shown = request.POST.get("do") == "show"
            look_at_entry(one, shown=shown, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("The writer is told."))
            return redirect("events:contest_desk", slug=event.slug, contest=held.slug)
        except ContestRefused as refusal:
            refuse(form, refusal)
    context = {
        **desk_of(request, event, "contests"),
        "contest": held,
        "one": one,
        "form": form,
        "suspects": suspects(f"{one.title}\n{one.words}"),
        "sheets": sheets_seen_by(request.user, one),
    }
    return render(request, "events/entry_look.html", context, status=422 if form.errors else 200)


@require_POST
@at_event("events.run_event")
def look_at_words(request: Request, event: Event, contest: str, number: int) -> HttpResponse:
    held = contest_at(event, contest)
    found = get_object_or_404(Support, pk=number, contest=held)
    try:
        look_at_kind_word(found, request.POST.get("do", ""), by=request.user, at=timezone.now())
    except ContestRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("events:contest_desk", slug=event.slug, contest=held.slug)


@either
@at_event("events.run_event")
def aside(request: Request, event: Event, contest: str, number: int) -> HttpResponse:
    held = contest_at(event, contest)
    found = get_object_or_404(Support.objects.select_related("entry", "person"), pk=number, contest=held)
    form = AsideForm(request.POST or None)
    if form.is_valid():
        try:
            set_aside(found, form.cleaned_data["reason"], by=request.user, at=timezone.now())
            messages.success(request, _("This like does not count."))
            return redirect("events:contest_desk", slug=event.slug, contest=held.slug)
        except ContestRefused as refusal:
            refuse(form, refusal)
    context = {**desk_of(request, event, "contests"), "contest": held, "found": found, "form": form}
    return render(request, "events/aside.html", context, status=422 if form.errors else 200)


@require_GET
@at_event("events.run_event")
def results_csv(request: Request, event: Event, contest: str) -> StreamingHttpResponse:
    """Finalists with what the vote and the judges came to; empty before the finalists are chosen."""
    held = contest_at(event, contest)
    head = [_("Code"), _("Title"), _("Writer"), _("Place in the vote"), _("Likes"), _("Kind words")]
    head += [_("Sheets"), _("Mean of the judges"), _("Receives a prize"), _("Answer")]
    rows = [
        (
            *(one.entry.code, one.entry.title, one.entry.person.name),
            *(one.finalist.place, one.finalist.likes, one.finalist.comments, one.sheets, one.shown),
            *((_("yes"), one.prize.get_reply_display()) if one.prize else ("", "")),
        )
        for one in (judged_in(held) if held.chosen else [])
    ]
    return csv_file(f"{event.slug}-{held.slug}", head, rows, on=timezone.localdate())
