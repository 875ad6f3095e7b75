"""How the centre names itself in badges, and where its public documents are."""

from urllib.parse import quote, urlsplit
from uuid import UUID

from django.conf import settings

from rounds.core.queries import the_centre
from rounds.credentials.models import SigningKey, StatusList
from rounds.credentials.openbadges.documents import Issuer


def domain_did() -> str:
    """The centre's address as a DID, such as did:web:centre.example; it holds whichever key is current."""
    return "did:web:" + quote(urlsplit(settings.BASE_URL).netloc, safe="")


def issuer_did(key: SigningKey) -> str:
    """did:web needs https; without it (demonstration, closed network) the key names itself (decision 0031)."""
    return domain_did() if settings.BASE_URL.startswith("https://") else f"did:key:{key.multikey}"


def method_of(key: SigningKey) -> str:
    return f"{issuer_did(key)}#{key.multikey}"


def issuer_of(key: SigningKey) -> Issuer:
    centre = the_centre()
    return Issuer(did=issuer_did(key), name=centre.name, url=issuer_url(), email=centre.mail)


def issuer_url() -> str:
    return f"{settings.BASE_URL}/issuer"


def credential_url(number: UUID) -> str:
    return f"{settings.BASE_URL}/verify/{number}"


def status_url(status_list: StatusList) -> str:
    return f"{settings.BASE_URL}/status/{status_list.pk}"
