"""A room on a Jitsi Meet server, opened by a signed token for one person (JWT, HS256)."""

import datetime as dt
from urllib.parse import urlsplit

import jwt
from django.utils.translation import gettext as _

from rounds.meetings.rooms import Guest, Room

SKEW = dt.timedelta(minutes=1)


class Jitsi:
    """With an app and its secret each link carries a token; a server without them lets in whoever knows the room."""

    def __init__(self, url: str, *, app: str, secret: str) -> None:
        self.url, self.app, self.secret = url.rstrip("/"), app, secret

    def link(self, room: Room, guest: Guest, *, at: dt.datetime) -> str:
        place = f"{self.url}/rounds-{room.key}"
        return f"{place}?jwt={self.token(room, guest, at=at)}" if self.secret else place

    def token(self, room: Room, guest: Guest, *, at: dt.datetime) -> str:
        """Jitsi reads every value of `user` as text; who leads is both `moderator` and `affiliation`."""
        user = {"id": guest.key, "name": guest.name, "affiliation": "owner" if guest.leads else "member"}
        claims = {
            "aud": "jitsi",
            "iss": self.app,
            "sub": (urlsplit(self.url).hostname or "").lower(),
            "room": f"rounds-{room.key}",
            "nbf": int((at - SKEW).timestamp()),
            "exp": int(room.closes.timestamp()),
            "context": {"user": {**user, "moderator": "true" if guest.leads else "false"}},
        }
        return jwt.encode(claims, self.secret, algorithm="HS256")

    def end(self, room: Room) -> None:
        """Tokens end with the meeting; Jitsi has no call that empties a room."""

    def trouble(self) -> str:
        parts = urlsplit(self.url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            return _("ROUNDS_JITSI_URL is not a web address.")
        if bool(self.app) != bool(self.secret):
            return _("ROUNDS_JITSI_APP and ROUNDS_JITSI_SECRET belong together. Set both or neither.")
        if self.secret and len(self.secret) < 32:
            return _("ROUNDS_JITSI_SECRET is short. Use 32 or more random letters.")
        return ""
