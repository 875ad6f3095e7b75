"""Every page of an organisation, for everybody who may and may not see it."""

import pytest
from django.test import Client

from rounds.accounts.models import Person
from tests.factories.accounts import StaffFactory
from tests.factories.network import (
    DepartmentFactory,
    HardshipFactory,
    InvitationFactory,
    MembershipFactory,
    SeatFactory,
    manager_of,
)

pytestmark = pytest.mark.django_db


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_pages_render() -> None:
    org = MembershipFactory(ends="2099-01-01").organisation
    manager = manager_of(org)
    seat = SeatFactory(organisation=org, guards=True, approves=True)
    dep = DepartmentFactory(organisation=org)
    InvitationFactory(organisation=org, department=dep)
    client = signed_in(manager)
    for part in (
        "",
        "/people",
        "/people.csv",
        "/people/invite",
        "/people/invite-many",
        f"/people/{seat.pk}",
        f"/people/{seat.pk}/off-board",
        f"/departments/{dep.pk}",
        "/membership",
        "/renew",
        "/settings",
        "/joined",
    ):
        answer = client.get(f"/org/{org.slug}{part}")
        assert answer.status_code == 200, part
    for page in ("/membership", "/membership/paying-less", "/org"):
        assert client.get(page).status_code in (200, 302), page
    staff = signed_in(StaffFactory())
    asked = HardshipFactory()
    for page in (
        "/staff/members",
        "/staff/members.csv",
        f"/staff/members/{org.slug}",
        "/staff/paying-less",
        f"/staff/paying-less/{asked.pk}",
    ):
        assert staff.get(page).status_code == 200, page
