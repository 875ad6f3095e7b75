"""What all that was seen of a person at a meeting means together, whatever the order in which we heard of it.

The order rule:

1. The last correction by a host holds, whatever else was seen or is still to be heard.
2. Without one, who was seen once was there, from the earliest moment that anybody saw them.
3. Minutes are the time they were there while the meeting went on; times that overlap count once. Somebody who was seen
   and not seen leaving stayed until the end. A click on the link counts only where the tool's own list does not know them.
4. Apologies stand until they are taken back; who came all the same was there.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class What(models.TextChoices):
    CAME = "came", _("Came")
    LEFT = "left", _("Left")
    CLICKED = "clicked", _("Followed the link")
    WAS = "was", _("Was there")
    WAS_NOT = "was_not", _("Was not there")
    APOLOGY = "apology", _("Sent apologies")
    COMES = "comes", _("Takes apologies back")


class How(models.TextChoices):
    QR = "qr", _("Ticket")
    HOST = "host", _("List of the host")
    SELF = "self", _("Code in the room")
    LINK = "link", _("Link to join")
    LIST = "list", _("List of the webinar tool")
    PERSON = "person", _("The person")


CORRECTIONS, APOLOGIES = (What.WAS, What.WAS_NOT), (What.APOLOGY, What.COMES)


@dataclass(frozen=True)
class Seen:
    what: str
    how: str
    at: dt.datetime
    noted: dt.datetime
    key: str
    until: dt.datetime | None = None
    minutes: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class Attendance:
    """`minutes` is None for somebody who was not there."""

    came: bool = False
    arrived: dt.datetime | None = None
    minutes: int | None = None
    how: str = ""
    corrected: bool = False
    reason: str = ""
    apologised: bool = False


def settled(
    seen: Iterable[Seen], *, starts: dt.datetime, ends: dt.datetime, now: dt.datetime, clicks_count: bool = True
) -> Attendance:
    rows = sorted(seen, key=lambda one: (one.at, one.key))
    heard = sorted(rows, key=lambda one: (one.noted, one.key))
    apologies = [one for one in heard if one.what in APOLOGIES]
    sorry = bool(apologies) and apologies[-1].what == What.APOLOGY
    arrivals = arrivals_of(rows, clicks_count)
    first = arrivals[0] if arrivals else None
    corrections = [one for one in heard if one.what in CORRECTIONS]
    if corrections:
        last = corrections[-1]
        came = last.what == What.WAS
        arrived = first.at if first and came else None
        return Attendance(came, arrived, last.minutes if came else None, last.how, True, last.reason, sorry)
    if first is None:
        return Attendance(apologised=sorry)
    left = [one.at for one in rows if one.what == What.LEFT]
    spans = [span(one, left, starts, min(ends, now)) for one in arrivals]
    return Attendance(True, first.at, minutes_in(spans), first.how, apologised=sorry)


def arrivals_of(rows: list[Seen], clicks_count: bool) -> list[Seen]:
    came = [one for one in rows if one.what == What.CAME]
    listed = any(one.how == How.LIST for one in came)
    clicks = [one for one in rows if one.what == What.CLICKED] if clicks_count and not listed else []
    return sorted(came + clicks, key=lambda one: (one.at, one.key))


Span = tuple[dt.datetime, dt.datetime]


def span(one: Seen, left: list[dt.datetime], starts: dt.datetime, ends: dt.datetime) -> Span:
    over = one.until or min((moment for moment in left if moment >= one.at), default=ends)
    return max(one.at, starts), min(over, ends)


def minutes_in(spans: list[Span]) -> int:
    """
    >>> nine = dt.datetime(2026, 11, 16, 9)
    >>> minutes_in([(nine, nine.replace(minute=40)), (nine.replace(minute=30), nine.replace(minute=50))])
    50
    """
    total, reached = dt.timedelta(), None
    for begin, end in sorted(spans):
        since = max(begin, reached) if reached else begin
        if end > since:
            total += end - since
            reached = end
    return int(total.total_seconds() // 60)
