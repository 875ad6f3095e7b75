"""Milliseconds for a signature, a check and a certificate: python bench/credentials.py"""

# ruff: noqa: E402
import datetime as dt
import os
import time
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.cache import cache

from rounds.accounts.models import Person
from rounds.core.models import Centre
from rounds.credentials.certificate import certificate_pdf
from rounds.credentials.models import Credential
from rounds.credentials.openbadges import bitstring, documents, proof

NOW = dt.datetime(2025, 3, 14, 15, 30, tzinfo=dt.UTC)
KEY = Ed25519PrivateKey.generate()
METHOD = f"did:key:{proof.multikey(KEY.public_key())}"
BADGE = documents.badge(
    documents.Issuer(METHOD, "Harbour Centre", "https://centre.example/issuer"),
    documents.Achievement(
        "urn:uuid:4759e31e-1997-588e-8d29-30b0910c9a8e", "Achievement", "Privacy", "About.", "Do it.", "1", "en", 10
    ),
    documents.Award(
        "https://centre.example/verify/1",
        "a@people.example",
        "salt",
        NOW,
        NOW,
        documents.Status("https://centre.example/status/1", 7),
        points=9,
    ),
)
PAPER = Credential(
    person=Person(name="Dr Amara Osei"), holder_name="Dr Amara Osei", kind="achievement", title="Protect patient privacy",
    description="How to post without revealing a patient.", language="en", version="1", minutes=45, points=9, possible=10,
    earned_at=NOW, issued_at=NOW,
)  # fmt: skip


def milliseconds(work: Callable[[], Any], times: int) -> float:
    """The median of so many runs, after one that warms up."""
    work()
    took = []
    for _run in range(times):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return sorted(took)[times // 2]


def main() -> None:
    cache.set("core.centre", Centre(pk=1, name="Harbour Centre"))  # no database is needed
    signed = proof.sign(BADGE, KEY, method=METHOD, at=NOW)
    print(f"sign a badge             {milliseconds(lambda: proof.sign(BADGE, KEY, method=METHOD, at=NOW), 50):8.1f} ms")
    print(f"check a badge            {milliseconds(lambda: proof.check(signed, KEY.public_key()), 50):8.1f} ms")
    print(
        f"pack a status list       {milliseconds(lambda: bitstring.encode(range(0, bitstring.SIZE, 100)), 20):8.1f} ms"
    )
    print(f"certificate as PDF/UA-1  {milliseconds(lambda: certificate_pdf(PAPER), 10):8.1f} ms")


if __name__ == "__main__":
    main()
