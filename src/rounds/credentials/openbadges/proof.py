"""Signing and checking JSON-LD with the Data Integrity suite `eddsa-rdfc-2022` (W3C Data Integrity EdDSA Cryptosuites v1.0)."""

import datetime as dt
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pyld import jsonld

from rounds.credentials.openbadges import base58

Document = dict[str, Any]
CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES_3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CONTEXTS = {CREDENTIALS_V2: "credentials-v2.json", OPEN_BADGES_3: "open-badges-3.0.3.json"}
ED25519_HEADER = b"\xed\x01"
SUITE = "eddsa-rdfc-2022"


class ProofRefused(Exception):
    """The message says which part of a signed document cannot be believed."""


@cache
def context(url: str) -> Document:
    folder = Path(__file__).parent / "contexts"
    loaded: Document = json.loads((folder / CONTEXTS[url]).read_text())
    return loaded


def load_context(url: str, options: Document) -> Document:
    """A document loader that knows the bundled contexts and never opens a connection."""
    if url not in CONTEXTS:
        raise ProofRefused(f"The file uses words defined at {url[:200]}, which Rounds does not know.")
    return {"contextUrl": None, "documentUrl": url, "document": context(url), "contentType": "application/ld+json"}


def canonical(document: Document) -> bytes:
    """The document as sorted N-Quads (RDF Dataset Canonicalization 1.0), the bytes that are hashed."""
    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": load_context}
    lines: str = jsonld.normalize(document, options)
    return lines.encode()


def signed_bytes(document: Document, proof: Document) -> bytes:
    terms = {"@context": document["@context"], **{key: value for key, value in proof.items() if key != "proofValue"}}
    bare = {key: value for key, value in document.items() if key != "proof"}
    return hashlib.sha256(canonical(terms)).digest() + hashlib.sha256(canonical(bare)).digest()


def instant(at: dt.datetime) -> str:
    """A time as XML Schema writes it, in UTC and whole seconds.

    >>> instant(dt.datetime(2026, 11, 20, 12, 30, 5, 99, tzinfo=dt.timezone.utc))
    '2026-11-20T12:30:05Z'
    """
    return at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def sign(document: Document, key: Ed25519PrivateKey, *, method: str, at: dt.datetime) -> Document:
    """The document with a proof by `key`, which verifiers find under the URL `method`."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": instant(at),
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    value = "z" + base58.encode(key.sign(signed_bytes(document, proof)))
    return {**document, "proof": {**proof, "proofValue": value}}


def check(document: Document, key: Ed25519PublicKey) -> None:
    """Raise ProofRefused unless `key` signed exactly this document."""
    proof = document.get("proof")
    if not isinstance(proof, dict) or proof.get("cryptosuite") != SUITE:
        raise ProofRefused(f"There is no signature of the kind {SUITE}.")
    if proof.get("proofPurpose") != "assertionMethod" or proof.get("type") != "DataIntegrityProof":
        raise ProofRefused("The signature was not made to assert anything.")
    try:
        value = str(proof.get("proofValue", ""))
        signature = base58.decode(value.removeprefix("z"))
        key.verify(signature, signed_bytes(document, proof))
    except InvalidSignature:
        raise ProofRefused("The signature does not fit: the file was changed, or another key signed it.") from None
    except (ValueError, KeyError, TypeError, RecursionError, jsonld.JsonLdError):
        raise ProofRefused("The file is not a well-formed credential.") from None


def multikey(key: Ed25519PublicKey) -> str:
    """A public key as multibase text, such as `z6Mk...`."""
    return "z" + base58.encode(ED25519_HEADER + key.public_bytes_raw())


def public_key(multikey: str) -> Ed25519PublicKey:
    """The key that `z6Mk...` stands for; ValueError when it is not an Ed25519 key."""
    data = base58.decode(multikey.removeprefix("z"))
    if not multikey.startswith("z") or data[:2] != ED25519_HEADER or len(data) != 34:
        raise ValueError("not an Ed25519 key")
    return Ed25519PublicKey.from_public_bytes(data[2:])
