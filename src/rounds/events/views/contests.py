"""Contests as everybody sees them, and one's own entry."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from rounds.accounts.access import Request, reader
from rounds.accounts.models import Person
from rounds.events.actions import entries as actions
from rounds.events.actions.contests import ContestRefused
from rounds.events.actions.judging import answer_prize
from rounds.events.actions.supporting import support_entry, take_support_back
from rounds.events.forms.contests import EntryForm, PrizeForm, SupportForm
from rounds.events.models import Contest, Entry, Event, Prize, Support
from rounds.events.queries.contests import (
    consent_now,
    contests_visible_to,
    entries_visible_to,
    judged_in,
    kind_words,
    name_of,
    own_entry,
    phase_of,
    prizes_held,
    shown_entries,
    support_of,
    supports_left,
    takes_entries,
    takes_votes,
)
from rounds.events.views.finding import at_event, either, findings_shown, open_event, refuse, site_of
from rounds.network.actions.words import WordsRefused
from rounds.network.markup import to_html
from rounds.network.queries.words import Checked, checked

A_PAGE = 20
ENTRIES_FROM = {"voting", "counting", "judging", "decided"}


def contest_at(person: Person | None, event: Event, contest: str) -> Contest:
    found = get_object_or_404(contests_visible_to(person, event), slug=contest)
    found.event = event
    return found


def page_of(request: HttpRequest, contest: Contest) -> dict[str, Any]:
    """What the head of each page of a contest shows."""
    now, person = timezone.now(), reader(request)
    return {
        **site_of(request, contest.event, "contests"),
        "contest": contest,
        "phase": phase_of(contest, at=now),
        "takes_entries": takes_entries(contest, at=now),
        "takes_votes": takes_votes(contest, at=now),
        "entry": own_entry(contest, person),
        "judges": bool(person and person.has_perm("events.judge_contest", contest)),
    }


@require_GET
@open_event
def contests(request: HttpRequest, event: Event) -> HttpResponse:
    now = timezone.now()
    rows = [(one, phase_of(one, at=now)) for one in contests_visible_to(reader(request), event)]
    return render(request, "events/contests.html", {**site_of(request, event, "contests"), "rows": rows})


@require_GET
@open_event
def contest(request: HttpRequest, event: Event, contest: str) -> HttpResponse:
    person = reader(request)
    found = contest_at(person, event, contest)
    context = page_of(request, found)
    seed = f"{person.pk if person else ''} {timezone.localdate()}"
    rows = shown_entries(found, seed=seed) if context["phase"] in ENTRIES_FROM or context["takes_votes"] else []
    judged = judged_in(found) if found.chosen else []
    context |= {
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "finalists": {one.entry.pk for one in judged},
        "recipients": set(prizes_held(found).values_list("entry", flat=True)) if found.decided else set(),
        "html": to_html(found.rules),
        "criteria": list(found.criteria.order_by("pk")),
    }
    return render(request, "events/contest.html", context)


@require_GET
@open_event
def entry(request: HttpRequest, event: Event, contest: str, code: str) -> HttpResponse:
    return entry_page(request, event, contest, code, form=SupportForm())


def entry_page(
    request: HttpRequest, event: Event, contest: str, code: str, *, form: SupportForm, found: Checked | None = None
) -> HttpResponse:
    person = reader(request)
    held = contest_at(person, event, contest)
    one = entry_at(person, held, code)
    context = page_of(request, held)
    context |= {
        "one": one,
        "name": name_of(one, list(one.consents.order_by("pk"))),
        "own": person is not None and one.person_id == person.pk,
        "form": form,
        "support": support_of(one, person),
        "left": supports_left(held, person) if person else held.supports,
        "words": kind_words(
            one, open_vote=phase_of(held, at=timezone.now()) in {"voting", "counting", "open", "looking"}
        ),
        **findings_shown(found),
    }
    return render(request, "events/entry.html", context, status=422 if form.errors else 200)


def entry_at(person: Person | None, contest: Contest, code: str) -> Entry:
    """An entry that this reader may see; what is shown, from the beginning of the vote."""
    found = get_object_or_404(entries_visible_to(person), contest=contest, code=code)
    early = timezone.now() < contest.votes_from
    near = person and (found.person_id == person.pk or person.has_perm("events.run_event", contest.event))
    if early and not near:
        raise Http404
    found.contest = contest
    return found


@require_POST
@sensitive_post_parameters("words")
@at_event()
def support(request: Request, event: Event, contest: str, code: str) -> HttpResponse:
    held = contest_at(request.user, event, contest)
    one, form = entry_at(request.user, held, code), SupportForm(request.POST)
    if request.headers.get("HX-Request"):
        words = request.POST.get("words", "")[:2000].replace("\r\n", "\n").strip()
        found = checked(words, by=request.user, place=None, voice="public") if words else None
        return render(request, "network/words_checked.html", findings_shown(found))
    looked: Checked | None = None
    if form.is_valid():
        try:
            support_entry(one, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Your like is kept. Nobody sees the count before the vote ends."))
            return redirect("events:entry", slug=event.slug, contest=held.slug, code=code)
        except ContestRefused as refusal:
            refuse(form, refusal)
        except WordsRefused as refusal:
            form.add_error("words", str(refusal))
            looked = refusal.checked
    return entry_page(request, event, contest, code, form=form, found=looked)


@require_POST
@at_event()
def support_back(request: Request, event: Event, contest: str, code: str) -> HttpResponse:
    held = contest_at(request.user, event, contest)
    found = get_object_or_404(Support, contest=held, entry__code=code, person=request.user)
    found.contest = held
    try:
        take_support_back(found, by=request.user, at=timezone.now())
        messages.success(request, _("Your like is taken back."))
    except ContestRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("events:entry", slug=event.slug, contest=held.slug, code=code)


@either
@sensitive_post_parameters("words")
@at_event()
def write_entry(request: Request, event: Event, contest: str) -> HttpResponse:
    """One's own entry: where it stands, and the form while it may be changed."""
    held = contest_at(request.user, event, contest)
    if request.headers.get("HX-Request"):
        return counted(request, held)
    mine = own_entry(held, request.user)
    agreed = consent_now(mine) if mine else None
    first = {"title": mine.title, "words": mine.words} if mine else {}
    first |= {"named": agreed.named if agreed else "first", "consent": "on" if agreed else ""}
    form, found = EntryForm(request.POST or None, initial=first), None
    if form.is_valid():
        given, now = form.cleaned_data, timezone.now()
        try:
            return keep(request, held, given, now)
        except ContestRefused as refusal:
            refuse(form, refusal)
        except WordsRefused as refusal:
            form.add_error("words", str(refusal))
            found = refusal.checked
    context = page_of(request, held)
    context |= {"form": form, "words": actions.count_words(str(form["words"].value() or "")), **findings_shown(found)}
    context["prize"] = Prize.objects.filter(entry=mine).first() if mine else None
    return render(request, "events/own_entry.html", context, status=422 if form.errors else 200)


def keep(request: Request, contest: Contest, given: dict[str, Any], now: dt.datetime) -> HttpResponse:
    if request.POST.get("do") == "send":
        actions.send_entry(contest, **given, by=request.user, at=now)
        messages.success(request, _("Your entry is sent in. We read it, then we write to you."))
    else:
        actions.save_entry(contest, title=given["title"], words=given["words"], by=request.user, at=now)
        messages.success(request, _("Your draft is kept. Only you see it."))
    return redirect("events:own_entry", slug=contest.event.slug, contest=contest.slug)


def counted(request: Request, contest: Contest) -> HttpResponse:
    """What the box asks for while somebody writes: the number of words, and what could tell who somebody is."""
    words = request.POST.get("words", "")[:9000].replace("\r\n", "\n").strip()
    found = checked(words, by=request.user, place=None, voice="patient") if words else None
    context = {"contest": contest, "words": actions.count_words(words), **findings_shown(found)}
    return render(request, "events/entry_checked.html", context)


@either
@at_event()
def withdraw(request: Request, event: Event, contest: str) -> HttpResponse:
    held = contest_at(request.user, event, contest)
    mine = own_entry(held, request.user)
    if mine is None:
        raise Http404
    if request.method == "POST":
        mine.contest = held
        actions.withdraw_entry(mine, by=request.user, at=timezone.now())
        messages.success(request, _("Your entry is withdrawn. Its words are gone."))
        return redirect("events:contest", slug=event.slug, contest=held.slug)
    return render(request, "events/entry_withdraw.html", page_of(request, held))


@either
@at_event()
def prize(request: Request, event: Event, contest: str) -> HttpResponse:
    held = contest_at(request.user, event, contest)
    mine = get_object_or_404(
        Prize.objects.select_related("entry__person"),
        entry__contest=held,
        entry__person=request.user,
        entry__state="shown",
        taken_back__isnull=True,
    )
    mine.entry.contest = held
    form = PrizeForm(
        request.POST or None, companion=mine.companion,
        initial={"reply": mine.reply, "companion_name": mine.companion_name},
    )  # fmt: skip
    if form.is_valid():
        try:
            answer_prize(mine, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Thank you. We have your answer."))
            return redirect("events:own_entry", slug=event.slug, contest=held.slug)
        except ContestRefused as refusal:
            refuse(form, refusal)
    context = {**page_of(request, held), "form": form, "prize": mine}
    return render(request, "events/prize.html", context, status=422 if form.errors else 200)
