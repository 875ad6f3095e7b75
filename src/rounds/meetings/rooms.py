"""Where the link of a meeting leads: each provider makes a link for one person at the moment in which they follow it.

`Address` works without anything else. `Jitsi` and `BigBlueButton` are there when the settings name their servers.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _


class LinkFailed(Exception):
    """The message is written for the person who wants to join."""


@dataclass(frozen=True)
class Room:
    """`key` names the room on another server and cannot be guessed."""

    key: str
    title: str
    address: str
    closes: dt.datetime
    back: str


@dataclass(frozen=True)
class Guest:
    """`key` tells two people apart and says nothing about them."""

    key: str
    name: str
    leads: bool


class LinkProvider(Protocol):
    def link(self, room: Room, guest: Guest, *, at: dt.datetime) -> str: ...

    def end(self, room: Room) -> None: ...

    def trouble(self) -> str:
        """What is wrong with how it is set up, or nothing."""
        ...


class Address:
    """The link that the hosts wrote down: the same for everybody, and shown to nobody before the time."""

    def link(self, room: Room, guest: Guest, *, at: dt.datetime) -> str:
        if not room.address:
            raise LinkFailed(_("This meeting has no link yet. Ask the hosts."))
        return room.address

    def end(self, room: Room) -> None:
        """Whoever runs that place ends it there."""

    def trouble(self) -> str:
        return ""
