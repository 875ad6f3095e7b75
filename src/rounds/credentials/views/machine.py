"""Documents for other programs, open to every site."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.cache import patch_cache_control

from rounds.accounts.access import View, public
from rounds.credentials import queries
from rounds.credentials.models import Credential, StatusList
from rounds.credentials.picture import badge_picture

METHODS = "GET, HEAD, OPTIONS"
CREDENTIAL_TYPES = ("application/vc+ld+json", "application/vc", "application/ld+json", "application/json")


def open_to_every_site(*, seconds: int) -> Callable[[View], View]:
    """Read-only, readable from a page of any other site, and kept by caches for so many seconds."""

    def decorate(view: View) -> View:
        @wraps(view)
        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "OPTIONS":
                return allow_everybody(HttpResponse(status=204, headers={"Allow": METHODS}))
            if request.method not in {"GET", "HEAD"}:
                return HttpResponseNotAllowed(METHODS.split(", "))
            response = view(request, *args, **kwargs)
            if response.status_code == 200 and seconds:
                patch_cache_control(response, public=True, max_age=seconds)
            return allow_everybody(response)

        return opened

    return decorate


def allow_everybody(response: HttpResponseBase) -> HttpResponseBase:
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = METHODS
    response["Access-Control-Allow-Headers"] = "Accept, Content-Type, Cache-Control, Pragma"
    return response


def wanted_type(request: HttpRequest) -> str:
    """The JSON type that was asked for, else plain JSON, which browsers show."""
    return request.get_preferred_type(["application/json", *CREDENTIAL_TYPES]) or "application/json"


def credential_json(request: HttpRequest, number: str) -> HttpResponse:
    found = queries.public_credential(number, at=timezone.now())
    if found is None:
        return JsonResponse({"error": "There is no certificate with this number."}, status=404)
    badge = queries.public_badge(found.credential)
    if badge is None:
        return JsonResponse(
            {"id": found.url, "state": found.state, "error": "Its holder's data were erased."}, status=410
        )
    response = JsonResponse(badge, content_type=wanted_type(request))
    response["Vary"] = "Accept"
    return response


@open_to_every_site(seconds=300)
@public
def verify_json(request: HttpRequest, number: str) -> HttpResponse:
    return credential_json(request, number)


@open_to_every_site(seconds=300)
@public
def status(request: HttpRequest, pk: int) -> HttpResponse:
    status_list = get_object_or_404(StatusList.objects.select_related("key"), pk=pk)
    return JsonResponse(queries.status_document(status_list), content_type=wanted_type(request))


@open_to_every_site(seconds=3600)
@public
def did(request: HttpRequest) -> HttpResponse:
    return JsonResponse(queries.did_document(), content_type="application/json")


@open_to_every_site(seconds=3600)
@public
def issuer_json(request: HttpRequest) -> HttpResponse:
    return JsonResponse(queries.issuer_profile(), content_type="application/json")


@open_to_every_site(seconds=86400)
@public
def picture(request: HttpRequest, pk: str) -> HttpResponse:
    credential = get_object_or_404(Credential, pk=pk)
    return HttpResponse(badge_picture(credential), content_type="image/svg+xml")
