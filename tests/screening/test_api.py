import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client

from rounds.accounts.actions import make_key
from rounds.engines import privacy, readability
from rounds.screening.actions import make_place_key, withdraw_authorization
from tests.factories.accounts import StaffFactory
from tests.factories.screening import NOON, AuthorizationFactory, PlaceFactory, SeatFactory, officer_of

pytestmark = pytest.mark.django_db
NAMED = "Mrs. Ellen Whitcombe in bed 4 had her hip replaced on Tuesday."
STORY = "Rough shift. My patient told me tonight that she is done with chemo. I held her hand."
FAIR = "Our fair was a bargain."


def ask(client: Client, what: str, body: Any, key: str = "", **more: Any) -> Any:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return client.post(f"/api/v1/{what}", json.dumps(body), content_type="application/json", headers=headers, **more)


def test_post_is_screened_as_the_engine_does(client: Client) -> None:
    answer = ask(client, "screen", {"id": "a", "text": NAMED})

    assert answer.json() == {"id": "a", "authorization": "", **privacy.as_json(privacy.screen(NAMED))}


def test_posts_are_graded_as_the_engine_does(client: Client) -> None:
    answer = ask(client, "grade", {"posts": [{"id": 1, "text": "Wash your hands. " * 60}, {"text": "Hola."}]})

    first, second = answer.json()["results"]
    assert first == {"id": 1, **readability.as_json(readability.grade("Wash your hands. " * 60))}
    assert second["grade"] is None


def test_key_of_a_place_brings_its_rules(client: Client) -> None:
    place = PlaceFactory(forbidden_words="bargain")
    _key, secret = make_place_key(place, name="Intranet", by=StaffFactory(), at=NOON)

    verdicts = [
        ask(client, "screen", {"text": FAIR, "voice": "organisation"}, key).json()["verdict"] for key in (secret, "")
    ]

    assert verdicts == ["review", "clear"]


def test_key_of_a_person_brings_the_rules_of_their_place(client: Client) -> None:
    seat = SeatFactory(place=PlaceFactory(forbidden_words="bargain"))
    _key, secret = make_key(seat.person, name="Mine", by=seat.person, at=NOON)

    assert ask(client, "screen", {"text": FAIR, "voice": "organisation"}, secret).json()["verdict"] == "review"


def test_signed_permission_of_the_place_clears_what_it_covers(client: Client) -> None:
    signed = AuthorizationFactory(reference="A-77", scope=["story"], channels=["facebook"])
    _key, secret = make_place_key(signed.place, name="Intranet", by=StaffFactory(), at=NOON)
    post = {"text": STORY, "voice": "provider", "channel": "facebook"}

    bare, covered = (ask(client, "screen", post | {"authorization": name}, secret).json() for name in ("", "a-77"))

    assert (bare["verdict"], bare["authorization"]) == ("review", "")
    assert (covered["verdict"], covered["authorization"]) == ("clear", "A-77")


@pytest.mark.parametrize("state", ["of another place", "run out", "withdrawn", "without a key"])
def test_permission_that_is_not_good_here_is_refused(client: Client, state: str) -> None:
    place = PlaceFactory()
    expires = dt.date(2020, 1, 1) if state == "run out" else dt.date(2099, 1, 1)
    signed = AuthorizationFactory(
        place=PlaceFactory() if state == "of another place" else place,
        reference="A-9",
        signed_on=dt.date(2019, 1, 1),
        expires=expires,
    )
    if state == "withdrawn":
        withdraw_authorization(signed, by=officer_of(place), at=NOON)
    _key, secret = make_place_key(place, name="Intranet", by=StaffFactory(), at=NOON)

    answer = ask(
        client,
        "screen",
        {"posts": [{"text": "Hello"}, {"text": STORY, "authorization": "A-9"}]},
        "" if state == "without a key" else secret,
    )

    assert answer.status_code == 422
    assert answer.json() == {
        "detail": "Post 2 names the permission A-9. Your place has no good permission of that name."
    }


@pytest.mark.parametrize("key", ["rounds_place_wrong", "x"])
def test_key_that_opens_nothing_is_refused(client: Client, key: str) -> None:
    assert ask(client, "screen", {"text": "Hello"}, key).status_code == 401


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 422),
        ({"posts": []}, 200),
        ({"posts": [{"text": "x"}] * 101}, 422),
        ({"text": "x", "voice": "me"}, 422),
        ({"text": 3}, 422),
        ({"text": "x" * 20_001}, 413),
        ({"posts": [{"text": "fine"}, {"text": "x" * 20_001}]}, 413),
        ({"text": "x" * 2_200_000}, 413),
    ],
)
def test_what_cannot_be_checked_is_explained(client: Client, body: Any, status: int) -> None:
    answer = ask(client, "screen", body)

    assert answer.status_code == status
    assert status == 200 or answer.json()["detail"]


def test_too_large_names_the_limit(client: Client) -> None:
    assert ask(client, "grade", {"text": "x" * 20_001}).json() == {
        "detail": "Post 1 has 20,001 characters. Use at most 20,000."
    }


def test_address_asks_less_often_than_a_key_and_is_told_when_to_come_back(client: Client) -> None:
    _key, secret = make_place_key(PlaceFactory(), name="Intranet", by=StaffFactory(), at=NOON)

    answers = [ask(client, "grade", {"posts": []}) for _ in range(31)]

    assert [answer.status_code for answer in answers] == [200] * 30 + [429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    assert ask(client, "grade", {"posts": []}, secret).status_code == 200
    assert ask(client, "grade", {"posts": []}, REMOTE_ADDR="203.0.113.9").status_code == 200


def test_both_are_in_the_description(client: Client) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]

    assert {"/api/v1/screen", "/api/v1/grade"} <= set(paths)
