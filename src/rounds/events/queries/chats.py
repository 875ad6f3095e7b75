"""Chats: who sees them, how they stand now, and what their transcript says."""

import datetime as dt
import hashlib
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.events.models import Chat, ChatAnswer, ChatConsent, ChatQuestion
from rounds.events.vocabulary import NamedAs
from rounds.meetings.models import Live, Meeting
from rounds.meetings.queries import meetings_run_by, meetings_visible_to
from rounds.meetings.queries.live import live_of
from rounds.meetings.vocabulary import MeetingState


def chats_visible_to(person: Person | None) -> QuerySet[Chat]:
    """The same answer as "events.see_chat": who sees its meeting sees the chat."""
    seen = meetings_visible_to(person).filter(pk=OuterRef("meeting"))
    return Chat.objects.filter(Exists(seen.values("pk"))).select_related("meeting", "event")


def transcripts_visible_to(person: Person | None, *, at: dt.datetime) -> QuerySet[Chat]:
    """Once it is published, for all who see the chat; before that for its hosts and for those who took part."""
    read = Q(published__isnull=False)
    if person:
        read |= Q(Exists(ChatConsent.objects.filter(chat=OuterRef("pk"), person=person)))
        read |= Q(Exists(meetings_run_by(person).filter(pk=OuterRef("meeting")).values("pk")))
    held = ~Q(meeting__state__in=[MeetingState.DRAFT, MeetingState.CANCELLED])
    return chats_visible_to(person).filter(read, held, meeting__ends_at__lte=at)


def chats_listed(person: Person | None, *, past: bool, at: dt.datetime) -> QuerySet[Chat]:
    found = chats_visible_to(person)
    if past:
        return found.filter(meeting__ends_at__lte=at).order_by("-meeting__starts_at", "pk")
    return found.filter(meeting__ends_at__gt=at).order_by("meeting__starts_at", "pk")


def phase_of(meeting: Meeting, *, at: dt.datetime) -> str:
    """Draft, cancelled, before, open or over; nobody has to switch it."""
    if meeting.state in {MeetingState.DRAFT, MeetingState.CANCELLED}:
        return str(meeting.state)
    if at >= meeting.ends_at:
        return "over"
    return "open" if at >= meeting.starts_at else "before"


def numbered(chat: Chat) -> list[tuple[int, ChatQuestion]]:
    questions = list(chat.questions.order_by("minute"))
    for one in questions:
        one.chat = chat
    return list(enumerate(questions, 1))


def consent_of(chat: Chat, person: Person | None) -> ChatConsent | None:
    return ChatConsent.objects.filter(chat=chat, person=person).order_by("-pk").first() if person else None


def consents_of(chat: Chat) -> dict[int, str]:
    """What each person said last."""
    return dict(ChatConsent.objects.filter(chat=chat).order_by("pk").values_list("person", "named"))


@dataclass(frozen=True)
class Line:
    answer: ChatAnswer
    who: str
    own: bool = False


@dataclass(frozen=True)
class Asked:
    """A question with what was answered; `left_out` says that some words are missing at their writers' wish."""

    number: int
    question: ChatQuestion
    open: bool
    lines: list[Line] = field(default_factory=list)
    left_out: bool = False


def live_view(chat: Chat, person: Person, *, host: bool, at: dt.datetime) -> list[Asked]:
    """The questions that are open, the last one first, with answers. Hosts see all names, others those given freely."""
    named, answers = consents_of(chat), answers_by_question(chat)
    opened = [(number, one) for number, one in numbered(chat) if one.opens() <= at]
    found = []
    for number, question in reversed(opened):
        seen = [one for one in answers[question.pk] if host or not one.hidden or one.person_id == person.pk]
        lines = [Line(one, shown_name(one, named, host or one.person == person), one.person == person) for one in seen]
        found.append(Asked(number, question, True, lines))
    return found


def transcript_of(chat: Chat) -> list[Asked]:
    """What may be read afterwards: nothing hidden, nothing of those who said no, and names of those who said yes."""
    named, answers, found = consents_of(chat), answers_by_question(chat), []
    for number, question in numbered(chat):
        whole = [one for one in answers[question.pk] if not one.hidden]
        kept = [one for one in whole if one.words and named.get(one.person_id) in {NamedAs.NAME, NamedAs.MEMBER}]
        lines = [Line(one, shown_name(one, named, False)) for one in kept]
        found.append(Asked(number, question, True, lines, len(kept) < len(whole)))
    return found


def answers_by_question(chat: Chat) -> dict[int, list[ChatAnswer]]:
    found: dict[int, list[ChatAnswer]] = defaultdict(list)
    for one in ChatAnswer.objects.filter(question__chat=chat).select_related("person").order_by("at", "pk"):
        found[one.question_id].append(one)
    return found


def shown_name(answer: ChatAnswer, named: dict[int, str], sees: bool) -> str:
    if sees or named.get(answer.person_id) == NamedAs.NAME:
        return answer.person.name
    return _("A member")


def next_opening(chat: Chat, *, at: dt.datetime) -> tuple[int, dt.datetime] | None:
    """The number of the next question, and when it opens."""
    return next(((number, one.opens()) for number, one in numbered(chat) if one.opens() > at), None)


def version_of(chat: Chat, person: Person, *, host: bool, at: dt.datetime) -> str:
    """A name for how the chat looks to this person now: it changes with each answer and with the clock."""
    live: Live = live_of(chat.meeting)
    opened = [number for number, one in numbered(chat) if one.opens() <= at]
    told = (chat.pk, chat.meeting.changed.timestamp(), live.version, opened, phase_of(chat.meeting, at=at))
    about = (person.pk, host, person.language, consent_of(chat, person) is not None)
    return hashlib.sha256(repr((told, about)).encode()).hexdigest()[:16]


def as_rows(chat: Chat) -> list[tuple[int, str, str, str, str]]:
    """Number, question, moment, name and words of each line of the transcript."""
    return [
        (one.number, one.question.words, line.answer.at.isoformat(timespec="seconds"), line.who, line.answer.words)
        for one in transcript_of(chat)
        for line in one.lines
    ]


def as_document(chat: Chat) -> dict[str, object]:
    """The transcript for programs."""
    meeting = chat.meeting
    return {
        "title": meeting.title,
        "tag": f"#{chat.tag}",
        "zone": meeting.zone,
        "starts": meeting.local_start.isoformat(),
        "ends": meeting.local_end.isoformat(),
        "questions": [
            {
                "number": one.number,
                "question": one.question.words,
                "opened": one.question.opens().astimezone(meeting.tzinfo).isoformat(),
                "some_left_out": one.left_out,
                "answers": [
                    {
                        "who": line.who,
                        "at": line.answer.at.astimezone(meeting.tzinfo).isoformat(),
                        "words": line.answer.words,
                    }
                    for line in one.lines
                ],
            }
            for one in transcript_of(chat)
        ],
    }


def as_text(chat: Chat) -> str:
    """The transcript as plain text, with the clock of the chat."""
    meeting = chat.meeting
    parts = [f"{meeting.title}\n#{chat.tag}\n{meeting.local_start:%Y-%m-%d %H:%M} ({meeting.zone})\n"]
    for one in transcript_of(chat):
        parts.append(f"Q{one.number} {one.question.words}\n")
        for line in one.lines:
            moment = line.answer.at.astimezone(meeting.tzinfo)
            words = line.answer.words.replace("\n", "\n    ")
            parts.append(f"  {moment:%H:%M} {line.who}: {words}")
        parts.append(_("  (Some words are left out at their writers' wish.)\n") if one.left_out else "")
    return "\n".join(parts).rstrip() + "\n"
