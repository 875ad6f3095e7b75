"""The centre's books: invoices, payments, credit notes, and who sells."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rounds.accounts.access import Request, permitted
from rounds.billing import actions, queries
from rounds.billing.forms import (
    CreditForm,
    InvoiceFilterForm,
    NewPayerForm,
    PaymentForm,
    PeriodForm,
    ReasonForm,
    RefundForm,
    SellerForm,
)
from rounds.billing.models import Invoice, Payer, Payment, Refund
from rounds.billing.providers import ProviderFailed, the_provider
from rounds.core.tables import csv_file

A_PAGE = 50
CSV_HEAD = [
    "number",
    "date",
    "due",
    "payer",
    "purchase order",
    "currency",
    "amount",
    "credited",
    "paid",
    "open",
    "state",
]


@require_GET
@permitted("billing.keep_books")
def invoices(request: Request) -> HttpResponse:
    on = timezone.localdate()
    form = InvoiceFilterForm(request.GET)
    found = queries.invoices_visible_to(request.user)
    if form.is_valid():
        found = queries.find_invoices(found, on=on, **form.cleaned_data)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [(invoice, queries.invoice_state(invoice, on=on)) for invoice in page],
        "owed": queries.owed_by(Payer.objects.all(), on=on),
        "query": request.GET.urlencode(),
        "unsolved": queries.unsolved_events(),
        "asked": queries.refunds_on_their_way(),
        "disputes": queries.open_disputes(),
        "came_back": queries.refunds_that_failed(),
        "seller": queries.the_seller(),
    }
    return render(request, "billing/staff/invoices.html", context, status=422 if form.errors else 200)


@require_GET
@permitted("billing.keep_books")
def invoices_csv(request: Request) -> HttpResponseBase:
    on = timezone.localdate()
    form = InvoiceFilterForm(request.GET)
    found = queries.invoices_visible_to(request.user)
    if form.is_valid():
        found = queries.find_invoices(found, on=on, **form.cleaned_data)
    rows = (queries.invoice_row(invoice, on=on) for invoice in found.iterator(2000))
    return csv_file("invoices", CSV_HEAD, rows, on=on)


@require_http_methods(["GET", "POST"])
@permitted("billing.keep_books", Invoice, by="token")
def payment(request: Request, invoice: Invoice) -> HttpResponse:
    """Record a payment of an invoice by hand."""
    shown = queries.invoice_shown(invoice, request.user, on=timezone.localdate())
    first = {
        "amount": f"{shown.open.decimal:f}",
        "method": "bank",
        "received_on": timezone.localdate(),
        "key": uuid.uuid4().hex,
    }
    form = PaymentForm(request.POST or None, currency=invoice.currency, initial=first)
    if form.is_valid():
        typed = dict(form.cleaned_data)
        typed["key"] = f"form:{typed['key']}"
        try:
            amount, method = typed.pop("amount"), typed.pop("method")
            actions.record_payment(invoice, amount, method, by=request.user, at=timezone.now(), **typed)
            messages.success(request, _("The payment is booked."))
            return redirect("billing:invoice", token=invoice.token)
        except actions.PaymentRefused as refusal:
            form.add_error("amount", str(refusal))
    context = {"form": form, "shown": shown, "invoice": invoice}
    return render(request, "billing/staff/payment.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@permitted("billing.keep_books", Invoice, by="token")
def credit(request: Request, invoice: Invoice) -> HttpResponse:
    """Write a credit note for an invoice, in whole or in part."""
    shown = queries.invoice_shown(invoice, request.user, on=timezone.localdate())
    left = invoice.gross - shown.credited
    form = CreditForm(request.POST or None, currency=invoice.currency, initial={"amount": f"{left.decimal:f}"})
    if form.is_valid():
        try:
            note = actions.credit_invoice(invoice, by=request.user, at=timezone.now(), **form.cleaned_data)
            messages.success(request, _("Credit note %(number)s is issued.") % {"number": note.number})
            return redirect("billing:invoice", token=invoice.token)
        except actions.InvoiceRefused as refusal:
            form.add_error("amount", str(refusal))
    context = {"form": form, "shown": shown, "invoice": invoice, "left": left}
    return render(request, "billing/staff/credit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@permitted("billing.keep_books", Payment, by="token")
def refund(request: Request, payment: Payment) -> HttpResponse:
    left = queries.left_to_refund(payment)
    first = {"amount": f"{left.decimal:f}", "key": uuid.uuid4().hex}
    form = RefundForm(request.POST or None, currency=payment.currency, initial=first)
    if form.is_valid():
        try:
            typed = {**form.cleaned_data, "key": f"form:{form.cleaned_data['key']}"}
            actions.give_back(payment, by=request.user, at=timezone.now(), provider=the_provider(), **typed)
            messages.success(request, _("The refund is written. What was paid by card goes back to the card."))
            return redirect("billing:statement", pk=payment.payer_id)
        except actions.PaymentRefused as refusal:
            form.add_error("amount", str(refusal))
        except ProviderFailed as failure:
            messages.warning(request, str(failure))
            return redirect("billing:invoices")
    context = {"form": form, "payment": payment, "left": left}
    return render(request, "billing/staff/refund.html", context, status=422 if form.errors else 200)


@require_POST
@permitted("billing.keep_books", Refund)
def send_refund(request: Request, refund: Refund) -> HttpResponse:
    """Ask the provider once more for a refund that did not go through."""
    try:
        actions.send_refund(refund, at=timezone.now(), provider=the_provider())
        messages.success(request, _("The money is on its way back."))
    except ProviderFailed as failure:
        messages.warning(request, str(failure))
    return redirect("billing:invoices")


@require_http_methods(["GET", "POST"])
@permitted("billing.keep_books", Invoice, by="token")
def hold(request: Request, invoice: Invoice) -> HttpResponse:
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            actions.hold_reminders(invoice, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
            messages.success(request, _("No reminders go out for this invoice until you resume them."))
            return redirect("billing:reminders")
        except actions.DunningRefused as refusal:
            form.add_error("reason", str(refusal))
    context = {"form": form, "invoice": invoice}
    return render(request, "billing/staff/hold.html", context, status=422 if form.errors else 200)


@require_POST
@permitted("billing.keep_books", Invoice, by="token")
def resume(request: Request, invoice: Invoice) -> HttpResponse:
    actions.resume_reminders(invoice, by=request.user, at=timezone.now())
    return redirect("billing:reminders")


@require_http_methods(["GET", "POST"])
@permitted("billing.keep_books")
def reminders(request: Request) -> HttpResponse:
    on = timezone.localdate()
    if request.method == "POST":
        chosen = {int(number) for number in request.POST.getlist("invoice") if number.isdecimal()}
        sent = actions.send_reminders(chosen, by=request.user, at=timezone.now(), on=on)
        messages.success(request, _("Letters sent: %(count)s.") % {"count": sent})
        return redirect("billing:reminders")
    due = queries.reminders_due(on=on)
    context = {"due": [one for one in due if one.goes], "others": [one for one in due if not one.goes]}
    return render(request, "billing/staff/reminders.html", {**context, "ladder": queries.LADDER})


@require_GET
@permitted("billing.keep_books")
def journal(request: Request) -> HttpResponse:
    on = timezone.localdate()
    first = {"since": on.replace(month=1, day=1), "until": on}
    form = PeriodForm(request.GET if "since" in request.GET else None, initial=first)
    chosen = form.cleaned_data if form.is_valid() else None
    postings = list(queries.journal(chosen["since"], chosen["until"])) if chosen else []
    context = {
        "form": form,
        "chosen": chosen,
        "sums": queries.sums_of(postings),
        "count": len(postings),
        "differences": queries.differences(),
        "query": request.GET.urlencode(),
    }
    return render(request, "billing/staff/journal.html", context, status=422 if form.errors else 200)


@require_GET
@permitted("billing.keep_books")
def journal_csv(request: Request) -> HttpResponseBase:
    form = PeriodForm(request.GET)
    if not form.is_valid():
        return redirect("billing:journal")
    chosen = form.cleaned_data
    rows = (posting.row() for posting in queries.journal(chosen["since"], chosen["until"]))
    return csv_file("journal", queries.JOURNAL_HEAD, rows, on=timezone.localdate())


@require_http_methods(["GET", "POST"])
@permitted("billing.keep_books")
def seller(request: Request) -> HttpResponse:
    form = SellerForm(request.POST or None, instance=queries.the_seller())
    if form.is_valid():
        actions.describe_seller(form.cleaned_data, by=request.user, at=timezone.now())
        messages.success(request, _("Saved. It stands on the next invoice; those that are issued stay as they are."))
        return redirect("billing:seller")
    context = {"form": form, "card": the_provider().on}
    return render(request, "billing/staff/seller.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@permitted("billing.keep_books")
def payers(request: Request) -> HttpResponse:
    form = NewPayerForm(request.POST or None)
    if form.is_valid():
        payer = actions.add_payer(form.cleaned_data, by=request.user, at=timezone.now())
        return redirect("billing:statement", pk=payer.pk)
    words = request.GET.get("words", "").strip()[:100]
    found = queries.payers_visible_to(request.user).filter(name__icontains=words)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "words": words}
    return render(request, "billing/staff/payers.html", context, status=422 if form.errors else 200)
