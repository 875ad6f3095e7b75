"""Credit at the desk: said before the event, looked through and given after it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from rounds.accounts.access import Request
from rounds.core.tables import csv_file
from rounds.events.actions import credit as actions
from rounds.events.forms.credit import CorrectCreditForm, DesignationForm
from rounds.events.models import Event
from rounds.events.queries.credit import all_over, credit_rows, designation_of, left_out, proposed_credit
from rounds.events.views.finding import at_event, desk_of, either, refuse

A_PAGE = 100


@either
@at_event("events.run_event")
def credit(request: Request, event: Event) -> HttpResponse:
    """The list to look through; what is ticked is given."""
    now, refused = timezone.now(), ""
    if request.method == "POST":
        try:
            given = actions.give_credit(event, request.POST.getlist("give"), by=request.user, at=now)
            words = ngettext("%(n)s person is told.", "%(n)s people are told.", len(given)) % {"n": len(given)}
            messages.success(request, words)
            return redirect("events:credit", slug=event.slug)
        except actions.CreditRefused as refusal:
            refused = str(refusal)
    rows = proposed_credit(event, at=now)
    context = {
        **desk_of(request, event, "after"),
        "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "designation": designation_of(event),
        "over": all_over(event, at=now),
        "left_out": left_out(event, at=now),
        "early": now.astimezone(event.tz).date() < event.starts,
        "refused": refused,
    }
    return render(request, "events/credit.html", context, status=422 if refused else 200)


@either
@at_event("events.run_event")
def designate(request: Request, event: Event) -> HttpResponse:
    held = designation_of(event)
    first = {"provider": held.provider, "hours": held.quarters / 4, "statement": held.statement} if held else {}
    form = DesignationForm(request.POST or None, initial=first)
    if form.is_valid():
        try:
            actions.designate(event, **form.facts(), by=request.user, at=timezone.now())
            messages.success(request, _("Saved."))
            return redirect("events:credit", slug=event.slug)
        except actions.CreditRefused as refusal:
            refuse(form, refusal)
    context = {**desk_of(request, event, "after"), "form": form}
    return render(request, "events/credit_designate.html", context, status=422 if form.errors else 200)


@either
@at_event("events.run_event")
def correct_credit(request: Request, event: Event, number: int) -> HttpResponse:
    now = timezone.now()
    one = next((one for one in proposed_credit(event, at=now) if one.person.pk == number and one.given), None)
    if one is None or one.given is None:
        raise Http404
    form = CorrectCreditForm(request.POST or None, initial={"key": one.key})
    if form.is_valid():
        try:
            actions.correct_credit(one.given, **form.cleaned_data, by=request.user, at=now)
            messages.success(request, _("It is put right, and the person is told."))
            return redirect("events:credit", slug=event.slug)
        except actions.CreditRefused as refusal:
            refuse(form, refusal)
    context = {**desk_of(request, event, "after"), "form": form, "one": one}
    return render(request, "events/credit_correct.html", context, status=422 if form.errors else 200)


@require_GET
@at_event("events.run_event")
def credit_csv(request: Request, event: Event) -> StreamingHttpResponse:
    head = [_("Name"), _("E-mail address"), _("Sessions"), _("Minutes"), _("Credit")]
    head += [_("Minutes given"), _("Credit given"), _("Given at"), _("Reason")]
    rows = credit_rows(event, at=timezone.now())
    return csv_file(f"{event.slug}-credit", head, rows, on=timezone.localdate())
