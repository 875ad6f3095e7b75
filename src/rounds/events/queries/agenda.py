"""The draft of the agenda, as the organisers see it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rounds.core.clocks import place_of
from rounds.events.changes import Placed
from rounds.events.clashes import (
    AWAY,
    BREAK,
    FULL,
    NO,
    OUTSIDE,
    PERSON,
    ROOM,
    UNCONFIRMED,
    UNSHOWN,
    WITHDRAWN,
    Sitting,
    Span,
    Warned,
    warnings_of,
)
from rounds.events.models import Availability, Event, Proposal, Room, Slot, Speaking, Star, Talk
from rounds.events.vocabulary import ON_PROGRAMME


def rooms_of(event: Event) -> QuerySet[Room]:
    return event.rooms.order_by("order", "name", "pk")


def slots_of(event: Event) -> QuerySet[Slot]:
    """What stands on the draft, in order of time."""
    found = Slot.objects.filter(event=event, starts__isnull=False)
    return found.select_related("proposal__track", "proposal__session_type", "room").order_by(
        "starts", "room__order", "pk"
    )


def to_be_placed(event: Event) -> QuerySet[Proposal]:
    """Talks on the programme that have no time yet."""
    held = Slot.objects.filter(proposal=OuterRef("pk"), starts__isnull=False)
    found = Proposal.objects.filter(~Exists(held), event=event, state__in=ON_PROGRAMME)
    return found.select_related("track", "session_type", "slot").order_by("track__order", "title", "pk")


def placeable(event: Event) -> QuerySet[Proposal]:
    """Talks that have a place on the agenda, or may get one."""
    known = Q(state__in=ON_PROGRAMME) | Q(slot__starts__isnull=False)
    return Proposal.objects.filter(known, event=event).select_related("session_type", "track", "slot__room", "event")


def people_of(event: Event) -> tuple[dict[int, dict[int, str]], dict[int, list[str]]]:
    """Who speaks in each talk, and who of them has said no."""
    rows = Speaking.objects.taking_part().filter(proposal__event=event, proposal__state__in=ON_PROGRAMME)
    speak: dict[int, dict[int, str]] = {}
    declined: dict[int, list[str]] = {}
    for proposal, person, name, reply in rows.values_list("proposal", "person", "person__name", "reply"):
        if reply == "no":
            declined.setdefault(proposal, []).append(name)
        else:
            speak.setdefault(proposal, {})[person] = name
    return speak, declined


def availability_of(event: Event) -> dict[int, dict[dt.date, Span]]:
    found: dict[int, dict[dt.date, Span]] = {}
    rows = Availability.objects.filter(speaker__event=event)
    for person, day, starts, ends in rows.values_list("speaker__person", "day", "starts", "ends"):
        found.setdefault(person, {})[day] = (starts, ends)
    return found


def stars_of(event: Event) -> dict[int, int]:
    counted = Star.objects.filter(proposal__event=event).values("proposal").annotate(n=Count("pk"))
    return dict(counted.order_by("proposal").values_list("proposal", "n"))


def warnings_for(event: Event, slots: Sequence[Slot]) -> list[Warned]:
    speak, declined = people_of(event)
    stars = stars_of(event)
    shown = set(Talk.objects.filter(proposal__event=event, hidden__isnull=True).values_list("proposal", flat=True))
    sittings = [sitting(one, speak, declined, stars, shown) for one in slots if one.starts]
    return warnings_of(sittings, days=(event.starts, event.ends), zone=event.zone, available=availability_of(event))


def sitting(
    slot: Slot, speak: dict[int, dict[int, str]], declined: dict[int, list[str]], stars: dict[int, int], shown: set[int]
) -> Sitting:
    number, proposal = slot.proposal_id or 0, slot.proposal
    starts = slot.starts or slot.changed
    return Sitting(
        key=str(slot.uid),
        title=str(slot),
        starts=starts,
        ends=starts + dt.timedelta(minutes=slot.minutes),
        room=slot.room_id,
        talk=proposal is not None,
        people=speak.get(number, {}),
        declined=declined.get(number, ()),
        state=proposal.state if proposal else "confirmed",
        shown=number in shown,
        stars=stars.get(number, 0),
        places=slot.room.places if slot.room else None,
    )


def warning_words(one: Warned) -> str:
    words = {
        ROOM: _("“%(title)s” and “%(other)s” are in one room at the same time."),
        BREAK: _("“%(title)s” runs into “%(other)s”."),
        PERSON: _("%(who)s speaks in “%(title)s” and in “%(other)s” at the same time."),
        AWAY: _("%(who)s is not there at the time of “%(title)s”."),
        OUTSIDE: _("“%(title)s” is outside the days of the event."),
        WITHDRAWN: _("“%(title)s” is withdrawn. The next version leaves it out."),
        UNCONFIRMED: _("The speaker of “%(title)s” has not said yes."),
        UNSHOWN: _("“%(title)s” is not published, so readers see no title there."),
        FULL: _("%(number)s people plan to come to “%(title)s”; its room has fewer places."),
        NO: _("%(who)s does not speak in “%(title)s” any more."),
    }
    facts = {"title": one.title, "other": one.other, "who": one.who, "number": one.number}
    return words[one.kind] % facts


def placed_on_draft(event: Event) -> list[tuple[Placed, Slot]]:
    """What the next version would hold: talks that are still on the programme, and breaks."""
    return [
        (
            Placed(str(one.uid), str(one), one.room.name if one.room else "", one.starts, one.minutes, one.proposal_id),
            one,
        )
        for one in slots_of(event)
        if one.starts and (one.proposal is None or one.proposal.state in ON_PROGRAMME)
    ]


@dataclass(frozen=True)
class Clocked:
    """A time as clocks show it; `offset` is told where they show it twice, or the offset changes that day."""

    time: str
    offset: str = ""


def clocked(at: dt.datetime, zone: dt.tzinfo) -> Clocked:
    local = at.astimezone(zone)
    told = date_format(local, "H:i")
    day = [dt.datetime.combine(local.date(), time, zone).utcoffset() for time in (dt.time(0), dt.time(23, 59))]
    return Clocked(told, offset_of(local) if day[0] != day[1] else "")


def offset_of(local: dt.datetime) -> str:
    minutes = int((local.utcoffset() or dt.timedelta()).total_seconds() // 60)
    sign, minutes = ("-" if minutes < 0 else "+"), abs(minutes)
    return f"UTC{sign}{minutes // 60:02}:{minutes % 60:02}"


def when_words(at: dt.datetime, event: Event) -> str:
    """A day and a time by the clocks of the event."""
    found = clocked(at, event.tz)
    facts = {
        "day": date_format(at.astimezone(event.tz), "l j F"),
        "time": f"{found.time} {found.offset}".strip(),
        "place": place_of(event.zone),
    }
    return _("%(day)s, %(time)s (%(place)s time)") % facts
