import datetime as dt
import uuid
from typing import Any

import factory

from rounds.accounts.models import Person
from rounds.meetings.models import Evidence, Live, Meeting, Poll, Question
from tests.factories.accounts import PersonFactory
from tests.factories.meetings import NOON, HostFactory, MeetingFactory, RegistrationFactory

STARTS = NOON + dt.timedelta(days=30)  # of a meeting of the factory


def minutes(number: int) -> dt.datetime:
    """So many minutes after the start."""
    return STARTS + dt.timedelta(minutes=number)


class LiveFactory(factory.django.DjangoModelFactory[Live]):
    class Meta:
        model = Live

    meeting = factory.SubFactory(MeetingFactory)


class EvidenceFactory(factory.django.DjangoModelFactory[Evidence]):
    """Somebody came at the start, with a ticket."""

    class Meta:
        model = Evidence

    meeting = factory.SubFactory(MeetingFactory)
    person = factory.SubFactory(PersonFactory)
    what = "came"
    how = "qr"
    at = STARTS
    noted = factory.SelfAttribute("at")
    key = factory.LazyFunction(uuid.uuid4)


class QuestionFactory(factory.django.DjangoModelFactory[Question]):
    class Meta:
        model = Question

    meeting = factory.SubFactory(MeetingFactory)
    by = factory.SubFactory(PersonFactory)
    words = factory.Sequence(lambda number: f"How do you do it, number {number}?")
    at = STARTS
    key = factory.LazyFunction(uuid.uuid4)


def poll_in(meeting: Meeting, *choices: str, **facts: Any) -> Poll:
    poll = Poll.objects.create(
        meeting=meeting, **{"words": "What first?", "state": "open", "by": PersonFactory(), "at": STARTS, **facts}
    )
    for place, words in enumerate(choices or ("Plan", "Post")):
        poll.choices.create(words=words, place=place)
    return poll


def guest_of(meeting: Meeting, **facts: Any) -> Person:
    return RegistrationFactory(meeting=meeting, **facts).person


def host_of(meeting: Meeting) -> Person:
    return HostFactory(meeting=meeting).person


def running(at: dt.datetime, **facts: Any) -> Meeting:
    """A meeting that began ten minutes before `at`."""
    return MeetingFactory(
        starts_at=at - dt.timedelta(minutes=10), ends_at=at + dt.timedelta(minutes=50), changed=NOON, **facts
    )


def address(meeting: Meeting, rest: str = "") -> str:
    """A page of a meeting."""
    return f"/meetings/{meeting.pk}/{rest}"
