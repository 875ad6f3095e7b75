"""The recording of a talk: with captions and a transcript, or not at all."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.core.refusing import Refused
from rounds.events.models import Recording, Talk
from rounds.events.recordings import trouble_in

FEWEST_LETTERS = 200


class RecordingRefused(Refused):
    """Not done, and why."""


@transaction.atomic
def keep_recording(
    talk: Talk, *, link: str, captions: str, transcript: str, published: bool, by: Person, at: dt.datetime
) -> Recording:
    """Keep what there is; show it only when captions and transcript are there. Faulty captions are never kept."""
    if captions and (trouble := trouble_in(captions)):
        raise RecordingRefused(words_of(*trouble), field="captions")
    if published:
        refuse_to_publish(talk, captions, transcript, at)
    held = Recording.objects.select_for_update().filter(talk=talk).first()
    since = (held.published if held and held.published else at) if published else None
    facts = {"link": link, "captions": captions, "transcript": transcript, "published": since}
    made, _new = Recording.objects.update_or_create(talk=talk, defaults={**facts, "changed": at, "changed_by": by})
    was = bool(held and held.published)
    verb = "recording_changed" if was == published else "recording_published" if published else "recording_taken_back"
    record(f"events.{verb}", subject=talk, by=by, at=at)
    return made


def refuse_to_publish(talk: Talk, captions: str, transcript: str, at: dt.datetime) -> None:
    if talk.hidden:
        raise RecordingRefused(_("This talk is out of sight. Publish the talk first."))
    if talk.meeting and talk.meeting.ends_at > at:
        raise RecordingRefused(_("This talk is not over yet."))
    if not captions:
        message = _("Add captions. Without them, people who do not hear are left out.")
        raise RecordingRefused(message, field="captions")
    if len(transcript) < FEWEST_LETTERS:
        message = _("Add the whole transcript. Without it, the talk cannot be read or found.")
        raise RecordingRefused(message, field="transcript")


def words_of(kind: str, line: int) -> str:
    return {
        "head": _("The first line has to be WEBVTT. Save the captions as a WebVTT file."),
        "times": _("Line %(line)s: a time looks like 00:01:02.500 --> 00:01:05.000."),
        "order": _("Line %(line)s: this line ends before it begins, or begins before the one above."),
        "empty": _("There are no words in these captions."),
    }[kind] % {"line": line}
