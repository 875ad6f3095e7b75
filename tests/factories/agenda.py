import datetime as dt

import factory

from rounds.events.actions.publishing import publish_agenda
from rounds.events.models import AgendaVersion, Event, Proposal, Room, Slot, Talk
from rounds.events.queries.publishing import publication_of
from tests.factories.events import AFTER, EventFactory, ProposalFactory

NINE = dt.datetime(2027, 1, 14, 15, tzinfo=dt.UTC)  # nine in Chicago, on the first day


class RoomFactory(factory.django.DjangoModelFactory[Room]):
    class Meta:
        model = Room

    event = factory.SubFactory(EventFactory)
    name = factory.Sequence(lambda number: f"Room {number}")
    order = factory.Sequence(lambda number: number % 1000)


class SlotFactory(factory.django.DjangoModelFactory[Slot]):
    """A talk at nine on the first day; with a title and no proposal it is a break."""

    class Meta:
        model = Slot

    event = factory.SelfAttribute("proposal.event")
    proposal = factory.SubFactory(ProposalFactory, state="confirmed")
    room = factory.SubFactory(RoomFactory, event=factory.SelfAttribute("..event"))
    starts = NINE
    minutes = 30
    changed = AFTER


def published_talk(event: Event, **facts: object) -> Proposal:
    """A confirmed talk that everybody may read about."""
    made: Proposal = ProposalFactory(event=event, state="confirmed", **facts)
    Talk.objects.create(proposal=made, published=AFTER)
    return made


def publish(event: Event, at: dt.datetime = AFTER) -> AgendaVersion:
    return publish_agenda(event, seal=publication_of(event).seal, by=None, at=at)
