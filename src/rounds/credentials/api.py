"""Checking a certificate, for other programs."""

import datetime as dt
import uuid
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Schema

from rounds.credentials.models import Credential
from rounds.credentials.queries import shown

router = Router(tags=["credentials"])


class CertificateOut(Schema):
    """`state` is valid, expired or revoked; `name` is empty where its holder may not be named any more."""

    id: uuid.UUID
    state: str
    kind: str
    title: str
    name: str
    earned: dt.datetime
    valid_until: dt.datetime | None
    page: str
    badge: str


@router.get("/certificates/{pk}", response=CertificateOut, auth=None, summary="Check a certificate by its number")
def certificate(request: HttpRequest, pk: uuid.UUID) -> dict[str, Any]:
    credential = get_object_or_404(Credential.objects.all().with_facts(), pk=pk)
    seen = shown(credential, at=timezone.now(), to_public=True)
    return {
        "id": credential.pk,
        "state": seen.state,
        "kind": credential.kind,
        "title": credential.title,
        "name": seen.name,
        "earned": credential.earned_at,
        "valid_until": credential.valid_until,
        "page": seen.url,
        "badge": f"{seen.url}.json",
    }
