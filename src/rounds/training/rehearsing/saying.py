"""Looks for words and for a way to a private talk in a draft."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2011": "-", "\u00a0": " "})
PHONE = re.compile(
    r"(?<![\w.])(?:\(?\d{3}\)?[ .-]?)?\d{3}[ .-]\d{4}(?!\w)|(?<!\w)\+\d[\d ().-]{6,18}\d(?!\w)|(?<!\w)\d{9,15}(?!\w)"
)
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
CHANNELS = (
    "direct message", "private message", "in private", "privately", "message us", "dm us", "send us a dm", "call us", "phone us",
    "ring us", "contact us", "write to us", "email us", "e-mail us", "patient relations", "patient line",
    "mensaje directo", "mensaje privado", "en privado", "llamenos", "llame al", "escribanos", "contactenos",
)  # fmt: skip


def folded(text: str) -> str:
    """Small letters without accents, plain quotation marks, single spaces.

    >>> folded("  Llámenos  Hoy ")
    'llamenos hoy'
    """
    flat = unicodedata.normalize("NFKD", text.translate(QUOTES).casefold())
    return " ".join("".join(letter for letter in flat if not unicodedata.combining(letter)).split())


@lru_cache(maxsize=1024)
def pattern(words: str) -> re.Pattern[str]:
    """The words as whole words; a star at the end takes every ending.

    >>> bool(pattern("apolog*").search("we apologise")), bool(pattern("sorry").search("sorryish"))
    (True, False)
    """
    body = re.escape(folded(words.removesuffix("*")))
    ending = r"[-\w]*" if words.endswith("*") else ""
    return re.compile(rf"(?<!\w){body}{ending}(?!\w)")


def says(text: str, words: str) -> bool:
    """Whether the folded text holds the words."""
    return pattern(words).search(text) is not None


def names_channel(text: str, contacts: Iterable[str]) -> bool:
    """Whether the folded text leads to a private talk: a number, an address, or words that say so.

    >>> names_channel(folded("Call Priya on 555-0142"), ()), names_channel("we are open 24 hours", ())
    (True, False)
    """
    if PHONE.search(text) or MAIL.search(text):
        return True
    return any(says(text, words) for words in (*CHANNELS, *contacts))


def count_words(text: str) -> int:
    return len(text.split())
