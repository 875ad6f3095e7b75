"""What allauth and Django tell about signing in, written to the trail; connected in apps.py."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as steps
from allauth.mfa.models import Authenticator
from allauth.socialaccount import signals as organisation
from django.contrib.auth.signals import user_logged_out
from django.utils import timezone

from rounds.accounts.actions.profile import end_other_sessions
from rounds.accounts.models import Person
from rounds.accounts.trail import record

STEPS = {
    Authenticator.Type.WEBAUTHN: "passkey",
    Authenticator.Type.TOTP: "app",
    Authenticator.Type.RECOVERY_CODES: "codes",
}


def signed_up(user: Person, **_more: Any) -> None:
    record("accounts.signed_up", subject=user, by=user)


def signed_in(request: Any, user: Person, **_more: Any) -> None:
    request.session["seen"] = int(timezone.now().timestamp())
    record("accounts.signed_in", subject=user, by=user)


def signed_out(user: Person | None, **_more: Any) -> None:
    if user is not None and not user.erased:
        record("accounts.signed_out", subject=user, by=user)


def password_changed(request: Any, user: Person, **_more: Any) -> None:
    record("accounts.password_changed", subject=user, by=user)
    end_other_sessions(user, keep=request.session.session_key, by=user, at=timezone.now())


def email_confirmed(email_address: Any, **_more: Any) -> None:
    record("accounts.email_confirmed", subject=email_address.user, by=email_address.user)


def email_changed(user: Person, from_email_address: Any, **_more: Any) -> None:
    if from_email_address is not None:
        record("accounts.email_changed", subject=user, by=user)


def step_added(user: Person, authenticator: Authenticator, **_more: Any) -> None:
    record(f"accounts.{STEPS[authenticator.type]}_added", subject=user, by=user)


def step_removed(user: Person, authenticator: Authenticator, **_more: Any) -> None:
    record(f"accounts.{STEPS[authenticator.type]}_removed", subject=user, by=user)


def organisation_linked(sociallogin: Any, **_more: Any) -> None:
    record("accounts.organisation_linked", subject=sociallogin.user, by=sociallogin.user)


def organisation_unlinked(socialaccount: Any, **_more: Any) -> None:
    record("accounts.organisation_unlinked", subject=socialaccount.user, by=socialaccount.user)


def connect() -> None:
    listening = [
        (account.user_signed_up, signed_up),
        (account.user_logged_in, signed_in),
        (user_logged_out, signed_out),
        (account.password_changed, password_changed),
        (account.password_set, password_changed),
        (account.password_reset, password_changed),
        (account.email_confirmed, email_confirmed),
        (account.email_changed, email_changed),
        (steps.authenticator_added, step_added),
        (steps.authenticator_reset, step_added),
        (steps.authenticator_removed, step_removed),
        (organisation.social_account_added, organisation_linked),
        (organisation.social_account_removed, organisation_unlinked),
    ]
    for signal, receiver in listening:
        signal.connect(receiver, dispatch_uid=f"rounds.accounts.{receiver.__name__}")
