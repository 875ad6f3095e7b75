import datetime as dt

import pytest
from django.core import mail

from rounds.accounts.actions import erase_person
from rounds.accounts.models import Entry, Person
from rounds.network import actions, queries
from rounds.network.models import Invitation, Organisation, Seat
from rounds.network.own_data import own_data
from rounds.network.roster import RosterRefused, read_roster
from rounds.screening.actions import make_place_key
from rounds.screening.models import Place, PlaceKey, PlaceMember
from tests.factories.accounts import MemberFactory, PersonFactory, StaffFactory
from tests.factories.network import (
    NOON,
    DepartmentFactory,
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    SeatFactory,
    manager_of,
    member_of,
)
from tests.factories.screening import PlaceFactory
from tests.factories.screening import SeatFactory as PlaceSeatFactory

pytestmark = pytest.mark.django_db


def member(**more: object) -> Organisation:
    """An organisation that is a member."""
    return MembershipFactory(organisation=OrganisationFactory(**more)).organisation


def taken(organisation: Organisation) -> int:
    return Organisation.objects.get(pk=organisation.pk).seats_taken


def test_a_seat_is_taken_and_given_back() -> None:
    org = member(seat_cap=5)
    manager, person = manager_of(org), PersonFactory()

    seat = actions.give_seat(org, person, roles=["approves"], by=manager, at=NOON)
    assert (seat.roles, taken(org)) == (["approves"], 2)

    assert actions.off_board(org, person, by=manager, at=NOON) == 1
    assert actions.off_board(org, person, by=manager, at=NOON) == 0
    seat.refresh_from_db()
    assert (seat.ended, seat.ended_by, taken(org)) == (NOON, manager, 1)
    assert Entry.objects.filter(verb="network.person_off_boarded").count() == 1


def test_no_seat_beyond_the_cap() -> None:
    org = member(seat_cap=2)
    manager_of(org), member_of(org)

    with pytest.raises(actions.SeatRefused, match="All seats are taken"):
        actions.give_seat(org, PersonFactory(), by=None, at=NOON)

    assert taken(org) == 2 == org.seats.open().count()


def test_no_second_seat_no_closed_account_no_seat_without_membership() -> None:
    org = member()
    seated, closed = member_of(org), PersonFactory(is_active=False)

    for person, place, why in (
        (seated, org, "has a seat"),
        (closed, org, "closed"),
        (PersonFactory(), OrganisationFactory(), "while the membership lasts"),
    ):
        before = taken(place)
        with pytest.raises(actions.SeatRefused, match=why):
            actions.give_seat(place, person, by=None, at=NOON)
        assert taken(place) == before


def test_hospitals_of_a_system_share_its_seats() -> None:
    system = member(kind="health_system", seat_cap=2)
    hospital = OrganisationFactory(parent=system)

    actions.give_seat(hospital, PersonFactory(), by=None, at=NOON)
    actions.give_seat(system, PersonFactory(), by=None, at=NOON)

    assert (taken(system), taken(hospital), queries.room_of(hospital).words) == (2, 0, "2 of 2")
    with pytest.raises(actions.SeatRefused):
        actions.give_seat(hospital, PersonFactory(), by=None, at=NOON)


def test_managers_hear_once_that_seats_run_out() -> None:
    org = member(seat_cap=5)
    manager = manager_of(org)
    for _number in range(4):
        actions.give_seat(org, PersonFactory(), by=manager, at=NOON)

    assert [(letter.to, letter.subject) for letter in mail.outbox] == [([manager.email], "4 of 5 seats are taken")]


def test_an_organisation_keeps_a_manager() -> None:
    org = member()
    manager = manager_of(org)
    seat = Seat.objects.get(person=manager)

    with pytest.raises(actions.SeatRefused, match="needs a manager"):
        actions.change_seat(seat, roles=[], department=None, by=manager, at=NOON)
    with pytest.raises(actions.SeatRefused, match="needs a manager"):
        actions.off_board(org, manager, by=manager, at=NOON)

    second = manager_of(org)
    actions.change_seat(seat, roles=["pays"], department=None, by=manager, at=NOON)
    assert Seat.objects.get(pk=seat.pk).roles == ["pays"]
    with pytest.raises(actions.SeatRefused, match="do not manage"):
        actions.off_board(org, second, by=manager, at=NOON)


def test_one_may_leave_without_being_a_manager() -> None:
    org = member()
    manager_of(org)
    person = member_of(org)

    assert actions.off_board(org, person, by=person, at=NOON) == 1


def test_a_member_off_boards_nobody_else() -> None:
    org = member()
    manager = manager_of(org)

    with pytest.raises(actions.SeatRefused, match="do not manage"):
        actions.off_board(org, manager, by=member_of(org), at=NOON)


def test_off_boarding_at_a_system_ends_seats_in_its_hospitals() -> None:
    system = member(kind="health_system")
    hospital, other = OrganisationFactory(parent=system), member()
    manager, person = manager_of(system), member_of(system)
    SeatFactory(organisation=hospital, person=person)
    SeatFactory(organisation=other, person=person)

    assert actions.off_board(system, person, by=manager, at=NOON) == 2

    assert [seat.organisation for seat in Seat.objects.open().filter(person=person)] == [other]
    assert taken(system) == 1


def test_a_privacy_officer_sits_in_the_place_and_leaves_it() -> None:
    org = member()
    manager, first, second = manager_of(org), PersonFactory(), PersonFactory()

    actions.give_seat(org, first, roles=["guards"], by=manager, at=NOON)
    org.refresh_from_db()
    assert (org.place.name, roles_in(org.place)) == (org.name, {first: "officer"})

    actions.give_seat(org, second, by=manager, at=NOON)
    assert roles_in(org.place) == {first: "officer", second: "member"}
    with pytest.raises(actions.SeatRefused, match="needs a privacy officer"):
        actions.off_board(org, first, by=manager, at=NOON)
    assert Seat.objects.open().filter(person=first).exists()

    actions.change_seat(queries.seat_of(second, org), roles=["guards"], department=None, by=manager, at=NOON)
    actions.off_board(org, first, by=manager, at=NOON)
    assert roles_in(org.place) == {second: "officer"}


def roles_in(place: Place) -> dict[Person, str]:
    return {one.person: one.role for one in PlaceMember.objects.filter(place=place).select_related("person")}


def test_a_place_of_the_same_name_is_not_taken_over() -> None:
    strange = PlaceFactory(name="Northlake Hospital")
    org = member(name="Northlake Hospital")

    actions.give_seat(org, PersonFactory(), roles=["guards"], by=manager_of(org), at=NOON)

    org.refresh_from_db()
    assert org.place != strange
    assert PlaceMember.objects.filter(place=strange).count() == 0


def test_keys_that_somebody_made_end_with_them() -> None:
    org = member(place=PlaceFactory())
    manager, person = manager_of(org), member_of(org)
    PlaceSeatFactory(place=org.place, person=person)
    theirs, _secret = make_place_key(org.place, name="Intranet", by=person, at=NOON)
    other, _secret = make_place_key(org.place, name="Website", by=manager, at=NOON)
    elsewhere, _secret = make_place_key(PlaceFactory(), name="Elsewhere", by=person, at=NOON)

    assert queries.leaving(org, person).keys == [theirs]
    actions.off_board(org, person, by=manager, at=NOON)

    assert set(PlaceKey.objects.filter(ended=None)) == {other, elsewhere}


def test_the_letter_of_an_invitation_leads_to_a_seat() -> None:
    org = member(seat_cap=3)
    manager, person = manager_of(org), MemberFactory(email="lena@northlake.example")
    ward = DepartmentFactory(organisation=org)

    made = actions.invite(org, "Lena@northlake.example", roles=["guards"], department=ward, by=manager, at=NOON)
    assert (mail.outbox[0].to, taken(org)) == (["lena@northlake.example"], 1)
    assert queries.invitation_token(made) in mail.outbox[0].body

    seat = actions.accept_invitation(queries.read_invitation(queries.invitation_token(made)), person, at=NOON)

    assert (seat.roles, seat.department, taken(org)) == (["guards"], ward, 2)
    with pytest.raises(actions.InvitationRefused, match="answered"):
        actions.accept_invitation(made, person, at=NOON)


def test_an_invitation_is_for_its_address_and_its_days() -> None:
    one = InvitationFactory(organisation=member(), email="lena@northlake.example")
    lena = MemberFactory(email="lena@northlake.example")

    with pytest.raises(actions.InvitationRefused, match="another address"):
        actions.accept_invitation(one, MemberFactory(), at=NOON)
    with pytest.raises(actions.InvitationRefused, match="another address"):
        actions.accept_invitation(one, PersonFactory(email="LENA2@northlake.example"), at=NOON)
    with pytest.raises(actions.InvitationRefused, match="too old"):
        actions.accept_invitation(one, lena, at=NOON + dt.timedelta(days=31))
    actions.close_invitation(one, by=None, at=NOON)
    with pytest.raises(actions.InvitationRefused, match="taken back"):
        actions.accept_invitation(one, lena, at=NOON)


def test_what_cannot_be_invited() -> None:
    org = member(seat_cap=2)
    manager = manager_of(org)
    actions.invite(org, "a@people.example", by=manager, at=NOON)

    for where, email, why in (
        (org, manager.email.upper(), "has a seat"),
        (org, "b@people.example", "taken or promised"),
        (OrganisationFactory(), "c@people.example", "while the membership lasts"),
        (member(kind="individual"), "d@people.example", "one person"),
    ):
        with pytest.raises(actions.InvitationRefused, match=why):
            actions.invite(where, email, by=manager, at=NOON)
    with pytest.raises(actions.InvitationRefused, match="invited already"):
        actions.invite(member_with(org), "a@people.example", by=manager, at=NOON)


def member_with(org: Organisation) -> Organisation:
    Organisation.objects.filter(pk=org.pk).update(seat_cap=9)
    return org


def test_a_newer_letter_makes_the_older_link_stale() -> None:
    org = member()
    made = actions.invite(org, "a@people.example", by=manager_of(org), at=NOON)
    old = queries.invitation_token(made)

    actions.send_again(made, by=made.sent_by, at=NOON + dt.timedelta(hours=1))

    assert queries.read_invitation(old) is None
    assert queries.read_invitation(queries.invitation_token(made)) == made
    assert queries.read_invitation("nonsense") is None
    actions.close_invitation(made, by=made.sent_by, at=NOON)
    with pytest.raises(actions.InvitationRefused):
        actions.send_again(made, by=made.sent_by, at=NOON)


def test_a_list_says_row_by_row_what_will_happen() -> None:
    org = member(seat_cap=4)
    manager = manager_of(org)
    InvitationFactory(organisation=org, email="waiting@people.example")
    rows = read_roster(
        "name;email;roles;department\n"
        f"Me;{manager.email};;\nLena;lena@people.example;privacy officer|manager;Nursing\n;waiting@people.example;;\n"
        "Bo;bo(at)people;;\nLena;lena@people.example;;\nX;x@people.example;king;\nY;y@people.example;;\nZ;z@people.example;;\n"
    )

    found = queries.outcomes(org, rows, at=NOON)
    count = actions.invite_all(org, rows, by=manager, at=NOON)

    assert [one.will for one in found] == [
        *("nothing", "invite", "nothing", "refuse", "refuse", "refuse", "invite", "refuse")
    ]
    assert found[4].words == "Stands in line 3 already."
    assert (count, Invitation.objects.filter(sent_by=manager).count()) == (2, 2)
    assert Invitation.objects.get(name="Lena").department.name == "Nursing"


@pytest.mark.parametrize("text", ["", "\n \n", "email,name\n", "x@y.example\n" * 501, "x" * 200_001])
def test_a_list_that_cannot_be_used_is_refused(text: str) -> None:
    with pytest.raises(RosterRefused):
        read_roster(text)


def test_departments_are_named_renamed_and_removed() -> None:
    org = member()
    manager = manager_of(org)
    ward = actions.add_department(org, "Nursing", by=manager, at=NOON)
    seat = SeatFactory(organisation=org, department=ward)

    with pytest.raises(actions.DepartmentRefused):
        actions.add_department(org, "NURSING", by=manager, at=NOON)
    other = actions.add_department(org, "Surgery", by=manager, at=NOON)
    with pytest.raises(actions.DepartmentRefused):
        actions.rename_department(other, "nursing", by=manager, at=NOON)
    actions.rename_department(other, "Theatre", by=manager, at=NOON)
    actions.remove_department(ward, by=manager, at=NOON)

    seat.refresh_from_db()
    assert (seat.department, [one.name for one in queries.departments_of(org)]) == (None, ["Theatre"])


def test_erasing_somebody_ends_their_seats_and_forgets_their_address() -> None:
    org = member()
    person = MemberFactory()
    SeatFactory(organisation=org, person=person, manages=True)
    waiting = InvitationFactory(email=person.email, name="Lena")
    assert [row["what"] for row in own_data(person)[1]] == ["seat", "invitation"]

    erase_person(person, by=person, at=NOON)

    waiting.refresh_from_db()
    assert (taken(org), waiting.name, waiting.closed) == (0, "", NOON)
    assert waiting.email.endswith("@erased.invalid")
    assert Seat.objects.get().ended == NOON


def test_staff_move_a_hospital_into_a_system_with_its_seats() -> None:
    system, hospital = member(kind="health_system"), member()
    manager_of(system), manager_of(hospital), member_of(hospital)
    staff = StaffFactory()

    actions.change_links(hospital, system=system, place=None, by=staff, at=NOON)
    assert (taken(system), taken(hospital)) == (3, 0)
    hospital.refresh_from_db()
    with pytest.raises(actions.SettingsRefused, match="none above"):
        actions.change_links(system, system=hospital, place=None, by=staff, at=NOON)
    actions.change_links(hospital, system=None, place=None, by=staff, at=NOON)

    assert (taken(system), taken(hospital)) == (1, 2)


def test_whoever_seats_somebody_from_an_older_page_takes_no_seat_of_the_wrong_organisation() -> None:
    system, hospital = member(kind="health_system"), member()
    older = Organisation.objects.get(pk=hospital.pk)
    actions.change_links(hospital, system=system, place=None, by=StaffFactory(), at=NOON)

    with pytest.raises(actions.SeatRefused, match="at the same moment"):
        actions.give_seat(older, PersonFactory(), by=None, at=NOON)

    assert (taken(system), taken(hospital)) == (0, 0)


def test_a_place_belongs_to_one_organisation() -> None:
    place, staff = PlaceFactory(), StaffFactory()
    OrganisationFactory(place=place)

    with pytest.raises(actions.SettingsRefused, match="another organisation"):
        actions.change_links(OrganisationFactory(), system=None, place=place, by=staff, at=NOON)
