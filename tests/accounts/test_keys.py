import datetime as dt

import pytest
from django.test import Client

from rounds.accounts.actions import end_key, make_key, use_key
from rounds.accounts.models import ApiKey
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 16, 12, tzinfo=dt.UTC)
MINE = "/api/v1/me/enrolments"


def test_key_opens_the_api_in_the_persons_name(client: Client) -> None:
    _key, secret = make_key(person := PersonFactory(), name="Intranet", by=person, at=NOON)

    assert client.get(MINE, headers={"Authorization": f"Bearer {secret}"}).status_code == 200


@pytest.mark.parametrize("header", ["Bearer rounds_wrong", "Bearer ", "Basic abc", ""])
def test_wrong_key_is_refused(client: Client, header: str) -> None:
    assert client.get(MINE, headers={"Authorization": header}).status_code == 401


def test_ended_key_and_key_of_somebody_who_may_not_sign_in_are_refused() -> None:
    person, gone = PersonFactory(), PersonFactory(is_active=False)
    key, ended = make_key(person, name="Old", by=person, at=NOON)
    end_key(key, by=person, at=NOON)

    assert use_key(ended, at=NOON) is None
    assert use_key(make_key(gone, name="Gone", by=gone, at=NOON)[1], at=NOON) is None


def test_secret_is_shown_once_and_not_kept(client: Client) -> None:
    client.force_login(PersonFactory())
    page = client.post("/account/keys", {"name": "Intranet"})
    secret = page.context["secret"]

    assert secret in page.content.decode()
    assert secret not in client.get("/account/keys").content.decode()
    assert secret not in str(ApiKey.objects.values().get())


def test_key_without_a_name_is_refused_beside_the_field(client: Client) -> None:
    client.force_login(PersonFactory())

    assert client.post("/account/keys", {"name": ""}).status_code == 422
    assert ApiKey.objects.count() == 0


def test_key_of_somebody_else_cannot_be_ended(client: Client) -> None:
    key, secret = make_key(person := PersonFactory(), name="Intranet", by=person, at=NOON)
    client.force_login(PersonFactory())

    assert client.post(f"/account/keys/{key.pk}/end").status_code == 404
    assert use_key(secret, at=NOON) == person


def test_use_is_noted_once_a_minute_at_most() -> None:
    _key, secret = make_key(person := PersonFactory(), name="Intranet", by=person, at=NOON)
    for seconds in (0, 30, 90):
        use_key(secret, at=NOON + dt.timedelta(seconds=seconds))

    assert ApiKey.objects.get().used == NOON + dt.timedelta(seconds=90)
