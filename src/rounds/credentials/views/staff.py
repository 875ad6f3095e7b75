"""The certificates that the centre issued, for its staff."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rounds.accounts.access import Request, permitted
from rounds.core.tables import csv_file
from rounds.credentials import actions, queries
from rounds.credentials.forms import FilterForm, ReissueForm, RevokeForm
from rounds.credentials.models import Credential

PAGE = 25
HEADS = (
    "id", "state", "kind", "title", "version", "name", "minutes", "points", "possible", "earned", "issued", "revoked",
)  # fmt: skip


@require_safe
@permitted("credentials.see_issued")
def issued(request: Request) -> HttpResponse:
    form, now = FilterForm(request.GET), timezone.now()
    asked = form.cleaned_data if form.is_valid() else {}
    page = Paginator(queries.issued_credentials(request.user, at=now, **asked), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "certificates": [queries.shown(credential, at=now) for credential in page],
        "filtered": any(asked.values()),
        "query": request.GET.urlencode(),
    }
    return render(request, "credentials/issued.html", context, status=200 if form.is_valid() else 422)


@require_safe
@permitted("credentials.see_issued")
def issued_csv(request: Request) -> HttpResponseBase:
    form, now = FilterForm(request.GET), timezone.now()
    if not form.is_valid():
        return redirect(f"{request.path.removesuffix('.csv')}?{request.GET.urlencode()}")
    found = queries.issued_credentials(request.user, at=now, **form.cleaned_data).iterator(chunk_size=500)
    rows = (cells(queries.shown(credential, at=now)) for credential in found)
    return csv_file("certificates", HEADS, rows, on=timezone.localdate())


def cells(one: queries.Shown) -> list[object]:
    credential, revocation = one.credential, one.revocation
    dates = [credential.earned_at, credential.issued_at, revocation.at if revocation else None]
    return [
        credential.pk, one.state, credential.kind, credential.title, credential.version, one.name, credential.minutes,
        credential.points, credential.possible, *(date.isoformat() if date else "" for date in dates),
    ]  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@permitted("credentials.revoke_credential", Credential)
def revoke(request: Request, credential: Credential) -> HttpResponse:
    form = RevokeForm(request.POST or None)
    if not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "credentials/revoke.html", {"form": form, "credential": credential}, status=status)
    try:
        actions.revoke_credential(credential, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The certificate is revoked. Everybody who checks it sees this from now on."))
    except actions.RevocationRefused as refusal:
        messages.info(request, str(refusal))
    return redirect("credentials:issued")


@require_http_methods(["GET", "HEAD", "POST"])
@permitted("credentials.reissue_credential", Credential)
def reissue(request: Request, credential: Credential) -> HttpResponse:
    form = ReissueForm(request.POST or None, initial={"holder_name": credential.person.name})
    if not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "credentials/reissue.html", {"form": form, "credential": credential}, status=status)
    try:
        fresh = actions.reissue_credential(credential, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Issued again for %s. The old certificate is revoked.") % fresh.holder_name)
    except actions.ReissueRefused as refusal:
        messages.info(request, str(refusal))
    return redirect("credentials:issued")
