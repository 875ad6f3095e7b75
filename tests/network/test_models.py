import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from rounds.billing.money import Money
from rounds.network.models import DeclaredSize, Department, Membership, Organisation, Seat
from tests.factories.network import (
    NOON,
    DepartmentFactory,
    HardshipFactory,
    InvitationFactory,
    MembershipFactory,
    OrganisationFactory,
    SeatFactory,
    WaitingFactory,
)

pytestmark = pytest.mark.django_db


def refused(change) -> bool:
    try:
        with transaction.atomic():
            change()
    except IntegrityError:
        return True
    return False


def test_a_person_has_one_open_seat_and_may_come_back() -> None:
    seat = SeatFactory(ended=NOON)
    again = SeatFactory(organisation=seat.organisation, person=seat.person)

    assert refused(lambda: SeatFactory(organisation=seat.organisation, person=seat.person))
    assert list(Seat.objects.open()) == [again]


def test_an_ended_seat_stays_as_it_was_and_may_lose_its_department() -> None:
    ward = DepartmentFactory()
    seat = SeatFactory(organisation=ward.organisation, department=ward, ended=NOON)

    assert refused(lambda: Seat.objects.filter(pk=seat.pk).update(ended=None))
    assert refused(lambda: Seat.objects.filter(pk=seat.pk)._raw_delete("default"))

    ward.delete()
    seat.refresh_from_db()
    assert seat.department is None


def test_an_open_seat_is_not_deleted_either() -> None:
    seat = SeatFactory()

    assert refused(lambda: Seat.objects.filter(pk=seat.pk)._raw_delete("default"))


def test_an_address_is_invited_once_in_any_case() -> None:
    one = InvitationFactory(email="lena@people.example")

    assert refused(lambda: InvitationFactory(organisation=one.organisation, email="Lena@people.example"))
    assert InvitationFactory(email="Lena@people.example").organisation != one.organisation


def test_one_year_waits_for_its_payment_at_a_time() -> None:
    waiting = WaitingFactory()

    assert refused(lambda: WaitingFactory(organisation=waiting.organisation))


def test_a_year_does_not_start_twice() -> None:
    year = MembershipFactory()

    assert refused(lambda: MembershipFactory(organisation=year.organisation))


def test_the_price_and_the_days_of_a_started_year_stay() -> None:
    year = MembershipFactory()
    rows = Membership.objects.filter(pk=year.pk)

    assert refused(lambda: rows.update(price_minor=1))
    assert refused(lambda: rows.update(ends=dt.date(2030, 1, 1)))
    assert refused(lambda: rows.update(started=None, starts=None, ends=None))
    assert refused(lambda: rows._raw_delete("default"))
    assert rows.update(lapsed=NOON) == 1


def test_a_started_year_has_both_days_in_order() -> None:
    assert refused(lambda: MembershipFactory(ends=NOON.date()))
    assert refused(lambda: MembershipFactory(starts=None, ends=None))


def test_what_is_left_of_a_waived_price() -> None:
    assert MembershipFactory.build(price_minor=25_001, waived_percent=50).dues == Money(12_501, "USD")
    assert MembershipFactory.build(price_minor=25_001, waived_percent=100).dues == Money(0, "USD")
    assert refused(lambda: MembershipFactory(waived_percent=101))


def test_a_declared_size_is_only_added_to() -> None:
    size = DeclaredSize.objects.create(organisation=OrganisationFactory(), metric="beds", number=120, on=NOON.date())

    assert refused(lambda: DeclaredSize.objects.filter(pk=size.pk).update(number=1))
    assert refused(lambda: DeclaredSize.objects.filter(pk=size.pk).delete())
    assert str(size) == "120 beds"


def test_a_decision_about_hardship_has_a_reason_and_stays() -> None:
    asked = HardshipFactory()
    rows = type(asked).objects.filter(pk=asked.pk)

    assert refused(lambda: rows.update(granted=True, decided=NOON))
    assert rows.update(granted=True, decided=NOON, reason="As published.") == 1
    assert refused(lambda: rows.update(granted=False))


def test_a_department_has_one_name_in_any_case() -> None:
    ward = DepartmentFactory(name="Nursing")

    assert refused(lambda: DepartmentFactory(organisation=ward.organisation, name="NURSING"))
    assert refused(lambda: Department.objects.create(organisation=ward.organisation, name=""))


def test_seats_of_a_hospital_come_from_its_system() -> None:
    system = OrganisationFactory(kind="health_system")
    hospital = OrganisationFactory(parent=system)

    assert (system.pool_id, hospital.pool_id) == (system.pk, system.pk)
    assert refused(lambda: Organisation.objects.filter(pk=system.pk).update(parent=system.pk))


def test_words_for_what_somebody_does() -> None:
    assert SeatFactory.build(manages=True, approves=True).role_words == "Manager, Approver"
    assert SeatFactory.build().role_words == "Member"
