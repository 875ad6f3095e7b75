"""Polls in the room of a meeting, and the notes that its hosts write together."""

import datetime as dt
from collections.abc import Collection, Sequence

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.meetings.actions.asking import (
    RoomRefused,
    note_change,
    refuse_unless_host,
    refuse_when_closed,
    rules_for,
)
from rounds.meetings.models import Ballot, Choice, Live, Meeting, Poll
from rounds.network.actions.words import refuse_telling_words

FEWEST, MOST = 2, 10


@transaction.atomic
def make_poll(
    meeting: Meeting, words: str, choices: Sequence[str], *, several: bool, by: Person, at: dt.datetime
) -> Poll:
    """Prepare a poll. Nobody sees it before it is opened."""
    refuse_unless_host(meeting, by)
    listed = [line for line in dict.fromkeys(" ".join(choice.split()) for choice in choices) if line]
    if not FEWEST <= len(listed) <= MOST:
        raise RoomRefused(_("Write 2 to 10 different answers, each in a line of its own."))
    if any(len(line) > 160 for line in listed):
        raise RoomRefused(_("An answer has at most 160 letters."))
    poll = Poll.objects.create(meeting=meeting, words=words, several=several, by=by, at=at)
    Choice.objects.bulk_create(Choice(poll=poll, words=line, place=place) for place, line in enumerate(listed))
    note_change(meeting)
    record("meetings.poll_made", subject=meeting, by=by, at=at, poll=poll.pk)
    return poll


@transaction.atomic
def open_poll(poll: Poll, *, by: Person, at: dt.datetime) -> None:
    refuse_unless_host(poll.meeting, by)
    refuse_when_closed(poll.meeting, by, at)
    if Poll.objects.filter(pk=poll.pk).exclude(state=Poll.State.OPEN).update(state=Poll.State.OPEN):
        note_change(poll.meeting)
        record("meetings.poll_opened", subject=poll.meeting, by=by, at=at, poll=poll.pk)


@transaction.atomic
def close_poll(poll: Poll, *, by: Person, at: dt.datetime) -> None:
    refuse_unless_host(poll.meeting, by)
    if Poll.objects.filter(pk=poll.pk, state=Poll.State.OPEN).update(state=Poll.State.CLOSED):
        note_change(poll.meeting)
        record("meetings.poll_closed", subject=poll.meeting, by=by, at=at, poll=poll.pk)


@transaction.atomic
def remove_poll(poll: Poll, *, by: Person, at: dt.datetime) -> None:
    """Only one that nobody has answered."""
    refuse_unless_host(poll.meeting, by)
    held = Poll.objects.select_for_update().filter(pk=poll.pk).first()
    if held is None:
        return
    if held.ballots.exists():
        raise RoomRefused(_("Somebody has answered this poll. Close it instead."))
    held.delete()
    note_change(poll.meeting)
    record("meetings.poll_removed", subject=poll.meeting, by=by, at=at)


@transaction.atomic
def answer_poll(poll: Poll, choices: Collection[int], *, by: Person, at: dt.datetime) -> None:
    """Answer once. The answer cannot be changed: results are shown after it."""
    refuse_when_closed(poll.meeting, by, at)
    held = Poll.objects.select_for_update().filter(pk=poll.pk).first()
    if held is None or held.state != Poll.State.OPEN:
        raise RoomRefused(_("This poll is closed."))
    chosen = list(held.choices.filter(pk__in=choices))
    if not chosen or len(chosen) != len(set(choices)) or (len(chosen) > 1 and not held.several):
        raise RoomRefused(_("Choose an answer first.") if not choices else _("Choose one answer of this poll."))
    try:
        with transaction.atomic():
            ballot = Ballot.objects.create(poll=held, person=by, at=at)
            ballot.chosen.set(chosen)
    except IntegrityError:
        raise RoomRefused(_("You have answered this poll before. Your first answer counts.")) from None
    note_change(poll.meeting)
    record("meetings.poll_answered", subject=poll.meeting, by=by, at=at, poll=poll.pk)


@transaction.atomic
def write_notes(meeting: Meeting, words: str, *, version: int, by: Person, at: dt.datetime, seen: str = "") -> None:
    """Keep what the hosts write together. Who began from an older text is told, and loses nothing."""
    refuse_unless_host(meeting, by)
    if words:
        refuse_telling_words(words, seen=seen, by=by, place=rules_for(meeting, by))
    Live.objects.get_or_create(meeting=meeting)
    fields = {"notes": words, "notes_by": by, "notes_at": at}
    mine = Live.objects.filter(meeting=meeting, notes_version=version)
    if not mine.update(notes_version=F("notes_version") + 1, version=F("version") + 1, **fields):
        raise RoomRefused(
            _(
                "Somebody else has changed the notes since you began. Theirs stand above yours: put both together and save."
            )
        )
    record("meetings.notes_written", subject=meeting, by=by, at=at)


@transaction.atomic
def set_captions(meeting: Meeting, link: str, *, by: Person, at: dt.datetime) -> None:
    refuse_unless_host(meeting, by)
    Live.objects.get_or_create(meeting=meeting)
    if Live.objects.filter(meeting=meeting).exclude(captions_link=link).update(captions_link=link):
        note_change(meeting)
        record("meetings.captions_changed", subject=meeting, by=by, at=at)
