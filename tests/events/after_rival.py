"""What several processes do around one event at once; `test_after_together.py` runs it."""

import datetime as dt
import os
import uuid
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from rounds.accounts.models import Person
from rounds.events.actions import chats, credit, feedback, judging, supporting
from rounds.events.models import (
    Chat,
    ChatAnswer,
    ChatConsent,
    Contest,
    Credit,
    Entry,
    Event,
    Feedback,
    Finalist,
    Sheet,
    Support,
    Talk,
)
from rounds.events.queries.credit import proposed_credit
from tests.factories.accounts import StaffFactory
from tests.factories.after import guest, held_talk
from tests.factories.chats import chat_at
from tests.factories.contests import ContestFactory, EntryFactory, judge_of, voter
from tests.factories.events import EventFactory

DAY, KEY = dt.timedelta(days=1), uuid.UUID(int=7)
REFUSED = (chats.ChatRefused, credit.CreditRefused, feedback.FeedbackRefused, judging.ContestRefused)


def prepare() -> None:
    """An event of yesterday with five guests, a contest whose vote is open, and a chat that goes on."""
    now = timezone.now()
    day = (now - 2 * DAY).date()
    event = EventFactory(slug="rivals", starts=day, ends=day)
    talk = held_talk(event, starts=now - 2 * DAY)
    for _number in range(5):
        guest(talk)
    StaffFactory(email="staff@people.example")
    person = voter(email="rival@people.example")
    contest = ContestFactory(
        event=event, opens=now - 9 * DAY, closes=now - 5 * DAY, votes_from=now - 5 * DAY, votes_until=now + 5 * DAY
    )
    for _number in range(4):
        EntryFactory(contest=contest)
    judge_of(contest, StaffFactory(email="judge@people.example", is_staff=False))
    chat = chat_at(now)
    ChatConsent.objects.create(chat=chat, person=person, named="name", at=now)


def person(name: str) -> Person:
    return Person.objects.get(email=f"{name}@people.example")


def vote(number: str) -> str:
    entry = Entry.objects.order_by("pk")[int(number) % 2]
    supporting.support_entry(entry, "", by=person("rival"), at=timezone.now())
    return "done"


def answer(_number: str) -> str:
    question = Chat.objects.get().questions.order_by("minute")[0]
    made = chats.answer(question, "Ask first.", key=KEY, by=person("rival"), at=timezone.now())
    return str(made.pk)


def say(_number: str) -> str:
    talk = Talk.objects.get()
    who = Person.objects.filter(registrations__meeting=talk.meeting).order_by("pk")[0]
    event = Event.objects.get(slug="rivals")
    feedback.give_feedback(event, talk, 4, good="", better="", by=who, at=timezone.now())
    return "done"


def give(number: str) -> str:
    """All there is; number "die" is killed before anything is written for good."""
    event, now = Event.objects.get(slug="rivals"), timezone.now()
    keys = [one.key for one in proposed_credit(event, at=now)]
    with transaction.atomic():
        given = credit.give_credit(event, keys, by=person("staff"), at=now)
        if number == "die":
            os._exit(9)
    return str(len(given))


def finalists(_number: str) -> str:
    contest = Contest.objects.get()
    return str(len(judging.choose_finalists(contest, by=person("staff"), at=contest.votes_until)))


def sheet(_number: str) -> str:
    finalist = Finalist.objects.order_by("place")[0]
    marks = dict.fromkeys(finalist.entry.contest.criteria.values_list("pk", flat=True), 4)
    judging.give_sheet(finalist.entry, marks, "I say why.", by=person("judge"), at=timezone.now())
    return "done"


def look() -> dict[str, int]:
    kept = (Support, ChatAnswer, Feedback, Credit, Finalist, Sheet)
    return {model.__name__: model._default_manager.count() for model in kept}


STEPS: dict[str, Callable[[str], str]] = {
    "vote": vote, "answer": answer, "say": say, "give": give, "finalists": finalists, "sheet": sheet,
}  # fmt: skip


def main(word: str, number: str = "") -> object:
    if word == "prepare":
        return prepare()
    if word == "look":
        return look()
    try:
        return STEPS[word](number)
    except REFUSED as refusal:
        return type(refusal).__name__
