"""Rules, people, keys and decisions of a place, and signed permissions."""

import datetime as dt

import pytest
from pytest_django import DjangoAssertNumQueries

from rounds.screening.models import Authorization, Place
from rounds.screening.queries import authorizations_visible_to, places_guarded_by
from tests.factories.accounts import PersonFactory, StaffFactory, signed_in
from tests.factories.screening import (
    AuthorizationFactory,
    DecisionFactory,
    PlaceFactory,
    SeatFactory,
    member_of,
    officer_of,
)

pytestmark = pytest.mark.django_db


def rules_typed(place: Place, **more: object) -> dict[str, object]:
    return {"name": place.name, "edition": place.edition, "do": "save", **dict.fromkeys(Place.LISTS, ""), **more}


@pytest.mark.parametrize("part", ["", "/people", "/keys", "/decisions", "/decisions.csv"])
def test_only_officers_and_staff_reach_a_place(part: str) -> None:
    place = PlaceFactory()
    people = (officer_of(place), StaffFactory(), member_of(place), officer_of(PlaceFactory()))

    found = [signed_in(person).get(f"/check/rules/{place.pk}{part}").status_code for person in people]

    assert found == [200, 200, 403, 403]


def test_list_and_permission_agree() -> None:
    place, other = PlaceFactory(), PlaceFactory()
    people = (officer_of(place), member_of(place), StaffFactory(), PersonFactory())

    for person in people:
        listed = {one.pk for one in places_guarded_by(person)}
        assert listed == {one.pk for one in (place, other) if person.has_perm("screening.change_place", one)}


def test_officer_saves_the_rules() -> None:
    place = PlaceFactory()
    client = signed_in(officer_of(place))

    answer = client.post(f"/check/rules/{place.pk}", rules_typed(place, own_people="Dr Osei\r\nLena Kovac"))

    place.refresh_from_db()
    assert (answer.status_code, place.own_people, place.edition) == (302, "Dr Osei\nLena Kovac", 2)


def test_second_tab_does_not_overwrite_the_first() -> None:
    place = PlaceFactory()
    client = signed_in(officer_of(place))
    old = rules_typed(place, own_people="Dr Bello")
    client.post(f"/check/rules/{place.pk}", rules_typed(place, own_people="Dr Osei"))

    answer = client.post(f"/check/rules/{place.pk}", old)

    place.refresh_from_db()
    assert (answer.status_code, place.own_people) == (422, "Dr Osei")
    assert "Dr Bello" in answer.content.decode()


def test_rules_are_tried_before_they_are_saved() -> None:
    place = PlaceFactory()
    typed = rules_typed(place, forbidden_words="picnic", sample="Our fair was a picnic.", do="try")

    answer = signed_in(officer_of(place)).post(f"/check/rules/{place.pk}", typed)

    place.refresh_from_db()
    assert [one.words for one in answer.context["marks"].findings] == ["picnic"]
    assert place.forbidden_words == ""


def test_staff_add_a_place_once() -> None:
    client = signed_in(StaffFactory())

    answers = [client.post("/staff/places", {"name": " Northlake  Hospital "}).status_code for _ in range(2)]

    assert answers == [302, 422]
    assert Place.objects.get().name == "Northlake Hospital"


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_places_asks_the_same_for_more(count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client = signed_in(StaffFactory())
    for _number in range(count):
        DecisionFactory()

    with django_assert_num_queries(5):
        page = client.get("/staff/places").context["page"]

    assert len(page) == count


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_decisions_asks_the_same_for_more(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    place = PlaceFactory()
    client = signed_in(officer_of(place))
    for _number in range(count):
        DecisionFactory(place=place)

    with django_assert_num_queries(7):
        rows = client.get(f"/check/rules/{place.pk}/decisions").context["rows"]

    assert len(rows) == count


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_permissions_asks_the_same_for_more(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    place = PlaceFactory()
    client = signed_in(officer_of(place))
    for _number in range(count):
        AuthorizationFactory(place=place)

    with django_assert_num_queries(6):
        rows = client.get("/check/authorisations").context["rows"]

    assert len(rows) == count


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_people_asks_the_same_for_more(count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    place = PlaceFactory()
    client = signed_in(officer_of(place))
    for _number in range(count):
        SeatFactory(place=place)

    with django_assert_num_queries(6):
        answer = client.get(f"/check/rules/{place.pk}/people")

    assert len(answer.context["members"]) == count + 1


def test_csv_holds_who_when_rule_and_reason_and_no_formula() -> None:
    place = PlaceFactory()
    DecisionFactory(place=place, by=PersonFactory(name="Priya Raman"), reason="=1+1 and more")

    answer = signed_in(officer_of(place)).get(f"/check/rules/{place.pk}/decisions.csv")

    assert b"".join(answer).decode("utf-8-sig").splitlines() == [
        "when,who,rule,type,level,reason",
        "2026-11-16T12:00:00+00:00,Priya Raman,patient-story,patient-story,review,'=1+1 and more",
    ]


def test_officer_adds_and_takes_out_people() -> None:
    place, person = PlaceFactory(), PersonFactory()
    client = signed_in(officer_of(place))
    where = f"/check/rules/{place.pk}/people"

    client.post(where, {"email": person.email.upper(), "role": "member"})
    seat = place.members.get(person=person)
    unknown = client.post(where, {"email": "nobody@people.example", "role": "member"}).status_code
    client.post(f"{where}/{seat.pk}/take")

    assert (unknown, place.members.filter(person=person).exists()) == (422, False)
    assert client.post(f"{where}/{SeatFactory().pk}/take").status_code == 404


def test_last_officer_stays() -> None:
    place = PlaceFactory()
    client = signed_in(officer_of(place))

    client.post(f"/check/rules/{place.pk}/people/{place.members.get().pk}/take")

    assert place.members.count() == 1


def test_key_of_a_place_is_shown_once_and_ended() -> None:
    place = PlaceFactory()
    client = signed_in(officer_of(place))
    secret = client.post(f"/check/rules/{place.pk}/keys", {"name": "Intranet"}).context["secret"]

    assert secret not in client.get(f"/check/rules/{place.pk}/keys").content.decode()
    client.post(f"/check/rules/{place.pk}/keys/{place.keys.get().pk}/end")
    assert place.keys.get().ended
    assert client.post(f"/check/rules/{PlaceFactory().pk}/keys", {"name": "x"}).status_code == 403


def test_own_places_lead_to_the_one_there_is() -> None:
    place = PlaceFactory()

    assert signed_in(officer_of(place)).get("/check/rules").headers["Location"] == f"/check/rules/{place.pk}"
    assert list(signed_in(member_of(place)).get("/check/rules").context["mine"]) == [place]
    assert list(signed_in(PersonFactory()).get("/check/rules").context["mine"]) == []


def permission_typed(place: Place, **more: object) -> dict[str, object]:
    days = {"signed_on": "2026-01-02", "expires": "2099-01-02"}
    typed = {"place": place.pk, "reference": "N-1", "signer": "E. W.", "names": "Ellen", "scope": ["name"]}
    return {**typed, "channels": ["facebook"], **days, **more}


def test_officer_adds_a_permission() -> None:
    place = PlaceFactory()

    answer = signed_in(officer_of(place)).post("/check/authorisations/add", permission_typed(place))

    assert (answer.status_code, Authorization.objects.get().signed_on) == (302, dt.date(2026, 1, 2))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("signer", "Ellen Whitcombe"),
        ("signed_on", "2098-01-01"),
        ("expires", "2026-01-01"),
        ("scope", []),
        ("channels", ["smoke"]),
        ("names", ""),
        ("reference", ""),
    ],
)
def test_permission_with_a_fault_is_refused_beside_the_field(field: str, value: object) -> None:
    place = PlaceFactory()

    answer = signed_in(officer_of(place)).post("/check/authorisations/add", permission_typed(place, **{field: value}))

    assert (answer.status_code, field in answer.context["form"].errors) == (422, True)
    assert Authorization.objects.count() == 0


def test_same_reference_again_is_refused() -> None:
    place = PlaceFactory()
    client = signed_in(officer_of(place))

    answers = [client.post("/check/authorisations/add", permission_typed(place)).status_code for _ in range(2)]

    assert answers == [302, 422]


def test_permission_is_withdrawn_after_a_question_and_once() -> None:
    place = PlaceFactory()
    signed, client = AuthorizationFactory(place=place), signed_in(officer_of(place))
    where = f"/check/authorisations/{signed.pk}/withdraw"

    asked = client.get(where).content.decode()
    for _time in range(2):
        client.post(where)

    assert "Withdraw it" in asked
    assert "Withdraw it" not in client.get(where).content.decode()
    assert [shown.kind for shown, _may in client.get("/check/authorisations").context["rows"]] == ["bad"]


def test_member_sees_permissions_and_changes_none() -> None:
    place = PlaceFactory()
    signed, member = AuthorizationFactory(place=place), member_of(place)
    client = signed_in(member)

    assert list(authorizations_visible_to(member)) == [signed]
    assert list(authorizations_visible_to(PersonFactory())) == []
    assert client.get(f"/check/authorisations/{signed.pk}/withdraw").status_code == 403
    assert client.get("/check/authorisations/add").status_code == 403
    assert signed_in(officer_of(PlaceFactory())).get(f"/check/authorisations/{signed.pk}/withdraw").status_code == 403
