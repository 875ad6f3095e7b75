"""Writing a page of HTML as PDF/UA-1 with our own fonts inside; nothing is fetched."""

import atexit
import logging
import threading
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # WeasyPrint takes a second to load, and most commands print nothing: each function loads it
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

VENDOR = Path(__file__).parent / "static" / "vendor"
FONTS = {
    "Story Serif": "source-serif-4-latin-wght-normal.woff2",
    "Story Serif Ext": "source-serif-4-latin-ext-wght-normal.woff2",
    "Hyperlegible": "atkinson-hyperlegible-next-latin-wght-normal.woff2",
    "Hyperlegible Ext": "atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
}
loaded = threading.local()
atexit.register(loaded.__dict__.clear)  # fonts are put away while what they need for it is still there


class Unprintable(Exception):
    """The message is written for the person who wants the paper."""


def direction(text: str) -> str:
    """The way a name is written, by its first letter that has one.

    >>> direction("1. أمينة"), direction("Amina")
    ('rtl', 'ltr')
    """
    ways = (unicodedata.bidirectional(letter) for letter in text)
    return next(("rtl" if way in {"R", "AL"} else "ltr" for way in ways if way in {"L", "R", "AL"}), "ltr")


def fonts() -> "tuple[CSS, FontConfiguration]":
    """Our fonts, unpacked once in each thread: that is nine tenths of the work of a page."""
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    if not hasattr(loaded, "fonts"):
        configuration = FontConfiguration()
        faces = [
            f'@font-face {{ font-family: "{name}"; src: url("{(VENDOR / file).as_uri()}"); }}'
            for name, file in FONTS.items()
        ]
        loaded.fonts = CSS(string="\n".join(faces), font_config=configuration, url_fetcher=fetcher()), configuration
    pair: tuple[CSS, FontConfiguration] = loaded.fonts
    return pair


class MissingLetters(logging.Handler):
    """Hears, in this thread, when a font lacks a letter: a paper with empty boxes is none."""

    def __init__(self) -> None:
        super().__init__()
        self.thread, self.heard = threading.get_ident(), False

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.thread and ".notdef" in record.getMessage():
            self.heard = True


def fetcher() -> "URLFetcher":
    from weasyprint.urls import URLFetcher

    return URLFetcher(allowed_protocols={"file", "data"})


def written(html: str, *, refusal: str) -> bytes:
    """The page as PDF/UA-1; `refusal` is said where this server has no font for some of its letters."""
    from weasyprint import HTML

    css, configuration = fonts()
    page = HTML(string=html, url_fetcher=fetcher())
    listener, logger = MissingLetters(), logging.getLogger("weasyprint")
    logger.addHandler(listener)
    try:
        pdf: bytes = page.write_pdf(stylesheets=[css], font_config=configuration, pdf_variant="pdf/ua-1")
    finally:
        logger.removeHandler(listener)
    if listener.heard:
        raise Unprintable(refusal)
    return pdf
