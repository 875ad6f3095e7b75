import datetime as dt
import uuid
from typing import Any

import factory

from rounds.accounts.models import Person
from rounds.events.models import Chat, ChatAnswer, ChatConsent, ChatQuestion
from tests.factories.accounts import PersonFactory
from tests.factories.live import STARTS
from tests.factories.meetings import HostFactory, MeetingFactory


class ChatFactory(factory.django.DjangoModelFactory[Chat]):
    """An hour of chat that everybody may see, begun at STARTS."""

    class Meta:
        model = Chat

    meeting = factory.SubFactory(MeetingFactory, kind="live_chat")
    tag = "WardTalk"


class ChatQuestionFactory(factory.django.DjangoModelFactory[ChatQuestion]):
    class Meta:
        model = ChatQuestion

    chat = factory.SubFactory(ChatFactory)
    words = factory.Sequence(lambda number: f"How do you do it, number {number}?")
    minute = factory.Sequence(lambda number: number % 50)


class ChatAnswerFactory(factory.django.DjangoModelFactory[ChatAnswer]):
    class Meta:
        model = ChatAnswer

    question = factory.SubFactory(ChatQuestionFactory)
    person = factory.SubFactory(PersonFactory)
    words = factory.Sequence(lambda number: f"We do it like this, number {number}.")
    at = STARTS + dt.timedelta(minutes=20)
    key = factory.LazyFunction(uuid.uuid4)


def chat_at(at: dt.datetime, *minutes: int, **facts: Any) -> Chat:
    """A chat that began ten minutes before `at`, with a question at each minute."""
    starts, ends = at - dt.timedelta(minutes=10), at + dt.timedelta(minutes=50)
    chat: Chat = ChatFactory(meeting__starts_at=starts, meeting__ends_at=ends, **facts)
    for minute in minutes or (1, 5, 30):
        ChatQuestionFactory(chat=chat, minute=minute)
    return chat


def member_of(chat: Chat, named: str = "name", **facts: Any) -> Person:
    person: Person = PersonFactory(**facts)
    ChatConsent.objects.create(chat=chat, person=person, named=named, at=chat.meeting.starts_at)
    return person


def host_of(chat: Chat) -> Person:
    host: Person = HostFactory(meeting=chat.meeting).person
    return host


def said(chat: Chat, words: str, named: str = "name", **facts: Any) -> ChatAnswer:
    """An answer to the first question, by somebody new."""
    question = chat.questions.order_by("minute").first()
    answer: ChatAnswer = ChatAnswerFactory(question=question, words=words, person=member_of(chat, named, **facts))
    return answer
