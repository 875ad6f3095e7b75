"""Which addresses a course may link to."""

import re
from urllib.parse import urlsplit

UNSAFE = re.compile(r"[\x00-\x20\x7f\\<>\"]")


def why_not_web(address: str) -> str | None:
    """Say why an address is not one of the web, or None when it is.

    >>> why_not_web("https://example.org/a")
    >>> why_not_web("ftp://example.org")
    'an address begins with https:// or http:// and names a site'
    """
    try:
        parts = urlsplit(address)
        whole = parts.scheme in ("http", "https") and parts.hostname and not UNSAFE.search(address)
    except ValueError:
        whole = False
    return None if whole else "an address begins with https:// or http:// and names a site"


def why_not_link(address: str) -> str | None:
    """Say why a text may not link to an address, or None when it may: the web, mail, and pages of this site."""
    if address.startswith("mailto:"):
        return None if "@" in address and not UNSAFE.search(address) else "a mail link reads mailto:name@example.org"
    if address.startswith("/"):
        return "a link within the site begins with one /" if re.search(r"\\|%5C|\s|^//", address) else None
    return why_not_web(address) and "a link leads to https://, http://, mailto: or a page of this site (/learn/…)"
