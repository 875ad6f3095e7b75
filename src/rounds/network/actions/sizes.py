"""Sizes that organisations declare, and the files that show them."""

import datetime as dt
import secrets
from collections.abc import Mapping
from pathlib import PurePath

from django.core.files.base import File
from django.core.files.storage import storages
from django.db import transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.network.models import DeclaredSize, Organisation

LARGEST = 10_000_000
KINDS = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
FOLDER = "network/evidence"


class EvidenceRefused(Exception):
    """The message is written for the person who sent the file."""


def keep_evidence(upload: File[bytes]) -> tuple[str, str]:
    """Keep a file where only its organisation and centre staff reach it; its stored name and the one it had."""
    if upload.size > LARGEST:
        megabytes = -(-upload.size // 1_000_000)
        raise EvidenceRefused(_("This file is %(n)s MB. Use one smaller than 10 MB.") % {"n": megabytes})
    begins = upload.read(8)
    upload.seek(0)
    kind = next((kind for start, kind in KINDS.items() if begins.startswith(start)), None)
    if kind is None:
        raise EvidenceRefused(_("Use a PDF, PNG or JPEG file."))
    name = storages["private"].save(f"{FOLDER}/{secrets.token_hex(16)}.{kind}", upload)
    return name, PurePath(upload.name or "evidence").name[-120:]


def drop_evidence(name: str) -> None:
    """Delete a file that no declared size names."""
    if name.startswith(f"{FOLDER}/") and not DeclaredSize.objects.filter(evidence=name).exists():
        storages["private"].delete(name)


@transaction.atomic
def declare_sizes(
    organisation: Organisation,
    numbers: Mapping[str, int],
    *,
    evidence: str = "",
    evidence_name: str = "",
    by: Person,
    at: dt.datetime,
) -> None:
    """Say how large an organisation is now; what was said before stays."""
    for metric, number in numbers.items():
        DeclaredSize.objects.create(
            organisation=organisation,
            metric=metric,
            number=number,
            on=at.date(),
            by=by,
            evidence=evidence,
            evidence_name=evidence_name,
        )
    record("network.size_declared", subject=organisation, by=by, at=at, sizes=[f"{k} {v}" for k, v in numbers.items()])
