"""Counting, against a slow count of the same register; keeping, comparing, and what the pages answer."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail import hooks

from rounds.accounts.models import Entry
from rounds.directory.actions.snapshots import take_snapshot
from rounds.directory.figures import CSV_HEAD, Figure, csv_row
from rounds.directory.models import HospitalAccount, Snapshot, SnapshotFigure
from rounds.directory.queries.adoption import Wanted, adoption, states_in_use
from rounds.directory.queries.snapshots import differences, figures_of, is_whole
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


def take(on: dt.date = TODAY) -> Snapshot:
    return take_snapshot(on=on, at=NOON)[0]


def test_snapshot_keeps_every_figure_of_the_day() -> None:
    AccountFactory(opened_on=dt.date(2011, 1, 1))

    snapshot = take()

    live = adoption(on=TODAY).figures
    kept = figures_of(snapshot)
    assert [csv_row(figure)[:-1] for figure in kept] == [csv_row(figure)[:-1] for figure in live]
    assert {figure.source for figure in kept} == {f"register snapshot {TODAY}"}
    assert is_whole(snapshot, kept)
    assert [entry.verb for entry in Entry.objects.all()] == ["directory.snapshot_taken"]


def test_second_snapshot_of_a_day_is_the_first_one() -> None:
    AccountFactory()
    first, made = take_snapshot(on=TODAY, at=NOON)
    AccountFactory()

    again, made_again = take_snapshot(on=TODAY, at=NOON)

    assert (made, made_again, again.pk) == (True, False, first.pk)
    assert (Snapshot.objects.count(), Entry.objects.count()) == (1, 1)


def test_worker_takes_the_snapshot_of_the_day() -> None:
    AccountFactory()
    for daily in hooks.get_hooks("rounds_daily"):
        if daily.__module__ == "rounds.directory.wagtail_hooks" and daily.__name__ == "keep_figures":
            daily(NOON)

    assert [snapshot.on for snapshot in Snapshot.objects.all()] == [TODAY]


def test_command_keeps_the_day_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("take_snapshot")
    call_command("take_snapshot")

    today = Snapshot.objects.get()
    assert capsys.readouterr().out.splitlines() == [
        f"The figures of {today} are kept.",
        f"The figures of {today} were kept before; nothing was changed.",
    ]


@pytest.mark.parametrize("table", ["snapshot", "snapshotfigure", "publishedfigure", "figurenote", "publication"])
@pytest.mark.parametrize("change", ["UPDATE directory_{} SET id = id", "DELETE FROM directory_{}"])
def test_database_refuses_to_change_what_is_kept(table: str, change: str) -> None:
    AccountFactory()
    take()

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(table))


def test_database_refuses_a_part_that_is_more_than_its_whole() -> None:
    snapshot = take()

    with pytest.raises(DatabaseError), transaction.atomic():
        SnapshotFigure.objects.create(
            snapshot=snapshot, slice="x", key="", name="", definition="listed", numerator=2, denominator=1
        )


def test_snapshot_keeps_the_name_that_a_network_had() -> None:
    account = AccountFactory(network=NetworkFactory(slug="birdsong", name="Birdsong"))
    snapshot = take()
    account.network.name = "Crow"
    account.network.save()

    assert [figure.name for figure in figures_of(snapshot) if figure.key == "birdsong"] == ["Birdsong", "Birdsong"]


def test_two_days_are_compared_figure_by_figure() -> None:
    HospitalFactory()
    first = take(TODAY - dt.timedelta(days=1))
    AccountFactory(network=NetworkFactory(slug="birdsong"))
    second = take()

    found = {(row.said): row for row in differences(first, second)}

    everything = found["All: All, with an account"]
    assert (everything.change, everything.points) == (1, Decimal("50.0"))
    new = next(row for said, row in found.items() if said.startswith("By network: Birdsong, with an account"))
    assert (new.before, new.change, new.points) == (None, None, None)


def test_page_says_each_share_with_its_counts(client: Client) -> None:
    AccountFactory(**proven())
    HospitalFactory()

    answer = client.get("/data")

    assert answer.status_code == 200
    assert [stat["text"] for stat in answer.context["stats"][1:]] == [
        "1 of 2 have an account",
        "1 of 2 have a verified account",
    ]


def test_page_and_csv_and_api_say_the_same(client: Client) -> None:
    AccountFactory(opened_on=dt.date(2011, 1, 1))
    HospitalFactory(state="OH")

    told = client.get("/api/v1/adoption", {"state": "WI"}).json()
    lines = b"".join(client.get("/data", {"state": "WI", "csv": "1"})).decode().removeprefix("\ufeff").splitlines()  # type: ignore[arg-type]

    assert lines[0] == ",".join(CSV_HEAD)
    assert [
        ",".join("" if value is None else str(value) for value in row.values()) for row in told["figures"]
    ] == lines[1:]
    assert told["figures"][0]["source"] == "register country=US state=WI"


@pytest.mark.parametrize("name", ["kind", "state", "beds", "ownership", "type", "network"])
def test_unknown_filter_is_refused_beside_its_field(client: Client, name: str) -> None:
    answer = client.get("/data", {name: "nonsense"})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [name]
    assert client.get("/api/v1/adoption", {name: "nonsense"}).status_code == 422


def test_htmx_gets_the_figures_alone(client: Client) -> None:
    AccountFactory()

    answer = client.get("/data", headers={"HX-Request": "true"})

    assert answer.content.decode().lstrip().startswith('<div id="found"')
    assert "HX-Request" in answer.headers["Vary"]


def test_empty_register_leads_to_earlier_figures(client: Client) -> None:
    assert "The register is empty" in client.get("/data").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_data_page_asks_the_same_number_of_questions(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(count):
        AccountFactory()
    take()
    client.get("/data")

    with django_assert_num_queries(6):
        client.get("/data")


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_days_asks_the_same_number_of_questions(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        take(TODAY - dt.timedelta(days=number))
    client.get("/data/snapshots")

    with django_assert_num_queries(2):
        answer = client.get("/data/snapshots")
    assert len(answer.context["days"]) == count


def test_snapshot_page_csv_has_the_sum_that_it_says(client: Client) -> None:
    import hashlib

    AccountFactory()
    snapshot = take()

    file = b"".join(client.get(f"/data/snapshots/{TODAY}?csv=1"))  # type: ignore[arg-type]

    assert hashlib.sha256(file).hexdigest() == snapshot.digest
    assert client.get(f"/data/snapshots/{TODAY}").context["whole"] is True


def test_snapshot_page_says_when_somebody_changed_the_database(client: Client) -> None:
    Snapshot.objects.create(on=TODAY, taken_at=NOON, edition="1", digest="0" * 64)
    snapshot = Snapshot.objects.get()
    for definition in ("listed", "verified"):
        SnapshotFigure.objects.create(
            snapshot=snapshot, slice="all", key="", name="All", definition=definition, numerator=1, denominator=2
        )

    assert "no longer make the file" in client.get(f"/data/snapshots/{TODAY}").content.decode()


@pytest.mark.parametrize("day", ["2001-01-01", "yesterday", "2026-13-45"])
def test_day_without_a_snapshot_is_not_found(client: Client, day: str) -> None:
    assert client.get(f"/data/snapshots/{day}").status_code == 404


def test_citations_name_the_snapshot(client: Client) -> None:
    snapshot = take()

    bibtex = client.get(f"/data/snapshots/{TODAY}/cite.bib")
    csl = client.get(f"/data/snapshots/{TODAY}/cite.json").json()

    assert bibtex.headers["Content-Type"].startswith("application/x-bibtex")
    assert f"/data/snapshots/{TODAY}}}" in bibtex.content.decode()
    assert bibtex.content.count(b"{") == bibtex.content.count(b"}")
    assert (csl[0]["type"], csl[0]["issued"]) == ("dataset", {"date-parts": [[2026, 11, 16]]})
    assert snapshot.digest in csl[0]["note"]


def test_compare_page_shows_what_moved(client: Client) -> None:
    HospitalFactory()
    take(TODAY - dt.timedelta(days=1))
    AccountFactory()
    take()

    answer = client.get("/data/snapshots/compare", {"first": "2026-11-15", "second": "2026-11-16"})

    assert answer.status_code == 200
    assert all(row.moved for row in answer.context["rows"])
    assert "All: All, with an account" in [row.said for row in answer.context["rows"]]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({}, "first"),
        ({"first": "2026-11-15", "second": "2001-01-01"}, "second"),
        ({"first": "2026-11-16", "second": "2026-11-15"}, "second"),
        ({"first": "2026-11-15", "second": "2026-11-15"}, "second"),
        ({"first": "soon", "second": "2026-11-15"}, "first"),
        ({"first": "2026-11-15", "second": "2026-11-17"}, "second"),
    ],
)
def test_days_that_cannot_be_compared_are_refused(client: Client, asked: dict[str, str], field: str) -> None:
    take(TODAY - dt.timedelta(days=1))
    take()
    Snapshot.objects.create(on=TODAY + dt.timedelta(days=1), taken_at=NOON, edition="2", digest="0" * 64)

    answer = client.get("/data/snapshots/compare", asked)

    assert (answer.status_code, field in answer.context["form"].errors) == (422, True)


def test_api_lists_and_tells_snapshots(client: Client) -> None:
    AccountFactory()
    snapshot = take()

    listed = client.get("/api/v1/snapshots").json()
    told = client.get(f"/api/v1/snapshots/{TODAY}").json()

    assert [day["sha256"] for day in listed["items"]] == [snapshot.digest]
    assert len(told["figures"]) == SnapshotFigure.objects.count()
    assert set(told["definitions"]) == {"listed", "verified", "opened"}
    assert client.get("/api/v1/snapshots/2001-01-01").status_code == 404


def test_counting_can_be_told_which_accounts() -> None:
    AccountFactory()

    assert counted(adoption(on=TODAY, accounts=HospitalAccount.objects.none()).of("all")) == {"": (0, 1)}
