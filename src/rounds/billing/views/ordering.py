"""Orders as the centre's staff write, quote, place and bill them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rounds.accounts.access import Request, permitted
from rounds.billing import actions, queries
from rounds.billing.forms import LineFormSet, OrderFilterForm, OrderForm
from rounds.billing.models import Order

A_PAGE = 50


@require_GET
@permitted("billing.keep_books")
def orders(request: Request) -> HttpResponse:
    form = OrderFilterForm(request.GET)
    found = queries.orders_visible_to(request.user)
    if form.is_valid():
        found = queries.find_orders(found, **form.cleaned_data)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = [(order, queries.order_state(order, on=timezone.localdate())) for order in page]
    context = {"form": form, "page": page, "rows": rows}
    return render(request, "billing/staff/orders.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@permitted("billing.keep_books")
def new_order(request: Request) -> HttpResponse:
    form = OrderForm(request.POST or None, initial={"payer": request.GET.get("payer")})
    lines = LineFormSet(more_lines(request) if request.POST else None, prefix="line")
    if request.POST and request.POST.get("do") != "more" and form.is_valid() and lines.is_valid():
        typed = form.cleaned_data
        wanted = [line for line in (each.line(typed["currency"]) for each in lines) if line]
        if all(not each.errors for each in lines):
            try:
                number = typed["purchase_order"]
                at, by = timezone.now(), request.user
                order = actions.draft_order(typed["payer"], wanted, by=by, at=at, purchase_order=number)
                return redirect("billing:order", token=order.token)
            except actions.OrderRefused as refusal:
                form.add_error(None, str(refusal))
    faulty = bool(form.errors) or any(each.errors for each in lines)
    wrong = faulty and request.POST.get("do") != "more"
    context = {"form": form, "lines": lines, "wrong": wrong}
    return render(request, "billing/staff/new_order.html", context, status=422 if wrong else 200)


def more_lines(request: Request) -> QueryDict:
    """What was typed, with three more lines where somebody asked for them."""
    typed = request.POST.copy()
    shown = str(typed.get("line-TOTAL_FORMS", ""))
    if typed.get("do") == "more" and shown.isdecimal():
        typed["line-TOTAL_FORMS"] = str(min(40, int(shown) + 3))
    return typed


@require_POST
@permitted("billing.keep_books", Order, by="token")
def step(request: Request, order: Order, do: str) -> HttpResponse:
    """Quote a draft, place a draft, or write the invoice of what is placed."""
    at, by = timezone.now(), request.user
    try:
        if do == "quote":
            actions.quote_order(order, by=by, at=at)
            messages.success(request, _("The quote is offered. Its payer finds it on their page."))
        elif do == "place":
            actions.place_draft(order, by=by, at=at)
            messages.success(request, _("The order is placed. Issue its invoice next."))
        else:
            invoice = actions.issue_invoice(order, by=by, at=at)
            messages.success(request, _("Invoice %(number)s is issued.") % {"number": invoice.number})
            return redirect("billing:invoice", token=invoice.token)
    except (actions.OrderRefused, actions.InvoiceRefused) as refusal:
        messages.warning(request, str(refusal))
    return redirect("billing:order", token=order.token)
