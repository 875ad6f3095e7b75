"""Letters about decisions, what is published, interests, and who speaks."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from rounds.accounts.access import Request
from rounds.core.tables import csv_file
from rounds.events.actions import deciding, delivering
from rounds.events.forms.reviews import TemplateForm
from rounds.events.models import Event, Letter, Talk
from rounds.events.queries.decisions import (
    batch_of,
    letters_not_begun,
    letters_of,
    letters_unsure,
    on_programme,
    replies_waiting,
    template_for,
)
from rounds.events.queries.disclosures import everybody_asked
from rounds.events.queries.diversity import diversity_of
from rounds.events.queries.events import profiles_of
from rounds.events.queries.reviews import submissions_visible_to
from rounds.events.queries.speakers import speakers_listed
from rounds.events.tasks import send_letters
from rounds.events.views.finding import at_event, desk_of, either, refuse, submission_at
from rounds.events.vocabulary import Outcome


@either
@never_cache
@at_event("events.run_event")
def letters(request: Request, event: Event) -> HttpResponse:
    """Each letter as it would be sent; they go when somebody who has seen them says so."""
    now = timezone.now()
    if request.method == "POST":
        try:
            number = deciding.send_decisions(event, seal=request.POST.get("seal", ""), by=request.user, at=now)
            send_letters.enqueue()
            messages.success(request, _("%(n)s letters are on their way.") % {"n": number})
            return redirect("events:sent_letters", slug=event.slug)
        except deciding.DecisionRefused as refusal:
            messages.warning(request, str(refusal))
            return redirect("events:letters", slug=event.slug)
    batch = batch_of(event, on=now.astimezone(event.tz).date())
    context = {
        **desk_of(request, event, "letters"),
        "batch": batch,
        "groups": [(label, batch.of(value), value) for value, label in Outcome.choices],
    }
    return render(request, "events/letters.html", context)


@either
@at_event("events.run_event")
def template(request: Request, event: Event, outcome: str) -> HttpResponse:
    if outcome not in Outcome.values:
        raise Http404
    subject, words = template_for(event, outcome)
    form = TemplateForm(request.POST or None, initial={"subject": subject, "words": words})
    if form.is_valid():
        try:
            deciding.write_template(event, outcome, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Saved. Look at the letters before you send them."))
            return redirect("events:letters", slug=event.slug)
        except deciding.DecisionRefused as refusal:
            refuse(form, refusal)
    context = {**desk_of(request, event, "letters"), "form": form, "outcome": Outcome(outcome).label}
    return render(request, "events/template.html", context, status=422 if form.errors else 200)


@require_GET
@at_event("events.run_event")
def sent_letters(request: Request, event: Event) -> HttpResponse:
    found = letters_of(event)
    unsure = letters_unsure(at=timezone.now())
    context = {
        **desk_of(request, event, "letters"),
        "page": Paginator(found, 50).get_page(request.GET.get("page")),
        "unsure": set(unsure.filter(decision__proposal__event=event).values_list("pk", flat=True)),
        "waiting": letters_not_begun().filter(decision__proposal__event=event).count(),
    }
    return render(request, "events/sent_letters.html", context)


@require_POST
@at_event("events.run_event")
def send_again(request: Request, event: Event, number: int | None = None) -> HttpResponse:
    """Send what waits; with a number, a letter of which nobody knows whether it left."""
    if number is not None:
        found = get_object_or_404(Letter, pk=number, decision__proposal__event=event)
        try:
            delivering.send_again(found, by=request.user, at=timezone.now())
        except delivering.LetterRefused as refusal:
            messages.warning(request, str(refusal))
    send_letters.enqueue()
    return redirect("events:sent_letters", slug=event.slug)


@require_GET
@at_event("events.run_event")
def programme(request: Request, event: Event) -> HttpResponse:
    """Answers of speakers, interests, and what can be published; one's own talks are published by others."""
    seen = submissions_visible_to(request.user).filter(event=event).values("pk")
    context = {
        **desk_of(request, event, "programme"),
        "replies": replies_waiting(event).filter(proposal__in=seen),
        "proposals": on_programme(event).filter(pk__in=seen),
        "told": everybody_asked(event),
        "me": request.user,
    }
    return render(request, "events/programme.html", context)


@require_POST
@at_event("events.run_event")
def publish(request: Request, event: Event, code: str) -> HttpResponse:
    proposal = submission_at(request, event, code)
    try:
        if request.POST.get("do") == "hide":
            deciding.hide_talk(get_object_or_404(Talk, proposal=proposal), by=request.user, at=timezone.now())
            messages.success(request, _("The talk is out of sight."))
        else:
            deciding.publish_talk(proposal, by=request.user, at=timezone.now())
            messages.success(request, _("The talk is published."))
    except deciding.DecisionRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("events:programme", slug=event.slug)


@require_GET
@at_event("events.run_event")
def diversity(request: Request, event: Event) -> HttpResponse:
    return render(
        request, "events/diversity.html", {**desk_of(request, event, "diversity"), "found": diversity_of(event)}
    )


@require_GET
@at_event("events.run_event")
def diversity_csv(request: Request, event: Event) -> StreamingHttpResponse:
    few = _("fewer than 5, or hidden with them")
    rows = [
        (view.name, name, one.number if one.number is not None else few, two.number if two.number is not None else few)
        for view in diversity_of(event).views
        for name, one, two in view.rows
    ]
    head = [_("Question"), _("Answer"), _("Sent in"), _("On the programme")]
    return csv_file(f"{event.slug}-diversity", head, rows, on=timezone.localdate())


@require_GET
@at_event("events.run_event")
def people(request: Request, event: Event) -> HttpResponse:
    """Speakers of the programme with needs, availability and flags, for the organisers alone."""
    profiles = profiles_of(event)
    rows: list[Any] = [(one, profiles.get(one.person_id or 0)) for one in speakers_listed(event)]
    page = Paginator(rows, 50).get_page(request.GET.get("page"))
    return render(request, "events/people.html", {**desk_of(request, event, "programme"), "page": page})


@require_GET
@at_event("events.run_event")
def people_csv(request: Request, event: Event) -> StreamingHttpResponse:
    profiles = profiles_of(event)
    head = [_("Name"), _("E-mail address"), _("Talk"), _("Answer"), _("Available"), _("Needs"), _("Honorarium")]
    rows = []
    for one in speakers_listed(event):
        held = profiles.get(one.person_id or 0)
        spans = "; ".join(str(span) for span in sorted(held.available.all(), key=lambda each: each.day)) if held else ""
        needs = [held.access_needs, yes(held.honorarium), yes(held.travel_help)] if held else ["", "", ""]
        rows.append([one.shown, one.email_now, one.proposal.title, one.get_reply_display(), spans, *needs])
    head.append(_("Help with travel"))
    return csv_file(f"{event.slug}-speakers", head, rows, on=timezone.localdate())


def yes(flag: bool) -> str:
    return _("yes") if flag else ""
