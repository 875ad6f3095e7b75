"""What the pages, their files and the API answer about figures."""

import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rounds.directory.actions.snapshots import take_snapshot
from rounds.directory.figures import CSV_HEAD
from rounds.directory.models import Snapshot, SnapshotFigure
from tests.factories.directory import NOON, AccountFactory, HospitalFactory

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


def proven() -> dict[str, object]:
    return {"proven_at": NOON, "proven_by": "link_back"}


def take(on: dt.date = TODAY) -> Snapshot:
    return take_snapshot(on=on, at=NOON)[0]


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
    assert "All, with an account" in [row.said for row in answer.context["rows"]]


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
