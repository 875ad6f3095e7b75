"""Members and requests to pay less, for centre staff."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rounds.accounts.access import Request, permitted
from rounds.core.tables import csv_file
from rounds.network import actions, queries
from rounds.network.forms import DecisionForm, LinkForm, MembersFilter
from rounds.network.hardship import waived_percent
from rounds.network.models import HardshipRequest, Organisation

A_PAGE = 50


def asked_for(request: Request) -> tuple[MembersFilter, Any]:
    form = MembersFilter(request.GET)
    found = queries.listed_members(request.user)
    return form, queries.find_members(found, **form.asked(), on=timezone.localdate())


@require_GET
@permitted("network.see_members")
def members(request: Request) -> HttpResponse:
    form, found = asked_for(request)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "lines": list(queries.lines(page.object_list, on=timezone.localdate())),
        "query": request.GET.urlencode(),
        "everybody": Organisation.objects.count(),
        "requests": queries.hardship_requests(state="waiting").count(),
    }
    return render(request, "network/members.html", context, status=422 if form.errors else 200)


@require_GET
@permitted("network.see_members")
def members_csv(request: Request) -> HttpResponseBase:
    _form, found = asked_for(request)
    head = [
        *(_("Name"), _("Kind"), _("System"), _("State"), _("Covered until"), _("Measure"), _("Size")),
        *(_("Seats taken"), _("Seats"), _("Dues in smallest units"), _("Currency"), _("Waived, %")),
    ]
    rows = (
        [
            *(line.organisation.name, line.organisation.get_kind_display(), line.organisation.parent or ""),
            *(line.standing.words, line.standing.covered_until or "", line.organisation.size_metric or ""),
            *(line.organisation.size_number, line.organisation.seats_taken, line.room.cap),
            *(line.organisation.dues_minor, line.organisation.dues_currency, line.organisation.dues_waived),
        ]
        for line in queries.lines(found.iterator(), on=timezone.localdate())
    )
    return csv_file("members", head, rows, on=timezone.localdate())


@require_http_methods(["GET", "POST"])
@permitted("network.change_member", Organisation, by="slug")
def member(request: Request, organisation: Organisation) -> HttpResponse:
    """One member, with what only staff may change: its system and its place."""
    form = LinkForm(request.POST or None, organisation=organisation)
    if form.is_valid():
        try:
            now, told = timezone.now(), form.cleaned_data
            actions.change_links(organisation, system=told["parent"], place=told["place"], by=request.user, at=now)
            messages.success(request, _("Saved."))
            return redirect("network:member", slug=organisation.slug)
        except actions.SettingsRefused as refusal:
            form.add_error(None, str(refusal))
    today = timezone.localdate()
    context = {
        "organisation": organisation,
        "standing": queries.standing_of(organisation, on=today),
        "room": queries.room_of(organisation),
        "years": queries.years_of(organisation),
        "sizes": organisation.sizes.select_related("by").order_by("-pk")[:20],
        "officials": queries.officials_of(organisation),
        "children": queries.children_of(organisation),
        "entries": queries.entries_about(organisation)[:20],
        "form": form,
    }
    return render(request, "network/member.html", context, status=422 if form.errors else 200)


@require_GET
@permitted("network.decide_hardship")
def requests(request: Request) -> HttpResponse:
    state = request.GET.get("state", "waiting")
    found = queries.hardship_requests(state=state if state in {"waiting", "decided"} else "")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "network/requests.html", {"page": page, "state": state})


@require_http_methods(["GET", "POST"])
@permitted("network.decide_hardship", HardshipRequest)
def decide(request: Request, asked: HardshipRequest) -> HttpResponse:
    form = DecisionForm(request.POST or None)
    if form.is_valid():
        try:
            actions.decide_hardship(
                asked,
                granted=form.cleaned_data["decision"] == "yes",
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("Decided. Whoever asked gets a letter."))
            return redirect("network:requests")
        except actions.HardshipRefused as refusal:
            form.add_error(None, str(refusal))
    asked = get_object_or_404(queries.hardship_requests(), pk=asked.pk)
    context = {"asked": asked, "form": form, "percent": waived_percent(asked.ground)}
    context["sizes"] = queries.latest_sizes(asked.membership.organisation).values()
    return render(request, "network/decide.html", context, status=422 if form.errors else 200)
