"""Pages on which anybody can check a certificate."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from rounds.accounts.access import public
from rounds.credentials import queries
from rounds.credentials.forms import LookUpForm
from rounds.credentials.issuer import domain_did
from rounds.credentials.openbadges.baking import UnreadableBadge, unbake
from rounds.credentials.verification import recognise
from rounds.credentials.views.machine import CREDENTIAL_TYPES, allow_everybody, credential_json, open_to_every_site


@open_to_every_site(seconds=0)
@public
def verify(request: HttpRequest, number: str) -> HttpResponse:
    """The page of one certificate, or its signed badge for a program that asks for JSON."""
    asked = request.get_preferred_type(["text/html", *CREDENTIAL_TYPES])
    if asked in CREDENTIAL_TYPES:
        response = credential_json(request, number)
        patch_cache_control(response, public=True, max_age=300)
    elif found := queries.public_credential(number, at=timezone.now()):
        response = render(request, "credentials/verify.html", {"shown": found})
        patch_cache_control(response, private=True, no_cache=True)
    else:
        response = render(request, "credentials/unknown.html", {"form": LookUpForm()}, status=404)
    patch_vary_headers(response, ["Accept"])
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_cache=True)
@public
def look_up(request: HttpRequest) -> HttpResponse:
    """A form for the number or the file; a file is checked here and kept nowhere."""
    if request.method != "POST":
        return render(request, "credentials/look_up.html", {"form": LookUpForm()})
    form = LookUpForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "credentials/look_up.html", {"form": form}, status=422)
    if not form.cleaned_data["badge"]:
        return look_up_number(request, form)
    try:
        document = unbake(form.cleaned_data["badge"].read())
    except UnreadableBadge as unreadable:
        form.add_error("badge", str(unreadable))
        return render(request, "credentials/look_up.html", {"form": form}, status=422)
    examination = recognise(document, at=timezone.now())
    return render(request, "credentials/examined.html", {"examination": examination, "form": LookUpForm()})


def look_up_number(request: HttpRequest, form: LookUpForm) -> HttpResponse:
    found = queries.public_credential(form.cleaned_data["number"], at=timezone.now())
    if found:
        return redirect("credentials:verify", number=found.credential.pk)
    form.add_error("number", _("We have issued no certificate with this number. Look for a wrong letter or digit."))
    return render(request, "credentials/look_up.html", {"form": form}, status=422)


@require_safe
@cache_control(no_cache=True)
@public
def issuer(request: HttpRequest) -> HttpResponseBase:
    if request.get_preferred_type(["text/html", *CREDENTIAL_TYPES]) in CREDENTIAL_TYPES:
        return allow_everybody(redirect("credentials:issuer_json"))
    keys = queries.keys_published()
    return render(request, "credentials/issuer.html", {"keys": keys, "did": domain_did()})
