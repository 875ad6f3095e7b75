"""A meeting for each talk of the published agenda, so that calendars, attendance and rooms work there as anywhere."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.events.models import Event, Placement, Speaking, Talk
from rounds.events.queries.published import agenda_visible_to, newest_versions
from rounds.events.vocabulary import Standing, State
from rounds.meetings.actions import call_off, close_meeting, make_meeting, open_meeting
from rounds.meetings.actions.following import follow
from rounds.meetings.vocabulary import Audience, Kind, MeetingState

ALIVE = (MeetingState.DRAFT, MeetingState.OPEN, MeetingState.CLOSED)


def hold_all(*, at: dt.datetime) -> int:
    """Events of which a talk came or went since their agenda was published; each in a transaction of its own."""
    return sum(hold_talks(event, by=None, at=at) for event in events_out_of_step(at=at))


def events_out_of_step(*, at: dt.datetime) -> QuerySet[Event]:
    newest = Placement.objects.filter(proposal=OuterRef("proposal"), version__in=newest_versions())
    seen = Q(hidden__isnull=True, proposal__state=State.CONFIRMED, proposal__event__standing=Standing.ANNOUNCED)
    gone = Q(meeting__state__in=ALIVE) & ~(seen & Q(Exists(newest)))
    came = (
        seen
        & Q(Exists(newest.filter(starts__gt=at)))
        & (Q(meeting__isnull=True) | Q(meeting__state=MeetingState.CANCELLED))
    )
    return Event.objects.filter(pk__in=Talk.objects.filter(gone | came).values("proposal__event"))


@transaction.atomic
def hold_talks(event: Event, *, by: Person | None, at: dt.datetime) -> int:
    """Make, move and call off meetings until they say what the newest version says; how many there was to do for."""
    held = Event.objects.select_for_update().get(pk=event.pk)
    places = {one.proposal_id: one for one in agenda_visible_to(held)}
    talks = Talk.objects.filter(proposal__event=held).select_related("proposal", "meeting").order_by("pk")
    speakers = speakers_by_talk(held)
    return sum(
        hold_talk(talk, held, places.get(talk.proposal_id), speakers.get(talk.proposal_id, []), by=by, at=at)
        for talk in talks
    )


def speakers_by_talk(event: Event) -> dict[int, list[Person]]:
    found: dict[int, list[Person]] = {}
    speaking = Speaking.objects.speaking().filter(proposal__event=event, person__is_active=True)
    for one in speaking.select_related("person").order_by("-leads", "pk"):
        if one.person:
            found.setdefault(one.proposal_id, []).append(one.person)
    return found


def hold_talk(
    talk: Talk, event: Event, place: Placement | None, hosts: list[Person], *, by: Person | None, at: dt.datetime
) -> bool:
    seen = talk.hidden is None and talk.proposal.state == State.CONFIRMED and event.standing == Standing.ANNOUNCED
    meeting = talk.meeting
    if place is None or not seen:
        if meeting is None or meeting.state not in ALIVE:
            return False
        call_off(meeting, why=_("The talk is no longer on the agenda."), by=by, at=at)
        return True
    facts = facts_of(talk, event, place)
    if meeting is None or meeting.state == MeetingState.CANCELLED:
        made = make_meeting(facts, hosts=hosts, by=by, at=at)
        open_meeting(made, by=by, at=at)
        close_meeting(made, by=by, at=at)  # who comes has a ticket of the event: nobody registers for a talk here
        Talk.objects.filter(pk=talk.pk).update(meeting=made)
        return True
    return follow(meeting, facts, hosts=hosts, by=by, at=at)


def facts_of(talk: Talk, event: Event, place: Placement) -> dict[str, Any]:
    proposal = talk.proposal
    return {
        "title": proposal.title,
        "kind": Kind.TALK,
        "summary": proposal.abstract[:4000],
        "language": proposal.language,
        "content_kind": proposal.content_kind,
        "zone": event.zone,
        "starts_at": place.starts,
        "ends_at": place.ends,
        "venue": event.venue,
        "room": place.room,
        "address": event.address[:300],
        "audience": Audience.INVITED,
    }
