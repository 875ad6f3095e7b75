"""SCIM 2.0, judged from outside over real HTTP, and what an organisation may never do with it."""

import json
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from rounds.accounts.models import Entry, Person
from rounds.network.actions import programs as actions
from rounds.network.models import Department, DomainName, Invitation, Organisation, ScimUser, Seat
from tests.factories.accounts import MemberFactory
from tests.factories.groups import colleague, member_organisation
from tests.factories.network import NOON

pytestmark = pytest.mark.django_db
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


class Directory:
    """The staff directory of an organisation, as a program."""

    def __init__(self, organisation: Organisation, secret: str = "") -> None:
        self.organisation = organisation
        if not secret:
            by = colleague(organisation, manages=True)
            _key, secret = actions.make_scim_key(organisation, name="Entra", by=by, at=NOON)
        self.secret, self.client = secret, Client()

    def ask(self, method: str, path: str, content: Any = None, **headers: str) -> Any:
        given = {"Authorization": f"Bearer {self.secret}", **headers}
        body = json.dumps(content) if content is not None else ""
        return self.client.generic(method, f"/scim/v2{path}", body, "application/scim+json", headers=given)

    def add(self, email: str, **more: Any) -> Any:
        return self.ask("POST", "/Users", {"schemas": [USER], "userName": email, **more})

    def patch(self, path: str, *operations: Any, **headers: str) -> Any:
        return self.ask("PATCH", path, {"schemas": [PATCH], "Operations": list(operations)}, **headers)


@pytest.fixture
def own() -> Organisation:
    organisation = member_organisation(seat_cap=None)
    DomainName.objects.create(organisation=organisation, name="northlake.example", added=NOON, proven=NOON)
    return organisation


@pytest.fixture
def staff(own: Organisation) -> Directory:
    return Directory(own)


def test_address_of_the_own_domain_gets_an_account_and_a_seat(own: Organisation, staff: Directory) -> None:
    answer = staff.add("lena@northlake.example", name={"givenName": "Lena", "familyName": "Kovac"}, externalId="7")

    told, person = answer.json(), Person.objects.get(email="lena@northlake.example")
    assert (answer.status_code, told["active"], told["externalId"]) == (201, True, "7")
    assert (answer["Location"], answer["ETag"]) == (told["meta"]["location"], told["meta"]["version"])
    assert (person.name, person.has_usable_password()) == ("Lena Kovac", False)
    assert Seat.objects.open().filter(person=person, organisation=own).count() == 1
    assert not EmailAddress.objects.get(user=person).verified


def test_known_address_of_the_own_domain_gets_a_seat_and_keeps_its_name(own: Organisation, staff: Directory) -> None:
    person = MemberFactory(email="lena@northlake.example", name="Lena Kovac")

    staff.add("lena@northlake.example", name={"givenName": "Helena", "familyName": "K"})

    person.refresh_from_db()
    assert (person.name, Person.objects.filter(email__startswith="lena").count()) == ("Lena Kovac", 1)
    assert own.seats.open().filter(person=person).exists()


@pytest.mark.parametrize("account", [True, False])
def test_address_of_elsewhere_is_invited_and_nobody_is_seated(
    own: Organisation, staff: Directory, account: bool
) -> None:
    person = MemberFactory(email="grace@people.example") if account else None

    answer = staff.add("grace@people.example")

    assert (answer.status_code, answer.json()["active"]) == (201, True)
    assert Invitation.objects.get().email == "grace@people.example"
    assert not Seat.objects.filter(person=person, organisation=own).exists()
    assert ScimUser.objects.get(email="grace@people.example").person is None


def test_unconfirmed_claim_to_an_address_is_invited_too(own: Organisation, staff: Directory) -> None:
    squatter = MemberFactory(email="lena@northlake.example")
    EmailAddress.objects.filter(user=squatter).update(verified=False)

    staff.add("lena@northlake.example")

    assert not Seat.objects.filter(person=squatter).exists()
    assert Invitation.objects.count() == 1


@pytest.mark.slow
def test_directory_sees_its_own_seats_and_nobody_else(own: Organisation, staff: Directory) -> None:
    mine, other = colleague(own), colleague()
    theirs = Directory(other.network_seats.get().organisation)
    entry = theirs.add("x@elsewhere.example").json()

    listed = staff.ask("GET", "/Users").json()
    address = f"/Users/{entry['id']}"
    replaced = {"schemas": [USER], "userName": "y@elsewhere.example"}
    tried = [
        staff.ask(method, address, body).status_code
        for method, body in (("GET", None), ("PUT", replaced), ("DELETE", None))
    ]
    tried.append(staff.patch(address, {"op": "replace", "path": "active", "value": False}).status_code)

    names = {each["userName"] for each in listed["Resources"]}
    assert (mine.email in names, other.email in names) == (True, False)
    assert tried == [404] * 4
    assert staff.ask("GET", f'/Users?filter=userName eq "{other.email}"').json()["totalResults"] == 0


@pytest.mark.slow
@pytest.mark.parametrize("way", ["patch", "put", "delete"])
def test_leaving_ends_the_seat_here_and_nothing_else(own: Organisation, staff: Directory, way: str) -> None:
    person = MemberFactory(email="lena@northlake.example")
    elsewhere = member_organisation()
    colleague(elsewhere, person=person)
    entry = staff.add(person.email).json()
    address = f"/Users/{entry['id']}"

    if way == "patch":
        answer = staff.patch(address, {"op": "replace", "value": {"active": False}})
    elif way == "put":
        answer = staff.ask("PUT", address, {"schemas": [USER], "userName": person.email, "active": False})
    else:
        answer = staff.ask("DELETE", address)

    person.refresh_from_db()
    assert answer.status_code == (204 if way == "delete" else 200)
    assert [seat.organisation for seat in Seat.objects.open().filter(person=person)] == [elsewhere]
    assert (person.is_active, person.erased) == (True, None)
    assert staff.ask("GET", address).status_code == (404 if way == "delete" else 200)
    assert Entry.objects.filter(verb="network.person_off_boarded").count() == 1


@pytest.mark.slow
def test_who_left_comes_back(own: Organisation, staff: Directory) -> None:
    entry = staff.add("lena@northlake.example").json()
    address = f"/Users/{entry['id']}"

    states = [
        staff.patch(address, {"op": "Replace", "path": "active", "value": on}).json()["active"] for on in (False, True)
    ]

    assert states == [False, True]
    assert own.seats.filter(person__email="lena@northlake.example").count() == 2


def test_last_manager_is_not_sent_away(own: Organisation, staff: Directory) -> None:
    manager = own.seats.get(manages=True).person
    entry = next(one for one in staff.ask("GET", "/Users").json()["Resources"] if one["userName"] == manager.email)

    answer = staff.ask("DELETE", f"/Users/{entry['id']}")

    assert (answer.status_code, "needs a manager" in answer.json()["detail"]) == (400, True)
    assert own.seats.open().filter(person=manager).exists()


def test_full_house_refuses_and_writes_nothing(own: Organisation, staff: Directory) -> None:
    Organisation.objects.filter(pk=own.pk).update(seat_cap=1)

    answer = staff.add("lena@northlake.example")

    assert (answer.status_code, "All seats are taken" in answer.json()["detail"]) == (400, True)
    assert not ScimUser.objects.filter(email="lena@northlake.example").exists()
    assert not Person.objects.filter(email="lena@northlake.example").exists()


def test_who_has_no_address_waits_for_one(own: Organisation, staff: Directory) -> None:
    entry = staff.add("lena.kovac").json()
    before = own.seats.count()

    staff.patch(
        f"/Users/{entry['id']}", {"op": "add", "path": "emails", "value": [{"value": "lena@northlake.example"}]}
    )

    assert (entry["active"], own.seats.count() - before) == (True, 1)
    assert own.seats.filter(person__email="lena@northlake.example").exists()


def test_same_name_twice_is_a_conflict(staff: Directory) -> None:
    answers = [staff.add(email) for email in ("lena@northlake.example", "LENA@northlake.example")]

    assert [answer.status_code for answer in answers] == [201, 409]
    assert answers[1].json()["scimType"] == "uniqueness"


def test_old_version_changes_nothing(own: Organisation, staff: Directory) -> None:
    entry = staff.add("lena@northlake.example").json()
    address, version = f"/Users/{entry['id']}", entry["meta"]["version"]
    off = {"op": "replace", "path": "active", "value": False}

    unchanged = staff.ask("GET", address, **{"If-None-Match": version}).status_code
    fresh = staff.patch(address, {"op": "add", "path": "externalId", "value": "9"}, **{"If-Match": version})
    stale = staff.patch(address, off, **{"If-Match": version})

    assert (unchanged, fresh.status_code, stale.status_code) == (304, 200, 412)
    assert own.seats.open().filter(person__email="lena@northlake.example").exists()


@pytest.mark.slow
def test_list_comes_in_pages_and_is_searched(own: Organisation, staff: Directory) -> None:
    for number in range(5):
        staff.add(f"ward{number}@northlake.example", externalId=str(number))

    page = staff.ask("GET", "/Users?startIndex=3&count=2").json()
    found = staff.ask("GET", '/Users?filter=externalId eq "3" or userName sw "ward4"&attributes=userName').json()
    wrong = staff.ask("GET", "/Users?filter=userName is 3")

    assert (page["totalResults"], page["startIndex"], page["itemsPerPage"]) == (6, 3, 2)
    assert [one["userName"][:5] for one in found["Resources"]] == ["ward3", "ward4"]
    assert "externalId" not in found["Resources"][0]
    assert (wrong.status_code, wrong.json()["scimType"]) == (400, "invalidFilter")


@pytest.mark.slow
def test_groups_are_departments(own: Organisation, staff: Directory) -> None:
    ids = [staff.add(f"person{number}@northlake.example").json()["id"] for number in range(2)]
    made = staff.ask(
        "POST", "/Groups", {"schemas": [GROUP], "displayName": "Ward", "members": [{"value": ids[0]}]}
    ).json()
    address = f"/Groups/{made['id']}"

    added = staff.patch(address, {"op": "add", "path": "members", "value": [{"value": ids[1]}]}).json()
    left = staff.patch(address, {"op": "remove", "path": f'members[value eq "{ids[0]}"]'}).json()
    again = staff.ask("POST", "/Groups", {"schemas": [GROUP], "displayName": "ward"})
    stranger = staff.patch(address, {"op": "add", "path": "members", "value": [{"value": made["id"]}]})

    assert [[one["value"] for one in each["members"]] for each in (made, added, left)] == [ids[:1], ids, ids[1:]]
    assert (again.status_code, stranger.status_code) == (409, 400)
    assert [seat.person.email for seat in Department.objects.get().seats.all()] == ["person1@northlake.example"]
    assert staff.ask("DELETE", address).status_code == 204
    assert (Department.objects.count(), own.seats.open().count()) == (0, 3)


def test_only_a_key_that_holds_opens(own: Organisation, staff: Directory) -> None:
    wrong = Directory(own, "rounds_staff_wrong")
    before = staff.ask("GET", "/Users").status_code
    key = own.scim_keys.get()
    actions.end_scim_key(key, by=key.made_by, at=NOON)

    answers = [wrong.ask("GET", "/Users"), staff.ask("GET", "/Users"), Client().get("/scim/v2/Users")]

    assert (before, [answer.status_code for answer in answers]) == (200, [401, 401, 401])
    assert answers[0]["WWW-Authenticate"].startswith("Bearer")
    assert answers[0].json()["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/Users", {}, 400),
        ("POST", "/Users", {"schemas": [USER]}, 400),
        ("POST", "/Users", {"schemas": [USER], "userName": "nobody", "emails": [{"value": "nobody"}]}, 400),
        ("POST", "/Groups", {"schemas": [GROUP], "displayName": " "}, 400),
        ("GET", "/Users/7", None, 404),
        ("GET", "/Elsewhere", None, 404),
        ("GET", "/Schemas/none", None, 404),
        ("POST", "/Schemas", {}, 405),
        ("DELETE", "/Users", None, 405),
        ("GET", "/Schemas?filter=id pr", None, 403),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_in_scim(staff: Directory, method: str, path: str, body: Any, status: int) -> None:
    answer = staff.ask(method, path, body)

    assert (answer.status_code, answer["Content-Type"], answer.json()["status"]) == (
        status,
        "application/scim+json",
        str(status),
    )


def test_text_that_is_no_json_is_refused(staff: Directory) -> None:
    answer = staff.client.generic(
        "POST", "/scim/v2/Users", "{", "application/scim+json", headers={"Authorization": f"Bearer {staff.secret}"}
    )

    assert (answer.status_code, answer.json()["scimType"]) == (400, "invalidSyntax")


def test_key_is_shown_once_and_to_managers_alone(own: Organisation) -> None:
    client, member = Client(), Client()
    client.force_login(colleague(own, manages=True))
    member.force_login(colleague(own))
    url = reverse("network:staff_keys", args=[own.slug])

    made = client.post(url, {"name": "Okta"}).context["secret"]
    again = client.get(url).content.decode()
    client.post(f"{url}/{own.scim_keys.get().pk}/end")

    assert made.startswith("rounds_staff_")
    assert made not in again
    assert "Okta" in again
    assert own.scim_keys.get().ended is not None
    assert (member.get(url).status_code, client.post(url, {"name": ""}).status_code) == (403, 422)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_outside_judge_finds_no_fault(live_server: Any, socket_enabled: None, own: Organisation) -> None:
    """scim2-tester discovers what we publish and tries every attribute of it over HTTP."""
    from httpx2 import Client as Http
    from scim2_client.engines.httpx2 import SyncSCIMClient
    from scim2_tester import Status, check_server

    secret = Directory(own).secret
    # a connection for each question: on one that is kept, small answers wait for the acknowledgement of their headers
    headers = {"Authorization": f"Bearer {secret}", "Connection": "close"}

    with Http(base_url=f"{live_server.url}/scim/v2", headers=headers, timeout=30) as http:
        results = check_server(SyncSCIMClient(http))

    faults = [one for one in results if one.status not in {Status.SUCCESS, Status.SKIPPED}]
    wrong = [f"{one.title} {one.resource_type}: {one.reason} {one.data}"[:600] for one in faults]
    assert len(results) > 40
    # whoever is told about has a seat or has none: `active` cannot be without a value
    assert [one for one in wrong if "'active'" not in one] == []
    assert len(wrong) <= 1
