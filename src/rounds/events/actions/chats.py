"""Chats: making them, taking part, answering, and what hosts do."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rounds.accounts.letters import absolute
from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.core.refusing import Refused
from rounds.events.models import Chat, ChatAnswer, ChatConsent, ChatQuestion, Event
from rounds.events.queries.chats import consent_of, phase_of
from rounds.meetings.actions import make_meeting, open_meeting
from rounds.meetings.actions.asking import note_change, rules_for
from rounds.meetings.actions.joining import note_click
from rounds.meetings.models import Meeting
from rounds.meetings.vocabulary import Kind
from rounds.network.actions.words import refuse_telling_words

MOST_ANSWERS, PER = 10, dt.timedelta(minutes=5)


class ChatRefused(Refused):
    """Not done, and why."""


@transaction.atomic
def make_chat(
    facts: Mapping[str, Any],
    *,
    tag: str,
    questions: Sequence[tuple[int, str]],
    event: Event | None = None,
    hosts: Iterable[Person] = (),
    by: Person,
    at: dt.datetime,
) -> Chat:
    """Announce a chat: its meeting is open at once, and whoever has a place finds the chat by its link."""
    if facts["starts_at"] <= at:
        raise ChatRefused(_("Choose a time that is still to come."), field="starts_at")
    meeting = make_meeting({**facts, "kind": Kind.LIVE_CHAT}, hosts=hosts, by=by, at=at)
    chat = Chat.objects.create(meeting=meeting, event=event, tag=tag)
    Meeting.objects.filter(pk=meeting.pk).update(join_link=absolute("events:chat", chat.pk))
    for minute, words in questions:
        add_question(chat, minute, words, by=by, at=at)
    open_meeting(meeting, by=by, at=at)
    meeting.refresh_from_db()
    record("events.chat_made", subject=chat, by=by, at=at)
    return chat


@transaction.atomic
def add_question(chat: Chat, minute: int, words: str, *, by: Person, at: dt.datetime) -> ChatQuestion:
    refuse_unless_host(chat, by)
    refuse_minute(chat, minute, at)
    return write_question(ChatQuestion(chat=chat, minute=minute, words=words), by=by, at=at)


@transaction.atomic
def change_question(question: ChatQuestion, minute: int, words: str, *, by: Person, at: dt.datetime) -> None:
    """What has not opened yet may change; what people answer stays as they read it."""
    refuse_unless_host(question.chat, by)
    refuse_opened(question, at)
    refuse_minute(question.chat, minute, at)
    if not ChatQuestion.objects.select_for_update().filter(pk=question.pk).exists():
        raise ChatRefused(_("Another host has removed this question."))
    question.minute, question.words = minute, words
    write_question(question, by=by, at=at)


def write_question(question: ChatQuestion, *, by: Person, at: dt.datetime) -> ChatQuestion:
    try:
        with transaction.atomic():
            question.save()
    except IntegrityError:
        raise ChatRefused(_("Another question opens at this minute."), field="minute") from None
    note_change(question.chat.meeting)
    record("events.chat_question_written", subject=question.chat, by=by, at=at, minute=question.minute)
    return question


@transaction.atomic
def remove_question(question: ChatQuestion, *, by: Person, at: dt.datetime) -> None:
    refuse_unless_host(question.chat, by)
    refuse_opened(question, at)
    if question.answers.exists():  # the chat was moved to a later day
        raise ChatRefused(_("This question has answers, so it stays."))
    question.delete()
    note_change(question.chat.meeting)
    record("events.chat_question_removed", subject=question.chat, by=by, at=at)


@transaction.atomic
def join_chat(chat: Chat, named: str, *, by: Person, at: dt.datetime) -> ChatConsent:
    """Take part, and say how one's words stand in the transcript. Later, this changes the answer to it."""
    if not by.has_perm("events.see_chat", chat):
        raise ChatRefused(_("This chat is not open to you."))
    held = consent_of(chat, by)
    if held and held.named == named:
        return held
    if held is None and phase_of(chat.meeting, at=at) not in {"before", "open"}:
        raise ChatRefused(_("This chat takes nobody new."))
    consent = ChatConsent.objects.create(chat=chat, person=by, named=named, at=at)
    note_change(chat.meeting)
    record("events.chat_consent_given", subject=chat, by=by, at=at, named=named)
    return consent


@transaction.atomic
def answer(
    question: ChatQuestion, words: str, *, key: uuid.UUID, seen: str = "", by: Person, at: dt.datetime
) -> ChatAnswer:
    """Answer; the same form sent twice answers once. What could tell who a patient is does not get through."""
    if sent := ChatAnswer.objects.filter(person=by, key=key).first():
        return sent
    chat = question.chat
    refuse_when_closed(chat, by, at)
    if question.opens() > at:
        raise ChatRefused(_("This question is not open yet."), field="question")
    if ChatAnswer.objects.filter(question__chat=chat, person=by, at__gt=at - PER).count() >= MOST_ANSWERS:
        raise ChatRefused(_("You have answered 10 times within 5 minutes. Wait a little: your words are still here."))
    refuse_telling_words(words, seen=seen, by=by, place=rules_for(chat.meeting, by))
    try:
        with transaction.atomic():
            made = ChatAnswer.objects.create(question=question, person=by, words=words, at=at, key=key)
    except IntegrityError:
        return ChatAnswer.objects.get(person=by, key=key)
    note_click(chat.meeting, by=by, at=at)
    note_change(chat.meeting)
    record("events.chat_answered", subject=chat, by=by, at=at, answer=made.pk)
    return made


@transaction.atomic
def take_answer_back(answered: ChatAnswer, *, by: Person, at: dt.datetime) -> None:
    """One's own words may go while the chat is open; afterwards by the choice about the transcript."""
    chat = answered.question.chat
    refuse_when_closed(chat, by, at)
    if not ChatAnswer.objects.filter(pk=answered.pk, person=by, hidden=None).delete()[0]:
        raise ChatRefused(_("You can take back words of your own that are not hidden."))
    note_change(chat.meeting)
    record("events.chat_answer_taken_back", subject=chat, by=by, at=at)


@transaction.atomic
def hide_answer(answered: ChatAnswer, reason: str, *, by: Person, at: dt.datetime) -> None:
    """Take words out of sight, during the chat or after it; their writer reads the reason."""
    chat = answered.question.chat
    refuse_unless_host(chat, by)
    if not reason.strip():
        raise ChatRefused(_("Say why."), field="reason")
    held = ChatAnswer.objects.filter(pk=answered.pk, hidden__isnull=True)
    if held.update(hidden=at, hidden_by=by, hidden_reason=reason.strip()):
        note_change(chat.meeting)
        record("events.chat_answer_hidden", subject=chat, by=by, at=at, answer=answered.pk, reason=reason)


@transaction.atomic
def show_answer(answered: ChatAnswer, *, by: Person, at: dt.datetime) -> None:
    chat = answered.question.chat
    refuse_unless_host(chat, by)
    held = ChatAnswer.objects.filter(pk=answered.pk, hidden__isnull=False)
    if held.update(hidden=None, hidden_by=None, hidden_reason=""):
        note_change(chat.meeting)
        record("events.chat_answer_shown", subject=chat, by=by, at=at, answer=answered.pk)


@transaction.atomic
def publish_transcript(chat: Chat, wanted: bool, *, by: Person, at: dt.datetime) -> None:
    """Let everybody who sees the chat read its transcript, once a host has looked through it; or take it back."""
    refuse_unless_host(chat, by)
    if phase_of(chat.meeting, at=at) != "over":
        raise ChatRefused(_("The transcript is there when the chat is over."))
    held = Chat.objects.filter(pk=chat.pk, published__isnull=wanted)
    if held.update(published=at if wanted else None, published_by=by if wanted else None):
        record(f"events.transcript_{'published' if wanted else 'taken_back'}", subject=chat, by=by, at=at)


def refuse_unless_host(chat: Chat, by: Person) -> None:
    if not by.has_perm("events.host_chat", chat):
        raise ChatRefused(_("Only the hosts of this chat can do this."))


def refuse_opened(question: ChatQuestion, at: dt.datetime) -> None:
    if question.opens() <= at:
        raise ChatRefused(_("This question is open, so it stays as it is."))


def refuse_minute(chat: Chat, minute: int, at: dt.datetime) -> None:
    meeting = chat.meeting
    opens = meeting.starts_at + dt.timedelta(minutes=minute)
    if opens >= meeting.ends_at:
        message = _("The chat is over then. It lasts %(n)s minutes.") % {"n": meeting.minutes}
        raise ChatRefused(message, field="minute")
    if opens <= at:
        raise ChatRefused(_("This minute is over. Choose a later one."), field="minute")


def refuse_when_closed(chat: Chat, by: Person, at: dt.datetime) -> None:
    if not by.has_perm("events.see_chat", chat) or consent_of(chat, by) is None:
        raise ChatRefused(_("Join the chat first."))
    if phase_of(chat.meeting, at=at) != "open":
        raise ChatRefused(_("The chat takes no words now. It is open from its start to its end."))
