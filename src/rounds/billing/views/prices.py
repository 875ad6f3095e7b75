"""Price lists, for the centre's staff, and the prices that hold, for everybody."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rounds.accounts.access import Request, permitted, public
from rounds.billing.actions import prices as actions
from rounds.billing.comparing import Comparison, compare
from rounds.billing.models import PriceList, PriceRule
from rounds.billing.price_forms.prices import (
    NewPriceListForm,
    RuleForm,
    ScheduleForm,
    WhatWouldWePayForm,
    band_rows,
    first_day,
)
from rounds.billing.queries import prices as queries
from rounds.billing.queries.price_words import price_table
from rounds.core.tables import csv_file

A_PAGE = 50


@require_http_methods(["GET", "POST"])
@permitted("billing.set_prices")
def lists(request: Request) -> HttpResponse:
    found = queries.price_lists_visible_to(request.user)
    form = NewPriceListForm(request.POST or None, lists=found, initial={"currency": queries.usual_currency()})
    if form.is_valid():
        made = actions.draft_price_list(**form.cleaned_data, by=request.user, at=timezone.now())
        return redirect("billing:price_list", pk=made.pk)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = queries.with_states(page.object_list, on=timezone.localdate())
    return render(
        request,
        "billing/price_lists.html",
        {"form": form, "page": page, "rows": rows},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@permitted("billing.set_prices", PriceList)
def price_list(request: Request, price_list: PriceList) -> HttpResponse:
    """A list; on a draft another kind of payer is added here."""
    form = RuleForm(request.POST or None, initial={"edition": price_list.edition})
    if form.is_valid():
        try:
            rule = actions.add_price_rule(price_list, **form.cleaned_data, by=request.user, at=timezone.now())
            return redirect("billing:price_bands", pk=price_list.pk, number=rule.pk)
        except actions.PriceRefused as refusal:
            form.add_error("kind", str(refusal))
    on = timezone.localdate()
    context = {
        "price_list": price_list,
        "form": form,
        "state": queries.state_words(price_list, on=on),
        "rules": queries.rules_shown(price_list),
        "gaps": queries.gaps_of(price_list) if price_list.draft else [],
        "ahead": price_list.starts is not None and price_list.starts > on and not queries.is_withdrawn(price_list),
    }
    return render(request, "billing/price_list.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@permitted("billing.set_prices", PriceList)
def bands(request: Request, price_list: PriceList, number: int) -> HttpResponse:
    rule = get_object_or_404(price_list.rules, pk=number)
    if not price_list.draft:
        raise Http404
    before = [queries.as_cells(band) for band in queries.ladder_of(rule).bands]
    form = band_rows(request.POST or None, currency=price_list.currency, sized=bool(rule.metric), initial=before)
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_bands(rule, form.bands, edition=seen(request), by=request.user, at=timezone.now())
            more = request.POST.get("do") == "more"
            return redirect(
                *(("billing:price_bands", price_list.pk, rule.pk) if more else ("billing:price_list", price_list.pk))
            )
        except actions.PriceRefused as refusal:
            refused = str(refusal)
    edition = request.POST.get("edition", price_list.edition)
    context = {"price_list": price_list, "rule": rule, "form": form, "refused": refused, "edition": edition}
    bad = bool(refused) or (request.method == "POST" and not form.is_valid())
    return render(request, "billing/price_bands.html", {**context, "bad": bad}, status=422 if bad else 200)


def seen(request: Request) -> int:
    """The edition of the list that the person saw."""
    text = request.POST.get("edition", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


@require_POST
@permitted("billing.set_prices", PriceList)
def remove_rule(request: Request, price_list: PriceList, number: int) -> HttpResponse:
    rule = get_object_or_404(PriceRule.objects.select_related("price_list"), price_list=price_list, pk=number)
    try:
        actions.remove_price_rule(rule, edition=seen(request), by=request.user, at=timezone.now())
    except actions.PriceRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("billing:price_list", pk=price_list.pk)


@require_http_methods(["GET", "POST"])
@permitted("billing.set_prices", PriceList)
def discard(request: Request, price_list: PriceList) -> HttpResponse:
    if request.method == "POST":
        try:
            actions.discard_price_list(price_list, by=request.user, at=timezone.now())
            messages.success(request, _("The draft is deleted."))
            return redirect("billing:price_lists")
        except actions.PriceRefused as refusal:
            messages.warning(request, str(refusal))
            return redirect("billing:price_list", pk=price_list.pk)
    return render(request, "billing/price_discard.html", {"price_list": price_list})


@require_http_methods(["GET", "POST"])
@permitted("billing.set_prices", PriceList)
def schedule(request: Request, price_list: PriceList) -> HttpResponse:
    """Who would pay what, and from when on: looked at first, then confirmed."""
    on = timezone.localdate()
    initial = {"starts": first_day(on), "edition": price_list.edition}
    form = ScheduleForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            actions.schedule_price_list(price_list, **form.cleaned_data, by=request.user, at=timezone.now(), on=on)
            messages.success(request, _("The list is scheduled. Until its first day you can still withdraw it."))
            return redirect("billing:price_list", pk=price_list.pk)
        except actions.PriceRefused as refusal:
            form.add_error("starts", str(refusal))
    found = preview(price_list)
    page = Paginator(found.rows, A_PAGE).get_page(request.GET.get("page"))
    context = {"price_list": price_list, "form": form, "page": page, "gaps": queries.gaps_of(price_list)}
    context |= {**queries.comparison_shown(found, price_list.currency), "rows": queries.shown_rows(page)}
    return render(request, "billing/price_schedule.html", context, status=422 if form.errors else 200)


@require_GET
@permitted("billing.set_prices", PriceList)
def preview_csv(request: Request, price_list: PriceList) -> HttpResponseBase:
    rows = queries.comparison_rows(preview(price_list), price_list.currency)
    return csv_file("who-pays-what", queries.comparison_head(), rows, on=timezone.localdate())


def preview(price_list: PriceList) -> Comparison:
    held = queries.list_in_force(price_list.subject, on=timezone.localdate(), currency=price_list.currency)
    before = queries.book_of(held) if held else None
    return compare(queries.members_now(price_list.subject), before, queries.book_of(price_list))


@require_http_methods(["GET", "POST"])
@permitted("billing.set_prices", PriceList)
def withdraw(request: Request, price_list: PriceList) -> HttpResponse:
    if request.method == "POST":
        try:
            actions.withdraw_price_list(price_list, by=request.user, at=timezone.now(), on=timezone.localdate())
            messages.success(request, _("The list is withdrawn. It will not hold."))
        except actions.PriceRefused as refusal:
            messages.warning(request, str(refusal))
        return redirect("billing:price_list", pk=price_list.pk)
    return render(request, "billing/price_withdraw.html", {"price_list": price_list})


@require_GET
@public
def prices(request: HttpRequest) -> HttpResponse:
    """What membership costs, and what oneself would pay."""
    on = timezone.localdate()
    held = queries.list_in_force("dues", on=on, currency=queries.usual_currency())
    rules = queries.rules_shown(held) if held else []
    asked = "kind" in request.GET
    form = WhatWouldWePayForm(request.GET if asked else None, metrics={shown.rule.metric for shown in rules})
    answer = None
    if form.is_valid():
        answer = queries.price_for("dues", kind=form.cleaned_data["kind"], sizes=form.sizes, on=on)
    context: dict[str, Any] = {
        "held": held,
        "groups": price_table(rules),
        "form": form,
        "answer": answer,
        "asked": asked and form.is_valid(),
    }
    if asked and form.is_valid() and answer is None:
        context["missing"] = queries.size_missing("dues", form.cleaned_data["kind"], form.sizes, on=on)
    return render(request, "billing/prices.html", context, status=422 if form.errors else 200)
