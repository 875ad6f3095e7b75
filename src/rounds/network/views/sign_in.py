"""An organisation's own sign-in: its page for managers."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from rounds.accounts.access import Request
from rounds.network.actions import arriving
from rounds.network.actions import sign_in as actions
from rounds.network.forms.sign_in import OidcForm, SamlForm, WelcomeForm
from rounds.network.models import Organisation, OwnSignIn
from rounds.network.queries import sign_in as queries
from rounds.network.saml import holds_until
from rounds.network.views.entering import at_organisation, tabs

MANAGE = "network.manage_organisation"
Forms = dict[str, Any]


@require_http_methods(["GET"])
@never_cache
@at_organisation(MANAGE)
def own_sign_in(request: Request, organisation: Organisation) -> HttpResponse:
    return shown(request, organisation, {})


@sensitive_post_parameters("secret")
@require_POST
@never_cache
@at_organisation("network.change_sign_in")
def enter_sign_in(request: Request, organisation: Organisation, kind: str) -> HttpResponse:
    """Keep what the identity provider is; what was wrong stands beside its field."""
    now = queries.sign_in_of(organisation)
    form = OidcForm(request.POST, has_secret=bool(now and now.secret)) if kind == "oidc" else SamlForm(request.POST)
    enter = actions.enter_oidc if kind == "oidc" else actions.enter_saml
    if form.is_valid():
        try:
            enter(organisation, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("Saved."))
            return redirect("network:own_sign_in", slug=organisation.slug)
        except actions.SignInRefused as refusal:
            form.add_error(refusal.field, str(refusal))
    return shown(request, organisation, {kind: form})


def shown(request: Request, organisation: Organisation, forms: Forms, refused: str = "") -> HttpResponse:
    """The page, with the forms of a post that was refused in the place of fresh ones."""
    now = queries.sign_in_of(organisation)
    wrong = next(iter(forms.values()), None)
    facts = {"issuer": now.issuer, "client_id": now.client_id} if now and not now.is_saml else {}
    context = {
        **tabs(request, organisation, "settings"),
        "now": now,
        "oidc": forms.get("oidc") or OidcForm(initial=facts, has_secret=bool(now and now.secret)),
        "saml": forms.get("saml") or SamlForm(initial={"url": now.metadata_url} if now else {}),
        "kind": next(iter(forms), "") or (now.kind if now else ""),
        "wrong": wrong,
        "errors": [{"text": refused}] if refused else [],
        "changes": request.user.has_perm("network.change_sign_in", organisation),
        "domains": queries.proven_domains(organisation),
        "until": holds_until(now.certificate) if now and now.is_saml else None,
        "addresses": addresses(request, queries.key_for(organisation)),
    }
    return render(request, "network/own_sign_in.html", context, status=422 if wrong or refused else 200)


def addresses(request: Request, key: str) -> dict[str, str]:
    """What the hospital's IT enters on its side."""
    names = {"callback": ("openid_connect_callback", key), "acs": ("saml_acs", key), "metadata": ("saml_metadata", key)}
    return {word: request.build_absolute_uri(reverse(name, args=[part])) for word, (name, part) in names.items()}


def entered(organisation: Organisation) -> OwnSignIn:
    found = queries.sign_in_of(organisation)
    if found is None:
        raise PermissionDenied
    return found


def step(request: Request, organisation: Organisation, action: Callable[..., None], words: str) -> HttpResponse:
    try:
        action(entered(organisation), by=request.user, at=timezone.now())
    except actions.SignInRefused as refusal:
        return shown(request, organisation, {}, str(refusal))
    messages.success(request, words)
    return redirect("network:own_sign_in", slug=organisation.slug)


@require_POST
@at_organisation("network.change_sign_in")
def try_sign_in(request: Request, organisation: Organisation) -> HttpResponse:
    return step(request, organisation, actions.try_sign_in, _("The server answers and says all that we need."))


@require_POST
@at_organisation("network.change_sign_in")
def switch_on(request: Request, organisation: Organisation) -> HttpResponse:
    return step(request, organisation, actions.switch_on, _("It is on. Your people find it by their address."))


@require_POST
@at_organisation(MANAGE)
def switch_off(request: Request, organisation: Organisation) -> HttpResponse:
    return step(request, organisation, actions.switch_off, _("It is off. People sign in as others do."))


@require_http_methods(["GET", "POST"])
@at_organisation("network.change_sign_in")
def everybody(request: Request, organisation: Organisation) -> HttpResponse:
    """Asks once what it means before everybody has to sign in there."""
    found, refused = entered(organisation), ""
    if request.method == "POST":
        try:
            actions.ask_everybody(found, by=request.user, at=timezone.now())
            messages.success(request, _("From now on your people sign in there."))
            return redirect("network:own_sign_in", slug=organisation.slug)
        except actions.SignInRefused as refusal:
            refused = str(refusal)
    context = {
        "organisation": organisation,
        "domains": queries.proven_domains(organisation),
        "stuck": queries.managers_without_second_step(organisation),
        "errors": [{"text": refused}] if refused else [],
    }
    return render(request, "network/sign_in_everybody.html", context, status=422 if refused else 200)


@require_POST
@at_organisation(MANAGE)
def nobody(request: Request, organisation: Organisation) -> HttpResponse:
    return step(request, organisation, actions.ask_nobody, _("Your people may sign in either way."))


@require_http_methods(["GET", "POST"])
@at_organisation(MANAGE)
def remove_sign_in(request: Request, organisation: Organisation) -> HttpResponse:
    found = entered(organisation)
    if request.method == "POST":
        return step(request, organisation, actions.remove_sign_in, _("It is removed, and its secret is deleted."))
    return render(request, "network/sign_in_remove.html", {"organisation": organisation, "now": found})


@require_http_methods(["GET", "POST"])
@at_organisation(MANAGE)
def choose_welcome(request: Request, organisation: Organisation) -> HttpResponse:
    """What happens with people whose address lies in a proven domain."""
    form = WelcomeForm(request.POST or None, initial={"welcome": organisation.welcome})
    if form.is_valid():
        arriving.choose_welcome(organisation, form.cleaned_data["welcome"], by=request.user, at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect("network:settings", slug=organisation.slug)
    context = {
        **tabs(request, organisation, "settings"),
        "form": form,
        "domains": queries.proven_domains(organisation),
    }
    return render(request, "network/welcome.html", context, status=422 if form.errors else 200)
