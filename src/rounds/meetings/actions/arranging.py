"""Making meetings, changing them, and repeating them."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.core.refusing import Refused
from rounds.meetings.actions.ending import offer_places
from rounds.meetings.actions.places import PlacesRefused, change_cap, lock_pools, make_pool
from rounds.meetings.letters import moment, tell_changed
from rounds.meetings.models import CapacityPool, Hold, Host, Invited, Meeting, Prerequisite, Registration, Series
from rounds.meetings.repeating import repeated
from rounds.meetings.vocabulary import HOLDING, LIVING, HoldState, MeetingState
from rounds.network.models import Organisation

TOLD = ("title", "starts_at", "ends_at", "zone", "venue", "room", "address", "join_link")
COPIED = (
    *("title", "kind", "summary", "language", "content_kind", "zone", "starts_at", "ends_at", "venue", "room"),
    *("address", "access_notes", "map_link", "join_link", "largest_party", "waiting_list", "offer_hours", "subject"),
    *("full_refund_days", "half_refund_days", "audience", "organisation"),
)


class ArrangingRefused(Refused):
    """Not done, and why."""


@transaction.atomic
def make_meeting(
    facts: Mapping[str, Any],
    *,
    places: int | None = None,
    also: Iterable[CapacityPool] = (),
    hosts: Iterable[Person] = (),
    prerequisites: Iterable[tuple[str, str]] = (),
    organisation: Organisation | None = None,
    series: Series | None = None,
    by: Person | None,
    at: dt.datetime,
) -> Meeting:
    """Write a draft. It is shown to nobody but its hosts until it is opened."""
    told = {**facts, "organisation": organisation, "series": series}
    made = Meeting.objects.create(**told, state=MeetingState.DRAFT, made=at, made_by=by, changed=at)
    if places is not None:
        Meeting.objects.filter(pk=made.pk).update(pool=make_pool(made.title[:120], places, by=by, at=at))
    made.also.set(also)
    name_hosts(made, hosts)
    Prerequisite.objects.bulk_create(
        Prerequisite(meeting=made, reference=reference, words=words) for reference, words in prerequisites
    )
    made.refresh_from_db()
    record("meetings.meeting_made", subject=made, by=by, at=at)
    return made


def name_hosts(meeting: Meeting, hosts: Iterable[Person]) -> None:
    wanted = {person.pk: place for place, person in enumerate(hosts)}
    meeting.host_rows.exclude(person__in=wanted).delete()
    for person, place in wanted.items():
        Host.objects.update_or_create(meeting=meeting, person_id=person, defaults={"place": place})


@transaction.atomic
def open_meeting(meeting: Meeting, *, by: Person | None, at: dt.datetime) -> None:
    """Show a draft, or take new people again."""
    before = (MeetingState.DRAFT, MeetingState.CLOSED)
    if not Meeting.objects.filter(pk=meeting.pk, state__in=before).update(state=MeetingState.OPEN, changed=at):
        raise ArrangingRefused(_("This meeting is open, over or cancelled already."))
    record("meetings.meeting_opened", subject=meeting, by=by, at=at)


@transaction.atomic
def close_meeting(meeting: Meeting, *, by: Person | None, at: dt.datetime) -> None:
    """Take nobody new. Who has a place keeps it, and who waits is still offered one."""
    if not Meeting.objects.filter(pk=meeting.pk, state=MeetingState.OPEN).update(state=MeetingState.CLOSED, changed=at):
        raise ArrangingRefused(_("This meeting is not open."))
    record("meetings.meeting_closed", subject=meeting, by=by, at=at)


@transaction.atomic
def change_meeting(
    meeting: Meeting,
    facts: Mapping[str, Any],
    *,
    places: int | None,
    also: Collection[CapacityPool],
    hosts: Iterable[Person],
    prerequisites: Iterable[tuple[str, str]] = (),
    sequence: int,
    by: Person,
    at: dt.datetime,
) -> bool:
    """Write what is new. Who comes or waits is told of another time, place or link, and calendars count one up.

    `sequence` is that of the page which was filled in: who changed it in between is not overwritten.
    """
    held = Meeting.objects.select_for_update(of=("self",)).select_related("pool").get(pk=meeting.pk)
    if held.sequence != sequence:
        raise ArrangingRefused(_("Somebody changed this meeting since you opened the page. Open it again."))
    if held.state in {MeetingState.CANCELLED, MeetingState.DONE}:
        raise ArrangingRefused(_("This meeting is over or cancelled. It stays as it was."))
    changes, new = change_words(held, facts), [name for name in facts if getattr(held, name) != facts[name]]
    told = bool(changes) and held.state != MeetingState.DRAFT
    Meeting.objects.filter(pk=held.pk).update(**facts, sequence=held.sequence + 1, changed=at)
    change_places(held, places, also, by=by, at=at)
    name_hosts(held, hosts)
    write_prerequisites(held, prerequisites)
    held.refresh_from_db()
    record("meetings.meeting_changed", subject=held, by=by, at=at, fields=new)
    for one in held.registrations.filter(state__in=LIVING).select_related("person", "meeting") if told else ():
        tell_changed(one, changes, at=at)
    return told


def write_prerequisites(meeting: Meeting, prerequisites: Iterable[tuple[str, str]]) -> None:
    wanted = dict(prerequisites)
    meeting.prerequisites.exclude(reference__in=wanted).delete()
    for reference, words in wanted.items():
        Prerequisite.objects.update_or_create(meeting=meeting, reference=reference, defaults={"words": words})


def change_words(meeting: Meeting, facts: Mapping[str, Any]) -> list[str]:
    """What those concerned are told: how it was."""
    new = [name for name in TOLD if name in facts and getattr(meeting, name) != facts[name]]
    words = []
    if {"starts_at", "ends_at", "zone"} & set(new):
        words.append(_("It was on %(when)s.") % {"when": moment(meeting)})
    if {"venue", "room", "address"} & set(new):
        before = ", ".join(filter(None, (meeting.venue, meeting.room)))
        words.append(_("It was at: %(place)s.") % {"place": before} if before else _("The place is new."))
    if "title" in new:
        words.append(_("It was called “%(title)s”.") % {"title": meeting.title})
    if "join_link" in new:
        words.append(_("The link to join is new. You find it on the page of the meeting."))
    return words


def change_places(
    meeting: Meeting, places: int | None, also: Collection[CapacityPool], *, by: Person, at: dt.datetime
) -> None:
    """Another number of places; more of them are offered to those who wait."""
    before, wanted = set(meeting.also.values_list("pk", flat=True)), {pool.pk for pool in also}
    if before != wanted and meeting.registrations.filter(state__in=LIVING).exists():
        raise ArrangingRefused(_("People have registered. What else a place takes can no longer be changed."), "also")
    meeting.also.set(also)
    if meeting.pool is None and places is not None:
        limit(meeting, places, by=by, at=at)
    elif meeting.pool is not None and places is None:
        raise ArrangingRefused(_("A limit can be made larger, but not be taken away."), "places")
    elif meeting.pool is not None and places is not None:
        try:
            change_pool(meeting.pool, meeting.pool.name, places, by=by, at=at)
        except PlacesRefused as refusal:
            raise ArrangingRefused(str(refusal), "places") from None


@transaction.atomic
def change_pool(pool: CapacityPool, name: str, cap: int, *, by: Person, at: dt.datetime) -> None:
    """Another name or number of places; more of them are offered to those who wait."""
    pools = lock_pools([pool.pk], linked=True)
    CapacityPool.objects.filter(pk=pool.pk).update(name=name)
    if change_cap(pools[pool.pk], cap, by=by, at=at):
        offer_places(pools, at=at)


def limit(meeting: Meeting, places: int, *, by: Person, at: dt.datetime) -> None:
    """A limit where there was none: who has a place holds it from now on."""
    have = list(meeting.registrations.select_for_update().filter(state__in=HOLDING).order_by("pk"))
    taken = sum(one.party for one in have)
    if taken > places:
        raise ArrangingRefused(_("%(taken)s places are taken. Give at least that many.") % {"taken": taken}, "places")
    pool = make_pool(meeting.title[:120], places, by=by, at=at)
    CapacityPool.objects.filter(pk=pool.pk).update(taken=taken)
    Hold.objects.bulk_create(
        Hold(
            pool=pool,
            key=one.key,
            count=one.party,
            state=HoldState.HELD if one.until else HoldState.KEPT,
            expires_at=one.until,
            made=at,
        )
        for one in have
    )
    Meeting.objects.filter(pk=meeting.pk).update(pool=pool)


@transaction.atomic
def duplicate_meeting(
    meeting: Meeting, *, starts_at: dt.datetime, series: Series | None = None, by: Person | None, at: dt.datetime
) -> Meeting:
    """A draft with the same facts at another time, with places of its own."""
    facts = {name: getattr(meeting, name) for name in COPIED if name not in {"organisation", "starts_at", "ends_at"}}
    facts |= {"starts_at": starts_at, "ends_at": starts_at + (meeting.ends_at - meeting.starts_at)}
    made = make_meeting(
        facts,
        places=meeting.pool.cap if meeting.pool else None,
        also=list(meeting.also.all()),
        hosts=[row.person for row in meeting.host_rows.select_related("person").order_by("place", "pk")],
        prerequisites=list(meeting.prerequisites.values_list("reference", "words")),
        organisation=meeting.organisation,
        series=series,
        by=by,
        at=at,
    )
    Invited.objects.bulk_create(
        Invited(meeting=made, person_id=person, at=at, by=by)
        for person in meeting.invited.values_list("person", flat=True)
    )
    return made


@transaction.atomic
def repeat_meeting(meeting: Meeting, *, every: str, count: int, by: Person, at: dt.datetime) -> list[Meeting]:
    """Make a series: so many more meetings, each a draft of its own, at the same time on the clock of the zone."""
    if meeting.series_id:
        raise ArrangingRefused(_("This meeting belongs to a series already."))
    series = Series.objects.create(title=meeting.title, made=at, made_by=by)
    if not Meeting.objects.filter(pk=meeting.pk, series=None).update(series=series):
        raise ArrangingRefused(_("This meeting belongs to a series already."))
    dates = repeated(meeting.starts_at, meeting.zone, every=every, count=count)
    made = [duplicate_meeting(meeting, starts_at=starts, series=series, by=by, at=at) for starts in dates]
    record("meetings.series_made", subject=series, by=by, at=at, count=len(made) + 1)
    return made


def finish_meetings(*, at: dt.datetime) -> int:
    """Meetings that have ended are over; what somebody needed to take part is forgotten after 30 days."""
    over = Meeting.objects.filter(ends_at__lte=at, state__in=[MeetingState.OPEN, MeetingState.CLOSED])
    done = over.update(state=MeetingState.DONE, changed=at)
    old = Meeting.objects.filter(ends_at__lte=at - dt.timedelta(days=30))
    Registration.objects.filter(meeting__in=old).exclude(needs="").update(needs="")
    return done
