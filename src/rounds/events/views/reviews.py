"""What reviewers do."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from rounds.accounts.access import Request
from rounds.events.actions import reviewing as actions
from rounds.events.blinding import without_names
from rounds.events.forms.reviews import ConflictForm, RemarkForm, ReviewForm
from rounds.events.models import AnswerFile, Conflict, Event, Proposal
from rounds.events.queries.events import call_of
from rounds.events.queries.proposals import speakings_of
from rounds.events.queries.reviews import (
    as_reviewers_see,
    criteria_of,
    hides,
    remarks_of,
    review_by,
    review_list,
    reviews_of,
    sees_other_reviews,
    titles_for_review,
)
from rounds.events.views.finding import at_event, download, either, refuse, review_at, site_of
from rounds.network.markup import to_html

A_PAGE = 30


@require_GET
@at_event("events.review_at_event")
def reviews(request: Request, event: Event) -> HttpResponse:
    """The reviewer's desk: what was asked of them first."""
    call, only = call_of(event), request.GET.get("show", "")
    found = review_list(request.user, event, at=timezone.now())
    waiting = found.filter(mine=True, done=False).count()
    if only == "mine":
        found = found.filter(mine=True)
    elif only == "done":
        found = found.filter(done=True)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    titles = titles_for_review(list(page), call) if call else {}
    context = {
        **site_of(request, event, "reviews"),
        "page": page,
        "rows": [(one, titles.get(one.pk, "")) for one in page],
        "waiting": waiting,
        "show": only,
        "declared": Conflict.objects.filter(person=request.user, proposal__event=event).count(),
        "fields": [
            {
                "name": "show",
                "label": _("Show"),
                "options": [("", _("All")), ("mine", _("Asked of me")), ("done", _("Reviewed"))],
                "value": only,
            }
        ],
    }
    return render(request, "events/reviews.html", context)


@either
@never_cache
@at_event("events.review_at_event")
def review(request: Request, event: Event, code: str) -> HttpResponse:
    """Read one proposal without names, and give marks; what others say follows after one's own review."""
    proposal, call = review_at(request, event, code), call_of(event)
    if call is None:
        raise PermissionDenied
    given = review_by(request.user, proposal)
    form = ReviewForm(request.POST or None, criteria=criteria_of(event), scale=call.scale, review=given)
    if form.is_valid():
        try:
            actions.give_review(
                proposal, form.marks(), words=form.cleaned_data["words"], by=request.user, at=timezone.now()
            )
            messages.success(request, _("Your review is in. Below is what others say."))
            return redirect("events:review", slug=event.slug, code=code)
        except actions.ReviewRefused as refusal:
            refuse(form, refusal)
    return shown(request, event, proposal, form)


def shown(request: Request, event: Event, proposal: Proposal, form: ReviewForm) -> HttpResponse:
    call = call_of(event)
    seen = as_reviewers_see(proposal, call) if call else None
    sees = sees_other_reviews(request.user, proposal)
    context = {
        **site_of(request, event, "reviews"),
        "proposal": proposal,
        "seen": seen,
        "html": to_html(seen.abstract) if seen else "",
        "form": form,
        "given": review_by(request.user, proposal),
        "sees": sees,
        "others": [one for one in reviews_of(proposal) if one.review.person_id != request.user.pk] if sees else [],
        "remarks": remarks_of(proposal) if sees else [],
        "remark": RemarkForm(initial={"key": uuid.uuid4()}),
        "scale": call.scale if call else 5,
    }
    return render(request, "events/review.html", context, status=422 if form.errors else 200)


@require_POST
@at_event("events.review_at_event")
def remark(request: Request, event: Event, code: str) -> HttpResponse:
    proposal = review_at(request, event, code)
    form = RemarkForm(request.POST)
    if form.is_valid():
        try:
            actions.say(proposal, **form.cleaned_data, by=request.user, at=timezone.now())
        except actions.ReviewRefused as refusal:
            messages.warning(request, str(refusal))
    else:
        messages.warning(request, _("Write something first."))
    return redirect("events:review", slug=event.slug, code=code)


@either
@at_event("events.review_at_event")
def conflict(request: Request, event: Event, code: str) -> HttpResponse:
    """Say that one cannot judge this one; the page asks first, since a review that was given goes."""
    proposal = review_at(request, event, code)
    form = ConflictForm(request.POST or None)
    if form.is_valid():
        actions.declare_conflict(
            proposal, request.user, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now()
        )
        messages.success(request, _("Thank you. Somebody else reads it."))
        return redirect("events:reviews", slug=event.slug)
    call = call_of(event)
    context = {
        **site_of(request, event, "reviews"),
        "form": form,
        "proposal": proposal,
        "title": as_reviewers_see(proposal, call).title if call else "",
        "given": review_by(request.user, proposal),
    }
    return render(request, "events/conflict.html", context, status=422 if form.errors else 200)


@require_GET
@at_event("events.review_at_event")
def file(request: Request, event: Event, code: str, number: int) -> FileResponse:
    """The file of an answer, where the call is not anonymous; under a name that tells nothing."""
    proposal, call = review_at(request, event, code), call_of(event)
    found = get_object_or_404(
        AnswerFile.objects.select_related("answer__question"), pk=number, answer__proposal=proposal
    )
    if call is None or (call.anonymous and hides(found.answer.question)):
        raise PermissionDenied
    people = [one.shown for one in speakings_of(proposal)]
    return download(found.stored, without_names(found.name, people) if call.anonymous else found.name)
