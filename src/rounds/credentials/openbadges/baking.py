"""A badge baked into a picture, and taken out again (Open Badges 3.0, section Baked Badges)."""

import json
import struct
from typing import Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from django.utils.translation import gettext as _

Document = dict[str, Any]
NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
PNG = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"openbadgecredential"


class UnreadableBadge(Exception):
    """The message is written for the person who gave us the file."""


def bake(svg: str, document: Document) -> str:
    """The drawing with the credential inside it: `svg` must begin with `<svg ` and is our own.

    >>> unbake(bake('<svg xmlns="http://www.w3.org/2000/svg"></svg>', {"id": "<&]]>"}).encode())
    {'id': '<&]]>'}
    """
    opening, rest = svg.split(">", 1)
    inside = json.dumps(document, ensure_ascii=False).replace("]]>", "]]\\u003e")
    baked = f"<openbadges:credential><![CDATA[{inside}]]></openbadges:credential>"
    return f'{opening} xmlns:openbadges="{NAMESPACE}">{baked}{rest}'


def unbake(data: bytes) -> Document:
    """The credential in a JSON, SVG or PNG file; UnreadableBadge when there is none."""
    text = from_png(data) if data.startswith(PNG) else from_svg(data) if b"<svg" in data[:4096] else data
    try:
        document = json.loads(text.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise UnreadableBadge(_("This file does not hold a badge. Choose the file that you downloaded.")) from None
    if not isinstance(document, dict):
        raise UnreadableBadge(_("This file does not hold a badge. Choose the file that you downloaded."))
    return document


def from_svg(data: bytes) -> bytes:
    try:
        found = fromstring(data, forbid_dtd=True).find(f"{{{NAMESPACE}}}credential")
    except (ParseError, DefusedXmlException, ValueError):
        raise UnreadableBadge(_("This picture is damaged. Download the badge again.")) from None
    if found is None or not found.text:
        raise UnreadableBadge(_("There is no badge inside this picture."))
    return str(found.text).strip().encode()


def from_png(data: bytes) -> bytes:
    place = len(PNG)
    while place + 12 <= len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        chunk = data[place + 8 : place + 8 + length]
        if kind == b"iTXt" and chunk.startswith(KEYWORD + b"\0\0\0"):
            return chunk.split(b"\0", 5)[-1]
        place += length + 12
    raise UnreadableBadge(_("There is no badge inside this picture."))
