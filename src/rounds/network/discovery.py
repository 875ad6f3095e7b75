"""What an identity provider says of itself: the discovery document of OpenID Connect, the metadata of SAML."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from rounds.directory.outgoing import OutgoingRefused, Question, ask

WELL_KNOWN = "/.well-known/openid-configuration"
NEEDED = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")


class DiscoveryRefused(Exception):
    """The message is written for the manager who entered it."""


@dataclass(frozen=True)
class Told:
    """Where an identity provider is; the rest is for SAML."""

    issuer: str
    sso_url: str = ""
    certificate: str = ""


def looked_up(url: str) -> str:
    """A page of an identity provider, or why there is none in words for a manager."""
    if not is_address(url, like="http:" if settings.OUTGOING_TEST_NETWORKS else "https:"):
        raise DiscoveryRefused(_("The address begins with https:// and names a server."))
    try:
        answer = ask(url, Question(secure_only=True))
    except OutgoingRefused as refusal:
        raise DiscoveryRefused(said(str(refusal))) from None
    if answer.status != 200:
        code = {"code": answer.status}
        raise DiscoveryRefused(_("The server answered with code %(code)s instead of the page.") % code)
    return answer.body.decode("utf-8", "replace")


def said(word: str) -> str:
    words = {
        "private address": _("This address lies inside a private network. We only go to public ones."),
        "no such server": _("There is no server with this name."),
        "no answer from DNS": _("The name server did not answer. Try again in a minute."),
        "no secure connection": _("The server's certificate is not one that we can trust."),
        "unusual port": _("We only go to the usual ports, 443 for https."),
        "too large": _("The answer is larger than 1 MB."),
        "too slow": _("The server took longer than 10 seconds."),
        "not encrypted": _("The address begins with https:// and names a server."),
        "no address of a page": _("This is not an address that we can open."),
    }
    return words.get(word, _("The server did not answer."))


def of_oidc(issuer: str) -> Told:
    """Fetch the discovery document, and see that it is this issuer's and has all we need."""
    try:
        found = json.loads(looked_up(issuer.rstrip("/") + WELL_KNOWN))
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise DiscoveryRefused(_("We found a page there, but not a discovery document of OpenID Connect."))
    refuse_document(found, issuer)
    return Told(issuer=issuer)


def refuse_document(found: dict[str, Any], issuer: str) -> None:
    named = str(found.get("issuer", ""))[:300]
    if named.rstrip("/") != issuer.rstrip("/"):
        raise DiscoveryRefused(_("The server calls itself %(issuer)s. Enter exactly that.") % {"issuer": named or "-"})
    for name in NEEDED:
        if not is_address(str(found.get(name, "")), like=issuer):
            raise DiscoveryRefused(_("The discovery document has no safe address for %(name)s.") % {"name": name})


def is_address(url: str, *, like: str) -> bool:
    """Encrypted, or as little as the issuer itself, which only tests may be.

    >>> is_address("https://a.example/x", like="https://a.example"), is_address("http://a.example", like="https://a")
    (True, False)
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.hostname) and parts.scheme in {"https", urlsplit(like).scheme}
