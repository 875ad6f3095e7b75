"""Scans of devices that were without a network."""

import datetime as dt
import random
import uuid

import pytest

from rounds.accounts.models import Entry
from rounds.meetings.actions.checking_in import CheckInRefused, correct_attendance
from rounds.meetings.actions.syncing import MOST, Result, Scan, take_scans
from rounds.meetings.models import Evidence, Meeting, Registration
from rounds.meetings.queries.attendance import attendance_of
from rounds.meetings.tickets import ticket_code
from tests.factories.accounts import PersonFactory
from tests.factories.live import host_of, minutes
from tests.factories.meetings import NOON, MeetingFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    return MeetingFactory()


def scan(registration: Registration, when: int = 0, **facts: object) -> Scan:
    return Scan(**{"key": uuid.uuid4(), "code": ticket_code(registration.key), "at": minutes(when), **facts})  # type: ignore[arg-type]


def send(meeting: Meeting, *scans: Scan, at: int = 30, clock: int = 0) -> list[Result]:
    """From a device whose clock is `clock` minutes fast."""
    sent = minutes(at) + dt.timedelta(minutes=clock)
    return take_scans(meeting, scans, sent=sent, device="d1", by=host_of(meeting), at=minutes(at))


def test_scan_checks_in_with_the_moment_of_the_scan(meeting: Meeting) -> None:
    registration = RegistrationFactory(meeting=meeting, party=2)

    [result] = send(meeting, scan(registration, 3))

    assert (result.state, result.name, result.party, result.since) == (
        "new",
        registration.person.name,
        2,
        minutes(3),
    )
    row = Evidence.objects.get()
    assert (row.at, row.noted, row.device, row.how) == (minutes(3), minutes(30), "d1", "qr")


def test_sending_again_adds_nothing_and_says_the_same(meeting: Meeting) -> None:
    one = scan(RegistrationFactory(meeting=meeting))

    first, second = send(meeting, one), send(meeting, one, at=40)

    assert first == second
    assert Evidence.objects.count() == 1
    assert Entry.objects.filter(verb="meetings.scans_taken").count() == 1


def test_second_device_hears_that_somebody_was_earlier(meeting: Meeting) -> None:
    registration = RegistrationFactory(meeting=meeting)
    send(meeting, scan(registration, 2))

    [later] = send(meeting, scan(registration, 8))
    [earlier] = send(meeting, scan(registration, 1))

    assert (later.state, later.since) == ("again", minutes(2))
    assert (earlier.state, earlier.since) == ("new", minutes(1))
    [row] = attendance_of(meeting, at=minutes(60))
    assert row.attendance.arrived == minutes(1)


def test_clock_of_a_device_is_put_right(meeting: Meeting) -> None:
    registration = RegistrationFactory(meeting=meeting)

    send(meeting, scan(registration, 60 + 5), clock=60)

    assert Evidence.objects.get().at == minutes(5)


def test_scan_from_the_future_or_long_ago_is_brought_back(meeting: Meeting) -> None:
    early, late = (RegistrationFactory(meeting=meeting) for _ in range(2))

    send(meeting, scan(early, -9000), scan(late, 9000))

    assert sorted(Evidence.objects.values_list("at", flat=True)) == [minutes(-180), minutes(30)]


def test_what_is_no_ticket_of_this_meeting_adds_nothing(meeting: Meeting) -> None:
    other = RegistrationFactory(person=PersonFactory())
    gone = RegistrationFactory(meeting=meeting, state="cancelled", because="left")

    results = send(meeting, scan(other), scan(gone), scan(other, code="<script>"))

    assert sorted((result.state, result.name) for result in results) == [
        ("over", gone.person.name),
        ("unknown", ""),
        ("unknown", ""),
    ]
    assert not Evidence.objects.exists()


def test_address_of_a_ticket_is_as_good_as_its_code(meeting: Meeting) -> None:
    registration = RegistrationFactory(meeting=meeting)
    address = f"https://centre.example/meetings/{meeting.pk}/tickets/{ticket_code(registration.key)}"

    assert [result.state for result in send(meeting, scan(registration, code=address))] == ["new"]


def test_too_many_at_a_time_are_refused(meeting: Meeting) -> None:
    one = scan(RegistrationFactory(meeting=meeting))

    with pytest.raises(CheckInRefused, match="at most 200"):
        send(meeting, *[one] * (MOST + 1))


def test_correction_holds_against_a_scan_that_comes_later(meeting: Meeting) -> None:
    registration = RegistrationFactory(meeting=meeting)
    correct_attendance(
        meeting, registration.person, came=False, minutes=None, reason="No", by=host_of(meeting), at=minutes(20)
    )

    send(meeting, scan(registration, 1))

    [row] = attendance_of(meeting, at=minutes(60))
    assert (row.attendance.came, Evidence.objects.count()) == (False, 2)


@pytest.mark.slow
def test_500_scans_of_three_devices_merge_without_a_double_entry(meeting: Meeting) -> None:
    """Whatever the order and the batches in which three devices send, and however often they send again."""
    people = PersonFactory.create_batch(200)
    places = Registration.objects.bulk_create(
        Registration(meeting=meeting, person=person, state="registered", made=NOON, changed=NOON) for person in people
    )
    chance, earliest = random.Random(7), dict[int, int]()
    devices: list[list[Scan]] = [[], [], []]
    for number in range(500):
        place = places[number % 200]
        when = chance.randrange(-60, 25)
        earliest[place.person_id] = min(earliest.get(place.person_id, when), when)
        devices[number % 3].append(scan(place, when))
    host = host_of(meeting)
    batches = [
        (device, scans[start : start + 23])
        for device, scans in enumerate(devices)
        for start in range(0, len(scans), 23)
    ]
    batches += chance.sample(batches, 8)  # answers that were lost: sent again
    chance.shuffle(batches)

    for device, batch in batches:
        take_scans(meeting, batch, sent=minutes(30), device=f"d{device}", by=host, at=minutes(30))

    rows = attendance_of(meeting, at=minutes(60))
    assert Evidence.objects.count() == 500
    assert len(rows) == len({row.person.pk for row in rows}) == 200
    assert {row.person.pk: row.attendance.arrived for row in rows} == {
        person: minutes(when) for person, when in earliest.items()
    }
