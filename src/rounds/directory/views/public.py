"""The register as everybody sees it."""

import datetime as dt
from typing import Any

from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods
from django.views.decorators.vary import vary_on_headers

from rounds.accounts.access import public, reader
from rounds.core.tables import csv_file
from rounds.directory import actions, queries
from rounds.directory.forms import AccountForm
from rounds.directory.models import Hospital, HospitalAccount
from rounds.directory.picture import draw_card
from rounds.directory.queries.accounts import proofs_of, shown
from rounds.directory.views.choices import filters, parted
from rounds.directory.vocabulary import AccountState

A_PAGE = 25
HEAD = (
    "cms_id", "other_key", "name", "kind", "type", "ownership", "address", "city", "state", "zip", "country", "beds",
    "beds_source", "beds_on", "teaching", "rural", "emergency", "website", "status", "closed_on", "networks", "page",
)  # fmt: skip


def wanted_from(request: HttpRequest) -> queries.Wanted:
    names = queries.Wanted.__dataclass_fields__
    return queries.Wanted(**{name: request.GET.get(name, "").replace("\0", "")[:100] for name in names})


@require_GET
@vary_on_headers("HX-Request")
@public
def hospitals(request: HttpRequest) -> HttpResponse:
    wanted = wanted_from(request)
    found = queries.find_hospitals(queries.hospitals_visible_to(reader(request)), wanted)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    by_hospital = queries.networks_by_hospital(page.object_list)
    context: dict[str, Any] = {
        "page": page,
        "rows": [(hospital, by_hospital.get(hospital.pk, [])) for hospital in page.object_list],
        "filters": parted(filters(wanted, queries.offered())),
        "narrowed": any(getattr(wanted, name) for name in wanted.__dataclass_fields__),
        "csv": f"{reverse('directory:hospitals_csv')}?{request.GET.urlencode()}",
    }
    if request.headers.get("HX-Request"):
        return render(request, "directory/hospitals.html#found", context)
    return render(request, "directory/hospitals.html", context)


@require_GET
@public
def hospitals_csv(request: HttpRequest) -> HttpResponseBase:
    found = queries.find_hospitals(queries.hospitals_visible_to(reader(request)), wanted_from(request))
    return csv_file("hospitals", HEAD, csv_rows(found), on=timezone.localdate())


def csv_rows(found: Any) -> Any:
    """The rows in bites, so that the accounts of a bite are one question."""
    rows = list(found)
    for start in range(0, len(rows), 500):
        bite = rows[start : start + 500]
        by_hospital = queries.networks_by_hospital(bite)
        for one in bite:
            names = "; ".join(listed.name for listed in by_hospital.get(one.pk, []))
            yield [*(getattr(one, name) for name in HEAD[:-2]), names, settings.BASE_URL + one.get_absolute_url()]


@require_GET
@public
def hospital(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(queries.hospitals_visible_to(reader(request)), slug=slug)
    person, at = reader(request), timezone.now()
    accounts = list(queries.accounts_of(found, person))
    context = {
        "hospital": found,
        "listed": [row_of(one, at=at) for one in accounts if one.state == AccountState.CHECKED],
        "waiting": [row_of(one, at=at) for one in accounts if one.state == AccountState.SUBMITTED],
        "gone": [row_of(one, at=at) for one in accounts if one.state in {AccountState.DEAD, AccountState.TAKEN_OVER}],
        "history": queries.history_of(found),
        "claim": queries.claim_of(person, found),
        "may_change": bool(person and person.has_perm("directory.change_hospital", found)),
        "base": settings.BASE_URL,
    }
    return render(request, "directory/hospital.html", context)


def row_of(account: HospitalAccount, *, at: dt.datetime) -> dict[str, str]:
    """An account as `ui/accounts.html` shows it; only what is listed is linked."""
    words, kind, icon = queries.proof_words(account, at=at)
    waits = account.state == AccountState.SUBMITTED
    return {
        "network": account.network.name,
        "handle": account.handle,
        "address": account.address if account.state == AccountState.CHECKED else "",
        "words": words,
        "kind": kind,
        "icon": icon,
        "url": "" if waits else reverse("directory:proofs", args=[account.hospital.slug, account.pk]),
    }


@require_GET
@public
def proofs(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Every look at one account, with what was found."""
    visible = queries.accounts_visible_to(reader(request)).filter(hospital__slug=slug)
    account = get_object_or_404(visible, pk=number)
    page = Paginator(proofs_of(account), A_PAGE).get_page(request.GET.get("page"))
    person = reader(request)
    may_prove = bool(person and person.has_perm("directory.prove_account", account))
    context = {"account": account, "shown": shown(account, at=timezone.now()), "page": page, "may_prove": may_prove}
    return render(request, "directory/proofs.html", context)


@require_GET
@public
@cache_control(public=True, max_age=3600)
def card(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Hospital, slug=slug)
    listed = queries.networks_by_hospital([found]).get(found.pk, [])
    drawn = draw_card(found, networks=len(listed), verified=sum(one.proven for one in listed))
    return HttpResponse(drawn, content_type="image/png")


@require_GET
@public
def share(request: HttpRequest, slug: str) -> HttpResponse:
    """How to show the page elsewhere: an address, a picture and a link to paste, without trackers."""
    found = get_object_or_404(Hospital, slug=slug)
    return render(request, "directory/share.html", {"hospital": found, "base": settings.BASE_URL})


@require_http_methods(["GET", "POST"])
@public
def submit(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell of an account. Nothing about a visitor is kept."""
    found = get_object_or_404(Hospital, slug=slug)
    on: dt.date = timezone.localdate()
    form = AccountForm(request.POST or None, on=on)
    if request.method == "POST":
        if request.POST.get("page"):  # a field that people do not see
            return redirect("directory:submitted", slug=slug)
        if not ratelimit.consume(request, action="submit_account"):
            return ratelimit.respond_429(request)
    if form.is_valid():
        try:
            made = actions.submit_account(
                found,
                form.cleaned_data["network"],
                form.account,
                opened_on=form.cleaned_data["opened_on"],
                evidence=form.cleaned_data["evidence"],
                by=reader(request),
                at=timezone.now(),
            )
        except actions.AccountRefused as refusal:
            form.add_error("address", str(refusal))
        else:
            return redirect(*after_submitting(request, made.state, slug))
    return render(
        request, "directory/submit.html", {"hospital": found, "form": form}, status=422 if form.errors else 200
    )


def after_submitting(request: HttpRequest, state: str, slug: str) -> tuple[str, str]:
    if state == AccountState.CHECKED:
        messages.success(request, _("The account is listed. We look for a proof within a day."))
        return "directory:hospital", slug
    return "directory:submitted", slug


@require_GET
@public
def submitted(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "directory/submitted.html", {"hospital": get_object_or_404(Hospital, slug=slug)})
