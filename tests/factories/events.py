import datetime as dt
import uuid

import factory

from rounds.accounts.models import Person
from rounds.events.models import (
    Call,
    Criterion,
    Event,
    Helper,
    Proposal,
    Question,
    Review,
    Score,
    SessionType,
    Speaking,
    Track,
)
from tests.factories.accounts import PersonFactory

OPENS = dt.datetime(2026, 9, 1, 12, tzinfo=dt.UTC)
DURING = dt.datetime(2026, 10, 1, 12, tzinfo=dt.UTC)
CLOSES = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
AFTER = dt.datetime(2026, 11, 16, 12, tzinfo=dt.UTC)


class EventFactory(factory.django.DjangoModelFactory[Event]):
    """An announced conference of two days in Chicago."""

    class Meta:
        model = Event

    slug = factory.Sequence(lambda number: f"summit-{number}")
    name = factory.Sequence(lambda number: f"Summit {number}")
    about = "People who use social media in health care."
    standing = "announced"
    zone = "America/Chicago"
    starts = dt.date(2027, 1, 14)
    ends = dt.date(2027, 1, 15)
    conduct = "Be kind."
    access = "There is a lift."
    made = OPENS


class TrackFactory(factory.django.DjangoModelFactory[Track]):
    class Meta:
        model = Track

    event = factory.SubFactory(EventFactory)
    name = factory.Sequence(lambda number: f"Track {number}")


class SessionTypeFactory(factory.django.DjangoModelFactory[SessionType]):
    class Meta:
        model = SessionType

    event = factory.SubFactory(EventFactory)
    name = factory.Sequence(lambda number: f"Talk {number}")
    minutes = 30


class CallFactory(factory.django.DjangoModelFactory[Call]):
    """Open in September and October, closed in November."""

    class Meta:
        model = Call

    event = factory.SubFactory(EventFactory)
    opens = OPENS
    closes = CLOSES


class QuestionFactory(factory.django.DjangoModelFactory[Question]):
    class Meta:
        model = Question

    event = factory.SubFactory(EventFactory)
    label = factory.Sequence(lambda number: f"Question {number}?")


class CriterionFactory(factory.django.DjangoModelFactory[Criterion]):
    class Meta:
        model = Criterion

    event = factory.SubFactory(EventFactory)
    name = factory.Sequence(lambda number: f"Criterion {number}")


class ProposalFactory(factory.django.DjangoModelFactory[Proposal]):
    """Sent in while the call was open, by somebody who leads it."""

    class Meta:
        model = Proposal
        skip_postgeneration_save = True

    event = factory.SubFactory(EventFactory)
    code = factory.Sequence(lambda number: f"c{number}")
    title = factory.Sequence(lambda number: f"A good idea {number}")
    abstract = "What we learned in a year."
    track = factory.SubFactory(TrackFactory, event=factory.SelfAttribute("..event"))
    session_type = factory.SubFactory(SessionTypeFactory, event=factory.SelfAttribute("..event"))
    state = "submitted"
    begun = OPENS
    changed = OPENS
    submitted = factory.LazyAttribute(lambda one: None if one.state == "draft" else OPENS)
    withdrawn = factory.LazyAttribute(lambda one: OPENS if one.state == "withdrawn" else None)
    key = factory.LazyFunction(uuid.uuid4)

    @factory.post_generation
    def lead(self: Proposal, create: bool, extracted: Person | None, **more: object) -> None:
        person = extracted or PersonFactory()
        Speaking.objects.create(proposal=self, person=person, email=person.email, leads=True, asked=OPENS, joined=OPENS)


class SpeakingFactory(factory.django.DjangoModelFactory[Speaking]):
    """Somebody who was asked and has joined."""

    class Meta:
        model = Speaking

    proposal = factory.SubFactory(ProposalFactory)
    person = factory.SubFactory(PersonFactory)
    email = factory.LazyAttribute(lambda one: one.person.email)
    asked = OPENS
    joined = OPENS


def lead_of(proposal: Proposal) -> Person:
    found: Person = Speaking.objects.get(proposal=proposal, leads=True).person
    return found


def helper(event: Event, work: str, *tracks: Track, person: Person | None = None) -> Person:
    """Somebody of the team."""
    who: Person = person or PersonFactory()
    Helper.objects.create(event=event, person=who, work=work).tracks.set(tracks)
    return who


def conference(**facts: object) -> Event:
    """An event with a call that is over, and two criteria."""
    event: Event = EventFactory(**facts)
    CallFactory(event=event)
    CriterionFactory(event=event, name="Use", order=1)
    CriterionFactory(event=event, name="Clarity", order=2)
    return event


def reviewed(proposal: Proposal, *marks: int, by: Person | None = None) -> Review:
    """A review with these marks for the criteria, in their order."""
    who = by or helper(proposal.event, "reviewer")
    review = Review.objects.create(proposal=proposal, person=who, words="I say why.", given=AFTER, changed=AFTER)
    for criterion, mark in zip(proposal.event.criteria.order_by("order", "pk"), marks, strict=True):
        Score.objects.create(review=review, criterion=criterion, mark=mark)
    return review
