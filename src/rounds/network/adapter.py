"""Tells allauth of the sign-ins that organisations have of their own, and whom each of them may let in."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.models import SocialAccount, SocialApp
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from rounds.accounts.adapter import AccountAdapter, OrganisationAdapter
from rounds.accounts.models import Person
from rounds.directory.outgoing import guarded_session
from rounds.network.actions.arriving import ArrivalRefused, take_own_seat
from rounds.network.actions.sign_in import confirm_unopened
from rounds.network.models import OwnSignIn
from rounds.network.queries.arriving import offer_for
from rounds.network.queries.sign_in import (
    account_behind,
    domain_of,
    has_second_step,
    in_force,
    looks_after_sign_in,
    must_sign_in_at,
    proven_domains,
    secret_of,
)

EMAIL_ID = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"
CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims"
MICROSOFT = "http://schemas.microsoft.com/identity/claims"
ATTRIBUTES = {
    "uid": ["urn:oasis:names:tc:SAML:attribute:subject-id", f"{MICROSOFT}/objectidentifier"],
    "email": ["urn:oid:0.9.2342.19200300.100.1.3", f"{CLAIMS}/emailaddress", "mail", "email", "emailAddress"],
    "first_name": [f"{CLAIMS}/givenname", "urn:oid:2.5.4.42", "givenName", "firstName", "first_name"],
    "last_name": [f"{CLAIMS}/surname", "urn:oid:2.5.4.4", "sn", "surname", "lastName", "last_name"],
    "name": [f"{MICROSOFT}/displayname", "urn:oid:2.16.840.1.113730.3.1.241", "displayName", "name"],
}
STRICT = {
    "strict": True,
    "want_assertion_signed": True,
    "reject_deprecated_algorithm": True,
    "reject_idp_initiated_sso": True,
    "allow_single_label_domains": True,
    "name_id_format": EMAIL_ID,
}


class NetworkAccounts(AccountAdapter):
    """Sends people to their organisation where it asks that of everybody, and gives them their seat when they come."""

    def pre_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse | None:
        login = (more.get("signal_kwargs") or {}).get("sociallogin")
        elsewhere = must_sign_in_at(user) if user.is_active else None
        came_by = login.account.provider if login else ""
        if elsewhere and came_by != elsewhere.key and not may_return(user, elsewhere):
            return render(request, "network/signs_in_elsewhere.html", elsewhere_told(user, elsewhere), status=403)
        response: HttpResponse | None = super().pre_login(request, user, **more)
        return response

    def post_login(self, request: HttpRequest, user: Any, **more: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **more)
        welcome(request, user)
        return response


def may_return(person: Person, sign_in: OwnSignIn) -> bool:
    """The way back of managers: a password with a second step, or a passkey."""
    return looks_after_sign_in(person, sign_in.organisation) and has_second_step(person)


def elsewhere_told(person: Person, sign_in: OwnSignIn) -> dict[str, object]:
    manages = looks_after_sign_in(person, sign_in.organisation)
    return {"organisation": sign_in.organisation, "email": person.email, "manages": manages}


def welcome(request: HttpRequest, person: Person) -> None:
    """Give the seat that a person's address opens, or say that there is one to ask for."""
    offer = offer_for(person)
    if offer is None or offer.asked:
        return
    facts = {"name": offer.organisation.name}
    if not offer.at_once:
        messages.info(request, _("Your address belongs to %(name)s. Ask for a seat under Your organisation.") % facts)
        return
    try:
        take_own_seat(person, at=timezone.now())
        messages.success(request, _("Welcome. You have a seat at %(name)s.") % facts)
    except ArrivalRefused as refusal:
        messages.warning(request, _("%(name)s has no seat for you yet: %(why)s") % {**facts, "why": refusal})


class NetworkSignIn(OrganisationAdapter):
    """Knows the sign-ins of the settings, which the centre trusts, and those that organisations have entered."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """An own sign-in is found by its key alone: no list of them tells who is a member."""
        found = list(super().list_apps(request, provider=provider, client_id=client_id))
        own = OwnSignIn.objects.filter(key__in=[key for key in (provider, client_id) if key]).first()
        return [*found, app_of(own)] if own and speaks(own, provider) else found

    def get_requests_session(self) -> Any:
        """Where a member of the public entered an address, we go to public servers only."""
        return super().get_requests_session() if asked_by_settings() else guarded_session()

    def authenticate_by_email(self, sociallogin: Any) -> tuple[Person, str] | None:
        own = own_sign_in(sociallogin)
        if own is None:
            found: tuple[Person, str] | None = super().authenticate_by_email(sociallogin)
            return found
        email = address_told(sociallogin)
        person = None if why_not_told(own, sociallogin) else account_behind(own.organisation, email)
        if person is None or not person.is_active or person.is_staff or linked_otherwise(person, sociallogin):
            return None
        confirm_unopened(own.organisation, email, at=timezone.now())
        return person, email

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        own = own_sign_in(sociallogin)
        refusal = why_not(own, sociallogin) if own else ""
        if refusal:
            raise ImmediateHttpResponse(render(request, "network/sign_in_refused.html", {"why": refusal}, status=403))
        if own:
            keep_little(sociallogin)
        super().pre_social_login(request, sociallogin)


def asked_by_settings() -> bool:
    """Whether the sign-in under way is one that stands in the settings of this installation."""
    match = getattr(context.request, "resolver_match", None)
    name = match.kwargs.get("provider_id") if match else None
    known: Any = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {})
    return name is not None and name in {app.get("provider_id") for app in known.get("APPS", [])}


def speaks(own: OwnSignIn, provider: str | None) -> bool:
    """Whether an own sign-in speaks the language of the page that asks for it."""
    match = getattr(context.request, "resolver_match", None)
    if provider == "saml" or (match and "organization_slug" in match.kwargs):
        return own.is_saml
    return not (own.is_saml and match and "provider_id" in match.kwargs)


def app_of(own: OwnSignIn) -> SocialApp:
    facts: dict[str, Any] = {"verified_email": proven_domains(own.organisation), "email_authentication": True}
    if own.is_saml:
        idp = {"entity_id": own.issuer, "sso_url": own.sso_url, "x509cert": own.certificate}
        facts |= {"idp": idp, "advanced": STRICT, "attribute_mapping": ATTRIBUTES}
    else:
        facts["server_url"] = own.issuer.rstrip("/")
    return SocialApp(
        provider="saml" if own.is_saml else "openid_connect",
        provider_id=own.key,
        name=own.organisation.name,
        client_id=own.key if own.is_saml else own.client_id,
        secret="" if own.is_saml else secret_of(own),
        settings=facts,
    )


def own_sign_in(sociallogin: Any) -> OwnSignIn | None:
    return OwnSignIn.objects.filter(key=sociallogin.account.provider).select_related("organisation").first()


def address_told(sociallogin: Any) -> str:
    return str(sociallogin.email_addresses[0].email) if sociallogin.email_addresses else ""


def linked_otherwise(person: Person, sociallogin: Any) -> bool:
    """The same address with another name in the directory: it went to somebody new, who does not get the account."""
    links = SocialAccount.objects.filter(user=person, provider=sociallogin.account.provider)
    return bool(links.exclude(uid=sociallogin.account.uid).exists())


def why_not(own: OwnSignIn, sociallogin: Any) -> str:
    """Why somebody whom an organisation's own sign-in sends us does not come in; empty when they do."""
    if refusal := why_not_told(own, sociallogin):
        return refusal
    email = address_told(sociallogin)
    if sociallogin.is_existing:
        return why_not_this(sociallogin, proven_domains(own.organisation))
    if EmailAddress.objects.filter(email__iexact=email).exists() or Person.objects.filter(email__iexact=email).exists():
        return _(
            "There is an account with the address %(email)s that this sign-in may not open. Sign in as you did "
            "before. If it is not yours, write to us."
        ) % {"email": email}
    return ""


def why_not_told(own: OwnSignIn, sociallogin: Any) -> str:
    """What is wrong with what the provider tells, whoever has an account here."""
    email = address_told(sociallogin)
    if not in_force().filter(pk=own.pk).exists() or sociallogin.state.get("process", "login") != "login":
        return _("This sign-in is switched off.")
    if not email:
        return _("Your organisation told us no e-mail address. Ask its IT to send the claim email.")
    if domain_of(email) not in proven_domains(own.organisation) or denied(sociallogin):
        return _("Your organisation does not answer for the address %(email)s.") % {"email": email}
    return ""


def why_not_this(sociallogin: Any, domains: list[str]) -> str:
    """The account must still be one of the organisation's: with a confirmed address on a domain of its own."""
    person = sociallogin.user
    confirmed = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    if person.is_staff:
        return _("Staff of the centre sign in at the centre.")
    if not any(domain_of(email) in domains for email in confirmed):
        return _("Your account has an address of yours by now, not one of this organisation. Sign in with that.")
    return ""


def keep_little(sociallogin: Any) -> None:
    """Of what a provider tells of a person we keep the address and the name, and nothing of groups or numbers."""
    account = sociallogin.account
    account.extra_data = {"email": address_told(sociallogin), "name": sociallogin.user.name}
    if account.pk:
        account.save(update_fields=["extra_data"])


def denied(sociallogin: Any) -> bool:
    """The identity provider itself says that the address is not confirmed, or speaks of two people at once."""
    told = sociallogin.account.extra_data
    parts = [part for part in (told.get("userinfo"), told.get("id_token"), told) if isinstance(part, dict)]
    subjects = {str(part["sub"]) for part in parts if "sub" in part}
    said = [part.get("email_verified") for part in parts]
    plain = [one[0] if isinstance(one, list) and one else one for one in said]
    return len(subjects) > 1 or any(str(one).lower() in {"false", "0"} for one in plain)
