"""What a payer sees: what is to pay, quotes, invoices, receipts and a statement."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rounds.accounts.access import Request, permitted, signed_in
from rounds.billing import actions, queries
from rounds.billing.forms import PayerForm
from rounds.billing.models import OrderState, Payer
from rounds.core.tables import csv_file

A_PAGE = 25
SHOWN = 5


@require_GET
@signed_in
def home(request: Request) -> HttpResponse:
    on = timezone.localdate()
    payers = queries.payers_of(request.user)
    invoices = queries.own_invoices(request.user)
    page = Paginator(invoices, A_PAGE).get_page(request.GET.get("page"))
    quotes = queries.own_orders(request.user).filter(state=OrderState.QUOTED, quote_until__gte=on)
    context = {
        "payers": list(payers[:A_PAGE]),
        "owed": queries.owed_by(payers, on=on),
        "page": page,
        "rows": [(invoice, queries.invoice_state(invoice, on=on)) for invoice in page],
        "quotes": list(quotes[:SHOWN]),
        "orders": [(order, queries.order_state(order, on=on)) for order in queries.own_orders(request.user)[:SHOWN]],
    }
    return render(request, "billing/home.html", context)


@require_GET
@signed_in
def orders(request: Request) -> HttpResponse:
    on = timezone.localdate()
    page = Paginator(queries.own_orders(request.user), A_PAGE).get_page(request.GET.get("page"))
    rows = [(order, queries.order_state(order, on=on)) for order in page]
    return render(request, "billing/orders.html", {"page": page, "rows": rows})


@require_GET
@signed_in
def payments(request: Request) -> HttpResponse:
    page = Paginator(queries.own_payments(request.user), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "billing/payments.html", {"page": page})


@require_GET
@permitted("billing.see_payer", Payer)
def statement(request: Request, payer: Payer) -> HttpResponse:
    on = timezone.localdate()
    owed = queries.owed_by(Payer.objects.filter(pk=payer.pk), on=on)
    context = {"payer": payer, "statements": queries.statement_of(payer), "owed": owed}
    return render(request, "billing/statement.html", context)


@require_GET
@permitted("billing.see_payer", Payer)
def statement_csv(request: Request, payer: Payer) -> HttpResponseBase:
    rows = (
        [move.on.isoformat(), move.paper, move.words, f"{move.amount.decimal:f}", f"{move.owed.decimal:f}", currency]
        for currency, moves in queries.statement_of(payer).items()
        for move in moves
    )
    head = ["date", "paper", "what", "amount", "owed after it", "currency"]
    return csv_file("statement", head, rows, on=timezone.localdate())


@require_http_methods(["GET", "POST"])
@permitted("billing.change_payer", Payer)
def change_payer(request: Request, payer: Payer) -> HttpResponse:
    form = PayerForm(request.POST or None, instance=payer)
    if form.is_valid():
        # the form has written its values into its own copy; the action compares with what is stored
        actions.change_payer(Payer.objects.get(pk=payer.pk), form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("Saved. The next invoice shows it; those that are issued stay as they are."))
        return redirect("billing:statement", pk=payer.pk)
    name = Payer.objects.values_list("name", flat=True).get(pk=payer.pk)
    context = {"form": form, "payer": payer, "name": name}
    return render(request, "billing/change_payer.html", context, status=422 if form.errors else 200)
