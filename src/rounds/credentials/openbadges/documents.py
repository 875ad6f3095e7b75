"""The documents of Open Badges 3.0 and W3C Verifiable Credentials 2.0, before they are signed."""

import datetime as dt
import hashlib
import uuid
from dataclasses import dataclass
from typing import Any

from rounds.credentials.openbadges import bitstring
from rounds.credentials.openbadges.proof import CREDENTIALS_V2, OPEN_BADGES_3, instant

Document = dict[str, Any]
DID_CONTEXT = "https://www.w3.org/ns/did/v1"
MULTIKEY_CONTEXT = "https://w3id.org/security/multikey/v1"


@dataclass(frozen=True, slots=True)
class Issuer:
    did: str
    name: str
    url: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class Achievement:
    """What was achieved: `number` is a URN that is the same for everybody with the same version."""

    number: str
    kind: str
    name: str
    description: str
    criteria: str
    version: str
    language: str
    possible: int | None = None
    image: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    list_url: str
    position: int


@dataclass(frozen=True, slots=True)
class Award:
    """One badge: `email` is hashed with `salt`; `name` stands in it only when it is given."""

    url: str
    email: str
    salt: str
    earned: dt.datetime
    issued: dt.datetime
    status: Status
    points: int | None = None
    name: str = ""
    until: dt.datetime | None = None


def identity_hash(value: str, salt: str) -> str:
    """An address that can be checked but not read (Open Badges 3.0, IdentityHash).

    >>> identity_hash("a@example.com", "Kosher")
    'sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399'
    """
    return "sha256$" + hashlib.sha256((value + salt).encode()).hexdigest()


def identities(award: Award) -> list[Document]:
    address = {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": identity_hash(award.email, award.salt),
        "identityType": "emailAddress",
        "salt": award.salt,
    }
    name = {"type": "IdentityObject", "hashed": False, "identityHash": award.name, "identityType": "name"}
    return [address, name] if award.name else [address]


def points_number(achievement: Achievement) -> str:
    return uuid.uuid5(uuid.UUID(achievement.number), "points").urn


def achievement_document(achievement: Achievement) -> Document:
    described: Document = {
        "id": achievement.number,
        "type": ["Achievement"],
        "achievementType": achievement.kind,
        "name": achievement.name,
        "description": achievement.description,
        "criteria": {"narrative": achievement.criteria},
        "version": achievement.version,
        "inLanguage": achievement.language,
    }
    if achievement.image:
        described["image"] = {"id": achievement.image, "type": "Image"}
    if achievement.possible is not None:
        described["resultDescription"] = [
            {
                "id": points_number(achievement),
                "type": ["ResultDescription"],
                "name": "Points",
                "resultType": "RawScore",
                "valueMin": "0",
                "valueMax": str(achievement.possible),
            }
        ]
    return described


def subject(achievement: Achievement, award: Award) -> Document:
    about: Document = {
        "type": ["AchievementSubject"],
        "identifier": identities(award),
        "activityEndDate": instant(award.earned),
        "achievement": achievement_document(achievement),
    }
    if award.points is not None and achievement.possible is not None:
        points = points_number(achievement)
        about["result"] = [{"type": ["Result"], "resultDescription": points, "value": str(award.points)}]
    return about


def profile(issuer: Issuer) -> Document:
    described = {"id": issuer.did, "type": ["Profile"], "name": issuer.name, "url": issuer.url}
    return {**described, "email": issuer.email} if issuer.email else described


def badge(issuer: Issuer, achievement: Achievement, award: Award) -> Document:
    """An OpenBadgeCredential, not yet signed."""
    document: Document = {
        "@context": [CREDENTIALS_V2, OPEN_BADGES_3],
        "id": award.url,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": achievement.name,
        "description": achievement.description,
        "issuer": profile(issuer),
        "validFrom": instant(award.issued),
        "awardedDate": instant(award.earned),
        "credentialSubject": subject(achievement, award),
        "credentialStatus": {
            "id": f"{award.status.list_url}#{award.status.position}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": str(award.status.position),
            "statusListCredential": award.status.list_url,
        },
    }
    return {**document, "validUntil": instant(award.until)} if award.until else document


def status_list(url: str, did: str, *, revoked: list[int], since: dt.datetime, minutes: int = 5) -> Document:
    """A BitstringStatusListCredential, not yet signed; readers may keep it for `minutes`."""
    return {
        "@context": [CREDENTIALS_V2],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did,
        "validFrom": instant(since),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": bitstring.encode(revoked),
            "ttl": minutes * 60_000,
        },
    }


def did_document(did: str, multikeys: list[str]) -> Document:
    """Who the issuer is and which keys speak for it, the current one first."""
    methods = [
        {"id": f"{did}#{key}", "type": "Multikey", "controller": did, "publicKeyMultibase": key} for key in multikeys
    ]
    return {
        "@context": [DID_CONTEXT, MULTIKEY_CONTEXT],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }
