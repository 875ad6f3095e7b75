"""Tells allauth how this house writes letters, names people and words its messages."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rounds.accounts import letters
from rounds.accounts.models import Person
from rounds.core.queries import the_centre

Messages = dict[str, str | Promise]


class AccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar[Messages] = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is stopped."),
        "duplicate_email": _("This is your address already."),
        "email_password_mismatch": _("The address and the password do not belong together. Check both and try again."),
        "email_taken": _("This address belongs to another account."),
        "enter_current_password": _("This is not your current password."),
        "incorrect_code": _("This code is not right. Codes change every 30 seconds: type the newest."),
        "incorrect_password": _("This is not your password."),
        "too_many_login_attempts": _("There were too many tries. Wait 5 minutes, or choose a new password."),
        "rate_limited": _("There were too many tries. Wait a minute and try again."),
        "same_as_current": _("This is your address already."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        owner = Person.objects.filter(email__iexact=email).first()
        language = owner.language if owner else get_language() or settings.LANGUAGE_CODE
        letters.send(template_prefix.rsplit("/", 1)[-1], to=email, language=language, facts=context)

    def format_email_subject(self, subject: str) -> str:
        return subject

    def save_user(self, request: HttpRequest, user: Person, form: Any, commit: bool = True) -> Person:
        user.name = form.cleaned_data["name"]
        user.language = get_language() or settings.LANGUAGE_CODE
        user.time_zone = settings.TIME_ZONE
        saved: Person = super().save_user(request, user, form, commit)
        return saved

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """A passkey before a code: who has just made a passkey has seen no code yet."""
        order = ["reauthenticate", "mfa_reauthenticate:webauthn", "mfa_reauthenticate"]
        return sorted(super().get_reauthentication_methods(user), key=lambda way: order.index(way["id"]))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:account")


class SecondStepAdapter(DefaultMFAAdapter):
    error_messages: ClassVar[Messages] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code is not right. Codes change every 30 seconds: type the newest."),
    }

    def get_totp_issuer(self) -> str:
        return the_centre().name

    def _get_site_name(self) -> str:
        return the_centre().name

    def generate_authenticator_name(self, user: Person, type: Any) -> str:  # noqa: A002
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return str(_("Passkey")) if number == 1 else str(_("Passkey %(number)s") % {"number": number})


class OrganisationAdapter(DefaultSocialAccountAdapter):
    """Sign-in of whole organisations (OpenID Connect, SAML)."""

    def populate_user(self, request: HttpRequest, sociallogin: Any, data: dict[str, Any]) -> Person:
        person: Person = super().populate_user(request, sociallogin, data)
        parts = (data.get("first_name") or "", data.get("last_name") or "")
        person.name = (data.get("name") or " ".join(filter(None, parts)))[:120]
        person.language = get_language() or settings.LANGUAGE_CODE
        person.time_zone = settings.TIME_ZONE
        return person

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Where the organisation does not tell a name, we ask for it."""
        return bool(sociallogin.user.name) and bool(super().is_auto_signup_allowed(request, sociallogin))

    def get_signup_form_initial_data(self, sociallogin: Any) -> dict[str, Any]:
        return {**super().get_signup_form_initial_data(sociallogin), "name": sociallogin.user.name}
