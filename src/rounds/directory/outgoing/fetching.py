"""Fetching one page over HTTP or HTTPS within limits."""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import SplitResult, urljoin, urlsplit

from rounds.directory.outgoing.addresses import Address, OutgoingRefused, in_test_networks, public_addresses

SECONDS = 10.0  # for all of it, redirects as well
MOST_BYTES = 1024 * 1024
MOST_REDIRECTS = 4
MOST_ADDRESSES = 2  # tried of those that a name has
PORTS = {"http": 80, "https": 443}
REDIRECTS = {301, 302, 303, 307, 308}
HEADERS = {
    "User-Agent": "Rounds register of hospitals",
    "Accept": "text/html,text/plain;q=0.9,*/*;q=0.1",
    "Accept-Encoding": "identity",
    "Connection": "close",
}


@dataclass(frozen=True)
class Page:
    url: str
    status: int
    text: str

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""


@dataclass(frozen=True)
class Question:
    """How a server is asked. `secure_only` refuses what is not encrypted."""

    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=lambda: HEADERS)
    body: bytes | None = None
    secure_only: bool = False


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def location(self) -> str:
        return self.headers.get("location", "") if self.status in REDIRECTS else ""


def fetch(url: str) -> Page:
    """The page at an address after its redirects, or OutgoingRefused."""
    until = time.monotonic() + SECONDS
    for _step in range(MOST_REDIRECTS + 1):
        answer = one_answer(url, until, Question())
        if not answer.location:
            return Page(url, answer.status, answer.body.decode("utf-8", "replace"))
        url = urljoin(url, answer.location)
    raise OutgoingRefused("too many redirects")


def ask(url: str, question: Question) -> Answer:
    """One question without following where it leads, or OutgoingRefused."""
    return one_answer(url, time.monotonic() + SECONDS, question)


def one_answer(url: str, until: float, question: Question) -> Answer:
    parts, port = split(url)
    host = parts.hostname or ""
    refusal = OutgoingRefused("no answer")
    for address in public_addresses(host)[:MOST_ADDRESSES]:
        if port not in PORTS.values() and not in_test_networks(address):
            raise OutgoingRefused("unusual port")
        if question.secure_only and parts.scheme != "https" and not in_test_networks(address):
            raise OutgoingRefused("not encrypted")
        try:
            return asked(parts, address, port, until, question)
        except (OSError, http.client.HTTPException) as error:
            refusal = OutgoingRefused("no secure connection" if isinstance(error, ssl.SSLError) else "no answer")
    raise refusal


def split(url: str) -> tuple[SplitResult, int]:
    """The parts of an address, and its port; refused when it is not one for us."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS.get(parts.scheme, 0)
        name = (parts.hostname or "").encode("idna").decode() if as_name(parts) else parts.hostname
    except (ValueError, UnicodeError):
        raise OutgoingRefused("no address of a page") from None
    if parts.scheme not in PORTS or not name or parts.username is not None or parts.password is not None:
        raise OutgoingRefused("no address of a page")
    if any(ord(letter) < 33 for letter in url):
        raise OutgoingRefused("no address of a page")
    return parts, port


def as_name(parts: SplitResult) -> bool:
    try:
        ip_address(parts.hostname or "")
    except ValueError:
        return True
    return False


def asked(parts: SplitResult, address: Address, port: int, until: float, question: Question) -> Answer:
    """One question to one address. A timer ends it, so that a server that drips gains no time."""
    connection = Pinned(parts, address, port, timeout=left(until))
    stop = threading.Timer(left(until), connection.cut)
    stop.daemon = True
    stop.start()
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request(question.method, quoted(target), body=question.body, headers=dict(question.headers))
        answer = connection.getresponse()
        body = b"" if answer.status in REDIRECTS else answer.read(MOST_BYTES + 1)
    finally:
        stop.cancel()
        connection.close()
    if time.monotonic() > until:
        raise OutgoingRefused("too slow")
    if len(body) > MOST_BYTES:
        raise OutgoingRefused("too large")
    return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, body)


def quoted(target: str) -> str:
    return "".join(letter if 32 < ord(letter) < 127 else quoted_letter(letter) for letter in target)


def quoted_letter(letter: str) -> str:
    return "".join(f"%{byte:02X}" for byte in letter.encode())


def left(until: float) -> float:
    seconds = until - time.monotonic()
    if seconds <= 0:
        raise OutgoingRefused("too slow")
    return seconds


class Pinned(http.client.HTTPConnection):
    """A connection to an address that was judged, speaking to the host that was named."""

    def __init__(self, parts: SplitResult, address: Address, port: int, *, timeout: float) -> None:
        super().__init__(parts.hostname or "", port, timeout=timeout)
        self.secure, self.address = parts.scheme == "https", address
        self.default_port = PORTS[parts.scheme]

    def connect(self) -> None:
        self.sock = raw = socket.create_connection((str(self.address), self.port), timeout=self.timeout)
        if self.secure:
            try:
                self.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=self.host)
            except OSError:
                raw.close()
                raise

    def cut(self) -> None:
        """Called from the timer's thread: end whatever is waited for."""
        held = self.sock
        if held is not None:
            try:
                held.shutdown(socket.SHUT_RDWR)
            except OSError:
                held.close()
