from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from rounds.accounts.access import Request, public, signed_in
from rounds.training.actions import follow_ups as actions
from rounds.training.models import FollowUp
from rounds.training.queries import follow_ups as queries


@require_GET
@signed_in
def fresh(request: Request) -> HttpResponse:
    return render(request, "training/fresh.html", listed(request))


def listed(request: Request, *, problem: tuple[int, str] | None = None) -> dict[str, Any]:
    now = timezone.now()
    rows = list(queries.follow_ups_of(request.user))
    waiting = [row for row in rows if not row.answered and now - queries.LAPSES < row.due <= now]
    return {
        "waiting": [
            (row, queries.shown(row, error=problem[1] if problem and problem[0] == row.pk else "")) for row in waiting
        ],
        "answered": [(row, queries.shown(row)) for row in reversed(rows) if row.answered][:10],
        "later": next((row for row in rows if not row.answered and row.due > now), None),
        "problem": problem,
    }


@require_POST
@signed_in
def answer(request: Request, number: int) -> HttpResponse:
    question = FollowUp.objects.filter(pk=number, person=request.user).first()
    if question is None:
        raise Http404
    chosen = request.POST.get(f"answer-fresh-{number}", "")
    try:
        actions.answer_follow_up(
            question, int(chosen) if chosen.isdecimal() and len(chosen) < 4 else -1, at=timezone.now()
        )
    except actions.FollowUpRefused as refused:
        return render(request, "training/fresh.html", listed(request, problem=(number, str(refused))), status=422)
    messages.success(request, _("Your answer is kept. The explanation is below."))
    return redirect("training:fresh")


@never_cache
@public
def link(request: HttpRequest, token: str) -> HttpResponse:
    """A link from a letter: opening it shows the answer ticked; only the button keeps it (decision 0044)."""
    found = queries.read_token(token)
    if found is None:
        return render(request, "training/fresh_link.html", {"question": None}, status=410)
    question, chosen = found
    problem = ""
    if request.method == "POST":
        typed = request.POST.get(f"answer-fresh-{question.pk}", "")
        try:
            question = actions.answer_follow_up(
                question, int(typed) if typed.isdecimal() and len(typed) < 4 else -1, at=timezone.now()
            )
        except actions.FollowUpRefused as refused:
            problem = str(refused)
        else:
            return redirect("training:fresh_link", token=token)
    context = {
        "question": queries.shown(question, chosen=chosen, error=problem),
        "about": question.about,
        "language": question.language,
        "day": question.day,
        "problem": problem,
    }
    return render(request, "training/fresh_link.html", context, status=422 if problem else 200)
