"""Joining: one question a page, saved on each Continue."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from rounds.accounts.access import Request, public, reader, signed_in
from rounds.network import actions, queries
from rounds.network.forms import STEP_FORMS
from rounds.network.hardship import WAIVED
from rounds.network.models import Joining
from rounds.network.steps import first_open, kind_of, step_before, steps_for
from rounds.network.vocabulary import Ground


@require_GET
@public
def about(request: HttpRequest) -> HttpResponse:
    """What membership is, for whom, and what the way in looks like."""
    person = reader(request)
    mine = list(queries.organisations_of(person)[:5]) if person else []
    return render(request, "network/about.html", {"mine": mine})


@require_GET
@public
def hardship(request: HttpRequest) -> HttpResponse:
    """The rule for paying less, as it is applied."""
    rows = [(Ground(ground).label, percent) for ground, percent in WAIVED.items()]
    return render(request, "network/hardship.html", {"rows": rows})


@require_GET
@never_cache
@signed_in
def join(request: Request) -> HttpResponse:
    """To the first question that is still open."""
    joining = actions.begin_joining(request.user, at=timezone.now())
    step = first_open(joining.answers)
    return redirect("network:join_step", step=step) if step else redirect("network:join_check")


@require_http_methods(["GET", "POST"])
@never_cache
@signed_in
def step(request: Request, step: str) -> HttpResponse:
    joining = actions.begin_joining(request.user, at=timezone.now())
    if step not in steps_for(joining.answers):
        if step in STEP_FORMS:
            return redirect("network:join")
        raise Http404
    form = form_for(request, joining, step)
    if request.method == "POST" and form.is_valid():
        try:
            answer = told(request, form, joining, step)
            actions.save_answer(joining, step, answer, at=timezone.now())
            return onward(request, joining, step)
        except actions.EvidenceRefused as refusal:
            form.add_error("evidence", str(refusal))
        except actions.JoiningRefused as refusal:
            form.add_error(None, str(refusal))
    steps = steps_for(joining.answers)
    context = {
        "form": form,
        "step": step,
        "number": steps.index(step) + 1,
        "total": len(steps),
        "before": step_before(joining.answers, step),
        "saved": joining.answers.get(step, {}),
        "words": request.GET.get("q", joining.answers.get("register", {}).get("words", "")),
    }
    return render(request, "network/join_step.html", context, status=422 if form.errors else 200)


def form_for(request: Request, joining: Joining, step: str) -> Any:
    answers = joining.answers
    kind, saved = kind_of(answers), answers.get(step, {})
    words = request.POST.get("q", request.GET.get("q", saved.get("words", "") if step == "register" else ""))
    more: dict[str, Any] = {"kind": kind, "words": words}
    if step == "register":
        more["entries"] = queries.register_entries(words, kind) if words.strip() else []
        saved = {"hospital": str(saved["hospital"] or "none")} if saved else {}
    if step == "size":
        saved = saved.get("numbers", {})
    if step == "name" and not saved:
        saved = queries.name_in_register(answers)
    if step == "size" and not saved:
        saved = queries.size_in_register(answers)
    if step == "invoice" and not saved:
        saved = {"email": request.user.email, "country": "US", **queries.address_in_register(answers)}
    typed = request.POST if request.method == "POST" else None
    return STEP_FORMS[step](typed, request.FILES if typed is not None else None, initial=saved, **more)


def told(request: Request, form: Any, joining: Joining, step: str) -> dict[str, Any]:
    answer: dict[str, Any] = form.answer()
    if step == "size":
        upload = form.cleaned_data.get("evidence")
        former = joining.answers.get("size", {})
        if upload:
            answer["evidence"], answer["evidence_name"] = actions.keep_evidence(upload)
        elif former.get("evidence"):
            answer |= {key: former[key] for key in ("evidence", "evidence_name")}
    return answer


def onward(request: Request, joining: Joining, step: str) -> HttpResponse:
    if request.POST.get("later"):
        messages.success(request, _("Saved. Come back to this page when you like."))
        return redirect("network:about")
    open_step = first_open(joining.answers)
    return redirect("network:join_step", step=open_step) if open_step else redirect("network:join_check")


@require_http_methods(["GET", "POST"])
@never_cache
@signed_in
def check(request: Request) -> HttpResponse:
    """All answers and the price, before anything is ordered."""
    joining = actions.begin_joining(request.user, at=timezone.now())
    refused = ""
    if request.method == "POST":
        found = Joining.objects.filter(pk=request.POST.get("joining") or 0, person=request.user).first()
        try:
            made = actions.join(found or joining, by=request.user, at=timezone.now())
            return redirect("network:joined", slug=made.slug)
        except actions.JoiningRefused as refusal:
            refused = str(refusal)
    rows = queries.checked(joining)
    errors = [{"text": row.error, "url": row.url} for row in rows if row.error]
    if not joining.answers:
        return redirect("network:join")
    context = {
        "joining": joining,
        "rows": rows,
        "errors": [*([{"text": refused, "url": ""}] if refused else []), *(errors if refused else [])],
        "price": queries.price_in(joining.answers, on=timezone.localdate()),
        "together": queries.together_in(joining.answers, on=timezone.localdate()),
        "hardship": joining.answers.get("hardship", {}).get("ground", ""),
        "complete": first_open(joining.answers) is None,
    }
    return render(request, "network/join_check.html", context, status=422 if refused else 200)
