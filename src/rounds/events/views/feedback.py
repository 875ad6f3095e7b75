"""Giving feedback, and reading what it came to: for the desk, and for the speakers of a talk."""

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from rounds.accounts.access import Request
from rounds.core.tables import csv_file
from rounds.events.actions import feedback as actions
from rounds.events.forms.feedback import FeedbackEndForm, FeedbackForm
from rounds.events.models import Event, Feedback, Proposal
from rounds.events.queries.feedback import Ask, asks_of, feedback_closes, results_of, words_to_look_at
from rounds.events.views.finding import at_event, desk_of, either, findings_shown, own_proposal_at, refuse, site_of
from rounds.network.actions.words import WordsRefused
from rounds.network.queries.words import Checked


@require_GET
@at_event()
def own_feedback(request: Request, event: Event) -> HttpResponse:
    """What one may give feedback on, and what one gave."""
    now = timezone.now()
    closes = feedback_closes(event)
    asks = asks_of(event, request.user, at=now)
    context = {**site_of(request, event, "feedback"), "asks": asks, "closes": closes, "closed": now >= closes}
    return render(request, "events/feedback.html", context)


@either
@sensitive_post_parameters("good", "better")
@at_event()
def give_feedback(request: Request, event: Event, code: str) -> HttpResponse:
    now = timezone.now()
    ask = ask_at(request, event, code)
    first = {name: getattr(ask.given, name) for name in ("mark", "good", "better")} if ask.given else {}
    form = FeedbackForm(request.POST or None, initial=first)
    found: Checked | None = None
    if form.is_valid():
        given = dict(form.cleaned_data)
        try:
            actions.give_feedback(event, ask.talk, given.pop("mark"), **given, by=request.user, at=now)
            messages.success(request, _("Thank you. Your feedback is kept."))
            return redirect("events:feedback", slug=event.slug)
        except actions.FeedbackRefused as refusal:
            refuse(form, refusal)
        except WordsRefused as refusal:
            form.add_error("better", str(refusal))
            found = refusal.checked
    context = {**site_of(request, event, "feedback"), "form": form, "ask": ask, "closes": feedback_closes(event)}
    context |= findings_shown(found)
    return render(request, "events/feedback_give.html", context, status=422 if form.errors else 200)


def ask_at(request: Request, event: Event, code: str) -> Ask:
    found = next((one for one in asks_of(event, request.user, at=timezone.now()) if one.code == code), None)
    if found is None:
        raise Http404
    return found


@require_GET
@at_event()
def talk_feedback(request: Request, event: Event, code: str) -> HttpResponse:
    """For the speakers of a talk."""
    proposal, now = own_proposal_at(request, event, code), timezone.now()
    found = results_of(event, at=now, proposals=Proposal.objects.filter(pk=proposal.pk))
    if not found:
        raise Http404
    closes = feedback_closes(event)
    context = {**site_of(request, event, "mine"), "proposal": proposal, "one": found[0], "closes": closes}
    return render(request, "events/feedback_talk.html", {**context, "closed": now >= closes})


@either
@at_event("events.run_event")
def feedback_desk(request: Request, event: Event) -> HttpResponse:
    now, closes = timezone.now(), feedback_closes(event)
    form = FeedbackEndForm(request.POST or None, event=event, initial={"closes": closes})
    if form.is_valid():
        try:
            actions.set_feedback_end(event, form.cleaned_data["closes"], by=request.user, at=now)
            messages.success(request, _("Saved."))
            return redirect("events:feedback_desk", slug=event.slug)
        except actions.FeedbackRefused as refusal:
            refuse(form, refusal)
    context = {
        **desk_of(request, event, "after"),
        "form": form,
        "closes": closes,
        "closed": now >= closes,
        "rows": results_of(event, at=now),
        "to_look": words_to_look_at(event, at=now),
    }
    return render(request, "events/feedback_desk.html", context, status=422 if form.errors else 200)


@require_POST
@at_event("events.run_event")
def look_at_words(request: Request, event: Event, number: int) -> HttpResponse:
    found = get_object_or_404(Feedback.objects.select_related("event"), pk=number, event=event)
    try:
        actions.look_at_words(found, request.POST.get("do", ""), by=request.user, at=timezone.now())
    except actions.FeedbackRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("events:feedback_desk", slug=event.slug)


@require_GET
@at_event("events.run_event")
def feedback_csv(request: Request, event: Event) -> StreamingHttpResponse:
    head = [_("About"), _("People who were there"), _("Answers"), _("Mean, from 1 to 5"), _("What helped"), _("Better")]
    rows: list[tuple[object, ...]] = []
    for one in results_of(event, at=timezone.now()):
        few = _("fewer than 5")
        rows.append((one.name, one.could, one.answers if one.shown else few, one.mean or few, "", ""))
        rows += [(one.name, "", "", "", good, better) for good, better in one.words]
    return csv_file(f"{event.slug}-feedback", head, rows, on=timezone.localdate())
