import datetime as dt
import secrets
import unicodedata
import uuid
from dataclasses import dataclass, replace
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.credentials.issuer import credential_url, issuer_of, method_of, status_url
from rounds.credentials.keys import seal, unseal
from rounds.credentials.models import Credential, HiddenName, Kind, Revocation, SigningKey, StatusList
from rounds.credentials.openbadges import proof
from rounds.credentials.openbadges.bitstring import SIZE
from rounds.credentials.openbadges.documents import Achievement, Award, Status, badge

ACHIEVEMENT_TYPES = {Kind.COMPLETION: "CertificateOfCompletion", Kind.ACHIEVEMENT: "Achievement"}
PLACES_TRIED = 24


class RevocationRefused(Exception):
    """The message is written for the person who asked."""


class ReissueRefused(Exception):
    """The message is written for the person who asked."""


@dataclass(frozen=True)
class Facts:
    """What a credential says, whichever issue of it."""

    kind: Kind
    title: str
    description: str
    criteria: str
    subject_ref: str
    version: str
    language: str
    minutes: int
    points: int | None
    possible: int | None
    earned_at: dt.datetime
    valid_until: dt.datetime | None


@transaction.atomic
def award_credential(
    person: Person,
    *,
    kind: str,
    title: str,
    description: str,
    criteria: str,
    subject_ref: str,
    version: str,
    language: str,
    minutes: int,
    points: int | None = None,
    possible: int | None = None,
    valid_until: dt.datetime | None = None,
    by: Person | None,
    at: dt.datetime,
) -> Credential:
    """Issue a certificate and badge once: asked again for the same thing, the answer is the one already issued."""
    facts = Facts(
        Kind(kind), title, description, criteria, subject_ref, version, language, minutes, points, possible,
        earned_at=at, valid_until=valid_until,
    )  # fmt: skip
    already = issued_before(person, facts)
    if already:
        return already
    credential, new = issue(person, facts, holder_name=person.name, by=by, at=at)
    if new:
        record("credentials.awarded", subject=credential, by=by, at=at, credential=str(credential.pk))
    return credential


@transaction.atomic
def revoke_credential(
    credential: Credential,
    *,
    reason: str,
    by: Person | None,
    at: dt.datetime,
    category: str = Revocation.Category.MISTAKE,
) -> Revocation:
    """End a credential for good; RevocationRefused when it has ended already."""
    if Revocation.objects.filter(credential=credential).exists():
        raise RevocationRefused(_("This certificate is already revoked."))
    try:
        with transaction.atomic():
            revocation = Revocation.objects.create(
                credential=credential, category=Revocation.Category(category), reason=reason, by=by, at=at
            )
    except IntegrityError:
        raise RevocationRefused(_("This certificate is already revoked.")) from None
    record("credentials.revoked", subject=credential, by=by, at=at, category=revocation.category, reason=reason)
    return revocation


@transaction.atomic
def reissue_credential(
    credential: Credential, *, holder_name: str, reason: str, by: Person | None, at: dt.datetime
) -> Credential:
    """Issue it again with another name, revoking the old one if it still stands; ReissueRefused when done before."""
    if Credential.objects.filter(replaces=credential).exists():
        raise ReissueRefused(_("This certificate has already been replaced. Open the new one to correct it."))
    if not Revocation.objects.filter(credential=credential).exists():
        revoke_credential(credential, reason=reason, by=by, at=at, category=Revocation.Category.REPLACED)
    fresh, new = issue(credential.person, facts_of(credential), holder_name=holder_name, by=by, at=at, old=credential)
    if not new:
        raise ReissueRefused(_("This certificate has already been replaced. Open the new one to correct it."))
    record("credentials.reissued", subject=fresh, by=by, at=at, reason=reason, replaces=str(credential.pk))
    return fresh


@transaction.atomic
def rotate_key(*, by: Person | None, at: dt.datetime) -> SigningKey:
    """Sign from now on with a new key; the old one stays published, so badges signed with it stay valid."""
    SigningKey.objects.filter(rotated__isnull=True).update(rotated=at)
    key = current_key(at=at)
    record("credentials.key_rotated", subject=key, by=by, at=at)
    return key


@transaction.atomic
def hide_name(person: Person, *, at: dt.datetime) -> None:
    """Keep the record, as the rules for education ask, but show the name to the public no more."""
    _hidden, new = HiddenName.objects.get_or_create(person=person, defaults={"at": at})
    if new:
        record("credentials.name_hidden", subject=person, by=None, at=at)


def current_key(*, at: dt.datetime) -> SigningKey:
    """The key that signs today, made when first needed."""
    found = SigningKey.objects.filter(rotated__isnull=True).first()
    if found:
        return found
    private = Ed25519PrivateKey.generate()
    try:
        with transaction.atomic():
            return SigningKey.objects.create(
                multikey=proof.multikey(private.public_key()), sealed=seal(private), created=at
            )
    except IntegrityError:  # another process made it in the same moment
        return SigningKey.objects.get(rotated__isnull=True)


def issued_before(person: Person, facts: Facts) -> Credential | None:
    same = Credential.objects.filter(
        person=person, subject_ref=facts.subject_ref, kind=facts.kind, version=facts.version
    )
    return same.order_by("-issue").first()


def facts_of(credential: Credential) -> Facts:
    return Facts(
        Kind(credential.kind),
        **{name: getattr(credential, name) for name in Facts.__dataclass_fields__ if name != "kind"},
    )


def issue(
    person: Person,
    facts: Facts,
    *,
    holder_name: str,
    by: Person | None,
    at: dt.datetime,
    old: Credential | None = None,
) -> tuple[Credential, bool]:
    """Sign and store one issue; (credential, False) when somebody else stored the same issue first."""
    key = current_key(at=at)
    place = free_place(key, at=at)
    draft = Credential(
        person=person,
        **{name: getattr(facts, name) for name in Facts.__dataclass_fields__},
        holder_name=printable(holder_name) or _("Name not given"),
        issued_at=at,
        issued_by=by,
        issue=old.issue + 1 if old else 1,
        replaces=old,
        key=key,
    )
    while True:
        draft.status_list, draft.status_index = place
        draft.signed, draft.signed_with_name = sign_badges(draft, unseal(key.sealed))
        try:
            with transaction.atomic():
                draft.save(force_insert=True)
        except IntegrityError:
            already = issued_before(person, facts)
            if already and already.issue >= draft.issue:
                return already, False
            place = free_place(key, at=at)
            if not Credential.objects.filter(status_list=draft.status_list, status_index=draft.status_index).exists():
                raise
        else:
            return draft, True


def free_place(key: SigningKey, *, at: dt.datetime) -> tuple[StatusList, int]:
    """A place in a status list that nobody could guess from other people's places; a new list when one is crowded."""
    newest = StatusList.objects.filter(key=key).order_by("-pk").first()
    if newest:
        tried = [secrets.randbelow(SIZE) for _try in range(PLACES_TRIED)]
        taken = set(newest.credentials.filter(status_index__in=tried).values_list("status_index", flat=True))
        for place in tried:
            if place not in taken:
                return newest, place
    return StatusList.objects.create(key=key, opened=at), secrets.randbelow(SIZE)


def sign_badges(draft: Credential, private: Ed25519PrivateKey) -> tuple[dict[str, Any], dict[str, Any]]:
    """The badge without and with its holder's name: who holds it chooses which to give away."""
    plain = Award(
        url=credential_url(draft.pk),
        email=draft.person.email.lower(),
        salt=secrets.token_hex(16),
        earned=draft.earned_at,
        issued=draft.issued_at,
        status=Status(status_url(draft.status_list), draft.status_index),
        points=draft.points,
        until=draft.valid_until,
    )
    named = replace(plain, url=f"{plain.url}#with-name", name=draft.holder_name)
    issuer, method, what = issuer_of(draft.key), method_of(draft.key), achievement_of(draft)
    signed = [
        proof.sign(badge(issuer, what, award), private, method=method, at=draft.issued_at) for award in (plain, named)
    ]
    return signed[0], signed[1]


def achievement_of(draft: Credential) -> Achievement:
    about = f"{issuer_of(draft.key).url}#{draft.kind}:{draft.subject_ref}:{draft.version}"
    return Achievement(
        number=uuid.uuid5(uuid.NAMESPACE_URL, about).urn,
        kind=ACHIEVEMENT_TYPES[Kind(draft.kind)],
        name=draft.title,
        description=draft.description,
        criteria=draft.criteria,
        version=draft.version,
        language=draft.language,
        possible=draft.possible,
        image=f"{credential_url(draft.pk)}/badge.svg",
    )


def printable(name: str) -> str:
    """A name without invisible signs that could turn or hide what stands on a certificate.

    >>> printable("  Ada\\u202e  Lovelace\\n")
    'Ada Lovelace'
    """
    unseen = {"Cc", "Cf", "Cs", "Co", "Cn"}
    kept = "".join(
        letter if letter in "\u200c\u200d" or unicodedata.category(letter) not in unseen else " " for letter in name
    )
    return " ".join(kept.split())[:120]
