"""The published agenda as files for other programs."""

import uuid
from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from rounds.events.frab import Item, Schedule
from rounds.events.models import AgendaVersion, Event
from rounds.events.queries.published import ON, WITHDRAWN, Shown, shown_entries
from rounds.events.queries.reading import rooms_in, title_of
from rounds.meetings.calendars import CANCELLED, CONFIRMED, Occasion, calendar_file


def schedule_of(event: Event, version: AgendaVersion) -> Schedule:
    entries = shown_entries(version)
    url = settings.BASE_URL + reverse("events:agenda", args=[event.slug])
    return Schedule(
        slug=event.slug,
        title=event.name,
        about=event.about,
        url=url,
        base=settings.BASE_URL,
        zone=event.tz,
        zone_name=event.zone,
        version=str(version.number),
        first=event.starts,
        last=event.ends,
        rooms=rooms_in(entries),
        tracks=sorted({one.track for one in entries if one.track}),
        items=[item(one, event, url) for one in entries],
    )


def item(one: Shown, event: Event, url: str) -> Item:
    talk = settings.BASE_URL + reverse("events:talk", args=[event.slug, one.code]) if one.code else url
    return Item(
        uid=one.uid,
        number=one.number,
        code=one.code,
        title=title_of(one),
        starts=one.starts,
        minutes=one.minutes,
        room=one.room,
        track=one.track,
        kind=one.kind or (_("Break") if one.proposal is None else _("Talk")),
        language=one.language,
        abstract=one.abstract,
        url=talk,
        people=[(person_word(number), name) for number, name in one.people],
        off=one.status != ON,
    )


def person_word(number: int) -> str:
    """The same person by the same word in every file; it follows from no address."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"{settings.BASE_URL}/speakers/{number}"))


def agenda_calendar(event: Event, version: AgendaVersion, entries: Iterable[Shown]) -> bytes:
    """Each talk keeps its UID; a later version replaces an earlier one, and what is withdrawn is cancelled."""
    host = settings.BASE_URL.partition("//")[2].partition("/")[0].partition(":")[0]
    url = settings.BASE_URL + reverse("events:agenda", args=[event.slug])
    occasions = [
        Occasion(
            uid=f"agenda-{one.uid}@{host}",
            sequence=version.number,
            changed=version.at,
            title=title_of(one),
            starts=one.starts,
            ends=one.ends,
            zone=event.zone,
            words="\n\n".join(part for part in (one.names, one.abstract) if part),
            place=", ".join(part for part in (one.room, event.venue) if part),
            url=settings.BASE_URL + reverse("events:talk", args=[event.slug, one.code]) if one.code else url,
            status=CANCELLED if one.status == WITHDRAWN else CONFIRMED,
        )
        for one in entries
    ]
    return calendar_file(occasions, name=event.name)
