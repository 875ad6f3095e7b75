import pytest

from rounds.accounts import queries
from rounds.accounts.models import Entry, Person
from tests.factories.accounts import EntryFactory, PersonFactory, StaffFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def everybody() -> list[Person]:
    return [PersonFactory(), PersonFactory(is_active=False), StaffFactory(), StaffFactory(is_active=False)]


def test_people_listed_and_permission_agree(everybody: list[Person]) -> None:
    for person in (one for one in everybody if one.is_active):
        listed = set(queries.people_visible_to(person))

        assert listed == {other for other in everybody if person.has_perm("accounts.see_person", other)}


def test_trail_of_others_is_for_centre_staff() -> None:
    person, staff = PersonFactory(), StaffFactory()
    own, other = EntryFactory(actor=person), EntryFactory()

    assert set(queries.trail_visible_to(person)) == {own}
    assert set(queries.trail_visible_to(staff)) == {own, other}
    assert [one.has_perm("accounts.see_trail") for one in (person, staff)] == [False, True]
    assert Entry.objects.count() == 2


@pytest.mark.parametrize("permission", ["see_people", "change_access", "see_trail"])
def test_stopped_staff_may_nothing(permission: str) -> None:
    assert StaffFactory(is_active=False).has_perm(f"accounts.{permission}") is False
