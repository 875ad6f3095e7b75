"""A host changes a meeting while people register for it: nobody waits for the other for ever, and no place is lost."""

import pytest

from rounds.accounts.models import Person
from rounds.meetings import queries
from rounds.meetings.models import CapacityPool, Meeting, Registration
from tests.credentials.conftest import Together, together  # noqa: F401  a fixture
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.meetings import MeetingFactory, come, limited
from tests.meetings.test_arranging import change

pytestmark = [pytest.mark.slow, pytest.mark.both]
CHANGES, PEOPLE = 8, 24


@pytest.fixture
def people(transactional_db: None) -> list[Person]:
    return [PersonFactory() for _each in range(PEOPLE)]


@pytest.fixture
def host(transactional_db: None) -> Person:
    return StaffFactory()


def test_more_places_come_while_people_register(people: list[Person], host: Person, together: Together) -> None:  # noqa: F811
    meeting = limited(1)

    def changes() -> None:
        for places in range(2, CHANGES + 2):
            change(Meeting.objects.get(pk=meeting.pk), {}, places=places, by=host)

    halves = [people[::2], people[1::2]]
    together([changes, *(lambda half=half: [come(meeting, one) for one in half] for half in halves)])  # type: ignore[misc]

    assert Registration.objects.exclude(state="waiting").count() == CapacityPool.objects.get().taken == CHANGES + 1
    assert list(queries.pools_that_disagree()) == []


def test_a_limit_comes_while_people_register(people: list[Person], host: Person, together: Together) -> None:  # noqa: F811
    page = MeetingFactory()
    halves = [people[::2], people[1::2]]

    together(
        [
            lambda: change(Meeting.objects.get(pk=page.pk), {}, places=PEOPLE, by=host),
            *(lambda half=half: [come(page, one) for one in half] for half in halves),  # type: ignore[misc]
        ]
    )

    assert CapacityPool.objects.get().taken == PEOPLE
    assert list(queries.pools_that_disagree()) == []
