"""What chats, feedback, credit and contests let go of when somebody is erased."""

import datetime as dt

from rounds.accounts.models import Person
from rounds.events.models import ChatAnswer, ChatConsent, Feedback
from rounds.events.vocabulary import NamedAs
from rounds.meetings.actions.asking import note_change
from rounds.meetings.models import Meeting


def leave_what_follows(person: Person, at: dt.datetime) -> None:
    forget_chats(person, at)
    Feedback.objects.filter(person=person).update(person=None, good="", better="")


def forget_chats(person: Person, at: dt.datetime) -> None:
    """Words go; that somebody had said yes stays on record, and a no follows it."""
    ChatAnswer.objects.filter(person=person).update(words="")
    chats = set(ChatConsent.objects.filter(person=person).values_list("chat", flat=True))
    ChatConsent.objects.bulk_create(
        ChatConsent(chat_id=chat, person=person, named=NamedAs.OUT, at=at) for chat in chats
    )
    for meeting in Meeting.objects.filter(chat__in=chats):
        note_change(meeting)
