"""A SAML identity provider on this machine: pysaml2 writes its answers, the library behind our own checks signs them."""

import base64
import datetime as dt
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import xmlsec
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from django.test import Client
from lxml import etree

with warnings.catch_warnings():  # pysaml2 names a cipher in a place that its library calls old
    warnings.simplefilter("ignore")
    from saml2 import BINDING_HTTP_REDIRECT
    from saml2.authn_context import PASSWORDPROTECTEDTRANSPORT
    from saml2.config import IdPConfig
    from saml2.metadata import entity_descriptor
    from saml2.saml import NAMEID_FORMAT_EMAILADDRESS, NameID
    from saml2.server import Server
    from saml2.sigver import CryptoBackend
    from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA1, SIG_RSA_SHA256

ENTITY = "https://idp.northlake.example/saml"
SSO = "https://idp.northlake.example/sso"
ACS = "{urn:oasis:names:tc:SAML:2.0:assertion}"
LENA = {"mail": ["lena@northlake.example"], "displayName": ["Lena Kovac"]}
Change = Callable[[Any], None]


class SignsWithXmlsec(CryptoBackend):
    """Lets pysaml2 sign without the program xmlsec1; `before` and `after` change what is signed and what was."""

    version = "1.3"

    def __init__(self) -> None:
        super().__init__()
        self.before: Change | None = None
        self.after: Change | None = None

    def sign_statement(self, statement: Any, node_name: str, key_file: str, node_id: str) -> str:
        tree = etree.fromstring(statement if isinstance(statement, bytes) else str(statement).encode())
        for node in tree.iter("{*}Assertion", "{*}Response"):
            xmlsec.tree.add_ids(node, ["ID"])
        (node,) = [one for one in tree.iter() if one.get("ID") == node_id]
        if self.before:
            self.before(tree)
        context = xmlsec.SignatureContext()
        context.key = xmlsec.Key.from_file(key_file, xmlsec.KeyFormat.PEM)
        context.sign(xmlsec.tree.find_node(node, xmlsec.Node.SIGNATURE))
        if self.after:
            self.after(tree)
        return etree.tostring(tree).decode()


def make_key(folder: Path, name: str) -> Path:
    """A key with a certificate of its own that holds for a year."""
    key = rsa.generate_private_key(65537, 2048)
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = dt.datetime.now(dt.UTC)
    made = x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(now - dt.timedelta(days=1))
    certificate = made.not_valid_after(now + dt.timedelta(days=365)).sign(key, SHA256())
    (folder / f"{name}.crt").write_bytes(certificate.public_bytes(Encoding.PEM))
    path = folder / f"{name}.key"
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()))
    return path


class Idp:
    """What the hospital runs. `answer` plays the browser that comes back with the form the provider wrote."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        make_key(folder, "idp")
        make_key(folder, "other")

    def config(self, key: str = "idp", metadata: str = "", minutes: int = 5) -> IdPConfig:
        return IdPConfig().load(
            {
                "entityid": ENTITY,
                "crypto_backend": "XMLSecurity",
                "key_file": str(self.folder / f"{key}.key"),
                "cert_file": str(self.folder / f"{key}.crt"),
                "metadata": {"inline": [metadata]} if metadata else {},
                "service": {
                    "idp": {
                        "endpoints": {"single_sign_on_service": [(SSO, BINDING_HTTP_REDIRECT)]},
                        "policy": {"default": {"lifetime": {"minutes": minutes}, "attribute_restrictions": None}},
                    }
                },
            }
        )

    def metadata(self, key: str = "idp") -> str:
        return str(entity_descriptor(self.config(key)))

    def answer(
        self,
        client: Client,
        page: Any,
        ours: str,
        *,
        facts: dict[str, list[str]] | None = None,
        key: str = "idp",
        minutes: int = 5,
        audience: str = "",
        in_response_to: str | None = None,
        sign: bool = True,
        by: str = SIG_RSA_SHA256,
        before: Change | None = None,
        after: Change | None = None,
    ) -> str:
        """The response as it stands in the form, for the request in the address that the page leads to."""
        server = Server(config=self.config(key, ours, minutes))
        backend = server.sec.crypto = SignsWithXmlsec()
        backend.before, backend.after = before, after
        asked = parse_qs(urlsplit(page.context["redirect_to"]).query)["SAMLRequest"][0]
        request = server.parse_authn_request(asked, BINDING_HTTP_REDIRECT).message
        told = LENA if facts is None else facts
        made = server.create_authn_response(
            told,
            request.id if in_response_to is None else in_response_to,
            request.assertion_consumer_service_url,
            audience or request.issuer.text,
            name_id=NameID(format=NAMEID_FORMAT_EMAILADDRESS, text=told["mail"][0]),
            authn={"class_ref": PASSWORDPROTECTEDTRANSPORT, "authn_auth": ENTITY},
            sign_assertion=sign,
            sign_alg=by,
            digest_alg=DIGEST_SHA256,
            sign_response=False,
        )
        return base64.b64encode(str(made).encode()).decode()


def post_back(client: Client, key: str, response: str) -> Any:
    """The browser posts the form to us from the provider's page, and follows to where we finish."""
    received = client.post(f"/account/saml/{key}/acs/", {"SAMLResponse": response, "RelayState": ""})
    assert received.status_code == 302, received
    return client.get(received["Location"])


__all__ = ["ENTITY", "LENA", "SIG_RSA_SHA1", "SSO", "Idp", "post_back"]
