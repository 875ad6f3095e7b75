"""Rooms and times that were set elsewhere come onto the draft of the agenda."""

import datetime as dt
import uuid
from dataclasses import dataclass, field

from django.db import transaction

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.events.actions.placing import PlacingRefused, place_break, place_talk
from rounds.events.models import Event, Proposal, Room, Slot
from rounds.events.queries.agenda import placeable, rooms_of
from rounds.events.schedules import Plan, Spot


@dataclass
class Brought:
    """What an import has done. `unknown` are talks that the event does not have, or that are not on its programme."""

    rooms: int = 0
    placed: int = 0
    same: int = 0
    unknown: list[str] = field(default_factory=list)


@transaction.atomic
def import_agenda(event: Event, plan: Plan, *, by: Person | None, at: dt.datetime) -> Brought:
    """All or nothing; the same file again changes nothing. Readers see it once somebody publishes."""
    held = Event.objects.select_for_update().get(pk=event.pk)
    told = Brought()
    rooms = {room.name.lower(): room for room in rooms_of(held)}
    for name in plan.rooms:
        if name.lower() not in rooms:
            rooms[name.lower()] = Room.objects.create(event=held, name=name, order=len(rooms) + 1)
            told.rooms += 1
    talks = known_talks(held)
    for spot in plan.spots:
        bring(held, spot, rooms, talks, told, by=by, at=at)
    if told.rooms or told.placed:
        record("events.agenda_imported", subject=held, by=by, at=at, rooms=told.rooms, placed=told.placed)
    return told


def known_talks(event: Event) -> dict[str, Proposal]:
    """By our own code, and by the key that a talk got when it was imported from elsewhere."""
    found = {}
    for one in placeable(event):
        found[one.code.lower()] = found[str(one.key)] = one
    return found


def talk_of(event: Event, spot: Spot, talks: dict[str, Proposal]) -> Proposal | None:
    imported = uuid.uuid5(uuid.NAMESPACE_URL, f"pretalx:{event.pk}:{spot.code}")
    return talks.get(str(imported)) or talks.get(spot.code.lower())


def bring(
    event: Event,
    spot: Spot,
    rooms: dict[str, Room],
    talks: dict[str, Proposal],
    told: Brought,
    *,
    by: Person | None,
    at: dt.datetime,
) -> None:
    own = (
        Slot.objects.filter(event=event, uid=spot.uid).select_related("room", "proposal").first() if spot.uid else None
    )
    proposal = own.proposal if own else talk_of(event, spot, talks) if spot.code else None
    if spot.code and proposal is None:
        told.unknown.append(spot.title)
        return
    slot = own or (Slot.objects.filter(proposal=proposal).select_related("room").first() if proposal else None)
    before, room = (slot.version if slot else 0), rooms.get(spot.room.lower())
    try:
        if proposal:
            after = place_talk(proposal, room, spot.starts, spot.minutes, version=before, by=by, at=at)
        else:
            facts = (event, spot.title, room, spot.starts, spot.minutes)
            free = "" if Slot.objects.filter(uid=spot.uid or uuid.uuid4()).exists() else spot.uid
            after = place_break(*facts, slot=slot, version=before, by=by, at=at, uid=free if slot is None else "")
    except PlacingRefused:
        told.unknown.append(spot.title)
        return
    told.placed += after.version != before
    told.same += after.version == before
