import datetime as dt

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rounds.directory.models import FormerName
from tests.factories.directory import NOON, AccountFactory, HospitalFactory, NetworkFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_hospitals_are_found_with_the_filters_of_the_page(
    client: Client, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        AccountFactory(hospital=HospitalFactory(name=f"Lake {number}", cms_id=f"01000{number}", teaching=None))
    HospitalFactory(state="MN")

    with django_assert_num_queries(3):
        answer = client.get("/api/v1/hospitals?state=WI").json()

    assert (answer["count"], len(answer["items"])) == (count, count)
    first = answer["items"][0]
    assert (first["name"], first["cms_id"], first["teaching"], first["networks"]) == (
        "Lake 0",
        "010000",
        None,
        ["Facebook"],
    )


def test_pages_of_the_list_have_a_limit(client: Client) -> None:
    for number in range(3):
        HospitalFactory(name=f"Lake {number}")

    answer = client.get("/api/v1/hospitals?limit=1&offset=1").json()

    assert (answer["count"], [one["name"] for one in answer["items"]]) == (3, ["Lake 1"])
    assert client.get("/api/v1/hospitals?limit=501").status_code == 422


def test_one_hospital_has_its_public_accounts_and_names(client: Client) -> None:
    hospital = HospitalFactory(slug="lake")
    FormerName.objects.create(hospital=hospital, name="Old", until=dt.date(2020, 1, 1), source="cms")
    AccountFactory(hospital=hospital, handle="lake", proven_at=NOON, proven_by="dns")
    AccountFactory(hospital=hospital, handle="gone", state="dead", network=NetworkFactory(slug="x"))
    AccountFactory(hospital=hospital, handle="waits", state="submitted", evidence="secret")

    answer = client.get("/api/v1/hospitals/lake").json()

    assert [(one["handle"], one["state"], one["proven_by"]) for one in answer["accounts"]] == [
        ("lake", "checked", "dns"),
        ("gone", "dead", ""),
    ]
    assert (answer["networks"], answer["former_names"]) == (["Facebook"], [{"name": "Old", "until": "2020-01-01"}])
    assert client.get("/api/v1/hospitals/nowhere").status_code == 404
