"""What pages do with what people send."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from rounds.billing.models import Invoice
from rounds.network import queries
from rounds.network.models import DeclaredSize, Invitation, Organisation, Seat
from tests.factories.accounts import MemberFactory, PersonFactory, StaffFactory, signed_in
from tests.factories.network import (
    NOON,
    DepartmentFactory,
    HardshipFactory,
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    SeatFactory,
    WaitingFactory,
    dues_list,
    manager_of,
    member_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def org() -> Organisation:
    made: Organisation = MembershipFactory(ends="2090-01-01").organisation
    return made


@pytest.fixture
def client(org: Organisation) -> Client:
    return signed_in(manager_of(org))


def test_inviting_one(org: Organisation, client: Client) -> None:
    address = f"/org/{org.slug}/people/invite"

    answers = [client.post(address, {"email": "lena@people.example", "roles": ["guards"]}) for _ in range(2)]
    bad = client.post(address, {"email": "lena", "name": "Lena"})

    assert [answer.status_code for answer in answers] == [302, 422]
    assert Invitation.objects.get().roles == ["guards"]
    assert (bad.status_code, 'value="Lena"' in bad.content.decode()) == (422, True)


def test_inviting_many_shows_what_will_happen_first(org: Organisation, client: Client) -> None:
    address = f"/org/{org.slug}/people/invite-many"
    file = SimpleUploadedFile("people.csv", "email,name\nzoë@x,Zoë\nlena@people.example,Lena\n".encode("cp1252"))

    preview = client.post(address, {"file": file})
    assert (preview.status_code, Invitation.objects.count()) == (200, 0)
    assert (preview.context["invited"], preview.context["refused"]) == (1, 1)
    answer = client.post(address, {"text": preview.context["lines"], "do": "invite"})

    assert answer.status_code == 302
    assert [one.email for one in Invitation.objects.all()] == ["lena@people.example"]
    assert client.post(address, {"text": " "}).status_code == 422


def test_an_invitation_is_accepted_by_its_address_only(org: Organisation) -> None:
    one = InvitationFactory(organisation=org, email="lena@people.example", until="2090-01-01T00:00Z")
    one.refresh_from_db()
    address = f"/invitations/{queries.invitation_token(one)}"
    lena, other = signed_in(MemberFactory(email="lena@people.example")), signed_in(MemberFactory())

    assert "Make an account" in Client().get(address).content.decode()
    assert Client().post(address, {"do": "accept"}).status_code == 200
    assert other.post(address, {"do": "accept"}).status_code == 422
    assert Seat.objects.count() == 0
    assert lena.get(address).status_code == 200
    assert lena.post(address, {"do": "accept"}).headers["Location"] == f"/org/{org.slug}"
    assert lena.get(address).status_code == 410
    assert Client().get("/invitations/nonsense").status_code == 410


def test_an_invitation_is_declined(org: Organisation) -> None:
    one = InvitationFactory(organisation=org, email="lena@people.example", until="2090-01-01T00:00Z")
    one.refresh_from_db()
    address = f"/invitations/{queries.invitation_token(one)}"

    signed_in(MemberFactory()).post(address, {"do": "decline"})
    assert queries.open_invitations(org).count() == 1
    signed_in(MemberFactory(email="lena@people.example")).post(address, {"do": "decline"})

    assert (queries.open_invitations(org).count(), Seat.objects.count()) == (0, 0)


def test_seats_are_changed_and_ended(org: Organisation, client: Client) -> None:
    ward = DepartmentFactory(organisation=org)
    seat = SeatFactory(organisation=org)
    address = f"/org/{org.slug}/people/{seat.pk}"

    client.post(address, {"roles": ["approves"], "department": ward.pk})
    seat.refresh_from_db()
    assert (seat.roles, seat.department) == (["approves"], ward)
    assert client.post(address, {"department": DepartmentFactory().pk}).status_code == 422
    assert client.get(f"{address}/off-board").status_code == 200
    client.post(f"{address}/off-board")

    assert client.get(address).status_code == 404
    assert queries.seat_of(seat.person, org) is None


def test_the_last_manager_is_told_why_not(org: Organisation, client: Client) -> None:
    seat = Seat.objects.get(organisation=org)

    answers = [client.post(f"/org/{org.slug}/people/{seat.pk}{end}", {"department": ""}) for end in ("", "/off-board")]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert all("needs a manager" in answer.content.decode() for answer in answers)


def test_departments(org: Organisation, client: Client) -> None:
    base = f"/org/{org.slug}/departments"

    codes = [client.post(f"{base}/add", {"name": name}).status_code for name in ("Nursing", "nursing", "")]
    ward = org.departments.get()
    client.post(f"{base}/{ward.pk}", {"name": "Wards"})
    assert (codes, [one.name for one in org.departments.all()]) == ([302, 422, 422], ["Wards"])
    client.post(f"{base}/{ward.pk}/remove")

    assert org.departments.count() == 0


@pytest.mark.slow
def test_renewing_shows_the_price_before_it_is_ordered() -> None:
    dues_list()
    org = MembershipFactory(starts="2020-01-01", ends="2021-01-01").organisation
    client = signed_in(member_of(org, pays=True))
    address, typed = f"/org/{org.slug}/renew", {"beds": "120", "ground": "", "purchase_order": "PO-1"}

    page = client.post(address, {**typed, "do": "price"})
    assert (page.status_code, page.context["price"].amount.minor, Invoice.objects.count()) == (200, 480_000, 0)
    assert client.post(address, {**typed, "beds": "few", "do": "order"}).status_code == 422
    assert client.post(address, {**typed, "do": "order"}).status_code == 302
    again = client.post(address, {**typed, "do": "order"})

    assert (again.status_code, Invoice.objects.get().purchase_order) == (422, "PO-1")
    assert DeclaredSize.objects.count() == 1
    assert client.get(f"/org/{org.slug}/membership").context["paid"].papers[0].invoice == Invoice.objects.get()


def test_evidence_is_a_download(org: Organisation, client: Client) -> None:
    dues_list()
    old = MembershipFactory(starts="2020-01-01", ends="2021-01-01").organisation
    manager = signed_in(manager_of(old))
    file = SimpleUploadedFile("../licence.pdf", b"%PDF-1.7 licence")
    manager.post(f"/org/{old.slug}/renew", {"beds": "5", "evidence": file, "do": "order"})
    size = old.sizes.get()

    answer = manager.get(f"/org/{old.slug}/sizes/{size.pk}/evidence")

    assert b"".join(answer.streaming_content) == b"%PDF-1.7 licence"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="licence.pdf"'
    assert client.get(f"/org/{old.slug}/sizes/{size.pk}/evidence").status_code == 404


def test_settings_are_saved(org: Organisation, client: Client) -> None:
    address = f"/org/{org.slug}/settings"
    typed = {"name": "New Name", "email": "a@b.example", "address": "1 Road", "city": "Town", "country": "de"}

    assert client.post(address, typed).status_code == 302
    assert client.post(address, {**typed, "country": "Germany"}).status_code == 422
    org.refresh_from_db()
    assert (org.name, org.payer.name, org.payer.country, org.slug) == ("New Name", "New Name", "DE", org.slug)
    codes = [
        client.post(f"{address}/domains/add", {"domain": name}).status_code for name in ("a.example", "A.Example", "x")
    ]
    assert codes == [302, 422, 422]
    client.post(f"{address}/domains/{org.domains.get().pk}/remove")
    assert org.domains.count() == 0


def test_a_system_adds_a_hospital_of_its_own() -> None:
    system = MembershipFactory(organisation__kind="health_system", ends="2090-01-01").organisation
    client = signed_in(manager_of(system))

    answer = client.post(f"/org/{system.slug}/hospitals/add", {"name": "Hill Hospital"})

    assert client.get(answer.headers["Location"]).status_code == 200
    assert Organisation.objects.get(name="Hill Hospital").parent == system
    other = MembershipFactory(ends="2090-01-01").organisation
    assert signed_in(manager_of(other)).post(f"/org/{other.slug}/hospitals/add", {"name": "X"}).status_code == 422


def test_own_leads_to_the_only_one_or_lists_them(org: Organisation) -> None:
    person = member_of(org)

    assert signed_in(person).get("/org").headers["Location"] == f"/org/{org.slug}"
    SeatFactory(person=person)
    assert signed_in(person).get("/org").status_code == 200
    assert "no seat yet" in signed_in(PersonFactory()).get("/org").content.decode()


def test_what_waits_is_for_those_who_can_do_it(org: Organisation, client: Client) -> None:
    WaitingFactory(organisation=org)

    def seen(who: Client) -> list[str]:
        return [task.name for task in who.get(f"/org/{org.slug}").context["tasks"]]

    assert seen(client) == ["Pay the dues", "Name a privacy officer"]
    assert seen(signed_in(member_of(org, pays=True))) == ["Pay the dues"]
    assert seen(signed_in(member_of(org))) == []


@pytest.mark.parametrize("count", [1, 3])
def test_people_ask_the_same_for_more(
    count: int, org: Organisation, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(count):
        SeatFactory(organisation=org, department=DepartmentFactory(organisation=org))
        InvitationFactory(organisation=org)

    with django_assert_num_queries(15):
        page = client.get(f"/org/{org.slug}/people").context["page"]

    assert len(page) == count + 1


@pytest.mark.parametrize("count", [1, 3])
def test_members_ask_the_same_for_more(count: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client = signed_in(StaffFactory())
    for _number in range(count):
        child = OrganisationFactory(parent=MembershipFactory().organisation)
        DeclaredSize.objects.create(organisation=child, metric="beds", number=9, on=NOON.date())

    with django_assert_num_queries(7):
        lines = client.get("/staff/members").context["lines"]

    assert len(lines) == 2 * count


@pytest.mark.slow
def test_members_are_found_and_exported() -> None:
    client = signed_in(StaffFactory())
    MembershipFactory(organisation__name="=Northlake", ends="2090-01-01", waived_percent=50)
    OrganisationFactory(name="Cedar", kind="school")

    def names(**asked: str) -> list[str]:
        return [line.organisation.name for line in client.get("/staff/members", asked).context["lines"]]

    assert names(words="north") == ["=Northlake"]
    assert (names(kind="school"), names(state="active"), names(state="waiting")) == (
        ["Cedar"],
        ["=Northlake"],
        ["Cedar"],
    )
    assert (names(sort="dues"), names(state="unmanaged")) == (["=Northlake", "Cedar"], ["=Northlake", "Cedar"])
    assert client.get("/staff/members", {"state": "nonsense"}).status_code == 422
    rows = b"".join(client.get("/staff/members.csv", {"state": "active"}).streaming_content).decode().splitlines()
    assert [row.split(",")[0] for row in rows[1:]] == ["'=Northlake"]


def test_staff_decide_once() -> None:
    dues_list()
    asked = HardshipFactory()
    client = signed_in(StaffFactory())
    address = f"/staff/paying-less/{asked.pk}"

    assert client.post(address, {"decision": "yes"}).status_code == 422
    assert client.post(address, {"decision": "yes", "reason": "As published."}).status_code == 302
    assert client.post(address, {"decision": "no", "reason": "Other."}).status_code == 422
    asked.refresh_from_db()
    assert (asked.granted, asked.membership.waived_percent) == (True, 100)


def test_staff_link_a_hospital_to_its_system() -> None:
    system = MembershipFactory(organisation__kind="health_system").organisation
    hospital = OrganisationFactory()
    client = signed_in(StaffFactory())

    assert client.post(f"/staff/members/{hospital.slug}", {"parent": system.pk}).status_code == 302
    hospital.refresh_from_db()
    assert hospital.parent == system
    assert client.post(f"/staff/members/{system.slug}", {"parent": hospital.pk}).status_code == 422
