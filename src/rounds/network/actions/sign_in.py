"""Entering, trying, switching and removing the own sign-in of an organisation."""

import datetime as dt

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.core.refusing import Refused
from rounds.core.sealing import sealed
from rounds.network.discovery import DiscoveryRefused, Told, looked_up, of_oidc
from rounds.network.models import Organisation, OwnSignIn
from rounds.network.queries.sign_in import (
    PURPOSE,
    has_second_step,
    key_for,
    looks_after_sign_in,
    proven_domains,
    secret_of,
    sign_in_of,
    unopened,
)
from rounds.network.saml import of_saml

Kind = OwnSignIn.Kind


class SignInRefused(Refused):
    """Not done, and why."""


def enter_oidc(
    organisation: Organisation, *, issuer: str, client_id: str, secret: str, by: Person, at: dt.datetime
) -> OwnSignIn:
    """Keep what the hospital's IT gave; an empty secret keeps the one before. What is in use is tried first."""
    now = sign_in_of(organisation)
    if not secret and not (now and now.kind == Kind.OIDC and secret_of(now)):
        raise SignInRefused(_("Enter the secret."), field="secret")
    tried = looked_at(issuer, field="issuer", at=at) if now and now.on else None
    return keep(
        organisation,
        {
            "kind": Kind.OIDC,
            "issuer": issuer,
            "client_id": client_id,
            "secret": sealed(secret, PURPOSE) if secret else now.secret if now else "",
            "metadata_url": "",
            "sso_url": "",
            "certificate": "",
            "tried": tried,
        },
        by=by,
        at=at,
    )


def looked_at(issuer: str, *, field: str | None, at: dt.datetime) -> dt.datetime:
    try:
        of_oidc(issuer)
    except DiscoveryRefused as refusal:
        raise SignInRefused(str(refusal), field=field) from None
    return at


def enter_saml(organisation: Organisation, *, url: str, metadata: str, by: Person, at: dt.datetime) -> OwnSignIn:
    """Read the metadata from an address or as pasted; what is read has been tried."""
    told = saml_told(url, metadata, at=at)
    return keep(
        organisation,
        {
            "kind": Kind.SAML,
            "issuer": told.issuer,
            "client_id": "",
            "secret": "",
            "metadata_url": url,
            "sso_url": told.sso_url,
            "certificate": told.certificate,
            "tried": at,
        },
        by=by,
        at=at,
    )


def saml_told(url: str, metadata: str, *, at: dt.datetime) -> Told:
    try:
        return of_saml(looked_up(url) if url else metadata, at=at)
    except DiscoveryRefused as refusal:
        raise SignInRefused(str(refusal), field="url" if url else "metadata") from None


@transaction.atomic
def keep(organisation: Organisation, facts: dict[str, object], *, by: Person, at: dt.datetime) -> OwnSignIn:
    """Another issuer knows other people by the same names: then all links go, and it is switched off."""
    list(Organisation.objects.select_for_update().filter(pk=organisation.pk))
    before = OwnSignIn.objects.filter(organisation=organisation).first()
    moved = before is not None and (before.kind, before.issuer) != (facts["kind"], facts["issuer"])
    if before and moved:
        unlink_all(before.key)
    off = {"on": None, "everybody": None} if moved or (before and before.on and not facts["tried"]) else {}
    made, _new = OwnSignIn.objects.update_or_create(
        organisation=organisation,
        defaults={**facts, **off, "entered": at, "entered_by": by},
        create_defaults={**facts, "entered": at, "entered_by": by, "key": key_for(organisation)},
    )
    record("network.sign_in_entered", subject=organisation, by=by, at=at, kind=made.kind, issuer=made.issuer)
    return made


def unlink_all(key: str) -> None:
    SocialAccount.objects.filter(provider=key).delete()


def try_sign_in(sign_in: OwnSignIn, *, by: Person, at: dt.datetime) -> None:
    """Ask the identity provider for what it says of itself, and note that it answered well."""
    if sign_in.is_saml:
        if sign_in.metadata_url:
            enter_saml(sign_in.organisation, url=sign_in.metadata_url, metadata="", by=by, at=at)
        return
    if not secret_of(sign_in):
        raise SignInRefused(_("The secret cannot be read any more. Enter it again."), field="secret")
    looked_at(sign_in.issuer, field=None, at=at)
    with transaction.atomic():
        if OwnSignIn.objects.filter(pk=sign_in.pk, issuer=sign_in.issuer).update(tried=at):
            record("network.sign_in_tried", subject=sign_in.organisation, by=by, at=at)


@transaction.atomic
def switch_on(sign_in: OwnSignIn, *, by: Person, at: dt.datetime) -> None:
    held = OwnSignIn.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=sign_in.pk)
    if held.tried is None:
        raise SignInRefused(_("Try it first: we want to know that the server answers."))
    if not proven_domains(held.organisation):
        raise SignInRefused(_("Prove a mail domain first. We find your people by it."))
    if held.on is None:
        OwnSignIn.objects.filter(pk=held.pk).update(on=at)
        record("network.sign_in_switched_on", subject=held.organisation, by=by, at=at)


@transaction.atomic
def switch_off(sign_in: OwnSignIn, *, by: Person, at: dt.datetime) -> None:
    if OwnSignIn.objects.filter(pk=sign_in.pk, on__isnull=False).update(on=None, everybody=None):
        record("network.sign_in_switched_off", subject=sign_in.organisation, by=by, at=at)


@transaction.atomic
def ask_everybody(sign_in: OwnSignIn, *, by: Person, at: dt.datetime) -> None:
    """From now on people of the domains sign in there and nowhere else. A manager with a second step still can."""
    if not has_second_step(by) or not looks_after_sign_in(by, sign_in.organisation):
        raise SignInRefused(
            _("Add a second step to your own account first. It is your way back when your server is down.")
        )
    if not OwnSignIn.objects.filter(pk=sign_in.pk, on__isnull=False).update(everybody=at):
        raise SignInRefused(_("Switch it on first."))
    record("network.sign_in_asked_of_everybody", subject=sign_in.organisation, by=by, at=at)


@transaction.atomic
def ask_nobody(sign_in: OwnSignIn, *, by: Person, at: dt.datetime) -> None:
    if OwnSignIn.objects.filter(pk=sign_in.pk, everybody__isnull=False).update(everybody=None):
        record("network.sign_in_left_open", subject=sign_in.organisation, by=by, at=at)


@transaction.atomic
def remove_sign_in(sign_in: OwnSignIn, *, by: Person, at: dt.datetime) -> None:
    """Forget the identity provider, its secret and its links. Accounts stay; their people choose a password."""
    organisation, key = sign_in.organisation, sign_in.key
    if OwnSignIn.objects.filter(pk=sign_in.pk).delete()[0]:
        unlink_all(key)
        record("network.sign_in_removed", subject=organisation, by=by, at=at)


@transaction.atomic
def confirm_unopened(organisation: Organisation, email: str, *, at: dt.datetime) -> None:
    """The organisation answers for an address of its own, of an account that its staff directory has made."""
    person = unopened(organisation, email)
    if person and EmailAddress.objects.filter(user=person, email__iexact=email, verified=False).update(verified=True):
        record("accounts.email_confirmed", subject=person, by=None, at=at, organisation=str(organisation))
