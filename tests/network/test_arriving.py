"""People with a confirmed address on a proven domain take a seat, or ask for one."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from rounds.accounts.models import Entry, Person
from rounds.network.actions.arriving import ArrivalRefused, answer_request, ask_for_seat, choose_welcome, take_own_seat
from rounds.network.models import Organisation, Seat, SeatRequest
from rounds.network.queries.arriving import offer_for, requests_visible_to
from tests.factories.accounts import PASSWORD, MemberFactory, StaffFactory
from tests.factories.network import (
    NOON,
    DomainFactory,
    MembershipFactory,
    OrganisationFactory,
    SeatFactory,
    SeatRequestFactory,
    manager_of,
    member_of,
)

pytestmark = pytest.mark.django_db
LENA = "lena@northlake.example"


def northlake(welcome: str = "join", cap: int | None = None) -> Organisation:
    organisation = MembershipFactory(organisation__welcome=welcome, organisation__seat_cap=cap).organisation
    DomainFactory(organisation=organisation)
    return organisation


def sign_in(person: Person) -> tuple[Client, str]:
    client = Client()
    response = client.post("/account/login/", {"login": person.email, "password": PASSWORD}, follow=True)
    return client, response.content.decode()


def seats(person: Person) -> list[Organisation]:
    return [seat.organisation for seat in Seat.objects.open().filter(person=person)]


def test_person_of_the_domain_gets_a_seat_at_sign_in_and_is_welcomed_once() -> None:
    organisation, lena = northlake(), MemberFactory(email=LENA)

    _client, first = sign_in(lena)
    _other, second = sign_in(lena)

    assert seats(lena) == [organisation]
    assert ("Welcome. You have a seat" in first, "Welcome. You have a seat" in second) == (True, False)
    assert Entry.objects.get(verb="network.joined_by_address").actor == lena


@pytest.mark.parametrize("why", ["off", "another domain", "not proven", "not confirmed"])
def test_nobody_else_gets_one(why: str) -> None:
    organisation = northlake("off" if why == "off" else "join")
    lena = MemberFactory(email="lena@elsewhere.example" if why == "another domain" else LENA)
    if why == "not proven":
        organisation.domains.update(proven=None)
    if why == "not confirmed":
        lena.emailaddress_set.update(verified=False)

    assert offer_for(lena) is None
    with pytest.raises(ArrivalRefused, match="No organisation offers"):
        take_own_seat(lena, at=NOON)


def test_last_seat_is_not_given_twice_and_the_person_is_told() -> None:
    organisation, lena, grace = northlake(cap=1), MemberFactory(email=LENA), MemberFactory(email="g@northlake.example")
    sign_in(lena)

    _client, page = sign_in(grace)

    organisation.refresh_from_db()
    assert (organisation.seats_taken, seats(grace)) == (1, [])
    assert "has no seat for you yet: All seats are taken." in page


def test_seat_at_a_lapsed_member_is_refused() -> None:
    northlake()
    lena = MemberFactory(email=LENA)

    with pytest.raises(ArrivalRefused, match="while the membership lasts"):
        take_own_seat(lena, at=NOON + dt.timedelta(days=800))


def test_who_was_off_boarded_does_not_come_back_by_signing_in() -> None:
    organisation, lena = northlake(), MemberFactory(email=LENA)
    SeatFactory(organisation=organisation, person=lena, ended=NOON)

    _client, page = sign_in(lena)

    assert seats(lena) == []
    assert "Ask for a seat under Your organisation" in page
    with pytest.raises(ArrivalRefused, match="A manager decides"):
        take_own_seat(lena, at=NOON)


def test_seat_at_a_hospital_of_the_system_is_enough() -> None:
    system, lena = northlake(), MemberFactory(email=LENA)
    SeatFactory(organisation=OrganisationFactory(parent=system), person=lena)

    assert offer_for(lena) is None


@pytest.mark.slow
def test_asking_tells_the_managers_and_a_yes_gives_the_seat(mailoutbox: list[Any]) -> None:
    organisation, lena = northlake("ask"), MemberFactory(email=LENA)
    manager = manager_of(organisation)
    client, page = sign_in(lena)
    client.post("/join/by-address", {"do": "ask"})
    asked = SeatRequest.objects.get()
    other = Client()
    other.force_login(manager)
    people = other.get(f"/org/{organisation.slug}/people").content.decode()
    waiting = other.get(f"/org/{organisation.slug}").content.decode()

    other.post(f"/org/{organisation.slug}/seat-requests/{asked.pk}", {"do": "give"})

    assert ("Ask for a seat under Your organisation" in page, lena.name in people) == (True, True)
    assert "Answer who asks for a seat" in waiting
    assert [(letter.to, letter.subject) for letter in mailoutbox] == [
        ([manager.email], f"{lena.name} asks for a seat"),
        ([lena.email], f"Your seat at {organisation}"),
    ]
    assert seats(lena) == [organisation]
    assert Entry.objects.get(verb="network.seat_request_answered").details == {"granted": True}


def test_no_is_a_letter_and_no_seat(mailoutbox: list[Any]) -> None:
    organisation, lena = northlake("ask"), MemberFactory(email=LENA)
    asked = ask_for_seat(lena, at=NOON)

    answer_request(asked, granted=False, by=manager_of(organisation), at=NOON)

    assert seats(lena) == []
    assert "gives you no seat for now" in mailoutbox[-1].body


def test_request_is_answered_once_and_asked_once() -> None:
    organisation, lena = northlake("ask"), MemberFactory(email=LENA)
    manager, asked = manager_of(organisation), ask_for_seat(lena, at=NOON)

    with pytest.raises(ArrivalRefused, match="asked already"):
        ask_for_seat(lena, at=NOON)
    answer_request(asked, granted=False, by=manager, at=NOON)
    with pytest.raises(ArrivalRefused, match="answered this already"):
        answer_request(asked, granted=True, by=manager, at=NOON)


def test_yes_without_a_free_seat_is_refused_and_the_request_waits_on() -> None:
    organisation, lena = northlake("ask", cap=1), MemberFactory(email=LENA)
    manager, asked = manager_of(organisation), ask_for_seat(lena, at=NOON)

    with pytest.raises(ArrivalRefused, match="All seats are taken"):
        answer_request(asked, granted=True, by=manager, at=NOON)

    assert SeatRequest.objects.get().answered is None


def test_pages_of_the_person_for_each_state() -> None:
    organisation, lena = northlake("ask"), MemberFactory(email=LENA)
    client = Client()
    client.force_login(lena)

    offered = client.get("/join/by-address").content.decode()
    own = client.get("/org").content.decode()
    taken = client.post("/join/by-address", {"do": "take"})
    client.post("/join/by-address", {"do": "ask"})
    waiting = client.get("/join/by-address").content.decode()
    choose_welcome(organisation, "off", by=manager_of(organisation), at=NOON)
    nothing = client.get("/join/by-address").content.decode()

    assert ("Ask for a seat" in offered, organisation.name in own, taken.status_code) == (True, True, 422)
    assert ("You asked on" in waiting, "Nothing to take" in nothing) == (True, True)


def test_manager_chooses_what_an_address_opens() -> None:
    organisation = northlake("off")
    client = Client()
    client.force_login(manager_of(organisation))
    url = f"/org/{organisation.slug}/settings/welcome"

    page, wrong = client.get(url).content.decode(), client.post(url, {"welcome": "all"})
    client.post(url, {"welcome": "ask"})

    organisation.refresh_from_db()
    assert ("northlake.example" in page, wrong.status_code, organisation.welcome) == (True, 422, "ask")
    assert Entry.objects.get(verb="network.welcome_chosen").details == {"welcome": "ask"}


def test_list_of_requests_and_permission_agree() -> None:
    mine, theirs = SeatRequestFactory(), SeatRequestFactory()
    people = [manager_of(mine.organisation), mine.person, StaffFactory(), member_of(mine.organisation)]

    for person in people:
        manages = {one for one in (mine, theirs) if person.has_perm("network.manage_organisation", one.organisation)}
        assert set(requests_visible_to(person)) == manages | ({mine} if person == mine.person else set())


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_people_asks_the_same_number_of_questions(count: int, django_assert_num_queries: Any) -> None:
    organisation = northlake("ask")
    client = Client()
    client.force_login(manager_of(organisation))
    for _one in range(count):
        SeatRequestFactory(organisation=organisation)

    with django_assert_num_queries(15):
        client.get(f"/org/{organisation.slug}/people")


def test_erased_person_leaves_no_request_and_an_export_tells_of_it() -> None:
    from rounds.network.actions import leave_organisations
    from rounds.network.own_data import own_data

    northlake("ask")
    lena = MemberFactory(email=LENA)
    ask_for_seat(lena, at=NOON)

    told = own_data(lena)[1]
    leave_organisations(lena, NOON)

    assert [row["email"] for row in told if row["what"] == "seat you asked for"] == [LENA]
    assert not SeatRequest.objects.exists()
