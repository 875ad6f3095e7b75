"""The register's desk: what waits for a curator."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rounds.accounts.access import Request, permitted
from rounds.core.tables import csv_file
from rounds.directory import actions, queries
from rounds.directory.forms import DecisionForm, NetworkForm
from rounds.directory.models import (
    Claim,
    HospitalAccount,
    ImportLine,
    ImportRun,
    JoinQuestion,
    LookAlike,
    SocialNetwork,
)
from rounds.directory.queries.accounts import shown
from rounds.directory.vocabulary import AccountState, Answer

A_PAGE = 25
Refusals = (actions.AccountRefused, actions.ClaimRefused, actions.QuestionRefused)


@require_GET
@permitted("directory.curate")
def desk(request: Request) -> HttpResponse:
    """The oldest submissions first, with a count of everything else that waits."""
    state = request.GET.get("state", "waiting")
    found = queries.find_accounts(
        queries.accounts_visible_to(request.user),
        state=state,
        network=request.GET.get("network", "")[:40],
        words=request.GET.get("q", "").replace("\0", "")[:100],
    )
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    at = timezone.now()
    context = {
        "at": "desk",
        "page": page,
        "rows": [(shown(one, at=at), choices_for(one)) for one in page.object_list],
        "waiting": queries.waiting(),
        "filters": desk_filters(request, state),
        "csv": f"{reverse('directory:desk_csv')}?{request.GET.urlencode()}",
    }
    return render(request, "directory/desk.html", context)


def choices_for(account: HospitalAccount) -> list[tuple[str, Any]]:
    words = {
        AccountState.CHECKED: _("List it"),
        AccountState.REFUSED: _("Do not list"),
        AccountState.DEAD: _("It is gone"),
        AccountState.TAKEN_OVER: _("In other hands"),
    }
    return [(state.value, words[state]) for state in actions.NEXT[account.state]]


def desk_filters(request: Request, state: str) -> list[dict[str, Any]]:
    states = [
        ("waiting", _("Waiting for a check")),
        ("lost", _("Proof lost")),
        ("checked", _("Listed")),
        ("gone", _("No longer there, or in other hands")),
        ("refused", _("Not listed")),
        ("all", _("All")),
    ]
    networks = [("", _("All")), *SocialNetwork.objects.order_by("name").values_list("slug", "name")]
    return [
        {"name": "q", "label": _("Account or hospital"), "value": request.GET.get("q", "")},
        {"name": "state", "label": _("State"), "options": states, "value": state},
        {"name": "network", "label": _("Network"), "options": networks, "value": request.GET.get("network", "")},
    ]


@require_GET
@permitted("directory.curate")
def desk_csv(request: Request) -> HttpResponseBase:
    found = queries.find_accounts(
        queries.accounts_visible_to(request.user),
        state=request.GET.get("state", "waiting"),
        network=request.GET.get("network", "")[:40],
        words=request.GET.get("q", "").replace("\0", "")[:100],
    )
    head = ["hospital", "network", "handle", "address", "state", "since", "opened_on", "proven_by", "proven_at"]
    rows = (
        [one.hospital.name, one.network.name, *(getattr(one, name) for name in head[2:])]
        for one in found.iterator(chunk_size=500)
    )
    return csv_file("accounts", head, rows, on=timezone.localdate())


@require_http_methods(["GET", "POST"])
@permitted("directory.curate", HospitalAccount)
def decide_account(request: Request, account: HospitalAccount) -> HttpResponse:
    """One account with everything a curator needs, and the decision."""
    form = DecisionForm(request.POST or None)
    if form.is_valid() and decided(request, form, account):
        return redirect("directory:desk")
    at = timezone.now()
    same = queries.accounts_visible_to(request.user).filter(network=account.network, handle__iexact=account.handle)
    context = {
        "shown": shown(account, at=at),
        "account": account,
        "choices": choices_for(account),
        "changes": account.changes.select_related("by").order_by("-at", "-pk"),
        "proofs": account.proofs.select_related("by").order_by("-checked_at", "-pk")[:20],
        "same": [shown(one, at=at) for one in same.exclude(pk=account.pk)[:10]],
        "looks": account.look_alikes.select_related("like", "hospital"),
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "directory/decide_account.html", context, status=422 if request.method == "POST" else 200)


def decided(request: Request, form: DecisionForm, account: HospitalAccount) -> bool:
    given = form.cleaned_data
    try:
        actions.decide_account(
            account, given["state"], seen=given["seen"], reason=given["reason"], by=request.user, at=timezone.now()
        )
    except actions.AccountRefused as refusal:
        messages.warning(request, str(refusal))
        return False
    messages.success(request, _("Done. The register is up to date."))
    return True


@require_GET
@permitted("directory.curate")
def claims(request: Request) -> HttpResponse:
    state = request.GET.get("state", Answer.WAITING)
    found = queries.claims_visible_to(request.user).filter(state=state).prefetch_related("proofs")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    states = [("waiting", _("Waiting")), ("yes", _("Granted")), ("no", _("Over, or not granted"))]
    context = {"at": "claims", "page": page, "state": state, "states": states, "waiting": queries.waiting()}
    return render(request, "directory/claims.html", context)


@require_POST
@permitted("directory.curate", Claim)
def decide_claim(request: Request, claim: Claim) -> HttpResponse:
    form = DecisionForm(request.POST)
    state = request.POST.get("state", "")
    if form.is_valid() and state in {Answer.YES, Answer.NO}:
        try:
            actions.decide_claim(claim, state, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
            messages.success(request, _("The claim is answered."))
        except actions.ClaimRefused as refusal:
            messages.warning(request, str(refusal))
    return redirect("directory:claims")


@require_http_methods(["GET", "POST"])
@permitted("directory.curate")
def joins(request: Request) -> HttpResponse:
    if request.method == "POST":
        question = get_object_or_404(JoinQuestion, pk=request.POST.get("question", "0"))
        answered(request, lambda answer: actions.decide_join(question, answer, by=request.user, at=timezone.now()))
        return redirect("directory:joins")
    page = Paginator(queries.joins(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "directory/joins.html", {"at": "joins", "page": page, "waiting": queries.waiting()})


@require_http_methods(["GET", "POST"])
@permitted("directory.curate")
def look_alikes(request: Request) -> HttpResponse:
    if request.method == "POST":
        look = get_object_or_404(LookAlike, pk=request.POST.get("question", "0"))
        answered(request, lambda answer: actions.decide_look_alike(look, answer, by=request.user, at=timezone.now()))
        return redirect("directory:look_alikes")
    page = Paginator(queries.look_alikes(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "directory/look_alikes.html", {"at": "looks", "page": page, "waiting": queries.waiting()})


def answered(request: Request, act: Any) -> None:
    answer = request.POST.get("answer", "")
    if answer not in {Answer.YES, Answer.NO}:
        messages.warning(request, _("Choose one of the two answers."))
        return
    try:
        act(answer)
    except actions.QuestionRefused as refusal:
        messages.warning(request, str(refusal))


@require_GET
@permitted("directory.curate")
def imports(request: Request) -> HttpResponse:
    page = Paginator(queries.imports(), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "directory/imports.html", {"at": "imports", "page": page, "waiting": queries.waiting()})


@require_GET
@permitted("directory.curate", ImportRun)
def import_run(request: Request, run: ImportRun) -> HttpResponse:
    what = request.GET.get("what", "")
    page = Paginator(queries.import_lines_of(run, what), 100).get_page(request.GET.get("page"))
    kinds = [(value, label, run.counts[value]) for value, label in ImportLine.What.choices if value in run.counts]
    context = {"at": "imports", "run": run, "page": page, "kinds": kinds, "what": what}
    return render(request, "directory/import_run.html", context)


@require_GET
@permitted("directory.curate", ImportRun)
def import_run_csv(request: Request, run: ImportRun) -> HttpResponseBase:
    lines = queries.import_lines_of(run, request.GET.get("what", ""))
    rows = ([one.get_what_display(), one.number, one.key, one.words] for one in lines.iterator(chunk_size=500))
    return csv_file(f"import-{run.pk}", ["what", "line", "key", "words"], rows, on=timezone.localdate())


@require_http_methods(["GET", "POST"])
@permitted("directory.curate")
def networks(request: Request) -> HttpResponse:
    form = NetworkForm(request.POST or None)
    del form.fields["retired_on"]
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.add_network(
                slugify(given["name"])[:40], given["name"], hosts=given["hosts"], by=request.user, at=timezone.now()
            )
            return redirect("directory:networks")
        except actions.RegisterRefused as refusal:
            form.add_error("name", str(refusal))
    context = {"at": "networks", "networks": queries.networks(), "form": form, "waiting": queries.waiting()}
    return render(request, "directory/networks.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@permitted("directory.curate", SocialNetwork)
def network(request: Request, network: SocialNetwork) -> HttpResponse:
    initial = {"name": network.name, "hosts": "\n".join(network.hosts), "retired_on": network.retired_on}
    form = NetworkForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            actions.change_network(network, **form.cleaned_data, by=request.user, at=timezone.now())
            return redirect("directory:networks")
        except actions.RegisterRefused as refusal:
            form.add_error("name", str(refusal))
    context = {"network": network, "form": form}
    return render(request, "directory/network.html", context, status=422 if form.errors else 200)
