"""What the people do who send proposals."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET

from rounds.accounts.access import Request, signed_in
from rounds.events.actions import proposals as actions
from rounds.events.forms.proposals import BasicsForm, ProposalForm
from rounds.events.models import AnswerFile, Event, Proposal
from rounds.events.queries.disclosures import disclosure_of, must_disclose
from rounds.events.queries.events import call_of, deadline_of, is_open_to, pass_of, tracks_of
from rounds.events.queries.proposals import (
    MAY_WITHDRAW,
    answered,
    asked_to_speak,
    may_change_now,
    own_speaking,
    proposals_listed,
    questions_for,
    speaking_token,
    speakings_of,
)
from rounds.events.storing import FileRefused, Stored, drop_file, keep_file
from rounds.events.views.finding import (
    at_event,
    download,
    either,
    findings_shown,
    own_proposal_at,
    refuse,
    site_of,
)
from rounds.network.actions.words import WordsRefused
from rounds.network.markup import to_html
from rounds.network.queries.words import Checked

A_PAGE = 20


def invitations(request: Request) -> list[tuple[Any, str]]:
    return [(one, speaking_token(one)) for one in asked_to_speak(request.user)]


@require_GET
@signed_in
def own(request: Request) -> HttpResponse:
    """My proposals at all events."""
    page = Paginator(proposals_listed(request.user), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "events/own.html", {"page": page, "invitations": invitations(request)})


@require_GET
@at_event()
def own_proposals(request: Request, event: Event) -> HttpResponse:
    page = Paginator(proposals_listed(request.user, event), A_PAGE).get_page(request.GET.get("page"))
    call, now = call_of(event), timezone.now()
    tracks = list(tracks_of(event))
    context = {
        **site_of(request, event, "mine"),
        "page": page,
        "open": any(is_open_to(call, request.user, track, at=now) for track in tracks),
        "invitations": [(one, token) for one, token in invitations(request) if one.proposal.event_id == event.pk],
        "must_disclose": must_disclose(event, request.user) and disclosure_of(event, request.user) is None,
    }
    return render(request, "events/own_proposals.html", context)


@either
@never_cache
@at_event()
def new(request: Request, event: Event) -> HttpResponse:
    form = BasicsForm(request.POST or None, event=event, initial={"key": uuid.uuid4()})
    call, now = call_of(event), timezone.now()
    tracks = list(tracks_of(event))
    if form.is_valid():
        try:
            made = actions.begin_proposal(
                event, form.values(), key=form.cleaned_data["key"], by=request.user, at=timezone.now()
            )
            return redirect("events:edit_proposal", slug=event.slug, code=made.code)
        except actions.ProposalRefused as refusal:
            refuse(form, refusal)
    context = {
        **site_of(request, event, "call"),
        "form": form,
        "open": any(is_open_to(call, request.user, track, at=now) for track in tracks),
        "late": pass_of(event, request.user, at=now),
    }
    return render(request, "events/proposal_new.html", context, status=422 if form.errors else 200)


@either
@never_cache
@at_event()
def basics(request: Request, event: Event, code: str) -> HttpResponse:
    proposal = own_proposal_at(request, event, code, leads=True)
    form = BasicsForm(request.POST or None, event=event, proposal=proposal)
    if form.is_valid():
        try:
            actions.change_basics(proposal, form.values(), by=request.user, at=timezone.now())
            return redirect("events:edit_proposal", slug=event.slug, code=code)
        except actions.ProposalRefused as refusal:
            refuse(form, refusal)
    context = {**site_of(request, event, "mine"), "form": form, "proposal": proposal}
    return render(request, "events/proposal_basics.html", context, status=422 if form.errors else 200)


@require_GET
@at_event()
def proposal(request: Request, event: Event, code: str) -> HttpResponse:
    """One's own proposal: where it stands, and what is next."""
    found = own_proposal_at(request, event, code)
    call, now = call_of(event), timezone.now()
    leads = request.user.has_perm("events.change_proposal", found)
    asks = must_disclose(event, request.user)
    context = {
        **site_of(request, event, "mine"),
        "proposal": found,
        "html": to_html(found.abstract),
        "answers": answered(found, questions_for(event, found.session_type)),
        "speakings": speakings_of(found),
        "mine": own_speaking(found, request.user),
        "leads": leads,
        "changes": leads and may_change_now(found, call, request.user, at=now),
        "withdraws": leads and found.state in MAY_WITHDRAW,
        "deadline": deadline_of(call, found.track) if call else None,
        "talk": getattr(found, "talk", None),
        "asks_interests": asks,
        "disclosure": disclosure_of(event, request.user) if asks else None,
        "materials": found.materials.order_by("title", "pk"),
    }
    return render(request, "events/proposal.html", context)


@either
@never_cache
@sensitive_post_parameters("abstract")
@at_event()
def edit(request: Request, event: Event, code: str) -> HttpResponse:
    """Write, keep as a draft, and send in. What was typed is never lost."""
    proposal = own_proposal_at(request, event, code, leads=True)
    call = call_of(event)
    questions, most = questions_for(event, proposal.session_type), call.abstract_words if call else 300
    version = actions.version_of(proposal)
    form = ProposalForm(
        request.POST or None,
        request.FILES or None,
        proposal=proposal,
        questions=questions,
        version=version,
        most=most,
    )
    found: Checked | None = None
    if form.is_valid():
        try:
            return saved(request, proposal, form)
        except WordsRefused as refusal:
            form.add_error("abstract", str(refusal))
            found = refusal.checked
        except actions.ChangedMeanwhile as refusal:
            form.add_error(None, str(refusal))
            form.data = {**request.POST.dict(), "version": version}  # the next save is meant
        except (actions.ProposalRefused, FileRefused) as refusal:
            refuse(form, refusal)
    context = {
        **site_of(request, event, "mine"),
        "form": form,
        "proposal": proposal,
        "files": {one.question.pk: one.file for one in answered(proposal, questions) if one.file},
        "changes": may_change_now(proposal, call, request.user, at=timezone.now()),
        "most": most,
        **findings_shown(found),
    }
    return render(request, "events/proposal_edit.html", context, status=422 if form.errors else 200)


def saved(request: Request, proposal: Proposal, form: ProposalForm) -> HttpResponse:
    kept = keep_files(form)
    try:
        sent = actions.save_proposal(
            proposal,
            abstract=form.cleaned_data["abstract"],
            answers=form.answers(),
            files=kept,
            submit=request.POST.get("do") == "submit",
            version=form.cleaned_data["version"],
            seen=form.cleaned_data["seen"],
            by=request.user,
            at=timezone.now(),
        )
    except Exception:
        for stored in kept.values():
            drop_file(stored.stored)
        raise
    messages.success(request, _("Your proposal is sent in. We have written to you.") if sent else _("Saved."))
    return redirect("events:proposal", slug=proposal.event.slug, code=proposal.code)


def keep_files(form: ProposalForm) -> dict[int, Stored]:
    """Where one file is refused, none is kept."""
    kept: dict[int, Stored] = {}
    for number, upload in form.uploads().items():
        try:
            kept[number] = keep_file(upload)
        except FileRefused as refusal:
            for stored in kept.values():
                drop_file(stored.stored)
            raise actions.ProposalRefused(str(refusal), field=f"question-{number}") from None
    return kept


@require_GET
@at_event()
def file(request: Request, event: Event, code: str, number: int) -> FileResponse:
    """The file of an answer, for its speakers."""
    proposal = own_proposal_at(request, event, code)
    found = get_object_or_404(AnswerFile, pk=number, answer__proposal=proposal)
    return download(found.stored, found.name)


@either
@at_event()
def withdraw(request: Request, event: Event, code: str) -> HttpResponse:
    """Asks before a proposal is taken back."""
    proposal = own_proposal_at(request, event, code, leads=True)
    if request.method == "POST":
        try:
            actions.withdraw_proposal(proposal, by=request.user, at=timezone.now())
            messages.success(request, _("Your proposal is withdrawn."))
        except actions.ProposalRefused as refusal:
            messages.warning(request, str(refusal))
        return redirect("events:proposal", slug=event.slug, code=code)
    return render(request, "events/proposal_withdraw.html", {**site_of(request, event, "mine"), "proposal": proposal})
