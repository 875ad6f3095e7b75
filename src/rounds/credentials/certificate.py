"""A certificate on paper: one page as PDF/UA-1, in the colours of the centre, with our own fonts inside."""

import datetime as dt
import logging
import threading
import unicodedata
import zoneinfo
from pathlib import Path

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from rounds import core
from rounds.core.queries import the_centre
from rounds.credentials.issuer import credential_url
from rounds.credentials.models import Credential

PAPERS = {"a4": "A4 landscape", "letter": "letter landscape"}
VENDOR = Path(core.__file__ or "").parent / "static" / "vendor"
FONTS = {
    "Story Serif": "source-serif-4-latin-wght-normal.woff2",
    "Story Serif Ext": "source-serif-4-latin-ext-wght-normal.woff2",
    "Hyperlegible": "atkinson-hyperlegible-next-latin-wght-normal.woff2",
    "Hyperlegible Ext": "atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
}
loaded = threading.local()
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


def direction(text: str) -> str:
    """The way a name is written, by its first letter that has one.

    >>> direction("1. أمينة"), direction("Amina")
    ('rtl', 'ltr')
    """
    ways = (unicodedata.bidirectional(letter) for letter in text)
    return next(("rtl" if way in {"R", "AL"} else "ltr" for way in ways if way in {"L", "R", "AL"}), "ltr")


def words_language(credential: Credential) -> str:
    return credential.language if credential.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def qr_code(text: str) -> str:
    """The address as a drawing that a telephone reads, as a data: address."""
    return str(segno.make(text, error="m", micro=False).svg_data_uri(border=0, dark="#17211f", omitsize=True))


def fonts() -> tuple[CSS, FontConfiguration]:
    """Our fonts, unpacked once in each thread: that is nine tenths of the work of a page."""
    if not hasattr(loaded, "fonts"):
        configuration = FontConfiguration()
        faces = [
            f'@font-face {{ font-family: "{name}"; src: url("{(VENDOR / file).as_uri()}"); }}'
            for name, file in FONTS.items()
        ]
        loaded.fonts = CSS(string="\n".join(faces), font_config=configuration, url_fetcher=fetcher()), configuration
    pair: tuple[CSS, FontConfiguration] = loaded.fonts
    return pair


class Unprintable(Exception):
    """The message is written for the person who wants the certificate."""


class MissingLetters(logging.Handler):
    """Hears, in this thread, when a font lacks a letter: a certificate with empty boxes is none."""

    def __init__(self) -> None:
        super().__init__()
        self.thread, self.heard = threading.get_ident(), False

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.thread and ".notdef" in record.getMessage():
            self.heard = True


def fetcher() -> URLFetcher:
    return URLFetcher(allowed_protocols={"file", "data"})


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
    css, configuration = fonts()
    page = HTML(string=certificate_html(credential, paper=paper, revoked=revoked), url_fetcher=fetcher())
    listener, logger = MissingLetters(), logging.getLogger("weasyprint")
    logger.addHandler(listener)
    try:
        written: bytes = page.write_pdf(stylesheets=[css], font_config=configuration, pdf_variant="pdf/ua-1")
    finally:
        logger.removeHandler(listener)
    if listener.heard:
        raise Unprintable(
            _(
                "This server has no font for some letters of the name or the title, so it cannot print them. "
                "The centre can install one, such as Noto Sans CJK. The badge and the public page work without it."
            )
        )
    return written
