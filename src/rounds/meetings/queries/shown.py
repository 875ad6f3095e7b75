"""A meeting as a page shows it: its times on two clocks, where it is, and the one thing that a reader can do."""

import datetime as dt
import zoneinfo
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rounds.accounts.models import Person
from rounds.billing.amounts import price_words
from rounds.core.clocks import place_of
from rounds.meetings.models import CapacityPool, Meeting, Registration
from rounds.meetings.queries.places import place_in_line, places_left
from rounds.meetings.queries.prices import price_of
from rounds.meetings.queries.registrations import living_registration
from rounds.meetings.vocabulary import MeetingState, RegistrationState

TAGS: dict[str, str] = {
    RegistrationState.REGISTERED: "ok",
    RegistrationState.HELD: "warn",
    RegistrationState.OFFERED: "warn",
    RegistrationState.WAITING: "info",
    RegistrationState.CANCELLED: "",
    RegistrationState.MOVED: "",
}
FEW = 10


@dataclass(frozen=True)
class Clocks:
    """When a meeting is, on its own clock and on the reader's where that differs."""

    day: str
    hours: str
    zone: str
    own: str = ""


def clocks(meeting: Meeting, person: Person | None) -> Clocks:
    start, end = meeting.local_start, meeting.local_end
    hours = f"{start:%H:%M}–{end:%H:%M}"
    if start.date() != end.date():
        hours = f"{start:%H:%M} – {date_format(end, 'j F')}, {end:%H:%M}"
    return Clocks(date_format(start, "l j F Y"), hours, place_of(meeting.zone), own_clock(meeting, person))


def own_clock(meeting: Meeting, person: Person | None) -> str:
    if person is None:
        return ""
    own = zoneinfo.ZoneInfo(person.time_zone)
    start, end = meeting.starts_at.astimezone(own), meeting.ends_at.astimezone(own)
    if start.utcoffset() == meeting.local_start.utcoffset():
        return ""
    facts = {"day": date_format(start, "l j F"), "from": f"{start:%H:%M}", "to": f"{end:%H:%M}"}
    facts["zone"] = place_of(person.time_zone)
    return _("%(day)s, %(from)s–%(to)s (your time, %(zone)s)") % facts


def on_clock(moment: dt.datetime, person: Person) -> str:
    """A moment on the reader's clock."""
    local = moment.astimezone(zoneinfo.ZoneInfo(person.time_zone))
    return f"{date_format(local, 'j F')}, {local:%H:%M} ({place_of(person.time_zone)})"


@dataclass(frozen=True)
class Shown:
    """One line of a list."""

    meeting: Meeting
    clocks: Clocks
    left: int | None
    state: str
    kind: str
    mine: str

    @property
    def left_words(self) -> str:
        return left_words(self.left)


def left_words(left: int | None) -> str:
    if left is None:
        return ""
    if left <= 0:
        return _("Full")
    if left <= FEW:
        return ngettext("%(count)s place left", "%(count)s places left", left) % {"count": left}
    return _("Places free")


def shown(meetings: QuerySet[Meeting] | list[Meeting], person: Person | None, *, at: dt.datetime) -> list[Shown]:
    """A page of meetings in three questions to the database, however many there are."""
    rows = list(meetings)
    free = free_places(rows)
    mine: dict[int, str] = {}
    if person:
        found = Registration.objects.living().filter(meeting__in=[one.pk for one in rows], person=person)
        mine = {one.meeting_id: str(one.get_state_display()) for one in found}
    return [
        Shown(one, clocks(one, person), free[one.pk], *state_words(one, at=at), mine.get(one.pk, "")) for one in rows
    ]


def free_places(meetings: list[Meeting]) -> dict[int, int | None]:
    left = dict(CapacityPool.objects.filter(meetings_also__in=meetings).values_list("pk", F("cap") - F("taken")))
    also: dict[int, list[int]] = {}
    through = Meeting.also.through.objects.filter(meeting__in=meetings) if left else ()
    for link in through:
        also.setdefault(link.meeting_id, []).append(left[link.capacitypool_id])
    found: dict[int, int | None] = {}
    for one in meetings:
        own = [one.pool.left] if one.pool else []
        found[one.pk] = min([*own, *also.get(one.pk, [])], default=None)
    return found


def state_words(meeting: Meeting, *, at: dt.datetime) -> tuple[str, str]:
    """The state of a meeting and the kind of its tag; nothing where all is as one expects."""
    if meeting.state == MeetingState.CANCELLED:
        return _("Cancelled"), "bad"
    if meeting.state == MeetingState.DRAFT:
        return _("Draft"), ""
    if meeting.ends_at <= at:
        return _("Over"), ""
    if meeting.starts_at <= at:
        return _("Now"), "ok"
    return (_("Closed to new people"), "warn") if meeting.state == MeetingState.CLOSED else ("", "")


@dataclass(frozen=True)
class Standing:
    """Where a reader stands with a meeting, and the one thing to do next ("register", "pay", "accept", "wait" ...)."""

    do: str
    registration: Registration | None
    left: int | None
    position: int = 0
    until: str = ""
    price: str = ""
    more: str = ""

    @property
    def left_words(self) -> str:
        return left_words(self.left)


def standing(meeting: Meeting, person: Person | None, *, at: dt.datetime) -> Standing:
    mine = living_registration(meeting, person) if person else None
    left = places_left(meeting)
    if mine and meeting.ends_at > at:
        position = place_in_line(mine) if mine.state == RegistrationState.WAITING else 0
        until = on_clock(mine.until, person) if mine.until and person else ""
        return Standing(mine.state, mine, left, position, until)
    price, more = prices_shown(meeting, person, at=at)
    return Standing(open_for(meeting, left, at=at), None, left, price=price, more=more)


def open_for(meeting: Meeting, left: int | None, *, at: dt.datetime) -> str:
    """What somebody who has no place can do."""
    if meeting.state in {MeetingState.CANCELLED, MeetingState.DRAFT}:
        return str(meeting.state)
    if meeting.ends_at <= at:
        return "over"
    closed = meeting.closes_at is not None and at >= meeting.closes_at
    if meeting.state != MeetingState.OPEN or meeting.starts_at <= at or closed:
        return "closed"
    if meeting.opens_at is not None and at < meeting.opens_at:
        return "soon"
    full = left is not None and (left <= 0 or Registration.objects.waiting().filter(meeting=meeting).exists())
    return ("join_list" if meeting.waiting_list else "full") if full else "register"


def prices_shown(meeting: Meeting, person: Person | None, *, at: dt.datetime) -> tuple[str, str]:
    """What a place costs the reader, and what it costs members where they pay less."""
    if not meeting.subject:
        return _("Free"), ""
    found = price_of(meeting, person or Person(), None, party=1, at=at)
    if found is None:
        return _("Ask us for the price"), ""
    member = found.price.band.member_amount
    more = ""
    if not found.price.member and member is not None and member < found.price.band.amount:
        more = _("Members pay %(price)s") % {"price": price_words(type(found.left)(member, found.left.currency))}
    return price_words(found.left) if found.left else _("Free"), more


def registration_rows(registrations: Any, person: Person) -> list[dict[str, Any]]:
    """The lines of "My meetings"."""
    return [
        {
            "registration": one,
            "clocks": clocks(one.meeting, person),
            "tag": TAGS[one.state],
            "until": on_clock(one.until, person) if one.until else "",
        }
        for one in registrations
    ]
