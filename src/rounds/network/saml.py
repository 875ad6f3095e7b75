"""Reads the metadata of a SAML identity provider."""

import datetime as dt

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.utils.translation import gettext as _
from lxml import etree
from onelogin.saml2.constants import OneLogin_Saml2_Constants as Constants
from onelogin.saml2.idp_metadata_parser import OneLogin_Saml2_IdPMetadataParser as Parser

from rounds.network.discovery import DiscoveryRefused, Told, is_address

SAFE = {"resolve_entities": False, "no_network": True, "huge_tree": False, "load_dtd": False}


def of_saml(metadata: str, *, at: dt.datetime) -> Told:
    """Who the identity provider is, where people sign in, and by which certificate we know its answers."""
    refuse_metadata(metadata)
    try:
        found = Parser.parse(metadata.encode(), required_sso_binding=Constants.BINDING_HTTP_REDIRECT).get("idp", {})
    except Exception:  # the parser's own errors are many; a manager needs one sentence
        raise DiscoveryRefused(_("This is not SAML metadata that we can read.")) from None
    issuer, sso_url = str(found.get("entityId", "")), str(found.get("singleSignOnService", {}).get("url", ""))
    if not issuer or len(issuer) > 300:
        raise DiscoveryRefused(_("The metadata names no identity provider."))
    if not is_address(sso_url, like="https:") or len(sso_url) > 300:
        raise DiscoveryRefused(_("The metadata has no safe address for signing in by redirect (HTTP-Redirect)."))
    return Told(issuer, sso_url, certificate_in(found, at=at))


def refuse_metadata(metadata: str) -> None:
    """XML that declares a document type could make us read files or fill our memory."""
    if "<!DOCTYPE" in metadata.upper() or "<!ENTITY" in metadata.upper():
        raise DiscoveryRefused(_("Metadata with a document type is refused. Send it without."))
    try:
        etree.fromstring(metadata.encode(), etree.XMLParser(**SAFE))
    except (etree.XMLSyntaxError, ValueError):
        raise DiscoveryRefused(_("This is not SAML metadata that we can read.")) from None


def certificate_in(found: dict[str, object], *, at: dt.datetime) -> str:
    """The one that holds longest of those that hold now."""
    multi = found.get("x509certMulti")
    several = multi.get("signing", []) if isinstance(multi, dict) else []
    good = [one for one in map(read, [found.get("x509cert"), *several]) if one and holds(one, at)]
    if not good:
        raise DiscoveryRefused(_("The metadata has no certificate for signing that holds today."))
    return max(good, key=lambda one: one.not_valid_after_utc).public_bytes(Encoding.PEM).decode()


def read(certificate: object) -> x509.Certificate | None:
    text = "".join(str(certificate or "").split())
    if not text:
        return None
    try:
        return x509.load_pem_x509_certificate(
            f"-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----".encode()
        )
    except ValueError:
        return None


def holds(certificate: x509.Certificate, at: dt.datetime) -> bool:
    return certificate.not_valid_before_utc <= at < certificate.not_valid_after_utc


def holds_until(certificate: str) -> dt.datetime:
    return x509.load_pem_x509_certificate(certificate.encode()).not_valid_after_utc
