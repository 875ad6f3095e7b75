"""Working on the draft of an agenda: talks and breaks get a room and a time, and lose them."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.core.clocks import NoSuchMoment, moment
from rounds.core.refusing import Refused
from rounds.events.models import Event, Proposal, Room, Slot
from rounds.events.queries.agenda import rooms_of, when_words
from rounds.events.ticket_letters import tell_moved
from rounds.events.vocabulary import ON_PROGRAMME

STEP = dt.timedelta(minutes=15)


class PlacingRefused(Refused):
    """Not done, and why."""


class MovedMeanwhile(PlacingRefused):
    """Somebody else has moved it since the page was opened; the message says where it is now."""


@transaction.atomic
def place_talk(
    proposal: Proposal,
    room: Room | None,
    starts: dt.datetime | None,
    minutes: int,
    *,
    version: int,
    by: Person | None,
    at: dt.datetime,
) -> Slot:
    """Put a talk somewhere, or take it off by giving no time. `version` is that of the page, 0 where it had no place."""
    event = Event.objects.select_for_update().get(pk=proposal.event_id)
    held = Proposal.objects.get(pk=proposal.pk)
    if starts and held.state not in ON_PROGRAMME:
        raise PlacingRefused(_("This talk is not on the programme any more."))
    if starts and room is None:
        raise PlacingRefused(_("Choose a room."), field="room")
    slot = Slot.objects.filter(proposal=held).select_related("room", "changed_by", "proposal").first()
    refuse_moved(slot, version, event)
    facts: dict[str, Any] = {"room": room if starts else None, "starts": starts, "minutes": minutes}
    return write(event, slot, {"proposal": held, **facts}, by=by, at=at)


@transaction.atomic
def place_break(
    event: Event,
    title: str,
    room: Room | None,
    starts: dt.datetime,
    minutes: int,
    *,
    slot: Slot | None,
    version: int,
    by: Person | None,
    at: dt.datetime,
    uid: str = "",
) -> Slot:
    """A break, lunch, or anything else that is no talk; without a room it is for all of them."""
    locked = Event.objects.select_for_update().get(pk=event.pk)
    held = Slot.objects.filter(pk=slot.pk).select_related("room", "changed_by").first() if slot else None
    if slot and held is None:
        raise MovedMeanwhile(_("Somebody has removed this break. Add it again if it is needed."))
    refuse_moved(held, version, locked)
    facts: dict[str, Any] = {"title": title, "room": room, "starts": starts, "minutes": minutes}
    return write(locked, held, facts | ({"uid": uid} if uid else {}), by=by, at=at)


def refuse_moved(slot: Slot | None, version: int, event: Event) -> None:
    now = slot.version if slot else 0
    if now == version:
        return
    if slot is None or slot.starts is None:
        raise MovedMeanwhile(_("Meanwhile somebody took it off the agenda. Save again to put it where you want it."))
    facts = {
        "who": slot.changed_by.name if slot.changed_by else _("Somebody"),
        "when": when_words(slot.starts, event),
        "room": slot.room.name if slot.room else _("all rooms"),
    }
    message = _("Meanwhile %(who)s has put it on %(when)s, in %(room)s. Save again to change that.")
    raise MovedMeanwhile(message % facts)


def write(event: Event, slot: Slot | None, facts: dict[str, Any], *, by: Person | None, at: dt.datetime) -> Slot:
    """Write what is new; the same again changes nothing."""
    if slot and all(getattr(slot, name) == value for name, value in facts.items() if name != "uid"):
        return slot
    try:
        with transaction.atomic():
            if slot is None:
                slot = Slot.objects.create(event=event, changed=at, changed_by=by, **facts)
            else:
                told = {name: value for name, value in facts.items() if name != "uid"}
                changed = {"version": slot.version + 1, "changed": at, "changed_by": by}
                Slot.objects.filter(pk=slot.pk).update(**told, **changed)
                slot = Slot.objects.select_related("proposal", "room").get(pk=slot.pk)
    except IntegrityError:
        raise PlacingRefused(_("This does not fit: choose a room and a length between a minute and a day.")) from None
    starts, room = facts["starts"], facts["room"]
    what = {"code": slot.proposal.code} if slot.proposal else {"title": slot.title}
    told = {"starts": starts.isoformat() if starts else "", "room": room.name if room else "", **what}
    record("events.agenda_changed", subject=event, by=by, at=at, **told)
    return slot


@transaction.atomic
def remove_break(slot: Slot, *, version: int, by: Person, at: dt.datetime) -> None:
    event = Event.objects.select_for_update().get(pk=slot.event_id)
    held = Slot.objects.filter(pk=slot.pk, proposal__isnull=True).select_related("room", "changed_by").first()
    if held is None:
        return
    refuse_moved(held, version, event)
    Slot.objects.filter(pk=held.pk).delete()
    record("events.break_removed", subject=event, by=by, at=at, title=held.title)


def move_slot(slot: Slot, to: str, *, version: int, by: Person, at: dt.datetime) -> Slot:
    """A step earlier or later, into the next room, or off the agenda."""
    if slot.starts is None:
        raise PlacingRefused(_("It has no time yet. Open it to give it one."))
    starts: dt.datetime | None = slot.starts + {"earlier": -STEP, "later": STEP}.get(to, dt.timedelta())
    room = next_room(slot) if to == "room" else slot.room
    if to == "off" and slot.proposal:
        starts = None
    if slot.proposal:
        return place_talk(slot.proposal, room, starts, slot.minutes, version=version, by=by, at=at)
    facts = (slot.event, slot.title, room, starts or slot.starts, slot.minutes)
    return place_break(*facts, slot=slot, version=version, by=by, at=at)


def next_room(slot: Slot) -> Room | None:
    """The one after it in the list, then the first again; a break may also be for all rooms."""
    listed: list[Room | None] = [*rooms_of(slot.event)]
    if slot.proposal is None:
        listed.append(None)
    numbers = [one.pk if one else None for one in listed]
    here = numbers.index(slot.room_id) if slot.room_id in numbers else -1
    return listed[(here + 1) % len(listed)] if listed else None


@transaction.atomic
def move_to_zone(event: Event, zone: str, *, keeps_clock: bool, by: Person, at: dt.datetime) -> int:
    """The event goes by other clocks. Either what stands at nine still stands at nine, or each moment stays.

    Days and availability are days and clock times, and stay. Who has a ticket is told, and their calendars count one up.
    Says how many times were written anew.
    """
    held = Event.objects.select_for_update().get(pk=event.pk)
    if held.zone == zone:
        raise PlacingRefused(_("The event goes by these clocks already."), field="zone")
    moved = 0
    for slot in Slot.objects.filter(event=held, starts__isnull=False).select_related("proposal") if keeps_clock else ():
        naive = (slot.starts or slot.changed).astimezone(held.tz).replace(tzinfo=None)
        try:
            starts = moment(naive, zone)
        except NoSuchMoment:
            facts = {"title": str(slot), "time": f"{naive:%H:%M}"}
            message = _("“%(title)s” would begin at %(time)s, which the clocks there skip that day. Move it first.")
            raise PlacingRefused(message % facts, field="zone") from None
        facts_of = {"starts": starts, "version": slot.version + 1, "changed": at, "changed_by": by}
        moved += Slot.objects.filter(pk=slot.pk).update(**facts_of)
    Event.objects.filter(pk=held.pk).update(zone=zone, sequence=F("sequence") + 1)
    record("events.zone_changed", subject=held, by=by, at=at, before=held.zone, after=zone, keeps_clock=keeps_clock)
    tell_moved(held, at=at)
    return moved
