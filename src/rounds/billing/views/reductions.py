"""Vouchers, discounts and tax rules, for the centre's staff."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from rounds.accounts.access import Request, permitted
from rounds.billing.actions import reductions as actions
from rounds.billing.actions import taxes as tax_actions
from rounds.billing.models import Discount, TaxRule, Voucher
from rounds.billing.price_forms.reductions import DiscountForm, TaxRuleForm, VoucherForm
from rounds.billing.queries import reductions as queries
from rounds.billing.queries.taxes import tax_rules_visible_to

A_PAGE = 50


@require_http_methods(["GET", "POST"])
@permitted("billing.set_prices")
def vouchers(request: Request) -> HttpResponse:
    on = timezone.localdate()
    form = VoucherForm(request.POST or None, initial={"starts": on})
    if form.is_valid():
        try:
            actions.make_voucher(**form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("The voucher is made. Give its code to those it is for."))
            return redirect("billing:vouchers")
        except actions.VoucherRefused as refusal:
            form.add_error("code", str(refusal))
    page = Paginator(queries.vouchers_visible_to(request.user), A_PAGE).get_page(request.GET.get("page"))
    rows = [(one, *queries.voucher_state(one, on=on)) for one in page]
    context = {"form": form, "page": page, "rows": rows}
    return render(request, "billing/vouchers.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@permitted("billing.set_prices", Voucher)
def stop_voucher(request: Request, voucher: Voucher) -> HttpResponse:
    if request.method == "POST":
        actions.stop_voucher(voucher, by=request.user, at=timezone.now())
        messages.success(request, _("The voucher is stopped. Orders that used it keep what came off."))
        return redirect("billing:vouchers")
    return render(request, "billing/voucher_stop.html", {"voucher": voucher})


@require_http_methods(["GET", "POST"])
@permitted("billing.set_prices")
def discounts(request: Request) -> HttpResponse:
    on = timezone.localdate()
    form = DiscountForm(request.POST or None, initial={"starts": on})
    if form.is_valid():
        try:
            actions.make_discount(**form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("The discount is written."))
            return redirect("billing:discounts")
        except actions.DiscountRefused as refusal:
            form.add_error("threshold", str(refusal))
    page = Paginator(queries.discounts_visible_to(request.user), A_PAGE).get_page(request.GET.get("page"))
    rows = [(one, one.ends is None or one.ends > on) for one in page]
    context = {"form": form, "page": page, "rows": rows}
    return render(request, "billing/discounts.html", context, status=422 if form.errors else 200)


@require_POST
@permitted("billing.set_prices", Discount)
def end_discount(request: Request, discount: Discount) -> HttpResponse:
    actions.end_discount(discount, by=request.user, at=timezone.now(), on=timezone.localdate())
    messages.success(request, _("The discount ends today."))
    return redirect("billing:discounts")


@require_http_methods(["GET", "POST"])
@permitted("billing.set_prices")
def taxes(request: Request) -> HttpResponse:
    on = timezone.localdate()
    form = TaxRuleForm(request.POST or None, initial={"starts": on})
    if form.is_valid():
        try:
            tax_actions.write_tax_rule(**form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("The rule is written. It holds for what is sold from its first day on."))
            return redirect("billing:taxes")
        except tax_actions.TaxRefused as refusal:
            form.add_error("country", str(refusal))
    page = Paginator(tax_rules_visible_to(request.user), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "billing/taxes.html", {"form": form, "page": page}, status=422 if form.errors else 200)


@require_POST
@permitted("billing.set_prices", TaxRule)
def end_tax_rule(request: Request, rule: TaxRule) -> HttpResponse:
    tax_actions.end_tax_rule(rule, by=request.user, at=timezone.now(), on=timezone.localdate())
    messages.success(request, _("The rule ends today."))
    return redirect("billing:taxes")
