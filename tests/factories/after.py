"""An event that is over: talks with meetings, people who were there, and what they said."""

import datetime as dt
from typing import Any

import factory

from rounds.accounts.models import Person
from rounds.events.models import Event, Feedback, Talk
from rounds.meetings.models import Meeting
from tests.factories.accounts import PersonFactory
from tests.factories.events import OPENS, EventFactory, ProposalFactory
from tests.factories.live import EvidenceFactory
from tests.factories.meetings import MeetingFactory, RegistrationFactory

NINE = dt.datetime(2027, 1, 14, 15, tzinfo=dt.UTC)  # nine by the clocks of the event
LATER = dt.datetime(2027, 1, 16, 12, tzinfo=dt.UTC)  # the day after the last
CLOSED = dt.datetime(2027, 2, 10, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


def held_talk(event: Event, *, starts: dt.datetime = NINE, length: int = 60, **facts: Any) -> Talk:
    """A published talk with its meeting."""
    proposal = ProposalFactory(event=event, state="confirmed", **facts)
    meeting = MeetingFactory(
        kind="talk", title=proposal.title, starts_at=starts, ends_at=starts + dt.timedelta(minutes=length)
    )
    return Talk.objects.create(proposal=proposal, published=OPENS, meeting=meeting)


def meeting_of(talk: Talk) -> Meeting:
    assert talk.meeting
    return talk.meeting


def guest(talk: Talk, person: Person | None = None, *, left: int | None = None, came: bool = True) -> Person:
    """Somebody with a place, who came at the start and left after so many minutes."""
    meeting = meeting_of(talk)
    who: Person = RegistrationFactory(meeting=meeting, person=person or PersonFactory()).person
    if came:
        EvidenceFactory(meeting=meeting, person=who, at=meeting.starts_at)
        if left is not None:
            at = meeting.starts_at + dt.timedelta(minutes=left)
            EvidenceFactory(meeting=meeting, person=who, what="left", at=at)
    return who


class FeedbackFactory(factory.django.DjangoModelFactory[Feedback]):
    class Meta:
        model = Feedback

    event = factory.SubFactory(EventFactory)
    person = factory.SubFactory(PersonFactory)
    mark = 4
    given = LATER
    changed = LATER


def told(talk: Talk, *marks: int, **facts: Any) -> list[Feedback]:
    """So many people were there and said these marks."""
    event = talk.proposal.event
    return [FeedbackFactory(event=event, talk=talk, person=guest(talk), mark=mark, **facts) for mark in marks]
