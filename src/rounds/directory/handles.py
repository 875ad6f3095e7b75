"""Addresses of accounts: which account one names, written the same way each time."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, urlsplit

from django.utils.translation import gettext as _

SAFE = re.compile(r"[\w.@+-]{1,120}")
IN_FOLDERS = {"company", "school", "showcase", "channel", "user", "c", "in", "profile", "biz", "pages", "pg", "p"}


class AddressRefused(Exception):
    """The message is written for the person who typed."""


@dataclass(frozen=True)
class Account:
    handle: str
    address: str


def parts_of(typed: str) -> SplitResult:
    text = typed.strip()
    if "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        _port = parts.port
    except ValueError:
        raise AddressRefused(_("Type the whole address, such as https://www.facebook.com/northlake.")) from None
    if parts.scheme not in {"http", "https"} or "." not in (parts.hostname or "") or parts.username is not None:
        raise AddressRefused(_("Type the whole address, such as https://www.facebook.com/northlake."))
    return parts


def read_account(typed: str, *, slug: str, name: str, hosts: Iterable[str]) -> Account:
    """What an address names on a network; refused when it lies elsewhere or names no account.

    >>> read_account("facebook.com/Northlake/?ref=1", slug="facebook", name="Facebook", hosts=["facebook.com"])
    Account(handle='Northlake', address='https://facebook.com/Northlake')
    >>> read_account("https://x.com/@northlake", slug="x", name="X", hosts=["x.com", "twitter.com"]).handle
    'northlake'
    """
    parts, known = parts_of(typed), list(hosts)
    host = (parts.hostname or "").lower()
    if known and not any(host == one or host.endswith(f".{one}") for one in known):
        words = _("This is no address on %(network)s. Choose the network that fits.")
        raise AddressRefused(words % {"network": name})
    if slug == "blog":
        path = parts.path.rstrip("/")
        return Account(f"{host}{path}"[:120], f"https://{host}{path}")
    handle = handle_in(parts, fediverse=not known)
    if not SAFE.fullmatch(handle):
        raise AddressRefused(_("This address names no account. Open the account and copy its address."))
    return Account(handle, f"https://{host}{path_of(parts)}")


def handle_in(parts: SplitResult, *, fediverse: bool) -> str:
    """The name in an address; on networks of many servers the server belongs to it."""
    pieces = [unquote(piece) for piece in parts.path.split("/") if piece]
    if pieces and pieces[0].lower() in IN_FOLDERS and len(pieces) > 1:
        pieces = pieces[1:]
    if pieces and pieces[0] == "profile.php":
        found = re.search(r"(?:^|&)id=(\d+)", parts.query)
        return found[1] if found else ""
    handle = pieces[0].removeprefix("@") if pieces else ""
    return f"{handle}@{parts.hostname}" if fediverse and handle else handle


def path_of(parts: SplitResult) -> str:
    found = re.search(r"(?:^|&)(id=\d+)", parts.query) if parts.path.endswith("profile.php") else None
    return parts.path.rstrip("/") + (f"?{found[1]}" if found else "")


def domain_of(website: str) -> str:
    """The domain of a website, without www.

    >>> domain_of("http://www.northlake.example/about"), domain_of("")
    ('northlake.example', '')
    """
    try:
        return (urlsplit(website).hostname or "").lower().removeprefix("www.")
    except ValueError:
        return ""


def belongs_to(host: str, domain: str) -> bool:
    """Whether a host is a domain or lies below it.

    >>> belongs_to("www.lake.example", "lake.example"), belongs_to("badlake.example", "lake.example")
    (True, False)
    """
    host = host.lower().rstrip(".")
    return bool(domain) and (host == domain or host.endswith(f".{domain}"))


def same_account(one: str, other: str) -> bool:
    """Whether two addresses name the same account, whatever the scheme, www., capitals and a last slash.

    >>> same_account("http://www.facebook.com/North/", "https://facebook.com/north")
    True
    """
    return squeezed(one) == squeezed(other) != ""


def squeezed(address: str) -> str:
    try:
        parts = urlsplit(address)
        return f"{(parts.hostname or '').removeprefix('www.').removeprefix('m.')}{path_of(parts)}".lower()
    except ValueError:
        return ""
