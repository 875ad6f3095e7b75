"""What chats, feedback, credit and contests hold about a person, for their export."""

from typing import Any

from rounds.accounts.models import Person
from rounds.events.models import (
    ChatAnswer,
    ChatConsent,
    Credit,
    Entry,
    EntryConsent,
    Feedback,
    Prize,
    Recusal,
    Sheet,
    Support,
)

Section = tuple[str, list[dict[str, Any]]]


def held_around_events(person: Person) -> Section:
    about = {
        "chat": ChatConsent.objects.filter(person=person).values("chat__meeting__title", "named", "at"),
        "answer in a chat": ChatAnswer.objects.filter(person=person).values(
            "question__chat__meeting__title", "question__words", "words", "at", "hidden_reason"
        ),
        "feedback": Feedback.objects.filter(person=person).values(
            "event__name", "talk__proposal__title", "mark", "good", "better", "changed"
        ),
        "credit": Credit.objects.filter(person=person).values("event__name", "minutes", "quarters", "reason", "at"),
        "entry of a contest": Entry.objects.filter(person=person).values(
            "contest__name", "title", "words", "state", "sent", "reason"
        ),
        "consent to show an entry": EntryConsent.objects.filter(entry__person=person).values(
            "entry__contest__name", "given", "named", "at"
        ),
        "like": Support.objects.filter(person=person).values(
            "contest__name", "entry__title", "words", "words_state", "at", "aside_reason"
        ),
        "prize": Prize.objects.filter(entry__person=person).values(
            "entry__contest__name", "travel", "companion", "reply", "companion_name", "at"
        ),
        "sheet of a judge": Sheet.objects.filter(person=person).values("entry__title", "words", "given"),
        "conflict of a judge": Recusal.objects.filter(person=person).values("entry__title", "reason", "at"),
    }
    return "around_events", [{"what": what, **row} for what, rows in about.items() for row in rows.order_by("pk")]
