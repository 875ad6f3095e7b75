"""A voucher or points on an order that has no invoice yet."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from rounds.accounts.access import Request, permitted
from rounds.billing.actions import reducing as actions
from rounds.billing.actions.points import PointsRefused
from rounds.billing.actions.reductions import VoucherRefused
from rounds.billing.models import Order, OrderState
from rounds.billing.price_forms.points import PointsForm, VoucherCodeForm
from rounds.billing.queries import points as points_queries
from rounds.billing.queries.reducing import lines_of, most_points, voucher_of


@require_http_methods(["GET", "POST"])
@permitted("billing.order", Order, by="token")
def reduce(request: Request, order: Order) -> HttpResponse:
    on = timezone.localdate()
    account = points_queries.account_to_pay(order.payer, request.user)
    balance = points_queries.balance_of(account, on=on) if account else 0
    most = min(balance, most_points(order))
    with_points, with_code = request.POST.get("do") == "points", request.POST.get("do") == "voucher"
    points = PointsForm(request.POST if with_points else None, initial={"points": most or None}, prefix="points")
    voucher = VoucherCodeForm(request.POST if with_code else None, prefix="voucher")
    try:
        if with_points and account and points.is_valid():
            told = points.cleaned_data
            key = f"used:{order.pk}:{told['key']}"
            actions.use_points_on_order(order, account, told["points"], key=key, by=request.user, at=timezone.now())
            messages.success(request, _("The points are used. They come back if the order is cancelled."))
            return redirect("billing:reduce", token=order.token)
        if with_code and voucher.is_valid():
            code = voucher.cleaned_data["code"]
            actions.use_voucher_on_order(order, code, by=request.user, at=timezone.now(), on=on)
            messages.success(request, _("The voucher is used."))
            return redirect("billing:reduce", token=order.token)
    except PointsRefused as refusal:
        points.add_error("points", str(refusal))
    except VoucherRefused as refusal:
        voucher.add_error("code", str(refusal))
    lines = lines_of(order)
    context = {"order": order, "lines": lines, "left": sum(line.net_minor for line in lines), "most": most}
    context |= {"account": account, "balance": balance, "points": points, "voucher": voucher}
    context |= {"used": voucher_of(order), "open": order.state in OPEN}
    errors = points.errors or voucher.errors
    bad = points if points.errors else voucher
    return render(request, "billing/reduce.html", {**context, "bad": bad}, status=422 if errors else 200)


OPEN = (OrderState.QUOTED, OrderState.PLACED, OrderState.DRAFT)
