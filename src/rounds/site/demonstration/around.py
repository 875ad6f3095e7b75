"""Chats in the demonstration, and what follows events; all invented, relative to today."""

import datetime as dt
import uuid

from rounds.accounts.models import Person
from rounds.events.actions import chats
from rounds.events.models import (
    Chat,
    ChatAnswer,
    Event,
)
from rounds.events.queries.chats import numbered
from rounds.meetings.models import Meeting
from rounds.network.queries.words import checked
from rounds.site.demonstration.around_words import (
    CHAT_QUESTIONS,
    LIVE_ANSWERS,
    PAST_ANSWERS,
)
from rounds.site.demonstration.grants import grants_now, grants_past
from rounds.site.demonstration.spring_day import spring_day

DAY, MINUTE = dt.timedelta(days=1), dt.timedelta(minutes=1)
ZONE = "America/Chicago"


def load_around(people: dict[str, Person], *, at: dt.datetime) -> None:
    summit = Event.objects.get(name="Social Media Summit")
    chat_now(people, summit, at)
    chat_past(people, at)
    chat_next(people, at)
    grants_now(people, summit, at)
    past = spring_day(people, at)
    grants_past(people, past, at)


def somebody(people: dict[str, Person], key: str) -> Person:
    return people.get(key) or Person.objects.get(name=key)


def new_chat(title: str, tag: str, starts: dt.datetime, people: dict[str, Person], event: Event | None = None) -> Chat:
    staff = people["staff"]
    facts = {
        "title": title,
        "summary": "Bring one answer that worked and one that did not. Nothing about a patient.",
        "zone": ZONE,
        "starts_at": starts,
        "ends_at": starts + 60 * MINUTE,
        "audience": "public",
    }
    asked = [(5 + 12 * place, words) for place, words in enumerate(CHAT_QUESTIONS)]
    hosts = [staff, people["communications"]]
    return chats.make_chat(facts, tag=tag, questions=asked, event=event, hosts=hosts, by=staff, at=starts - 9 * DAY)


def chat_now(people: dict[str, Person], summit: Event, at: dt.datetime) -> None:
    """It began twenty minutes before the demonstration was made."""
    starts = at.replace(second=0, microsecond=0) - 20 * MINUTE
    chat = new_chat("Complaints after midnight", "WardTalk", starts, people, summit)
    Meeting.objects.filter(pk=chat.meeting_id).update(ends_at=starts + 180 * MINUTE)
    chat = Chat.objects.get(pk=chat.pk)
    for place, (key, named, words) in enumerate(LIVE_ANSWERS):
        say(chat, place % 2, somebody(people, key), words, named=named, at=starts + (18 + place // 2) * MINUTE)
    chats.join_chat(chat, "member", by=people["patient"], at=starts + MINUTE)


def say(chat: Chat, place: int, person: Person, words: str, *, named: str, at: dt.datetime) -> ChatAnswer:
    chats.join_chat(chat, named, by=person, at=at)
    question = dict(numbered(chat))[place + 1]
    seen = checked(words, by=person, place=None).seen
    return chats.answer(question, words, key=uuid.uuid4(), seen=seen, by=person, at=at)


def chat_past(people: dict[str, Person], at: dt.datetime) -> None:
    starts = (at - 12 * DAY).replace(minute=0, second=0, microsecond=0)
    chat = new_chat("What to say first", "FirstWords", starts, people)
    for place, key, named, words in PAST_ANSWERS:
        say(chat, place, somebody(people, key), words, named=named, at=starts + (7 + 12 * place) * MINUTE)
    rude = say(
        chat,
        3,
        somebody(people, "Jonas Ferreira"),
        "Nobody reads the handbook anyway.",
        named="name",
        at=starts + 45 * MINUTE,
    )
    chats.hide_answer(rude, "Unkind to those who wrote it", by=people["staff"], at=starts + 46 * MINUTE)
    chats.publish_transcript(chat, True, by=people["staff"], at=starts + DAY)


def chat_next(people: dict[str, Person], at: dt.datetime) -> None:
    starts = (at + 6 * DAY).replace(minute=0, second=0, microsecond=0)
    meeting = new_chat("Pictures without harm", "SafePictures", starts, people).meeting
    Meeting.objects.filter(pk=meeting.pk).update(changed=at - DAY)
