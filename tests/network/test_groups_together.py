"""Moderators leave a group at the same moment, and pages of it are older than what was done since."""

import uuid

import pytest

from rounds.accounts.models import Person
from rounds.network.actions import groups, posts
from rounds.network.models import Group, GroupMember
from tests.credentials.conftest import Together, in_step, together  # noqa: F401  a fixture
from tests.factories.accounts import StaffFactory
from tests.factories.groups import GroupFactory, colleague, inside
from tests.factories.network import NOON


def place_of(group: Group, person: Person) -> GroupMember:
    return GroupMember.objects.get(group=group, person=person)


@pytest.mark.slow
@pytest.mark.both
def test_a_group_keeps_a_moderator(transactional_db: None, together: Together) -> None:  # noqa: F811
    made = [GroupFactory() for _each in range(8)]
    first, second, third = (colleague() for _each in range(3))
    for group in made:
        inside(group, first, moderates=True)
        inside(group, second, moderates=True)
        inside(group, third)
    staff = StaffFactory()

    together(
        in_step(
            made,
            groups.GroupRefused,
            lambda group: groups.put_out(place_of(group, first), by=first, at=NOON),
            lambda group: groups.make_moderator(place_of(group, second), False, by=staff, at=NOON),
        )
    )

    kept = GroupMember.objects.filter(moderates=True).values_list("group", flat=True)
    assert sorted(kept) == sorted(group.pk for group in made)


@pytest.mark.django_db
def test_nobody_begins_a_topic_in_a_group_that_was_closed_meanwhile() -> None:
    page = GroupFactory()
    person = inside(page)
    groups.close_group(Group.objects.get(pk=page.pk), by=person, at=NOON)

    with pytest.raises(posts.PostRefused, match="while the group goes on"):
        posts.start_topic(page, title="Late", words="Is anybody here?", key=uuid.uuid4(), by=person, at=NOON)

    assert not page.topics.exists()


@pytest.mark.django_db
def test_who_joins_meets_the_door_as_it_is_now() -> None:
    page = GroupFactory(door="open")
    Group.objects.filter(pk=page.pk).update(door="ask")

    place = groups.join_group(page, by=colleague(), at=NOON)

    assert place.state == "asked"
