"""Everything of organisation A, tried by everybody whom it does not concern."""

import re
from collections.abc import Iterator

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from rounds.accounts.models import Person
from rounds.billing.actions.points import earn_from_dues
from rounds.billing.money import Money
from rounds.network import queries
from rounds.network.actions.programs import make_scim_key
from rounds.network.group_urls import group_urls
from rounds.network.models import DeclaredSize, DomainName, Organisation
from tests.factories.accounts import PersonFactory, StaffFactory, signed_in
from tests.factories.groups import AnnouncementFactory
from tests.factories.network import (
    NOON,
    DepartmentFactory,
    HardshipFactory,
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    OwnSignInFactory,
    SeatFactory,
    SeatRequestFactory,
    WaitingFactory,
    manager_of,
    member_of,
)

pytestmark = pytest.mark.django_db
OPEN = {"find_sign_in", "own_seat", "about", "hardship", "join", "join_check", "join_step", "own", "invitation"}
# of groups, the directory and programs; tests/network/test_group_pages.py and its neighbours walk these
GROUPS = {pattern.name for pattern in group_urls if "org/<slug:slug>" not in str(pattern.pattern)}
INTERNAL = {"new_staff_group", "new_announcement", "announcement", "reads_csv", "withdraw_announcement"}
INTERNAL |= {"organisation_listing", "staff_keys"}  # what an organisation keeps from the centre as well
INTERNAL |= {"sign_in_everybody"}  # the centre may switch an own sign-in off or remove it, and no more
STAFF = {"members", "members_csv", "member", "requests", "decide"}


def patterns() -> list[URLPattern]:
    found = get_resolver().url_patterns
    (mine,) = [one for one in found if getattr(one, "app_name", "") == "network"]
    return list(mine.url_patterns)


@pytest.fixture
def org() -> Organisation:
    """A hospital of a system, with one of each thing."""
    system = MembershipFactory(organisation__kind="health_system", ends="2090-01-01").organisation
    made = OrganisationFactory(parent=system, name="Secret Hospital", slug="secret-hospital")
    name = storages["private"].save("network/evidence/secret.pdf", ContentFile(b"%PDF- secret"))
    DeclaredSize.objects.create(
        organisation=made, metric="beds", number=77, on=NOON.date(), evidence=name, evidence_name="secret.pdf"
    )
    DomainName.objects.create(organisation=made, name="secret.example", added=NOON)
    OwnSignInFactory(organisation=made)
    return made


def addresses(org: Organisation) -> Iterator[tuple[str, str]]:
    """Each address under the organisation, with its own objects in it."""
    objects = {
        "seat": SeatFactory(organisation=org).pk,
        "off_board": SeatFactory(organisation=org).pk,
        "invitation_again": InvitationFactory(organisation=org).pk,
        "invitation_back": InvitationFactory(organisation=org).pk,
        "department": DepartmentFactory(organisation=org).pk,
        "remove_department": DepartmentFactory(organisation=org).pk,
        "announcement": AnnouncementFactory(organisation=org).pk,
        "reads_csv": AnnouncementFactory(organisation=org).pk,
        "withdraw_announcement": AnnouncementFactory(organisation=org).pk,
        "end_staff_key": make_scim_key(org, name="Entra", by=PersonFactory(), at=NOON)[0].pk,
        "domain": org.domains.get().pk,
        "evidence": org.sizes.get().pk,
        "remove_domain": org.domains.get().pk,
        "answer_seat_request": SeatRequestFactory(organisation=org).pk,
    }
    for pattern in patterns():
        if "slug:slug" in str(pattern.pattern) and pattern.name not in STAFF | GROUPS:
            numbers = [objects[pattern.name]] if "int:number" in str(pattern.pattern) else []
            yield pattern.name, reverse(f"network:{pattern.name}", args=[org.slug, *numbers])


def outsiders(org: Organisation) -> dict[str, Person]:
    other = MembershipFactory(ends="2090-01-01").organisation
    sister = OrganisationFactory(parent=org.parent)
    return {
        "nobody in particular": PersonFactory(),
        "manager of another": manager_of(other),
        "billing of another": member_of(other, pays=True),
        "manager of a sister": manager_of(sister),
        "member of the system": member_of(org.parent),
        "somebody who left": SeatFactory(organisation=org, ended=NOON, manages=True).person,
        "a closed account of staff": StaffFactory(is_active=False),
    }


def test_each_address_is_walked() -> None:
    names = {pattern.name for pattern in patterns()}
    under = {pattern.name for pattern in patterns() if "org/<slug:slug>" in str(pattern.pattern)}

    assert names - OPEN - STAFF - GROUPS == under
    assert len(under) == 41


@pytest.mark.slow
def test_to_strangers_it_is_not_there(org: Organisation) -> None:
    walked = list(addresses(org))
    state = snapshot(org)

    for who, person in outsiders(org).items():
        client = signed_in(person)
        for name, address in walked:
            for answer in (
                client.get(address),
                client.post(address, {"do": "invite", "name": "X", "email": "x@y.example"}),
            ):
                assert answer.status_code in {404, 405, 302 if not person.is_active else 404}, (who, name)
                assert "Secret Hospital" not in answer.content.decode(errors="replace"), (who, name)

    assert snapshot(org) == state


def code(client: Client, address: str) -> int:
    answer = client.get(address)
    if answer.streaming:
        assert list(answer.streaming_content)  # read to its end, the file is closed
    return answer.status_code


def snapshot(org: Organisation) -> tuple[object, ...]:
    org.refresh_from_db()
    return (
        org.name,
        org.seats.open().count(),
        queries.open_invitations(org).count(),
        org.departments.count(),
        org.domains.count(),
        org.memberships.count(),
    )


@pytest.mark.slow
def test_visitors_are_asked_to_sign_in(org: Organisation) -> None:
    for name, address in addresses(org):
        answer = Client().post(address) if Client().get(address).status_code == 405 else Client().get(address)
        assert (answer.status_code, "Secret" in answer.content.decode()) == (302, False), name


@pytest.mark.slow
def test_a_plain_member_sees_the_overview_and_nothing_else(org: Organisation) -> None:
    client = signed_in(member_of(org))
    found = {name: code(client, address) for name, address in addresses(org)}

    assert {name for name, code in found.items() if code == 200} == {"organisation", "announcements"}
    assert set(found.values()) <= {200, 403, 404, 405}


@pytest.mark.slow
def test_billing_sees_the_dues_and_no_people(org: Organisation) -> None:
    client = signed_in(member_of(org, pays=True))
    found = {name for name, address in addresses(org) if code(client, address) == 200}

    assert found == {"organisation", "announcements", "membership", "renew", "joined", "evidence"}


@pytest.mark.slow
@pytest.mark.parametrize("who", ["manager", "manager of the system", "staff"])
def test_managers_and_staff_reach_every_page(org: Organisation, who: str) -> None:
    people = {"manager": manager_of(org), "manager of the system": manager_of(org.parent), "staff": StaffFactory()}
    client = signed_in(people[who])
    codes = {name: code(client, address) for name, address in addresses(org)}
    closed = {codes.pop(name) for name in INTERNAL} if who == "staff" else set()

    assert closed <= {403, 404}
    assert set(codes.values()) <= {200, 405}, codes


@pytest.mark.slow
def test_objects_of_another_are_not_reached_through_ones_own_address(org: Organisation) -> None:
    mine = MembershipFactory(ends="2090-01-01").organisation
    client = signed_in(manager_of(mine))

    for name, address in addresses(org):
        if re.search(r"/\d+", address):
            crossed = address.replace(org.slug, mine.slug)
            codes = {client.get(crossed).status_code, client.post(crossed).status_code}
            assert codes <= {404, 405}, name


@pytest.mark.slow
def test_staff_pages_are_for_staff(org: Organisation) -> None:
    asked = HardshipFactory(membership=WaitingFactory(organisation=org))
    pages = ["/staff/members", "/staff/members.csv", f"/staff/members/{org.slug}"]
    pages += ["/staff/paying-less", f"/staff/paying-less/{asked.pk}"]
    manager, staff = signed_in(manager_of(org)), signed_in(StaffFactory())

    assert [manager.get(page).status_code for page in pages] == [403] * 5
    assert [manager.post(page).status_code for page in pages] in ([403] * 5, [405, 405, 403, 405, 403])
    assert [staff.get(page).status_code for page in pages] == [200] * 5


@pytest.mark.slow
def test_lists_and_permissions_agree(org: Organisation) -> None:
    people = [
        *outsiders(org).values(),
        manager_of(org),
        member_of(org, pays=True),
        manager_of(org.parent),
        StaffFactory(),
    ]
    everything = list(Organisation.objects.all())

    for person in people:
        sees = {one for one in everything if person.has_perm("network.see_organisation", one)}
        manages = {one for one in everything if person.has_perm("network.manage_organisation", one)}
        pays = {one.payer for one in everything if person.has_perm("network.see_dues", one)}
        assert set(queries.organisations_visible_to(person)) == sees
        assert set(queries.organisations_managed_by(person)) == manages
        if not person.is_staff:
            assert set(queries.payers_of(person)) == pays
        assert {seat.organisation for seat in queries.seats_visible_to(person)} >= {
            one for one in manages if one.seats.open().exists()
        }
        assert {year.organisation for year in queries.memberships_visible_to(person)} <= sees


def test_the_membership_page_shows_ones_own_points_and_invoices(org: Organisation) -> None:
    other = MembershipFactory(ends="2090-01-01").organisation
    earn_from_dues(other.payer, Money(9_999_00, "USD"), NOON, key="theirs")
    earn_from_dues(org.payer, Money(200_00, "USD"), NOON, key="ours")

    page = signed_in(manager_of(org)).get(f"/org/{org.slug}/membership").context["paid"]

    assert (page.points, page.papers) == (100, [])
