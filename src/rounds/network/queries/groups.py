"""Groups, their conversations, and who may see them."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet

from rounds.accounts.models import Person
from rounds.network.models import Draft, Group, GroupMember, Post, Report, Seat, Topic
from rounds.network.vocabulary import Circle, Door

IN = GroupMember.State.IN


def seats_as_member(person: Person) -> QuerySet[Seat]:
    found: QuerySet[Seat] = Seat.objects.open().of_members().filter(person=person)
    return found


def meant_for(person: Person) -> Q:
    """The groups that are for a person; the same answer as the rule `is_for`."""
    if not person.is_active:
        return Q(pk__in=[])
    colleagues = Q(circle=Circle.STAFF) & Q(
        Exists(seats_as_member(person).filter(organisation=OuterRef("organisation")))
    )
    peers = person.is_staff or seats_as_member(person).exists()
    return colleagues | Q(circle=Circle.PEERS) if peers else colleagues


def looked_after(person: Person) -> Q:
    manager = Seat.objects.open().filter(person=person, manages=True)
    here = Q(Exists(manager.filter(organisation=OuterRef("organisation"))))
    above = Q(Exists(manager.filter(organisation=OuterRef("organisation__parent"))))
    managed = Q(circle=Circle.STAFF) & (here | above)
    if not person.is_active:
        return Q(pk__in=[])
    return managed | Q(circle=Circle.PEERS) if person.is_staff else managed


def joined(person: Person) -> Q:
    return Q(Exists(GroupMember.objects.filter(group=OuterRef("pk"), person=person, state=IN)))


def groups_visible_to(person: Person) -> QuerySet[Group]:
    """The groups whose name and purpose a person may see."""
    found = Group.objects.select_related("organisation")
    return found.filter(looked_after(person) | (meant_for(person) & (~Q(door=Door.CLOSED) | joined(person))))


def groups_read_by(person: Person) -> QuerySet[Group]:
    """The groups whose posts a person may read."""
    found = Group.objects.select_related("organisation")
    return found.filter(looked_after(person) | (meant_for(person) & (Q(door=Door.OPEN) | joined(person))))


def groups_listed(person: Person, *, words: str = "", circle: str = "") -> QuerySet[Any]:
    """With how many are in, when somebody last wrote, and whether the reader is in; one's own come first."""
    found = groups_visible_to(person).filter(closed__isnull=True)
    for word in words.split():
        found = found.filter(Q(name__icontains=word) | Q(about__icontains=word))
    if circle:
        found = found.filter(circle=circle)
    mine = GroupMember.objects.filter(group=OuterRef("pk"), person=person, state=IN)
    found = found.annotate(
        size=Count("people", filter=Q(people__state=IN), distinct=True), last=Max("topics__last"), mine=Exists(mine)
    )
    return found.order_by("-mine", F("last").desc(nulls_last=True), "name", "pk")


def place_in(group: Group, person: Person) -> GroupMember | None:
    return group.people.filter(person=person).first()


def people_in(group: Group) -> QuerySet[GroupMember]:
    """Who is in a group and may still be: a seat that ended takes its person out of sight at once."""
    seats = Seat.objects.open().of_members().filter(person=OuterRef("person"))
    if not group.is_peers:
        seats = seats.filter(organisation=group.organisation_id)
    still = Q(Exists(seats)) | Q(person__is_staff=True) if group.is_peers else Q(Exists(seats))
    found = group.people.filter(still, state=IN, person__is_active=True).select_related("person")
    return found.order_by("-moderates", "person__name", "pk")


def people_asking(group: Group) -> QuerySet[GroupMember]:
    asking = group.people.filter(state=GroupMember.State.ASKED, person__is_active=True)
    return asking.select_related("person").order_by("since", "pk")


def topics_of(group: Group, *, words: str = "") -> QuerySet[Any]:
    """The conversations, the one with the newest word first; hidden posts are neither counted nor searched."""
    shown = Q(posts__hidden__isnull=True)
    found = group.topics.select_related("by").annotate(replies=Count("posts", filter=shown) - 1)
    for word in words.split():
        said = Post.objects.filter(topic=OuterRef("pk"), hidden__isnull=True, words__icontains=word)
        found = found.filter(Q(title__icontains=word) | Q(Exists(said)))
    return found.order_by("-last", "-pk")


def posts_of(topic: Topic) -> QuerySet[Post]:
    return topic.posts.select_related("by", "hidden_by").order_by("at", "pk")


def posts_visible_to(person: Person) -> QuerySet[Post]:
    """The posts a person may read; hidden ones stay with their moderators."""
    read = groups_read_by(person).filter(pk=OuterRef("topic__group"))
    led = groups_moderated_by(person).filter(pk=OuterRef("topic__group"))
    found = Post.objects.select_related("topic__group__organisation", "by")
    return found.filter(Q(Exists(read), hidden__isnull=True) | Q(Exists(led)))


def groups_moderated_by(person: Person) -> QuerySet[Group]:
    leads = Q(Exists(GroupMember.objects.filter(group=OuterRef("pk"), person=person, moderates=True)))
    return Group.objects.filter(looked_after(person) | (meant_for(person) & leads))


def reports_visible_to(person: Person) -> QuerySet[Report]:
    led = groups_moderated_by(person).filter(pk=OuterRef("post__topic__group"))
    found = Report.objects.filter(Exists(led)).select_related("post__topic__group", "post__by", "by", "settled_by")
    return found.order_by("settled", "at", "pk")


def open_reports(group: Group) -> int:
    return Report.objects.filter(post__topic__group=group, settled__isnull=True).count()


def draft_of(person: Person, group: Group, topic: Topic | None = None) -> Draft | None:
    return Draft.objects.filter(person=person, group=group, topic=topic).first()


def mentions_of(person: Person, *, most: int = 5) -> QuerySet[Post]:
    """Where somebody named the person, the newest first."""
    return posts_visible_to(person).filter(mentions=person, hidden__isnull=True).order_by("-at", "-pk")[:most]


@dataclass(frozen=True)
class News:
    """A conversation with something new, for a digest."""

    topic: Topic
    posts: int


def news_in(group: Group, person: Person, *, since: dt.datetime, until: dt.datetime) -> list[News]:
    """What others wrote after `since` and up to `until`."""
    new = Q(posts__at__gt=since, posts__at__lte=until, posts__hidden__isnull=True) & ~Q(posts__by=person)
    found = group.topics.annotate(new=Count("posts", filter=new)).filter(new__gt=0).order_by("-last", "-pk")
    return [News(topic, topic.new) for topic in found[:20]]
