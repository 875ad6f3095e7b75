"""A certificate on paper: one page as PDF/UA-1, in the colours of the centre, with our own fonts inside."""

import datetime as dt
import unicodedata
import zoneinfo

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from rounds.core.paper import direction, written
from rounds.core.queries import the_centre
from rounds.credentials.issuer import credential_url
from rounds.credentials.models import Credential

PAPERS = {"a4": "A4 landscape", "letter": "letter landscape"}
# widest name, in columns of a narrow letter, that still fits in one of these sizes
NAME_SIZES = ((22, "grand"), (34, "large"), (60, "middle"))


def columns(text: str) -> int:
    """How wide a text is, counted in narrow letters; Chinese and Japanese signs count twice.

    >>> columns("Ada"), columns("王小明")
    (3, 6)
    """
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def name_size(name: str) -> str:
    return next((size for widest, size in NAME_SIZES if columns(name) <= widest), "small")


def words_language(credential: Credential) -> str:
    return credential.language if credential.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def qr_code(text: str) -> str:
    """The address as a drawing that a telephone reads, as a data: address."""
    return str(segno.make(text, error="m", micro=False).svg_data_uri(border=0, dark="#17211f", omitsize=True))


def certificate_html(credential: Credential, *, paper: str, revoked: dt.datetime | None = None) -> str:
    zone = zoneinfo.ZoneInfo(credential.person.time_zone)
    url = credential_url(credential.pk)
    with translation.override(words_language(credential)):
        return render_to_string(
            "credentials/pdf/certificate.html",
            {
                "centre": the_centre(),
                "credential": credential,
                "direction": direction(credential.holder_name),
                "earned": credential.earned_at.astimezone(zone).date(),
                "name_size": name_size(credential.holder_name),
                "paper": PAPERS[paper],
                "qr": qr_code(url),
                "revoked": revoked.astimezone(zone).date() if revoked else None,
                "until": credential.valid_until.astimezone(zone).date() if credential.valid_until else None,
                "url": url,
            },
        )


def certificate_pdf(credential: Credential, *, paper: str = "a4", revoked: dt.datetime | None = None) -> bytes:
    """The PDF on paper `a4` or `letter`; nothing is fetched but our own fonts."""
    refusal = _(
        "This server has no font for some letters of the name or the title, so it cannot print them. "
        "The centre can install one, such as Noto Sans CJK. The badge and the public page work without it."
    )
    return written(certificate_html(credential, paper=paper, revoked=revoked), refusal=refusal)
