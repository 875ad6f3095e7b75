"""Who may see, read, join and moderate which group, and what comes of it."""

import datetime as dt

import pytest
from django.core import mail

from rounds.accounts.models import Entry, Person
from rounds.network.actions import groups as actions
from rounds.network.actions import off_board
from rounds.network.actions.digests import send_digests
from rounds.network.models import Group, GroupMember, Membership, Receipt, Seat
from rounds.network.queries import groups as queries
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.groups import (
    AnnouncementFactory,
    GroupFactory,
    PostFactory,
    ReceiptFactory,
    StaffGroupFactory,
    TopicFactory,
    colleague,
    inside,
    member_organisation,
)
from tests.factories.network import NOON, SeatFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def world() -> tuple[list[Group], dict[str, Person]]:
    """A group of each kind behind each door, and everybody who may stand before it."""
    own = member_organisation()
    system = member_organisation()
    own.parent = system
    own.save()
    groups = [GroupFactory(door=door) for door in ("open", "ask", "closed")]
    groups += [StaffGroupFactory(door=door, organisation=own) for door in ("open", "ask", "closed")]
    people = {
        "stranger": PersonFactory(),
        "staff": StaffFactory(),
        "colleague": colleague(own),
        "manager": colleague(own, manages=True),
        "above": colleague(system, manages=True),
        "elsewhere": colleague(),
        "member": colleague(own),
        "moderator": colleague(own),
        "stopped": colleague(own),
        "left": colleague(own),
        "waiting": SeatFactory().person,
    }
    for group in groups:
        for name in ("member", "moderator", "stopped", "left", "stranger"):
            inside(group, people[name], moderates=name == "moderator")
    Person.objects.filter(pk=people["stopped"].pk).update(is_active=False)
    people["stopped"].refresh_from_db()
    Seat.objects.filter(person=people["left"]).update(ended=NOON)
    return groups, people


@pytest.mark.slow
def test_lists_and_permissions_agree_for_everybody() -> None:
    groups, people = world()
    asked = {
        "network.see_group": queries.groups_visible_to,
        "network.read_group": queries.groups_read_by,
        "network.moderate_group": queries.groups_moderated_by,
    }

    for name, person in people.items():
        for permission, query in asked.items():
            allowed = [group.pk for group in groups if person.has_perm(permission, group)]
            assert (name, permission, sorted(query(person).values_list("pk", flat=True))) == (name, permission, allowed)


def test_each_stands_where_they_should() -> None:
    (open_one, ask, closed, staff_open, staff_ask, staff_closed), people = world()

    def seen(name: str) -> list[int]:
        return sorted(queries.groups_visible_to(people[name]).values_list("pk", flat=True))

    def read(name: str) -> list[int]:
        return sorted(queries.groups_read_by(people[name]).values_list("pk", flat=True))

    everything = [one.pk for one in (open_one, ask, closed, staff_open, staff_ask, staff_closed)]
    assert [seen(name) for name in ("stranger", "stopped", "left", "waiting")] == [[], [], [], []]
    assert seen("staff") == [open_one.pk, ask.pk, closed.pk]
    assert seen("elsewhere") == [open_one.pk, ask.pk]
    assert read("elsewhere") == [open_one.pk]
    assert seen("colleague") == [open_one.pk, ask.pk, staff_open.pk, staff_ask.pk]
    assert read("colleague") == [open_one.pk, staff_open.pk]
    assert read("member") == everything
    assert read("manager") == [open_one.pk, staff_open.pk, staff_ask.pk, staff_closed.pk]
    assert read("above") == [open_one.pk, staff_open.pk, staff_ask.pk, staff_closed.pk]


def test_lapse_of_the_membership_closes_the_groups() -> None:
    group = GroupFactory()
    person = inside(group)
    Membership.objects.update(lapsed=NOON)

    assert list(queries.groups_read_by(person)) == []
    assert not person.has_perm("network.write_in_group", group)


def test_whoever_makes_a_group_moderates_it() -> None:
    person = colleague(manages=True)

    group = actions.make_group("Crisis desk", about="Rumours.", door="open", by=person, at=NOON)

    assert (group.slug, group.circle) == ("crisis-desk", "peers")
    assert person.has_perm("network.moderate_group", group)
    assert Entry.objects.get().verb == "network.group_made"


@pytest.mark.parametrize(("name", "slug"), [("New", "new-group"), ("Letters", "letters-group"), ("✦", "group")])
def test_address_of_a_group_is_never_one_of_ours(name: str, slug: str) -> None:
    by = colleague()

    assert actions.make_group(name, about="x", door="open", by=by, at=NOON).slug == slug
    assert actions.make_group(name, about="x", door="open", by=by, at=NOON).slug == f"{slug}-2"


def test_open_door_lets_in_and_the_other_asks() -> None:
    person, open_one, asks = colleague(), GroupFactory(), GroupFactory(door="ask")

    first = actions.join_group(open_one, by=person, at=NOON)
    second = actions.join_group(asks, by=person, at=NOON)
    again = actions.join_group(asks, by=person, at=NOON)

    assert (first.state, second.state, again.pk) == ("in", "asked", second.pk)
    assert [entry.verb for entry in Entry.objects.order_by("pk")] == ["network.group_joined", "network.group_asked"]


@pytest.mark.parametrize("door", ["closed", "open"])
def test_group_that_is_not_for_somebody_refuses_them(door: str) -> None:
    group = GroupFactory(door=door, closed=None if door == "closed" else NOON)

    with pytest.raises(actions.GroupRefused, match="not open to you"):
        actions.join_group(group, by=colleague(), at=NOON)


def test_moderator_lets_in_and_nobody_else_than_those_it_is_for() -> None:
    group = StaffGroupFactory(door="ask")
    moderator, asking = inside(group, moderates=True), colleague(group.organisation)
    actions.join_group(group, by=asking, at=NOON)

    place = actions.let_in(group, asking, by=moderator, at=NOON)

    assert place.state == "in"
    with pytest.raises(actions.GroupRefused, match="not for"):
        actions.let_in(group, colleague(), by=moderator, at=NOON)


def test_last_moderator_stays_while_others_are_in() -> None:
    group = GroupFactory()
    moderator, other = inside(group, moderates=True), inside(group)
    place = GroupMember.objects.get(person=moderator)

    with pytest.raises(actions.GroupRefused, match="needs a moderator"):
        actions.put_out(place, by=moderator, at=NOON)
    with pytest.raises(actions.GroupRefused, match="needs a moderator"):
        actions.make_moderator(place, False, by=moderator, at=NOON)
    actions.make_moderator(GroupMember.objects.get(person=other), True, by=moderator, at=NOON)
    actions.put_out(place, by=moderator, at=NOON)
    with pytest.raises(actions.GroupRefused, match="has left"):
        actions.make_moderator(place, True, by=other, at=NOON)

    place.refresh_from_db()
    assert (place.state, place.moderates) == ("out", False)


def test_who_comes_back_takes_the_same_row() -> None:
    group, person = GroupFactory(), colleague()
    place = actions.join_group(group, by=person, at=NOON)
    actions.put_out(place, by=person, at=NOON)

    assert actions.join_group(group, by=person, at=NOON + DAY).pk == place.pk
    assert GroupMember.objects.get().state == "in"


def test_ended_seat_takes_its_person_out_of_the_list_of_members() -> None:
    group = StaffGroupFactory()
    stays, goes = inside(group), inside(group)
    Seat.objects.filter(person=goes).update(ended=NOON)

    assert [place.person for place in queries.people_in(group)] == [stays]


# Letters


def daily(group: Group, **facts: object) -> Person:
    person = inside(group, digest="daily")
    Person.objects.filter(pk=person.pk).update(**facts)
    person.refresh_from_db()
    return person


def test_digest_tells_titles_and_numbers_and_no_words() -> None:
    group = GroupFactory(name="Crisis desk")
    daily(group)
    topic = TopicFactory(group=group, title="Who answers at night?", last=NOON + DAY)
    PostFactory.create_batch(2, topic=topic, at=NOON + DAY, words="We take turns.")
    PostFactory(topic=topic, at=NOON + DAY, hidden=NOON, hidden_by=PersonFactory(), hidden_reason="Rude")

    sent = send_digests(NOON + DAY)

    text, html = str(mail.outbox[0].body), str(mail.outbox[0].alternatives[0][0])
    assert (sent, mail.outbox[0].subject) == (1, "2 new posts in your groups")
    for letter in (text, html):
        assert ("Crisis desk" in letter, "Who answers at night?" in letter, "take turns" in letter) == (
            True,
            True,
            False,
        )
    assert mail.outbox[0].extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_digest_is_sent_once_however_often_it_is_asked_for() -> None:
    group = GroupFactory()
    daily(group)
    PostFactory(topic=TopicFactory(group=group), at=NOON + DAY)

    assert [send_digests(NOON + DAY + dt.timedelta(hours=hour)) for hour in (0, 1, 23)] == [1, 0, 0]


def test_several_groups_come_in_one_letter_each_at_its_pace() -> None:
    group, weekly = GroupFactory(), GroupFactory()
    person = daily(group)
    inside(weekly, person, digest="weekly")
    for one in (group, weekly):
        PostFactory(topic=TopicFactory(group=one), at=NOON + dt.timedelta(hours=1))

    counts = [send_digests(NOON + DAY), send_digests(NOON + 7 * DAY)]

    assert counts == [1, 1]
    assert [group.name in str(each.body) for each in mail.outbox] == [True, False]
    assert [weekly.name in str(each.body) for each in mail.outbox] == [False, True]


def test_own_words_are_no_news() -> None:
    group = GroupFactory()
    person = daily(group)
    PostFactory(topic=TopicFactory(group=group), by=person, at=NOON + DAY)

    assert send_digests(NOON + DAY) == 0


@pytest.mark.parametrize("reason", ["off_boarded", "stopped", "none"])
def test_nobody_is_written_to_who_may_not_read_or_does_not_want_to(reason: str) -> None:
    group = StaffGroupFactory()
    person = daily(group)
    PostFactory(topic=TopicFactory(group=group), at=NOON + DAY)
    if reason == "off_boarded":
        Seat.objects.filter(person=person).update(ended=NOON)
    elif reason == "stopped":
        Person.objects.filter(pk=person.pk).update(is_active=False)
    else:
        actions.stop_digests(person)

    assert send_digests(NOON + DAY) == 0


def test_choice_begins_from_now() -> None:
    group = GroupFactory()
    person = inside(group)
    PostFactory(topic=TopicFactory(group=group), at=NOON + dt.timedelta(hours=1))
    actions.choose_digest(GroupMember.objects.get(person=person), "daily", at=NOON + DAY)

    assert send_digests(NOON + 2 * DAY) == 0


def test_off_boarding_ends_the_groups_of_the_staff_and_letters_on_their_way() -> None:
    """Peers of all organisations stay as they are: those groups ask each time who may read."""
    own = member_organisation()
    manager, leaver = colleague(own, manages=True), colleague(own)
    staff, peers = StaffGroupFactory(organisation=own), GroupFactory()
    for group in (staff, peers):
        inside(group, leaver, moderates=True)
    unread, read = (
        ReceiptFactory(announcement=AnnouncementFactory(organisation=own), person=leaver, opened=opened)
        for opened in (None, NOON)
    )

    off_board(own, leaver, by=manager, at=NOON + DAY)

    states = {one.group: (one.state, one.moderates) for one in leaver.group_seats.all()}
    assert states == {staff: ("out", False), peers: ("in", True)}
    assert [one.pk for one in Receipt.objects.filter(person=leaver)] == [read.pk]
    assert unread.pk != read.pk
