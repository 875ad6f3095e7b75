"""Counting: each organisation once, in every slice, of all that are open."""

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from rounds.directory.figures import Figure
from rounds.directory.models import HospitalAccount
from rounds.directory.queries.adoption import Wanted, adoption, states_in_use
from rounds.directory.vocabulary import AccountState
from tests.factories.directory import NOON, AccountFactory, HospitalFactory, NetworkFactory

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


def counted(figures: list[Figure]) -> dict[str, tuple[int, int]]:
    return {figure.key: (figure.numerator, figure.denominator) for figure in figures}


def proven() -> dict[str, object]:
    return {"proven_at": NOON, "proven_by": "link_back"}


def test_an_organisation_counts_once_however_many_accounts_it_has() -> None:
    hospital = HospitalFactory()
    HospitalFactory()
    AccountFactory(hospital=hospital)
    AccountFactory(hospital=hospital, **proven())
    AccountFactory(hospital=hospital, network=NetworkFactory(slug="youtube"))

    found = adoption(on=TODAY)

    assert counted(found.of("all")) == {"": (1, 2)}
    assert counted(found.of("all", "verified")) == {"": (1, 2)}
    assert counted(found.of("network"))["youtube"] == (1, 2)
    assert counted(found.of("network", "verified"))["youtube"] == (0, 2)


@pytest.mark.parametrize("state", [each for each in AccountState if each != AccountState.CHECKED])
def test_only_checked_accounts_count(state: AccountState) -> None:
    AccountFactory(state=state)

    assert counted(adoption(on=TODAY).of("all")) == {"": (0, 1)}


def test_that_a_person_looked_is_no_proof() -> None:
    AccountFactory(proven_at=NOON, proven_by="person")

    assert counted(adoption(on=TODAY).of("all", "verified")) == {"": (0, 1)}


def test_closed_organisations_and_other_kinds_are_not_counted() -> None:
    AccountFactory(hospital=HospitalFactory(status="closed"))
    AccountFactory(hospital=HospitalFactory(kind="school"))
    AccountFactory()

    assert counted(adoption(on=TODAY).of("all")) == {"": (1, 1)}
    assert counted(adoption(Wanted(kind="school"), on=TODAY).of("all")) == {"": (1, 1)}


@pytest.mark.parametrize(
    ("beds", "band"),
    [(1, "1-99"), (99, "1-99"), (100, "100-299"), (299, "100-299"), (300, "300+"), (None, "unknown")],
)
def test_size_bands_end_where_they_say(beds: int | None, band: str) -> None:
    source = {} if beds else {"beds_source": "", "beds_on": None}
    HospitalFactory(beds=beds, **source)

    assert counted(adoption(on=TODAY).of("beds")) == {band: (0, 1)}


def test_states_of_two_countries_with_the_same_letters_stay_apart() -> None:
    HospitalFactory(state="CA")
    HospitalFactory(state="ON", country="CA")
    HospitalFactory(state="", country="CA")

    assert counted(adoption(on=TODAY).of("state")) == {"CA": (0, 1), "CA-ON": (0, 1), "CA-unknown": (0, 1)}
    assert [key for key, _name in states_in_use()] == ["CA", "CA-ON"]


def test_years_add_up_and_say_who_is_left_out() -> None:
    for opened in (dt.date(2009, 12, 31), dt.date(2010, 1, 1), dt.date(2012, 5, 5), None, dt.date(2030, 1, 1)):
        AccountFactory(opened_on=opened)

    found = adoption(on=dt.date(2013, 6, 1))

    years = [(figure.name, figure.numerator) for figure in found.of("year", "opened")]
    assert years == [("2009", 1), ("2010", 2), ("2011", 2), ("2012", 3), ("2013", 3)]
    assert found.undated == 2
    assert {figure.denominator for figure in found.of("year", "opened")} == {5}


def test_oldest_account_decides_the_year() -> None:
    hospital = HospitalFactory()
    AccountFactory(hospital=hospital, opened_on=dt.date(2015, 1, 1))
    AccountFactory(hospital=hospital, network=NetworkFactory(slug="youtube"), opened_on=dt.date(2012, 1, 1))

    assert adoption(on=TODAY).of("year", "opened")[0].name == "2012"
    assert adoption(Wanted(network="facebook"), on=TODAY).of("year", "opened")[0].name == "2015"


def test_every_slice_of_one_definition_adds_up_to_all() -> None:
    for number in range(12):
        hospital = HospitalFactory(state="WI" if number % 2 else "OH", teaching=[True, False, None][number % 3])
        if number % 4:
            AccountFactory(hospital=hospital, **(proven() if number % 5 else {}))

    found = adoption(on=TODAY)

    for definition, sum_of_all in (("listed", 9), ("verified", 7)):
        for part in ("beds", "state", "ownership", "type", "teaching", "rural"):
            figures = found.of(part, definition)
            assert (part, sum(figure.numerator for figure in figures)) == (part, sum_of_all)
            assert (part, sum(figure.denominator for figure in figures)) == (part, 12)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (Wanted(country="US", state="OH"), (0, 1)),
        (Wanted(beds="300+"), (1, 1)),
        (Wanted(ownership="public"), (1, 1)),
        (Wanted(type="psychiatric"), (0, 1)),
        (Wanted(network="facebook"), (1, 2)),
        (Wanted(network="no-such-network"), (0, 2)),
    ],
)
def test_filters_narrow_what_is_counted(wanted: Wanted, expected: tuple[int, int]) -> None:
    AccountFactory(hospital=HospitalFactory(beds=400, ownership="public"))
    HospitalFactory(state="OH", type="psychiatric")

    assert counted(adoption(wanted, on=TODAY).of("all")) == {"": expected}


def test_figures_of_an_empty_register_have_no_percentage() -> None:
    found = adoption(on=TODAY)

    assert [(figure.percent, figure.share) for figure in found.of("all")] == [(None, 0.0)]
    assert found.of("year", "opened") == []


@pytest.mark.parametrize("count", [1, 3])
def test_all_slices_take_three_questions(count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for _number in range(count):
        AccountFactory()

    with django_assert_num_queries(3):
        adoption(on=TODAY)


def test_counting_can_be_told_which_accounts() -> None:
    AccountFactory()

    assert counted(adoption(on=TODAY, accounts=HospitalAccount.objects.none()).of("all")) == {"": (0, 1)}
