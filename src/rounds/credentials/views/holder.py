"""A person's own certificates."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from rounds.accounts.access import Request, permitted, signed_in
from rounds.core.paper import Unprintable
from rounds.core.queries import the_centre
from rounds.credentials import queries
from rounds.credentials.certificate import PAPERS, certificate_pdf
from rounds.credentials.models import Credential
from rounds.credentials.openbadges.baking import bake
from rounds.credentials.picture import badge_picture


@require_safe
@signed_in
def mine(request: Request) -> HttpResponse:
    own = queries.own_credentials(request.user, at=timezone.now())
    return render(request, "credentials/mine.html", {"certificates": [(one, linkedin(one)) for one in own]})


def linkedin(one: queries.Shown) -> str:
    """A plain link that fills in LinkedIn's own form; nothing is sent before the person opens it."""
    earned = timezone.localtime(one.credential.earned_at)
    known = {
        "startTask": "CERTIFICATION_NAME",
        "name": one.credential.title,
        "organizationName": the_centre().name,
        "issueYear": earned.year,
        "issueMonth": earned.month,
        "certUrl": one.url,
        "certId": one.credential.pk,
    }
    return f"https://www.linkedin.com/profile/add?{urlencode(known)}"


@require_safe
@cache_control(private=True, no_cache=True)
@permitted("credentials.see_credential", Credential)
def certificate(request: Request, credential: Credential) -> HttpResponse:
    paper = request.GET.get("paper", "a4")
    revocation = getattr(credential, "revocation", None)
    try:
        pdf = certificate_pdf(
            credential, paper=paper if paper in PAPERS else "a4", revoked=revocation.at if revocation else None
        )
    except Unprintable as reason:
        messages.warning(request, str(reason))
        return redirect("credentials:mine")
    return as_file(HttpResponse(pdf, content_type="application/pdf"), credential, "pdf", shown=True)


@require_safe
@cache_control(private=True, no_cache=True)
@permitted("credentials.see_credential", Credential)
def badge_svg(request: Request, credential: Credential) -> HttpResponse:
    baked = bake(badge_picture(credential), chosen(request, credential))
    return as_file(HttpResponse(baked, content_type="image/svg+xml"), credential, "svg")


@require_safe
@cache_control(private=True, no_cache=True)
@permitted("credentials.see_credential", Credential)
def badge_json(request: Request, credential: Credential) -> HttpResponse:
    return as_file(JsonResponse(chosen(request, credential)), credential, "json")


def chosen(request: Request, credential: Credential) -> dict[str, object]:
    signed: dict[str, object] = credential.signed_with_name if request.GET.get("name") else credential.signed
    return signed


def as_file(response: HttpResponse, credential: Credential, ending: str, *, shown: bool = False) -> HttpResponse:
    name = slugify(credential.title)[:60] or "certificate"
    response["Content-Disposition"] = f'{"inline" if shown else "attachment"}; filename="{name}.{ending}"'
    return response
