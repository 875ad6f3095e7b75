"""One order, one invoice: what it says, what to do next, and its papers."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rounds.accounts.access import Request, permitted
from rounds.billing import actions, queries
from rounds.billing.forms import PurchaseOrderForm
from rounds.billing.models import CreditNote, Invoice, Order, OrderState, Payment
from rounds.billing.papers import invoice_pdf, quote_pdf, receipt_pdf
from rounds.billing.providers import ProviderFailed, the_provider
from rounds.billing.ubl import ubl
from rounds.core.paper import Unprintable


@require_GET
@never_cache
@permitted("billing.see_invoice", Invoice, by="token")
def invoice(request: Request, invoice: Invoice) -> HttpResponse:
    provider = the_provider()
    shown = queries.invoice_shown(invoice, request.user, on=timezone.localdate())
    context = {"shown": shown, "invoice": invoice, "card": provider.on, "came_back": bool(request.GET.get("paid"))}
    response = render(request, "billing/invoice.html", context)
    if provider.on:  # a browser asks the policy again when our form is answered with their page
        policy = settings.CONTENT_POLICY.replace("form-action 'self'", f"form-action 'self' {provider.origin}")
        response.headers["Content-Security-Policy"] = policy
    return response


@require_POST
@permitted("billing.pay", Invoice, by="token")
def pay(request: Request, invoice: Invoice) -> HttpResponse:
    try:
        checkout = actions.begin_checkout(invoice, by=request.user, at=timezone.now(), provider=the_provider())
    except (actions.PaymentRefused, ProviderFailed) as refusal:
        messages.warning(request, str(refusal))
        return redirect("billing:invoice", token=invoice.token)
    return redirect(checkout.url)


@require_POST
@permitted("billing.see_invoice", Invoice, by="token")
def use_credit(request: Request, invoice: Invoice) -> HttpResponse:
    try:
        used = actions.use_credit(invoice, by=request.user, at=timezone.now())
        messages.success(request, _("%(used)s of the credit is used for this invoice.") % {"used": used})
    except actions.PaymentRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("billing:invoice", token=invoice.token)


@require_GET
@permitted("billing.see_invoice", Invoice, by="token")
def invoice_paper(request: Request, invoice: Invoice, form: str) -> HttpResponse:
    return paper_file(request, invoice, form)


@require_GET
@permitted("billing.see_credit_note", CreditNote, by="token")
def credit_note_paper(request: Request, note: CreditNote, form: str) -> HttpResponse:
    return paper_file(request, note, form)


def paper_file(request: Request, paper: Invoice | CreditNote, form: str) -> HttpResponse:
    if form == "xml":
        return as_file(ubl(paper), "application/xml", f"{paper.number}.xml")
    try:
        return as_file(invoice_pdf(paper), "application/pdf", f"{paper.number}.pdf")
    except Unprintable as refusal:
        messages.warning(request, str(refusal))
        return redirect("billing:home")


@require_GET
@permitted("billing.see_payment", Payment, by="token")
def receipt(request: Request, payment: Payment) -> HttpResponse:
    try:
        return as_file(receipt_pdf(payment), "application/pdf", f"{payment.number}.pdf")
    except Unprintable as refusal:
        messages.warning(request, str(refusal))
        return redirect("billing:payments")


@require_GET
@permitted("billing.see_order", Order, by="token")
def quote_paper(request: Request, order: Order) -> HttpResponse:
    try:
        return as_file(quote_pdf(order), "application/pdf", f"{order.number}.pdf")
    except Unprintable as refusal:
        messages.warning(request, str(refusal))
        return redirect("billing:order", token=order.token)


def as_file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'inline; filename="{name}"'})


@require_GET
@never_cache
@permitted("billing.see_order", Order, by="token")
def order(request: Request, order: Order) -> HttpResponse:
    return order_page(request, order, PurchaseOrderForm(initial={"purchase_order": order.purchase_order}))


def order_page(request: Request, order: Order, form: PurchaseOrderForm) -> HttpResponse:
    shown = queries.order_shown(order, request.user, on=timezone.localdate())
    context = {"shown": shown, "order": order, "form": form}
    return render(request, "billing/order.html", context, status=422 if form.errors else 200)


@require_POST
@permitted("billing.order", Order, by="token")
def accept(request: Request, order: Order) -> HttpResponse:
    form = PurchaseOrderForm(request.POST)
    if not form.is_valid():
        return order_page(request, order, form)
    number = form.cleaned_data["purchase_order"]
    try:
        at = timezone.now()
        actions.accept_quote(order, by=request.user, at=at, on=timezone.localdate(), purchase_order=number)
        messages.success(request, _("You have ordered it. The centre sends the invoice next."))
    except actions.OrderRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("billing:order", token=order.token)


@require_POST
@permitted("billing.order", Order, by="token")
def purchase_order(request: Request, order: Order) -> HttpResponse:
    form = PurchaseOrderForm(request.POST)
    if not form.is_valid():
        return order_page(request, order, form)
    try:
        actions.name_purchase_order(order, form.cleaned_data["purchase_order"], by=request.user, at=timezone.now())
        messages.success(request, _("Saved. It will stand on the invoice."))
    except actions.OrderRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("billing:order", token=order.token)


@require_http_methods(["GET", "POST"])
@permitted("billing.order", Order, by="token")
def cancel(request: Request, order: Order) -> HttpResponse:
    if request.method == "GET":
        may = order.state in {OrderState.DRAFT, OrderState.QUOTED, OrderState.PLACED}
        return render(request, "billing/cancel.html", {"order": order, "may": may})
    try:
        actions.cancel_order(order, by=request.user, at=timezone.now())
        messages.success(request, _("The order is cancelled."))
    except actions.OrderRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("billing:order", token=order.token)
