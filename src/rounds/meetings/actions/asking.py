"""Questions in the room of a meeting: asking, voting, answering, and taking out of sight."""

import datetime as dt
import uuid

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.meetings.models import Live, Meeting, Question, Vote
from rounds.meetings.queries.live import is_running
from rounds.network.actions.words import refuse_telling_words
from rounds.screening.models import Place
from rounds.screening.queries import places_of

MOST_QUESTIONS, PER = 5, dt.timedelta(minutes=10)


class RoomRefused(Exception):
    """The message is written for the person who asked."""


def refuse_when_closed(meeting: Meeting, by: Person, at: dt.datetime) -> None:
    if not by.has_perm("meetings.come_in", meeting):
        raise RoomRefused(_("You need a place in this meeting to take part."))
    if not is_running(meeting, at):
        raise RoomRefused(_("The room takes nothing now. It is open from 15 minutes before the start until the end."))


def refuse_unless_host(meeting: Meeting, by: Person) -> None:
    if not by.has_perm("meetings.host_meeting", meeting):
        raise RoomRefused(_("Only the hosts of this meeting can do this."))


def rules_for(meeting: Meeting, by: Person) -> Place | None:
    """The privacy rules of the organisation whose meeting it is, else those of the writer's own place."""
    if meeting.organisation_id and meeting.organisation:
        return meeting.organisation.place
    return places_of(by).first()


def note_change(meeting: Meeting) -> None:
    """The room looks different now: pages that show it are out of date."""
    if not Live.objects.filter(meeting=meeting).update(version=F("version") + 1):
        Live.objects.get_or_create(meeting=meeting)
        Live.objects.filter(meeting=meeting).update(version=F("version") + 1)


def held(question: Question) -> QuerySet[Question]:
    """A question as it is now, held: a host may have hidden it since the page was made, or its asker taken it back."""
    return Question.objects.select_for_update(of=("self",)).filter(pk=question.pk)


@transaction.atomic
def ask_question(
    meeting: Meeting, words: str, *, unnamed: bool, key: uuid.UUID, seen: str = "", by: Person, at: dt.datetime
) -> Question:
    """Ask; the same form sent twice asks once. What could tell who a patient is does not get through."""
    if sent := Question.objects.filter(by=by, key=key).first():
        return sent
    refuse_when_closed(meeting, by, at)
    if Question.objects.filter(meeting=meeting, by=by, at__gt=at - PER).count() >= MOST_QUESTIONS:
        raise RoomRefused(_("You have asked 5 questions within 10 minutes. Wait a little: your words are still here."))
    refuse_telling_words(words, seen=seen, by=by, place=rules_for(meeting, by))
    try:
        with transaction.atomic():
            question = Question.objects.create(meeting=meeting, by=by, words=words, unnamed=unnamed, at=at, key=key)
    except IntegrityError:
        return Question.objects.get(by=by, key=key)
    note_change(meeting)
    record("meetings.question_asked", subject=meeting, by=by, at=at, question=question.pk)
    return question


@transaction.atomic
def vote(question: Question, wanted: bool, *, by: Person, at: dt.datetime) -> None:
    """Want to know it as well, or no longer. Once for each person; not for one's own question."""
    refuse_when_closed(question.meeting, by, at)
    if not held(question).filter(hidden=None).exclude(by=by).exists():
        raise RoomRefused(_("You cannot vote for this question."))
    if wanted:
        changed = Vote.objects.get_or_create(question=question, person=by)[1]
    else:
        changed = bool(Vote.objects.filter(question=question, person=by).delete()[0])
    if changed:
        note_change(question.meeting)
        verb = "meetings.question_supported" if wanted else "meetings.support_taken_back"
        record(verb, subject=question.meeting, by=by, at=at, question=question.pk)


@transaction.atomic
def answer_question(question: Question, words: str, *, by: Person, at: dt.datetime, seen: str = "") -> None:
    """Say that it is answered, with words or without. Hosts may still do so when the meeting is over."""
    refuse_unless_host(question.meeting, by)
    now = held(question).first()
    if now is None:
        raise RoomRefused(_("Who asked this question has taken it back."))
    if now.hidden:
        raise RoomRefused(_("This question is hidden. Show it again first."))
    if words:
        refuse_telling_words(words, seen=seen, by=by, place=rules_for(question.meeting, by))
    Question.objects.filter(pk=now.pk).update(answer=words, answered=at, answered_by=by, pinned=False)
    note_change(question.meeting)
    record("meetings.question_answered", subject=question.meeting, by=by, at=at, question=question.pk)


@transaction.atomic
def pin_question(question: Question, pinned: bool, *, by: Person, at: dt.datetime) -> None:
    refuse_unless_host(question.meeting, by)
    if Question.objects.filter(pk=question.pk, hidden=None).exclude(pinned=pinned).update(pinned=pinned):
        note_change(question.meeting)
        verb = "meetings.question_put_on_top" if pinned else "meetings.question_put_back"
        record(verb, subject=question.meeting, by=by, at=at, question=question.pk)


@transaction.atomic
def hide_question(question: Question, reason: str, *, by: Person, at: dt.datetime) -> None:
    """Take words out of sight; the reason stands in their place."""
    refuse_unless_host(question.meeting, by)
    if not reason.strip():
        raise RoomRefused(_("Say why."))
    hidden = {"hidden": at, "hidden_by": by, "hidden_reason": reason.strip(), "pinned": False}
    if Question.objects.filter(pk=question.pk, hidden=None).update(**hidden):
        note_change(question.meeting)
        record("meetings.question_hidden", subject=question.meeting, by=by, at=at, question=question.pk, reason=reason)


@transaction.atomic
def show_question(question: Question, *, by: Person, at: dt.datetime) -> None:
    refuse_unless_host(question.meeting, by)
    shown = {"hidden": None, "hidden_by": None, "hidden_reason": ""}
    if Question.objects.filter(pk=question.pk, hidden__isnull=False).update(**shown):
        note_change(question.meeting)
        record("meetings.question_shown", subject=question.meeting, by=by, at=at, question=question.pk)


@transaction.atomic
def take_question_back(question: Question, *, by: Person, at: dt.datetime) -> None:
    """Who asked may take the question away, while the room is open and nobody has answered."""
    refuse_when_closed(question.meeting, by, at)
    if not Question.objects.filter(pk=question.pk, by=by, hidden=None, answered=None).delete()[0]:
        raise RoomRefused(_("You can take back a question of your own that has no answer yet."))
    note_change(question.meeting)
    record("meetings.question_taken_back", subject=question.meeting, by=by, at=at)
