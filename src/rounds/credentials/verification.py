"""Checking a badge without a network: the signature, the issuer, the dates, and whether it was revoked."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from rounds.credentials.issuer import domain_did
from rounds.credentials.models import Credential, SigningKey
from rounds.credentials.openbadges import bitstring, proof

Document = dict[str, Any]


@dataclass(frozen=True)
class Finding:
    """One thing that was checked: `good` is None where it could not be checked here."""

    good: bool | None
    text: str


@dataclass(frozen=True)
class Examination:
    findings: tuple[Finding, ...]
    credential: Credential | None = None

    @property
    def verdict(self) -> str:
        """bad: do not believe it; unsure: something could not be checked; good: everything was."""
        answers = {finding.good for finding in self.findings}
        return "bad" if False in answers else "unsure" if None in answers else "good"


def examine(
    document: Document, *, at: dt.datetime, did: Document | None = None, status: Document | None = None
) -> Examination:
    """Check a badge; `did` and `status` are the issuer's documents, for badges of other centres."""
    try:
        method = str(document["proof"]["verificationMethod"])
        issuer = document["issuer"]
        issuer = str(issuer["id"] if isinstance(issuer, dict) else issuer)
    except (KeyError, TypeError):
        return Examination((Finding(False, _("This is not a signed badge.")),))
    key = key_named(method, did)
    if key is None:
        return Examination((Finding(None, _("The key of the issuer is not known here: %s") % method[:200]),))
    try:
        proof.check(document, key)
    except proof.ProofRefused as refusal:
        return Examination((Finding(False, str(refusal)),))
    signed = Finding(True, _("The signature is right: nothing was changed since it was issued."))
    credential = own_credential(document)
    found = (
        signed,
        belongs(method, issuer),
        known(key),
        *dates(document, at),
        standing(credential, document, status, did),
    )
    return Examination(found, credential)


def key_named(method: str, did: Document | None) -> Ed25519PublicKey | None:
    """The key behind a verification method: in its own name, in a document given to us, or one of ours."""
    holder, _hash, fragment = method.partition("#")
    ours = holder == domain_did() and SigningKey.objects.filter(multikey=fragment).exists()
    if holder != f"did:key:{fragment}" and not ours and not published(did, method, fragment):
        return None
    try:
        return proof.public_key(fragment)
    except ValueError:
        return None


def published(did: Document | None, method: str, fragment: str) -> bool:
    if not did or method not in did.get("assertionMethod", ()):
        return False
    methods = did.get("verificationMethod", ())
    return any(one.get("id") == method and one.get("publicKeyMultibase") == fragment for one in methods)


def belongs(method: str, issuer: str) -> Finding:
    if method.partition("#")[0] == issuer:
        return Finding(True, _("The key belongs to the issuer that the badge names."))
    return Finding(False, _("The badge names an issuer that did not sign it."))


def known(key: Ed25519PublicKey) -> Finding:
    if SigningKey.objects.filter(multikey=proof.multikey(key)).exists():
        return Finding(True, _("This centre issued it."))
    return Finding(None, _("Another issuer signed it. Ask them whether the key is theirs."))


def dates(document: Document, at: dt.datetime) -> list[Finding]:
    since, until = moment(document.get("validFrom")), moment(document.get("validUntil"))
    if since is None or ("validUntil" in document and until is None):
        return [Finding(False, _("Its dates cannot be read."))]
    if since > at:
        return [Finding(False, _("It is not valid yet."))]
    if until is not None and until <= at:
        return [Finding(False, _("It has expired."))]
    return [Finding(True, _("It is within its dates."))]


def moment(value: object) -> dt.datetime | None:
    try:
        found = parse_datetime(str(value))
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def own_credential(document: Document) -> Credential | None:
    """The credential on our record that was signed with this very proof."""
    value = document["proof"].get("proofValue")
    number = str(document.get("id", "")).removesuffix("#with-name").rsplit("/", 1)[-1]
    try:
        found = Credential.objects.select_related("revocation").filter(pk=number).first()
    except ValueError:
        return None
    proofs = {found.signed["proof"]["proofValue"], found.signed_with_name["proof"]["proofValue"]} if found else set()
    return found if value in proofs else None


def standing(
    credential: Credential | None, document: Document, status: Document | None, did: Document | None
) -> Finding:
    if credential:
        revoked: bool | None = getattr(credential, "revocation", None) is not None
    else:
        revoked = listed(document, status, did)
    if revoked is None:
        return Finding(None, _("Whether it was revoked could not be checked here."))
    return Finding(not revoked, _("It was revoked.") if revoked else _("It was not revoked."))


def listed(document: Document, status: Document | None, did: Document | None) -> bool | None:
    """What a given status list says; None without one, or with one that the issuer of the badge did not sign."""
    try:
        entry, method = document["credentialStatus"], str(status["proof"]["verificationMethod"]) if status else ""
        key = key_named(method, did)
        if not status or not key or status["id"] != entry["statusListCredential"]:
            return None
        if method.partition("#")[0] != str(document["proof"]["verificationMethod"]).partition("#")[0]:
            return None
        proof.check(status, key)
        return bitstring.revoked(str(status["credentialSubject"]["encodedList"]), int(entry["statusListIndex"]))
    except (proof.ProofRefused, KeyError, TypeError, ValueError):
        return None
