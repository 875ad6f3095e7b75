"""Points, for those who hold them and for the centre's staff."""

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rounds.accounts.access import Request, permitted, signed_in
from rounds.billing.actions import buying_points as buying
from rounds.billing.actions import points as actions
from rounds.billing.models import PointsAccount
from rounds.billing.money import Money
from rounds.billing.price_forms.points import GrantForm, PassOnForm, PointsFilter, PointsForm
from rounds.billing.queries import points as queries
from rounds.billing.queries.prices import price_for
from rounds.core.tables import csv_file

A_PAGE = 50


@require_GET
@signed_in
def own(request: Request) -> HttpResponse:
    """The one account of a person, or a list where there are several."""
    on = timezone.localdate()
    found = list(queries.with_balance(queries.own_points_accounts(request.user), on=on)[:A_PAGE])
    if len(found) == 1:
        return redirect("billing:points", pk=found[0].pk)
    return render(request, "billing/own_points.html", {"accounts": found})


@require_GET
@permitted("billing.see_points", PointsAccount)
def account(request: Request, account: PointsAccount) -> HttpResponse:
    on = timezone.localdate()
    lots = list(queries.live_lots(account, on=on))
    page = Paginator(queries.moves_of(account), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "account": account,
        "balance": sum(lot.remaining for lot in lots),
        "lots": lots,
        "page": page,
        "lines": [queries.as_line(move, account) for move in page],
        "may_pass_on": request.user.has_perm("billing.pass_points_on", account),
        "may_buy": request.user.has_perm("billing.buy_points", account) and unit_price(account, on) is not None,
    }
    return render(request, "billing/points.html", context)


@require_GET
@permitted("billing.see_points", PointsAccount)
def history_csv(request: Request, account: PointsAccount) -> HttpResponseBase:
    head = [_("When"), _("What happened"), _("Points"), _("With whom"), _("Reason"), _("Good until")]
    lines = (queries.as_line(move, account) for move in queries.moves_of(account).iterator())
    rows = (
        [
            timezone.localtime(line.move.transaction.at).isoformat(timespec="minutes"),
            line.kind,
            line.points,
            line.other,
            line.move.transaction.reason,
            line.until,
        ]
        for line in lines
    )
    return csv_file("points", head, rows, on=timezone.localdate())


@require_http_methods(["GET", "POST"])
@permitted("billing.pass_points_on", PointsAccount)
def pass_on(request: Request, account: PointsAccount) -> HttpResponse:
    """Who gets how many; then the answers once more; then it happens."""
    form = PassOnForm(request.POST or None, account=account)
    on = timezone.localdate()
    balance = queries.balance_of(account, on=on)
    if form.is_valid() and form.cleaned_data["points"] > balance:
        form.add_error("points", _("There are %(balance)s points.") % {"balance": balance})
    if form.is_valid() and request.POST.get("do") == "send":
        told = form.cleaned_data
        assert account.payer
        try:
            to = actions.account_of(account.payer, form.person)
            key = f"passed:{account.pk}:{told['key']}"
            actions.pass_points_on(
                account, to, told["points"], key=key, by=request.user, at=timezone.now(), reason=told["reason"]
            )
            messages.success(request, _("The points are passed on."))
            return redirect("billing:points", pk=account.pk)
        except actions.PointsRefused as refusal:
            form.add_error("points", str(refusal))
    sure = form.is_valid() and request.POST.get("do") != "change"
    context = {"account": account, "form": form, "balance": balance, "sure": sure}
    if sure:
        context["to"] = form.person or account.payer
    return render(request, "billing/points_pass_on.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@permitted("billing.buy_points", PointsAccount)
def buy(request: Request, account: PointsAccount) -> HttpResponse:
    on = timezone.localdate()
    form, unit = PointsForm(request.POST or None), unit_price(account, on)
    assert account.payer
    context = {"account": account, "form": form, "unit": unit, "sure": False}
    if unit and form.is_valid():
        points = form.cleaned_data["points"]
        context |= {"sure": request.POST.get("do") != "change", "sum": unit * points, "points": points}
        if request.POST.get("do") == "order":
            order = buying.order_points(
                account.payer, points, unit=unit, key=form.cleaned_data["key"], by=request.user, at=timezone.now()
            )
            text = _("Order %(number)s is placed. The points arrive when its invoice is paid.")
            messages.success(request, text % {"number": order.number})
            return redirect("billing:order", token=order.token)
    return render(request, "billing/points_buy.html", context, status=422 if form.errors else 200)


def unit_price(account: PointsAccount, on: dt.date) -> Money | None:
    assert account.payer
    payer = account.payer
    found = price_for("points", kind=payer.kind, sizes={}, on=on, member=True, currency=payer.currency)
    return found.amount if found and found.amount else None


@require_GET
@permitted("billing.see_all_points")
def everybody(request: Request) -> HttpResponse:
    form = PointsFilter(request.GET)
    page = Paginator(asked_for(request, form), A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "query": request.GET.urlencode()}
    return render(request, "billing/all_points.html", context, status=422 if form.errors else 200)


@require_GET
@permitted("billing.see_all_points")
def everybody_csv(request: Request) -> HttpResponseBase:
    head = [_("Payer"), _("Colleague"), _("Points"), _("The first of them run out")]
    found: QuerySet[Any] = asked_for(request, PointsFilter(request.GET))
    rows = ([one.payer, one.person, one.balance, one.next_end] for one in found.iterator())
    return csv_file("points", head, rows, on=timezone.localdate())


def asked_for(request: Request, form: PointsFilter) -> QuerySet[PointsAccount]:
    words = form.cleaned_data["words"] if form.is_valid() else ""
    found = queries.find_points_accounts(queries.points_accounts_visible_to(request.user), words=words)
    return queries.with_balance(found, on=timezone.localdate())


@require_http_methods(["GET", "POST"])
@permitted("billing.grant_points", PointsAccount)
def grant(request: Request, account: PointsAccount) -> HttpResponse:
    form = GrantForm(request.POST or None)
    if form.is_valid() and request.POST.get("do") == "give":
        told = form.cleaned_data
        try:
            key = f"granted:{account.pk}:{told['key']}"
            actions.grant_points(
                account, told["points"], reason=told["reason"], key=key, by=request.user, at=timezone.now()
            )
            messages.success(request, _("The points are given."))
            return redirect("billing:points", pk=account.pk)
        except actions.PointsRefused as refusal:
            form.add_error("points", str(refusal))
    sure = form.is_valid() and request.POST.get("do") != "change"
    context = {"account": account, "form": form, "sure": sure}
    return render(request, "billing/points_grant.html", context, status=422 if form.errors else 200)
