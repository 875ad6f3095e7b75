import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.credentials.issuer import credential_url, domain_did, issuer_did, issuer_of, method_of, status_url
from rounds.credentials.keys import unseal
from rounds.credentials.models import Credential, HiddenName, Revocation, SigningKey, StatusList
from rounds.credentials.openbadges import documents, proof

Document = dict[str, Any]
STATES = ("valid", "expired", "revoked")


@dataclass(frozen=True)
class Shown:
    """A credential as a page shows it: `name` is empty where the public may not read it."""

    credential: Credential
    revocation: Revocation | None
    replaced_by: uuid.UUID | None
    state: str
    name: str
    url: str


def shown(credential: Credential, *, at: dt.datetime, to_public: bool = False) -> Shown:
    """What there is to say about a credential that came from `with_facts`."""
    revocation: Revocation | None = getattr(credential, "revocation", None)
    replacement: Credential | None = getattr(credential, "replacement", None)
    hidden = to_public and (
        getattr(credential, "name_hidden", True) or (revocation and revocation.category == "replaced")
    )
    expired = credential.valid_until is not None and credential.valid_until <= at
    return Shown(
        credential=credential,
        revocation=revocation,
        replaced_by=replacement.pk if replacement else None,
        state="revoked" if revocation else "expired" if expired else "valid",
        name="" if hidden else credential.holder_name,
        url=credential_url(credential.pk),
    )


def own_credentials(person: Person, *, at: dt.datetime) -> list[Shown]:
    found = credentials_visible_to(person).filter(person=person).order_by("-issued_at", "pk")
    return [shown(credential, at=at) for credential in found]


def credentials_visible_to(person: Person) -> QuerySet[Credential]:
    everything = Credential.objects.all().with_facts()
    return everything if person.is_staff else everything.filter(person=person)


def issued_credentials(
    person: Person,
    *,
    at: dt.datetime,
    state: str = "",
    kind: str = "",
    title: str = "",
    who: str = "",
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> QuerySet[Credential]:
    """The certificates that `person` may see, newest first; the page and its CSV both come from here."""
    found = credentials_visible_to(person).order_by("-issued_at", "pk")
    ended = Q(revocation__isnull=False)
    expired = Q(valid_until__lte=at) & ~ended
    wanted = {"revoked": ended, "expired": expired, "valid": ~ended & ~Q(valid_until__lte=at)}
    found = found.filter(wanted.get(state, Q()))
    found = found.filter(kind=kind) if kind else found
    found = found.filter(title__icontains=title) if title else found
    found = found.filter(Q(holder_name__icontains=who) | Q(person__email__iexact=who)) if who else found
    found = found.filter(issued_at__date__gte=since) if since else found
    return found.filter(issued_at__date__lte=until) if until else found


def public_credential(number: str, *, at: dt.datetime) -> Shown | None:
    """The credential with this id as strangers may see it; None when there is none."""
    try:
        key = uuid.UUID(number)
    except ValueError:
        return None
    credential = Credential.objects.all().with_facts().filter(pk=key).first()
    return shown(credential, at=at, to_public=True) if credential else None


def public_badge(credential: Credential) -> Document | None:
    """The signed badge without a name; None once its holder's data were erased: it holds a hash of the address."""
    if HiddenName.objects.filter(person=credential.person_id).exists():
        return None
    signed: Document = credential.signed
    return signed


def keys_published() -> list[SigningKey]:
    return list(SigningKey.objects.order_by("-created", "-pk"))


def did_document() -> Document:
    keys = keys_published()
    found = documents.did_document(domain_did(), [key.multikey for key in keys])
    return {**found, "alsoKnownAs": [f"did:key:{key.multikey}" for key in keys]}


def issuer_profile() -> Document:
    """The centre as an Open Badges profile."""
    keys = keys_published()
    profile = documents.profile(issuer_of(keys[0])) if keys else {"type": ["Profile"]}
    return {"@context": [proof.CREDENTIALS_V2, proof.OPEN_BADGES_3], **profile}


def status_document(status_list: StatusList) -> Document:
    """The signed status list, made again only when another credential was revoked."""
    ended = Revocation.objects.filter(credential__status_list=status_list)
    latest = ended.order_by("-at").values_list("at", flat=True).first()
    made_of = f"credentials.status.{status_list.pk}.{ended.count()}.{status_url(status_list)}"
    found: Document | None = cache.get(made_of)
    if found is None:
        places = list(ended.values_list("credential__status_index", flat=True))
        key, since = status_list.key, latest or status_list.opened
        plain = documents.status_list(status_url(status_list), issuer_did(key), revoked=places, since=since)
        found = proof.sign(plain, unseal(key.sealed), method=method_of(key), at=since)
        cache.set(made_of, found, 3600)
    return found


def state_name(state: str) -> str:
    return {"valid": _("Valid"), "expired": _("Expired"), "revoked": _("Revoked")}[state]


def exported(person: Person, *, at: dt.datetime) -> list[Document]:
    """What a person gets who asks for all their data."""
    return [
        {
            "id": str(one.credential.pk),
            "state": one.state,
            "kind": one.credential.kind,
            "title": one.credential.title,
            "description": one.credential.description,
            "criteria": one.credential.criteria,
            "about": one.credential.subject_ref,
            "version": one.credential.version,
            "language": one.credential.language,
            "minutes": one.credential.minutes,
            "points": one.credential.points,
            "possible": one.credential.possible,
            "name": one.credential.holder_name,
            "earned": one.credential.earned_at.isoformat(),
            "issued": one.credential.issued_at.isoformat(),
            "valid_until": one.credential.valid_until.isoformat() if one.credential.valid_until else None,
            "revoked": one.revocation.at.isoformat() if one.revocation else None,
            "badge": one.credential.signed_with_name,
        }
        for one in own_credentials(person, at=at)
    ]
