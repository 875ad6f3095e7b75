"""Finding the sign-in of one's organisation, and the seat that one's address opens."""

from allauth.core import ratelimit
from allauth.socialaccount.adapter import get_adapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from rounds.accounts.access import Request, answered, leave, public, signed_in
from rounds.network.actions import arriving as actions
from rounds.network.forms.sign_in import FindSignInForm
from rounds.network.models import Organisation, OwnSignIn
from rounds.network.queries.arriving import offer_for, open_requests
from rounds.network.queries.sign_in import sign_in_for
from rounds.network.views.entering import at_organisation


@require_http_methods(["GET", "POST"])
@never_cache
@public
def find_sign_in(request: HttpRequest) -> HttpResponse:
    """Send somebody to their organisation, found by the domain they type; nothing is told about who else is there."""
    form = FindSignInForm(request.POST or None)
    if request.method == "POST" and not ratelimit.consume(request, action="find_sign_in"):
        return ratelimit.respond_429(request)
    if form.is_valid():
        found = sign_in_for(form.cleaned_data["email"])
        if found:
            return sent_to(request, found)
        form.add_error("email", _("No organisation has its own sign-in for this address. Sign in with your password."))
    here = request.GET.get("next") or request.POST.get("next") or ""
    context = {"form": form, "next": here if safe(here, request) else ""}
    return render(request, "network/find_sign_in.html", context, status=422 if form.errors else 200)


def safe(url: str, request: HttpRequest) -> bool:
    return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())


def sent_to(request: HttpRequest, found: OwnSignIn) -> HttpResponse:
    here = request.POST.get("next", "")
    provider = get_adapter(request).get_provider(request, found.key)
    onwards = here if safe(here, request) else None
    return answered(request, lambda: leave(request, provider.redirect(request, process="login", next_url=onwards)))


@require_http_methods(["GET", "POST"])
@never_cache
@signed_in
def own_seat(request: Request) -> HttpResponse:
    """What one's address opens: take the seat, or ask for it."""
    refused = ""
    if request.method == "POST":
        try:
            return taken(request)
        except actions.ArrivalRefused as refusal:
            refused = str(refusal)
    context = {"offer": offer_for(request.user), "errors": [{"text": refused}] if refused else []}
    return render(request, "network/own_seat.html", context, status=422 if refused else 200)


def taken(request: Request) -> HttpResponse:
    if request.POST.get("do") == "take":
        seat = actions.take_own_seat(request.user, at=timezone.now())
        messages.success(request, _("Welcome. You have a seat at %(name)s.") % {"name": seat.organisation})
        return redirect("network:organisation", slug=seat.organisation.slug)
    actions.ask_for_seat(request.user, at=timezone.now())
    messages.success(request, _("You have asked. A manager answers, and you get a letter."))
    return redirect("network:own_seat")


@require_POST
@at_organisation("network.manage_organisation")
def answer_seat_request(request: Request, organisation: Organisation, number: int) -> HttpResponse:
    found = get_object_or_404(open_requests(organisation), pk=number)
    granted = request.POST.get("do") == "give"
    try:
        actions.answer_request(found, granted=granted, by=request.user, at=timezone.now())
        words = _("%(name)s has a seat.") if granted else _("%(name)s gets a letter that says no.")
        messages.success(request, words % {"name": found.person})
    except actions.ArrivalRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("network:people", slug=organisation.slug)
