"""Proposals at the desk: the ranking, one proposal with all that was said of it, and who is asked to review."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from rounds.accounts.access import Request
from rounds.core.tables import csv_file
from rounds.events.actions import deciding, reviewing
from rounds.events.actions.disclosing import DisclosureRefused, mitigate
from rounds.events.actions.proposals import ProposalRefused
from rounds.events.actions.speaking import settle_conditions
from rounds.events.forms.reviews import AssignForm, CorrectForm, DecideForm, MitigationForm, filters
from rounds.events.models import AnswerFile, Assignment, Conflict, Event, Interest, Proposal
from rounds.events.queries.decisions import history_of
from rounds.events.queries.disclosures import asks_for_disclosure, told_for
from rounds.events.queries.events import call_of
from rounds.events.queries.exporting import as_submissions
from rounds.events.queries.proposals import answered, questions_for, speakings_of
from rounds.events.queries.reviews import (
    Wanted,
    conflict_grounds,
    decision_on,
    may_review,
    narrowed,
    ranking,
    remarks_of,
    reviewers_of,
    reviews_of,
    sees_other_reviews,
    submissions_visible_to,
)
from rounds.events.queries.workloads import reviews_owed, workloads
from rounds.events.views.finding import at_event, desk_of, download, either, refuse, submission_at
from rounds.events.vocabulary import OPEN_TO_REVIEW
from rounds.network.markup import to_html

A_PAGE = 50


def wanted_by(request: Request) -> Wanted:
    names = ("words", "state", "track", "type", "decision")
    return Wanted(**{name: request.GET.get(name, "").replace("\0", "")[:80] for name in names})


@require_GET
@at_event("events.see_desk")
def submissions(request: Request, event: Event) -> HttpResponse:
    """The ranking: mean, spread and number of reviews; ties share a place."""
    wanted, everything = wanted_by(request), submissions_visible_to(request.user).filter(event=event)
    rows = ranking(narrowed(everything, wanted))
    context = {
        **desk_of(request, event, "submissions"),
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "fields": filters(event, wanted),
        "query": request.GET.urlencode(),
        "everybody": wanted != Wanted(),
    }
    return render(request, "events/submissions.html", context)


@require_GET
@at_event("events.see_desk")
def submissions_csv(request: Request, event: Event) -> StreamingHttpResponse:
    found = narrowed(submissions_visible_to(request.user).filter(event=event), wanted_by(request))
    head = [_("Place"), _("Tie"), _("Code"), _("Title"), _("Track"), _("Kind of session"), _("State")]
    head += [_("Mean"), _("Spread"), _("Reviews"), _("Decision")]
    rows = [
        (
            one.standing.place,
            _("yes") if one.standing.tied else "",
            one.proposal.code,
            one.proposal.title,
            one.proposal.track,
            one.proposal.session_type,
            one.proposal.get_state_display(),
            one.mean,
            one.spread,
            one.standing.count,
            one.decision.get_outcome_display() if one.decision else "",
        )
        for one in ranking(found)
    ]
    return csv_file(f"{event.slug}-proposals", head, rows, on=timezone.localdate())


@require_GET
@at_event("events.run_event")
def submissions_json(request: Request, event: Event) -> JsonResponse:
    """The same rows for other programs."""
    found = narrowed(submissions_visible_to(request.user).filter(event=event), wanted_by(request))
    headers = {"Content-Disposition": f'attachment; filename="{event.slug}-proposals-{timezone.localdate()}.json"'}
    return JsonResponse(
        as_submissions(event, found), safe=False, headers=headers, json_dumps_params={"ensure_ascii": False}
    )


@require_GET
@at_event("events.see_desk")
def submission(request: Request, event: Event, code: str) -> HttpResponse:
    return shown(request, event, submission_at(request, event, code))


def shown(request: Request, event: Event, proposal: Proposal, **forms: Any) -> HttpResponse:
    """One proposal with names, reviews and decisions; `forms` are those that came back with errors."""
    sees = sees_other_reviews(request.user, proposal)
    runs = request.user.has_perm("events.run_event", event)
    asks = runs and proposal.state in OPEN_TO_REVIEW
    able = [one for one in reviewers_of(event) if proposal.pk in may_review(event, one)] if asks else []
    decision = decision_on(proposal)
    context: dict[str, Any] = {
        **desk_of(request, event, "submissions"),
        "proposal": proposal,
        "html": to_html(proposal.abstract),
        "answers": answered(proposal, questions_for(event, proposal.session_type)),
        "speakings": speakings_of(proposal),
        "sees": sees,
        "reviews": reviews_of(proposal) if sees else [],
        "remarks": remarks_of(proposal) if sees else [],
        "assignments": proposal.assignments.select_related("person").order_by("person__name"),
        "conflicts": proposal.conflicts.select_related("person").order_by("person__name", "pk") if runs else [],
        "grounds": conflict_grounds(request.user, proposal),
        "decides": request.user.has_perm("events.decide_proposal", proposal),
        "decision": decision,
        "history": history_of(proposal),
        "told": told_for(proposal) if asks_for_disclosure(proposal) else [],
        "asks": asks,
        "assign": AssignForm(people=able),
        "decide": DecideForm(initial={"outcome": decision.outcome if decision else ""}),
        "correct": CorrectForm(proposal=proposal),
        **forms,
    }
    errors = next((form for form in forms.values() if getattr(form, "errors", None)), None)
    return render(request, "events/submission.html", {**context, "form": errors}, status=422 if errors else 200)


@require_POST
@at_event("events.see_desk")
def decide(request: Request, event: Event, code: str) -> HttpResponse:
    proposal = submission_at(request, event, code)
    form = DecideForm(request.POST)
    if form.is_valid():
        try:
            deciding.decide(proposal, form.cleaned_data["outcome"], by=request.user, at=timezone.now())
            messages.success(request, _("Decided. Nothing is sent until somebody has looked at the letters."))
            return redirect("events:submission", slug=event.slug, code=code)
        except deciding.DecisionRefused as refusal:
            refuse(form, refusal)
    return shown(request, event, proposal, decide=form)


@require_POST
@at_event("events.see_desk")
def undo(request: Request, event: Event, code: str) -> HttpResponse:
    proposal = submission_at(request, event, code)
    decision = decision_on(proposal)
    try:
        if decision and request.user.has_perm("events.decide_proposal", proposal):
            deciding.undo_decision(decision, by=request.user, at=timezone.now())
            messages.success(request, _("The decision is undone."))
    except deciding.DecisionRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("events:submission", slug=event.slug, code=code)


@require_POST
@at_event("events.run_event")
def assign(request: Request, event: Event, code: str) -> HttpResponse:
    proposal = submission_at(request, event, code)
    form = AssignForm(request.POST, people=reviewers_of(event))
    if form.is_valid():
        try:
            reviewing.assign(proposal, form.cleaned_data["person"], by=request.user, at=timezone.now())
            return redirect("events:submission", slug=event.slug, code=code)
        except reviewing.ReviewRefused as refusal:
            refuse(form, refusal)
    return shown(request, event, proposal, assign=form)


@require_POST
@at_event("events.run_event")
def unassign(request: Request, event: Event, code: str, number: int) -> HttpResponse:
    proposal = submission_at(request, event, code)
    found = get_object_or_404(Assignment, pk=number, proposal=proposal)
    reviewing.unassign(found, by=request.user, at=timezone.now())
    return redirect("events:submission", slug=event.slug, code=code)


@require_POST
@at_event("events.run_event")
def end_conflict(request: Request, event: Event, code: str, number: int) -> HttpResponse:
    """A conflict of interest that was declared by mistake."""
    found = get_object_or_404(Conflict, pk=number, proposal=submission_at(request, event, code))
    reviewing.take_conflict_back(found, by=request.user, at=timezone.now())
    messages.success(request, _("Taken back. They can review it again."))
    return redirect("events:submission", slug=event.slug, code=code)


@require_POST
@at_event("events.run_event")
def correct(request: Request, event: Event, code: str) -> HttpResponse:
    proposal = submission_at(request, event, code)
    form = CorrectForm(request.POST, proposal=proposal)
    if form.is_valid():
        deciding.correct_proposal(proposal, form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("events:submission", slug=event.slug, code=code)
    return shown(request, event, proposal, correct=form)


@require_POST
@at_event("events.run_event")
def settle(request: Request, event: Event, code: str, number: int) -> HttpResponse:
    """What a speaker asked for is settled."""
    proposal = submission_at(request, event, code)
    found = get_object_or_404(speakings_of(proposal), pk=number)
    try:
        settle_conditions(found, by=request.user, at=timezone.now())
        messages.success(request, _("Settled."))
    except ProposalRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("events:submission", slug=event.slug, code=code)


@either
@at_event("events.run_event")
def interest(request: Request, event: Event, number: int) -> HttpResponse:
    """Say how a financial interest is kept out of a talk."""
    found = get_object_or_404(Interest.objects.select_related("disclosure__person"), pk=number, disclosure__event=event)
    form = MitigationForm(request.POST or None)
    if form.is_valid():
        try:
            mitigate(found, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Written down. Readers see it on the page of the talk."))
            return redirect("events:programme", slug=event.slug)
        except DisclosureRefused as refusal:
            refuse(form, refusal)
    context = {**desk_of(request, event, "programme"), "interest": found, "form": form}
    return render(request, "events/interest.html", context, status=422 if form.errors else 200)


@require_GET
@at_event("events.see_desk")
def file(request: Request, event: Event, code: str, number: int) -> FileResponse:
    proposal = submission_at(request, event, code)
    found = get_object_or_404(AnswerFile, pk=number, answer__proposal=proposal)
    return download(found.stored, found.name)


@either
@at_event("events.run_event")
def workload(request: Request, event: Event) -> HttpResponse:
    """Who is asked to review how much, and the button that asks evenly."""
    if request.method == "POST":
        try:
            asked_or_reminded(request, event)
        except reviewing.ReviewRefused as refusal:
            messages.warning(request, str(refusal))
        return redirect("events:workload", slug=event.slug)
    facts = {"rows": workloads(event), "call": call_of(event), "late": len(reviews_owed(event))}
    return render(request, "events/workload.html", {**desk_of(request, event, "workload"), **facts})


def asked_or_reminded(request: Request, event: Event) -> None:
    by, at = request.user, timezone.now()
    if request.POST.get("do") == "remind":
        number = reviewing.remind_reviewers(event, by=by, at=at)
        words = ngettext("%(n)s reminder is on its way.", "%(n)s reminders are on their way.", number)
        messages.success(request, words % {"n": number} if number else _("Nobody owes a review."))
        return
    number = reviewing.assign_evenly(event, by=by, at=at)
    words = ngettext("%(n)s review was asked for.", "%(n)s reviews were asked for.", number)
    messages.success(request, words % {"n": number} if number else _("Nothing is left to ask for."))
