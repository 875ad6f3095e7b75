"""What we add to allauth's pages: links from letters, sign-up for a passkey, the way to an organisation's sign-in."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import SignupView
from allauth.account.views import confirm_email as allauth_confirm_email
from allauth.core import ratelimit
from allauth.socialaccount.providers.openid_connect.views import callback as openid_connect_callback
from allauth.socialaccount.providers.openid_connect.views import login as openid_connect_login
from allauth.socialaccount.providers.saml.utils import get_app_or_404
from allauth.socialaccount.providers.saml.views import finish_acs, sls
from allauth.socialaccount.providers.saml.views import login as saml_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from rounds.accounts import queries
from rounds.accounts.access import answered, leave, public, start_session
from rounds.accounts.forms import AddressForm
from rounds.accounts.views.limits import too_many

either = require_http_methods(["GET", "POST"])
STATUS = {"used": 200, "old": 410, "unknown": 404}


@either
@public
def confirm_email(request: HttpRequest, key: str) -> HttpResponse:
    link = queries.confirmation_link(key)
    if link.state != "good" or link.address is None:
        email = link.address.email if link.address and link.state == "old" else ""
        context = {"link": link, "form": AddressForm(initial={"email": email})}
        return render(request, "accounts/link_over.html", context, status=STATUS[link.state])
    response: HttpResponse = allauth_confirm_email(request, key=key)
    person = link.address.user
    if request.method != "POST" or queries.ways_in(person).any:
        return response
    # a sign-up for a passkey has nothing else to sign in with; the link works once, so it stands for a password
    if not request.user.is_authenticated and queries.confirmation_link(key).state == "used" and person.is_active:
        told = {"email_verification": "", "signal_kwargs": None, "email": None, "signup": False, "redirect_url": None}
        if elsewhere := get_adapter(request).pre_login(request, person, **told):
            return elsewhere
        start_session(request, person)
    return redirect("mfa_add_webauthn")


@either
@public
def confirm_again(request: HttpRequest) -> HttpResponse:
    """Send the link once more; the answer is the same whether or not the address waits for one."""
    form = AddressForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/confirm_again.html", {"form": form}, status=422 if form.errors else 200)
    email = form.cleaned_data["email"].lower()
    if not ratelimit.consume(request, action="reset_password", key=email):
        return too_many(request)
    address = queries.waiting_address(email)
    if address and ratelimit.consume(request, action="confirm_email", key=email):
        address.send_confirmation(request, signup=True)
    request.session["confirming"] = email
    return redirect("account_email_verification_sent")


class SignUpForPasskey(SignupView):
    template_name = "account/signup_by_passkey.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "by_passkey": True}


signup_by_passkey = public(SignUpForPasskey.as_view())


@either
@public
def openid_connect(request: HttpRequest, provider_id: str) -> HttpResponse:
    if request.method == "POST" and not ratelimit.consume(request, action="find_sign_in"):
        return too_many(request)  # each of these asks another server
    return answered(request, lambda: leave(request, openid_connect_login(request, provider_id=provider_id)))


@either
@public
def openid_connect_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    return answered(request, lambda: openid_connect_callback(request, provider_id=provider_id))


@either
@public
def saml(request: HttpRequest, organization_slug: str) -> HttpResponse:
    return leave(request, saml_login(request, organization_slug=organization_slug))


@csrf_exempt
@public
def saml_sign_out(request: HttpRequest, organization_slug: str) -> HttpResponse:
    """Signing out at the provider signs out here only where that was agreed: an unsigned request comes from anybody."""
    app = get_app_or_404(request, organization_slug)
    if not app.settings.get("idp", {}).get("slo_url"):
        raise Http404
    return sls(request, organization_slug=organization_slug)


@either
@public
def saml_back(request: HttpRequest, organization_slug: str) -> HttpResponse:
    return answered(request, lambda: finish_acs(request, organization_slug=organization_slug))


@either
@public
def editors_sign_in(request: HttpRequest) -> HttpResponse:
    return redirect(f"{reverse('site:signin')}?{request.GET.urlencode() or 'next=/cms/'}")
