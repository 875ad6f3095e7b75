"""Proposals that were collected elsewhere."""

import datetime as dt
import secrets
import uuid
from collections.abc import Sequence

from django.db import transaction

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.events.actions.proposals import new_code
from rounds.events.models import Event, Proposal, SessionType, Speaking, Track
from rounds.events.pretalx import Entry, Who
from rounds.events.vocabulary import State


@transaction.atomic
def import_proposals(event: Event, entries: Sequence[Entry], *, by: Person | None, at: dt.datetime) -> tuple[int, int]:
    """Bring proposals into an event, all or none; says how many are new and how many were there.

    Nobody is written to. Speakers join when somebody with their address signs in and says so.
    """
    Event.objects.select_for_update().get(pk=event.pk)
    made = sum(import_one(event, entry, at=at) for entry in entries)
    if made:
        record("events.proposals_imported", subject=event, by=by, at=at, number=made)
    return made, len(entries) - made


def import_one(event: Event, entry: Entry, *, at: dt.datetime) -> bool:
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"pretalx:{event.pk}:{entry.code}")
    if Proposal.objects.filter(key=key).exists():
        return False
    withdrawn = entry.state == State.WITHDRAWN
    proposal = Proposal.objects.create(
        event=event,
        code=new_code(),
        title=entry.title,
        abstract=entry.abstract,
        track=track_called(event, entry.track or "Imported"),
        session_type=kind_called(event, entry.kind, entry.minutes),
        language=entry.language,
        state=entry.state,
        begun=at,
        changed=at,
        submitted=at,
        withdrawn=at if withdrawn else None,
        key=key,
    )
    add_speakers(proposal, entry.speakers, at=at)
    return True


def track_called(event: Event, name: str) -> Track:
    return event.tracks.filter(name__iexact=name).first() or Track.objects.create(event=event, name=name)


def kind_called(event: Event, name: str, minutes: int) -> SessionType:
    found = event.session_types.filter(name__iexact=name).first()
    return found or SessionType.objects.create(event=event, name=name, minutes=minutes)


def add_speakers(proposal: Proposal, speakers: Sequence[Who], *, at: dt.datetime) -> None:
    """The first one leads. Without an address, nobody can join in their name."""
    taken: set[str] = set()
    for who in speakers or [Who("", "")]:
        email = who.email or f"{secrets.token_hex(12)}@imported.invalid"
        if email not in taken:
            Speaking.objects.create(proposal=proposal, email=email, name=who.name, leads=not taken, asked=at)
            taken.add(email)
