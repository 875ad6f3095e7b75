"""Ways to reach somebody, and days and places: whether they are one person's or those of a desk or an event."""

import re
from typing import TYPE_CHECKING

from rounds.engines.privacy.detectors.found import Found
from rounds.engines.privacy.text import Post

if TYPE_CHECKING:
    from rounds.engines.privacy.evidence import Evidence

DESKS = frozenset(
    [
        "help",
        "info",
        "jobs",
        "contact",
        "relations",
        "atencion",
        "rh",
        "hr",
        "mods",
        "support",
        "admin",
        "office",
        "press",
        "hello",
        "media",
        "billing",
        "appointments",
        "citas",
        "rdv",
        "accueil",
        "events",
        "register",
        "research",
        "trials",
        "careers",
        "foundation",
    ]
)
PLACES_HANDLE = re.compile(
    r"clinic|hospital|health|medical|care(?!y)|help|official|support|insur|mutual|pharm|dental|univ|center|centre|news|hq\b|summit|congres|foundation"
)
PRIVATE_LINE = re.compile(
    r"\b(?:her|his|their|my|mi|mon|su|son|daughter|wife|husband|mom|mother|dad|mum|cell|mobile|cel|patient|paciente|number is|reach (?:me|him|her)|call (?:me|him|her)|text (?:me|him|her))\b"
)
FOR_ALL = re.compile(
    r"\b(?:open|opens|opening|closed|closes|register|rsvp|join us|tickets?|doors?|starts? at|runs through|deadline|apply|conference|congress|congreso|congres|summit|free admission|entrada libre|entree libre|walk-ins?|office hours|visiting)\b"
)


def private(evidence: "Evidence") -> list[Found]:
    """The ways to reach a person that are a patient's: not the place's own mail and phone."""
    return [one for one in evidence.contacts if not _desk(evidence, one)]


def _desk(evidence: "Evidence", one: Found) -> bool:
    words = evidence.post.lower[one.start : one.end]
    if one.type == "HANDLE":
        return PLACES_HANDLE.search(words) is not None
    if one.type not in {"EMAIL", "PHONE"}:
        return False
    return words.partition("@")[0] in DESKS or (evidence.inside and not _private_line(evidence.post, one))


def _private_line(post: Post, one: Found) -> bool:
    return PRIVATE_LINE.search(post.lower[max(0, one.start - 40) : one.start]) is not None


def for_all(post: Post, one: Found) -> bool:
    """Whether a day or place is that of an event or a desk and not a person's."""
    if one.type not in {"DATE", "LOCATION"}:
        return False
    return FOR_ALL.search(post.lower[max(0, one.start - 50) : one.end + 40]) is not None
