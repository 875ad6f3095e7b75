"""Prices worked out for one, and compared for many: over the members of today, or a file that is read and forgotten."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from rounds.accounts.access import Request, permitted
from rounds.billing.comparing import compare as compared
from rounds.billing.price_forms.prices import CompareForm, WorkOutForm
from rounds.billing.queries import prices as queries
from rounds.billing.queries.working_out import work_out as worked_out
from rounds.core.tables import csv_file

MOST_SHOWN, MOST_BAD = 500, 20


@require_http_methods(["GET", "POST"])
@permitted("billing.set_prices")
def compare(request: Request) -> HttpResponseBase:
    lists = queries.price_lists_visible_to(request.user)
    form = CompareForm(request.POST or None, request.FILES or None, lists=lists)
    if not form.is_valid():
        return show(request, form, {})
    before, after = form.cleaned_data["before"], form.cleaned_data["after"]
    members = form.file.members if form.file else queries.members_now(after.subject)
    found = compared(members, queries.book_of(before), queries.book_of(after))
    if request.POST.get("do") == "csv":
        rows = queries.comparison_rows(found, after.currency)
        return csv_file("who-pays-more", queries.comparison_head(), rows, on=timezone.localdate())
    bad = form.file.bad if form.file else ()
    context = {"bad": bad, "bad_shown": bad[:MOST_BAD], "rows": queries.shown_rows(found.rows[:MOST_SHOWN])}
    # the rows of the file stand in the form now, so that they can be asked for again
    again = CompareForm({**request.POST.dict(), "text": form.cleaned_data["text"]}, lists=lists)
    return show(request, again, {**context, **queries.comparison_shown(found, after.currency)})


def show(request: Request, form: CompareForm, context: dict[str, object]) -> HttpResponse:
    bad = form.is_bound and not form.is_valid()
    return render(request, "billing/price_compare.html", {"form": form, **context}, status=422 if bad else 200)


@require_GET
@permitted("billing.set_prices")
def work_out(request: Request) -> HttpResponse:
    """What somebody would pay, step by step; nothing is ordered."""
    asked = bool(request.GET)
    form = WorkOutForm(request.GET if asked else None, initial={"on": timezone.localdate()})
    answer = None
    if form.is_valid():
        told = form.cleaned_data
        answer = worked_out(
            told["subject"],
            kind=told["kind"],
            sizes=form.sizes,
            facts=form.facts,
            on=told["on"],
            member=told["member"],
            until=told["until"],
        )
    context = {"form": form, "asked": form.is_valid(), "answer": answer}
    return render(request, "billing/price_work_out.html", context, status=422 if form.errors else 200)
