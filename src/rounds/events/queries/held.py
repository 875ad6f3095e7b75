"""What chats, feedback, credit and contests hold about a person, for their export."""

from typing import Any

from rounds.accounts.models import Person
from rounds.events.models import ChatAnswer, ChatConsent, Credit, Feedback

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
    }
    return "around_events", [{"what": what, **row} for what, rows in about.items() for row in rows.order_by("pk")]
