"""A version of the agenda: published once, for exactly what was looked at."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.events.actions.delivering import LetterRefused, deliver_once
from rounds.events.actions.holding import hold_talks
from rounds.events.letters import agenda_message
from rounds.events.models import AgendaLetter, AgendaVersion, Event, Placement
from rounds.events.queries.publishing import (
    Publication,
    agenda_letters_not_begun,
    agenda_letters_unsure,
    publication_of,
)


class PublishingRefused(Exception):
    """The message is written for the person who asked."""


@transaction.atomic
def publish_agenda(event: Event, *, seal: str, note: str = "", by: Person | None, at: dt.datetime) -> AgendaVersion:
    """Make the draft the newest version, seal its letters, and let the meetings of its talks follow.

    `seal` names the changes and letters as they were shown: when anything differs now, nothing happens.
    """
    held = Event.objects.select_for_update().get(pk=event.pk)
    found = publication_of(held)
    if not found.changes:
        raise PublishingRefused(_("Nothing has changed since the last version."))
    if seal != found.seal:
        raise PublishingRefused(_("The agenda has changed since you looked. Look at the changes again."))
    version = AgendaVersion.objects.create(event=held, number=found.number, zone=held.zone, note=note, at=at, by=by)
    keep(version, found, at=at)
    hold_talks(held, by=by, at=at)
    record("events.agenda_published", subject=held, by=by, at=at, number=found.number, letters=len(found.letters))
    return version


def keep(version: AgendaVersion, found: Publication, *, at: dt.datetime) -> None:
    Placement.objects.bulk_create(
        Placement(
            version=version,
            uid=slot.uid,
            proposal=slot.proposal,
            title=placed.title,
            room=placed.room,
            room_order=slot.room.order if slot.room else 0,
            starts=placed.starts,
            minutes=placed.minutes,
        )
        for placed, slot in found.placed
    )
    AgendaLetter.objects.bulk_create(
        AgendaLetter(version=version, person=one.person, subject=one.subject, words=one.words, url=one.url, made=at)
        for one in found.letters
    )


def deliver_agenda(*, at: Callable[[], dt.datetime]) -> int:
    """Send what nobody has begun to send; says how many went."""
    numbers = list(agenda_letters_not_begun().order_by("pk").values_list("pk", flat=True))
    waiting = AgendaLetter.objects.select_related("person", "version__event")
    return sum(deliver_once(waiting, number, agenda_message, at=at) for number in numbers)


@transaction.atomic
def send_agenda_again(letter: AgendaLetter, *, by: Person, at: dt.datetime) -> None:
    """A person decides about a letter of which nobody knows whether it left."""
    if not agenda_letters_unsure(at=at).filter(pk=letter.pk).update(taken=None):
        raise LetterRefused(_("This letter has left, or waits to leave. It is not sent again."))
    record("events.letter_sent_again", subject=letter.version.event, by=by, at=at, agenda_letter=letter.pk)
