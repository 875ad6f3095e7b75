"""Keys with which programs ask /api/v1 in a person's name."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from rounds.accounts import actions
from rounds.accounts.access import Request, signed_in
from rounds.accounts.forms import KeyForm
from rounds.accounts.models import ApiKey


@require_http_methods(["GET", "POST"])
@never_cache
@signed_in
def keys(request: Request) -> HttpResponse:
    form, secret = KeyForm(request.POST or None), ""
    if form.is_valid():
        _key, secret = actions.make_key(
            request.user, name=form.cleaned_data["name"], by=request.user, at=timezone.now()
        )
        form = KeyForm()
    found = ApiKey.objects.filter(person=request.user, ended=None).order_by("-made")
    context = {"form": form, "keys": found, "secret": secret}
    return render(request, "accounts/keys.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def end(request: Request, number: int) -> HttpResponse:
    actions.end_key(get_object_or_404(ApiKey, pk=number, person=request.user), by=request.user, at=timezone.now())
    messages.success(request, _("The key is ended. Programs that use it are refused from now on."))
    return redirect("accounts:keys")
