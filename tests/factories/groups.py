import datetime as dt
import uuid

import factory

from rounds.accounts.models import Person
from rounds.network.models import (
    Announcement,
    Group,
    GroupMember,
    Listing,
    Membership,
    Organisation,
    Post,
    Receipt,
    Report,
    Topic,
)
from tests.factories.accounts import PersonFactory
from tests.factories.network import NOON, MembershipFactory, OrganisationFactory, SeatFactory


class GroupFactory(factory.django.DjangoModelFactory[Group]):
    """A group of peers that is open."""

    class Meta:
        model = Group

    slug = factory.Sequence(lambda number: f"group-{number}")
    name = factory.Sequence(lambda number: f"Group {number}")
    about = "How we do it."
    circle = "peers"
    made = NOON


class StaffGroupFactory(GroupFactory):
    circle = "staff"
    organisation = factory.SubFactory(OrganisationFactory)


class TopicFactory(factory.django.DjangoModelFactory[Topic]):
    class Meta:
        model = Topic

    group = factory.SubFactory(GroupFactory)
    title = factory.Sequence(lambda number: f"Topic {number}")
    by = factory.SubFactory(PersonFactory)
    at = NOON
    last = NOON


class PostFactory(factory.django.DjangoModelFactory[Post]):
    class Meta:
        model = Post

    topic = factory.SubFactory(TopicFactory)
    by = factory.SubFactory(PersonFactory)
    words = "We ask twice before we answer."
    at = NOON
    key = factory.LazyFunction(uuid.uuid4)


class ReportFactory(factory.django.DjangoModelFactory[Report]):
    class Meta:
        model = Report

    post = factory.SubFactory(PostFactory)
    by = factory.SubFactory(PersonFactory)
    problem = "rude"
    at = NOON


class AnnouncementFactory(factory.django.DjangoModelFactory[Announcement]):
    class Meta:
        model = Announcement

    organisation = factory.SubFactory(OrganisationFactory)
    title = "New rules for pictures"
    words = "From Monday we ask before each picture."
    by = factory.SubFactory(PersonFactory)
    at = NOON
    key = factory.LazyFunction(uuid.uuid4)


class ReceiptFactory(factory.django.DjangoModelFactory[Receipt]):
    class Meta:
        model = Receipt

    announcement = factory.SubFactory(AnnouncementFactory)
    person = factory.SubFactory(PersonFactory)


class ListingFactory(factory.django.DjangoModelFactory[Listing]):
    class Meta:
        model = Listing

    person = factory.SubFactory(PersonFactory)
    changed = NOON


def member_organisation(**facts: object) -> Organisation:
    """An organisation whose year is paid."""
    membership: Membership = MembershipFactory(organisation=OrganisationFactory(**facts))
    return membership.organisation


def colleague(organisation: Organisation | None = None, **facts: object) -> Person:
    """Somebody with a seat at a member organisation."""
    person: Person = SeatFactory(organisation=organisation or member_organisation(), **facts).person
    return person


def inside(
    group: Group, person: Person | None = None, *, moderates: bool = False, since: dt.datetime = NOON, **facts: object
) -> Person:
    """Somebody who is in a group, and may be."""
    who = person or colleague(group.organisation)
    if group.organisation and not Membership.objects.filter(organisation=group.organisation).exists():
        MembershipFactory(organisation=group.organisation)
    GroupMember.objects.create(
        group=group, person=who, state="in", moderates=moderates, since=since, digest_until=since, **facts
    )
    return who
