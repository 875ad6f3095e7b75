"""A room on a BigBlueButton server, through its API: each call is a query with a checksum over it and the secret."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit
from xml.etree.ElementTree import Element

import requests
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from django.utils.translation import gettext as _

from rounds.meetings.rooms import Guest, LinkFailed, Room

WAIT, LARGEST = 10, 2_000_000


@dataclass(frozen=True)
class Running:
    key: str
    people: int


class Refused(Exception):
    """The server answered FAILED; `key` is its name for the reason."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class BigBlueButton:
    """`url` ends in /bigbluebutton/api. `algorithm` is one that the server accepts; sha256 is known since 2.5."""

    def __init__(self, url: str, *, secret: str, algorithm: str = "sha256") -> None:
        self.url, self.secret, self.algorithm = url.rstrip("/"), secret, algorithm

    def link(self, room: Room, guest: Guest, *, at: dt.datetime) -> str:
        """Make the room unless it is there, and sign a link into it. The link holds for this run of the room alone."""
        made = self.asked(
            "create",
            meetingID=room.key,
            name=room.title[:120],
            logoutURL=room.back,
            duration=str(max(1, int((room.closes - at).total_seconds() // 60))),
            record="false",
        )
        return self.address(
            "join",
            meetingID=room.key,
            fullName=guest.name,
            role="MODERATOR" if guest.leads else "VIEWER",
            userID=guest.key,
            createTime=made.findtext("createTime") or "",
        )

    def end(self, room: Room) -> None:
        """A room that is no longer there has ended as well."""
        try:
            self.call("end", meetingID=room.key)
        except Refused as refused:
            if refused.key != "notFound":
                raise LinkFailed(unusable()) from refused

    def meetings(self) -> list[Running]:
        rooms = self.asked("getMeetings").iter("meeting")
        return [Running(one.findtext("meetingID") or "", int(one.findtext("participantCount") or 0)) for one in rooms]

    def trouble(self) -> str:
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or not parts.path.endswith("/api"):
            return _("ROUNDS_BBB_URL is not an address that ends in /bigbluebutton/api.")
        if not self.secret:
            return _("ROUNDS_BBB_SECRET is not set. `bbb-conf --secret` shows it on the server.")
        return ""

    def address(self, name: str, /, **parameters: str) -> str:
        query = urlencode(parameters)
        joined = f"{query}&" if query else ""
        return f"{self.url}/{name}?{joined}checksum={self.checksum(name, query)}"

    def checksum(self, name: str, query: str) -> str:
        """
        >>> BigBlueButton("https://b.example/bigbluebutton/api", secret="s", algorithm="sha1").checksum("end", "a=1")
        'c5344c1d591a25fda11f1c8bf3d9202fdf82fe79'
        """
        return hashlib.new(self.algorithm, f"{name}{query}{self.secret}".encode()).hexdigest()

    def asked(self, name: str, /, **parameters: str) -> Element:
        try:
            return self.call(name, **parameters)
        except Refused as refused:
            raise LinkFailed(unusable()) from refused

    def call(self, name: str, /, **parameters: str) -> Element:
        try:
            answer = requests.get(self.address(name, **parameters), timeout=WAIT, allow_redirects=False)
            told: Element = fromstring(answer.content[:LARGEST])
        except (requests.RequestException, ParseError, DefusedXmlException) as error:
            raise LinkFailed(unusable()) from error
        if told.findtext("returncode") != "SUCCESS":
            raise Refused(told.findtext("messageKey") or "")
        return told


def unusable() -> str:
    return _("The video server does not answer as it should. Try again in a minute. The hosts see this as well.")
