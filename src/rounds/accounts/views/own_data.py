"""Take my data along, or have them erased."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rounds.accounts import actions, queries, tasks
from rounds.accounts.access import Request, public, signed_in
from rounds.accounts.forms import EraseForm
from rounds.accounts.models import Export

either = require_http_methods(["GET", "POST"])


@require_GET
@never_cache
@signed_in
def own_data(request: Request) -> HttpResponse:
    export = queries.exports_of(request.user).first()
    context = {"export": export, "states": Export.State, "now": timezone.now()}
    if request.htmx:
        return render(request, "accounts/own_data.html#export", context)
    return render(request, "accounts/own_data.html", context)


@require_POST
@signed_in
def ask_for_export(request: Request) -> HttpResponse:
    export, new = actions.ask_for_export(request.user, at=timezone.now())
    if new:
        tasks.build_export.enqueue(export.pk)
    return redirect("accounts:own_data")


@require_GET
@never_cache
@signed_in
def download(request: Request, number: int) -> HttpResponse | FileResponse:
    export = get_object_or_404(queries.exports_of(request.user), pk=number)
    if export.state != Export.State.READY or export.until is None or export.until <= timezone.now():
        messages.info(request, _("This file is no longer kept. Ask for a new one."))
        return redirect("accounts:own_data")
    if not storages["private"].exists(export.file):
        raise Http404
    name = f"my-data-{export.asked:%Y-%m-%d}.zip"
    return FileResponse(storages["private"].open(export.file), as_attachment=True, filename=name)


@either
@signed_in
@reauthentication_required(app="rounds.accounts")
def erase(request: Request) -> HttpResponse:
    form = EraseForm(request.POST if request.method == "POST" else None, person=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            actions.erase_person(request.user, by=request.user, at=timezone.now())
        except actions.EraseRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            logout(request)
            return redirect("accounts:erased")
    return render(request, "accounts/erase.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@public
def erased(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/erased.html")
