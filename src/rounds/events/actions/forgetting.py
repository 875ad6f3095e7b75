"""What chats, feedback, credit and contests let go of when somebody is erased."""

import datetime as dt

from rounds.accounts.models import Person
from rounds.events.models import ChatAnswer, ChatConsent, Entry, EntryConsent, Feedback, Judge, Prize, Sheet, Support
from rounds.events.vocabulary import EntryName, EntryState, NamedAs
from rounds.meetings.actions.asking import note_change
from rounds.meetings.models import Meeting


def leave_what_follows(person: Person, at: dt.datetime) -> None:
    forget_chats(person, at)
    Feedback.objects.filter(person=person).update(person=None, good="", better="")
    forget_contests(person, at)


def forget_chats(person: Person, at: dt.datetime) -> None:
    """Words go; that somebody had said yes stays on record, and a no follows it."""
    ChatAnswer.objects.filter(person=person).update(words="")
    chats = set(ChatConsent.objects.filter(person=person).values_list("chat", flat=True))
    ChatConsent.objects.bulk_create(
        ChatConsent(chat_id=chat, person=person, named=NamedAs.OUT, at=at) for chat in chats
    )
    for meeting in Meeting.objects.filter(chat__in=chats):
        note_change(meeting)


def forget_contests(person: Person, at: dt.datetime) -> None:
    """Essays and kind words go; likes that were counted, and what judges marked, stay without a name."""
    for entry in Entry.objects.filter(person=person):
        EntryConsent.objects.create(entry=entry, given=False, named=EntryName.NONE, at=at)
    Entry.objects.filter(person=person).update(title="-", words="", state=EntryState.WITHDRAWN, reason="", changed=at)
    Prize.objects.filter(entry__person=person).update(companion_name="")
    Support.objects.filter(person=person).update(words="")
    Sheet.objects.filter(person=person).update(words="")
    Judge.objects.filter(person=person).delete()
