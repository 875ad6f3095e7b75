"""Signed permissions of patients."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from rounds.accounts.access import Request, permitted, signed_in
from rounds.screening import actions, queries
from rounds.screening.forms import AuthorizationForm
from rounds.screening.models import Authorization

A_PAGE = 50


@require_GET
@signed_in
def authorizations(request: Request) -> HttpResponse:
    page = Paginator(queries.authorizations_visible_to(request.user), A_PAGE).get_page(request.GET.get("page"))
    guarded = set(queries.places_guarded_by(request.user).values_list("pk", flat=True))
    on = timezone.localdate()
    rows = [(queries.shown_permission(one, on=on), one.place_id in guarded) for one in page]
    return render(request, "screening/authorizations.html", {"page": page, "rows": rows, "may_add": bool(guarded)})


@require_http_methods(["GET", "POST"])
@sensitive_post_parameters("names")
@signed_in
def add(request: Request) -> HttpResponse:
    places = queries.places_guarded_by(request.user)
    if not places.exists():
        raise PermissionDenied
    form = AuthorizationForm(request.POST or None, places=places, on=timezone.localdate())
    if form.is_valid():
        told = dict(form.cleaned_data)
        try:
            actions.add_authorization(told.pop("place"), **told, by=request.user, at=timezone.now())
            messages.success(request, _("The permission is kept. Choose it when you check a post."))
            return redirect("screening:authorizations")
        except actions.AuthorizationRefused as refusal:
            form.add_error("reference", str(refusal))
    return render(request, "screening/add_authorization.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@permitted("screening.withdraw_authorization", Authorization)
def withdraw(request: Request, authorization: Authorization) -> HttpResponse:
    if request.method == "POST":
        actions.withdraw_authorization(authorization, by=request.user, at=timezone.now())
        messages.success(request, _("The permission is withdrawn. It covers nothing from now on."))
        return redirect("screening:authorizations")
    shown = queries.shown_permission(authorization, on=timezone.localdate())
    return render(request, "screening/withdraw.html", {"shown": shown})
