"""Tickets at the desk: kinds, quotas, refunds, codes, with what is sold, held and left."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rounds.accounts.access import Request
from rounds.billing.money import Money
from rounds.events.actions import selling as actions
from rounds.events.actions.ticket_orders import TicketsRefused
from rounds.events.forms.selling import CodeForm, KindForm, QuotaForm, RefundsForm, SalesForm
from rounds.events.models import Bought, Event, Quota, TicketKind
from rounds.events.queries.purchases import refund_steps, sold_by_kind
from rounds.events.queries.tickets import kinds_of, sales_of
from rounds.events.views.finding import at_event, desk_of, either, refuse

RUN = "events.run_event"


@require_GET
@at_event(RUN)
def selling(request: Request, event: Event) -> HttpResponse:
    """What there is to sell, and how it goes."""
    sold, sales = sold_by_kind(event), sales_of(event)
    rows = []
    for kind in kinds_of(event):
        numbers = sold.get(kind.pk, {})
        held = numbers.get(Bought.HELD, 0) + numbers.get(Bought.OFFERED, 0)
        price = Money(kind.amount, sales.currency)
        rows.append((kind, price, numbers.get(Bought.KEPT, 0), held, numbers.get(Bought.WAITING, 0)))
    context = {
        **desk_of(request, event, "settings"),
        "rows": rows,
        "quotas": event.quotas.select_related("pool").order_by("pool__name", "pk"),
        "sales": sales,
        "steps": refund_steps(event),
    }
    return render(request, "events/selling.html", context)


def saved(request: Request, event: Event) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("events:selling", slug=event.slug)


def page(request: Request, event: Event, form: Any, heading: str, **more: Any) -> HttpResponse:
    context = {**desk_of(request, event, "settings"), "form": form, "heading": heading, **more}
    return render(request, "events/selling_form.html", context, status=422 if form.errors else 200)


@either
@at_event(RUN)
def sale(request: Request, event: Event) -> HttpResponse:
    form = SalesForm(request.POST or None, sales=sales_of(event))
    if form.is_valid():
        try:
            actions.set_sales(event, form.values(), by=request.user, at=timezone.now())
            return saved(request, event)
        except TicketsRefused as refusal:
            refuse(form, refusal)
    return page(request, event, form, _("How you sell"))


@either
@at_event(RUN)
def refunds(request: Request, event: Event) -> HttpResponse:
    form = RefundsForm(request.POST if request.method == "POST" else None, steps=refund_steps(event))
    if form.is_valid():
        try:
            actions.set_refunds(event, form.cleaned_data["steps"], by=request.user, at=timezone.now())
            return saved(request, event)
        except TicketsRefused as refusal:
            form.add_error("steps", str(refusal))
    why = _(
        "Buyers see this table before they buy, and before they cancel. Before the first step nothing comes back later."
    )
    return page(request, event, form, _("Refunds"), why=why)


@either
@at_event(RUN)
def quota(request: Request, event: Event, number: int | None = None) -> HttpResponse:
    held = get_object_or_404(Quota.objects.select_related("pool"), pk=number, event=event) if number else None
    form = QuotaForm(request.POST or None, quota=held)
    if form.is_valid():
        try:
            actions.save_quota(event, **form.cleaned_data, quota=held, by=request.user, at=timezone.now())
            return saved(request, event)
        except TicketsRefused as refusal:
            refuse(form, refusal)
    heading = held.pool.name if held else _("Add a quota")
    return page(request, event, form, heading, remove="events:remove_quota" if held else "", held=held)


@either
@at_event(RUN)
def kind(request: Request, event: Event, number: int | None = None) -> HttpResponse:
    held = get_object_or_404(TicketKind, pk=number, event=event) if number else None
    form = KindForm(request.POST or None, event=event, kind=held)
    if form.is_valid():
        try:
            by, at = request.user, timezone.now()
            actions.save_kind(event, form.values(), pools=form.chosen_pools(), kind=held, by=by, at=at)
            return saved(request, event)
        except TicketsRefused as refusal:
            refuse(form, refusal)
    heading = held.name if held else _("Add a kind of ticket")
    return page(request, event, form, heading, remove="events:remove_kind" if held else "", held=held)


@either
@at_event(RUN)
def remove_quota(request: Request, event: Event, number: int) -> HttpResponse:
    held = get_object_or_404(Quota.objects.select_related("pool", "event"), pk=number, event=event)
    return removing(request, event, held, lambda: actions.remove_quota(held, by=request.user, at=timezone.now()))


@either
@at_event(RUN)
def remove_kind(request: Request, event: Event, number: int) -> HttpResponse:
    held = get_object_or_404(TicketKind.objects.select_related("event"), pk=number, event=event)
    return removing(request, event, held, lambda: actions.remove_kind(held, by=request.user, at=timezone.now()))


def removing(request: Request, event: Event, held: Any, remove: Any) -> HttpResponse:
    refused = ""
    if request.method == "POST":
        try:
            remove()
            messages.success(request, _("“%(name)s” is gone.") % {"name": held})
            return redirect("events:selling", slug=event.slug)
        except TicketsRefused as refusal:
            refused = str(refusal)
    context = {**desk_of(request, event, "settings"), "held": held, "refused": refused}
    return render(request, "events/selling_remove.html", context, status=422 if refused else 200)


@either
@at_event(RUN)
def codes(request: Request, event: Event, number: int) -> HttpResponse:
    """Codes of invitation that open a kind."""
    held = get_object_or_404(TicketKind, pk=number, event=event)
    if request.POST.get("do") == "end":
        found = get_object_or_404(held.codes.select_related("kind__event"), code=request.POST.get("code", ""))
        actions.end_code(found, by=request.user, at=timezone.now())
        messages.success(request, _("The code opens nothing any more. Tickets bought with it stay."))
        return redirect("events:codes", slug=event.slug, number=held.pk)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            actions.add_code(held, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Added."))
            return redirect("events:codes", slug=event.slug, number=held.pk)
        except TicketsRefused as refusal:
            refuse(form, refusal)
    context = {**desk_of(request, event, "settings"), "form": form, "held": held}
    context["codes"] = held.codes.order_by("code")
    return render(request, "events/codes.html", context, status=422 if form.errors else 200)
