"""People change dates crosswise, and others register, at once: each keeps one place, and none is given twice."""

import pytest

from rounds.accounts.models import Person
from rounds.meetings import actions, queries
from rounds.meetings.actions import RegistrationRefused
from rounds.meetings.models import Meeting, Registration
from tests.credentials.conftest import Together, together  # noqa: F401  a fixture
from tests.factories.accounts import PersonFactory
from tests.factories.meetings import PoolFactory, come
from tests.meetings.test_moving import SOON, two_dates
from tests.meetings.test_registering import taken

pytestmark = [pytest.mark.slow, pytest.mark.both]


@pytest.fixture
def dates(transactional_db: None) -> tuple[Meeting, Meeting]:
    """Two dates for two people each, who have lunch together with at most three at a time."""
    first, second = two_dates(2)
    lunch = PoolFactory(cap=3)
    for one in (first, second):
        one.also.add(lunch)
    return first, second


@pytest.fixture
def people(transactional_db: None) -> list[Person]:
    return [PersonFactory() for _each in range(3)]


def test_who_presses_twice_moves_once(dates: tuple[Meeting, Meeting], together: Together) -> None:  # noqa: F811
    first, second = dates
    comes = come(first)

    def moves() -> bool:
        try:
            actions.move_to_date(Registration.objects.get(pk=comes.pk), second, by=comes.person, at=SOON)
        except RegistrationRefused:
            return False
        return True

    assert sorted(together([moves] * 3)) == [False, False, True]
    assert (taken(first), taken(second)) == (0, 1)
    assert list(queries.pools_that_disagree()) == []


def test_places_go_crosswise_and_none_is_lost(
    dates: tuple[Meeting, Meeting],
    people: list[Person],
    together: Together,  # noqa: F811
) -> None:
    def comes_and_changes(number: int) -> int:
        there, other = dates if number % 2 else dates[::-1]
        held, moved = come(there, people[number]), 0
        for target in (other, there, other, there):
            try:
                held = actions.move_to_date(held, target, by=people[number], at=SOON)
            except RegistrationRefused:  # no place there now, or it waits
                continue
            moved += 1
        return moved

    assert sum(together([lambda number=number: comes_and_changes(number) for number in range(3)])) > 0  # type: ignore[misc]

    living = Registration.objects.living()
    assert sorted(living.values_list("person", flat=True)) == sorted(one.pk for one in people)
    assert sum(taken(one) for one in dates) == living.exclude(state="waiting").count()
    assert list(queries.pools_that_disagree()) == []
