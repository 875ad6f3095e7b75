import datetime as dt
import uuid
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from rounds.accounts.models import Entry
from rounds.meetings.actions.checking_in import (
    CheckInRefused,
    check_in,
    check_self_in,
    correct_attendance,
    count_heads,
    note_leaving,
    send_apologies,
    set_self_check_in,
)
from rounds.meetings.models import Evidence, HeadCount, Meeting
from rounds.meetings.queries.attendance import attendance_of, attended, totals
from tests.factories.accounts import PersonFactory
from tests.factories.live import EvidenceFactory, LiveFactory, guest_of, host_of, minutes
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting() -> Meeting:
    return MeetingFactory()


def test_host_checks_somebody_in_once(meeting: Meeting) -> None:
    guest, host = guest_of(meeting), host_of(meeting)

    first = check_in(meeting, guest, "host", key=uuid.uuid4(), by=host, at=minutes(2))
    second = check_in(meeting, guest, "qr", key=uuid.uuid4(), by=host, at=minutes(9))

    assert (first.again, second.again, second.since) == (False, True, minutes(2))
    [row] = Evidence.objects.all()
    assert (row.how, row.by, row.at) == ("host", host, minutes(2))
    assert Entry.objects.filter(verb="meetings.checked_in").count() == 1


def test_same_form_sent_twice_is_one_row(meeting: Meeting) -> None:
    guest, host, key = guest_of(meeting), host_of(meeting), uuid.uuid4()

    check_in(meeting, guest, "host", key=key, by=host, at=minutes(5))
    check_in(meeting, guest, "host", key=key, by=host, at=minutes(4))

    assert Evidence.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "moment", "words"),
    [
        ({}, -181, "opens 3 hours"),
        ({"state": "cancelled"}, 0, "does not take place"),
        ({"state": "draft"}, 0, "does not"),
    ],
)
def test_door_is_shut(facts: dict[str, Any], moment: int, words: str) -> None:
    meeting = MeetingFactory(**facts)

    with pytest.raises(CheckInRefused, match=words):
        check_in(meeting, guest_of(meeting), "qr", key=uuid.uuid4(), by=host_of(meeting), at=minutes(moment))


def test_evidence_cannot_be_changed_or_deleted() -> None:
    EvidenceFactory()
    count_heads(MeetingFactory(), 3, by=PersonFactory(), at=minutes(0))

    for rows, change in ((Evidence.objects, {"reason": "x"}), (HeadCount.objects, {"people": 4})):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)  # type: ignore[attr-defined]
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.all()._raw_delete("default")  # type: ignore[attr-defined]


def test_code_in_the_room_checks_in(meeting: Meeting) -> None:
    LiveFactory(meeting=meeting, self_code="AB12")
    guest = guest_of(meeting)

    done = check_self_in(meeting, " ab-l2 ", key=uuid.uuid4(), by=guest, at=minutes(-15))

    assert (done.person, done.again, Evidence.objects.get().how) == (guest, False, "self")


@pytest.mark.parametrize(
    ("code", "moment", "words"),
    [("AB13", 0, "not the code"), ("AB12", -16, "at this time"), ("AB12", 30, "at this time"), ("", 0, "not the code")],
)
def test_code_is_refused(meeting: Meeting, code: str, moment: int, words: str) -> None:
    LiveFactory(meeting=meeting, self_code="AB12")

    with pytest.raises(CheckInRefused, match=words):
        check_self_in(meeting, code, key=uuid.uuid4(), by=guest_of(meeting), at=minutes(moment))


def test_code_needs_a_place_and_a_code(meeting: Meeting) -> None:
    with pytest.raises(CheckInRefused, match="no code"):
        check_self_in(meeting, "", key=uuid.uuid4(), by=guest_of(meeting), at=minutes(0))
    LiveFactory(meeting=meeting, self_code="AB12")
    with pytest.raises(CheckInRefused, match="need a place"):
        check_self_in(meeting, "AB12", key=uuid.uuid4(), by=host_of(meeting), at=minutes(0))


def test_window_of_the_hosts_holds(meeting: Meeting) -> None:
    host, guest = host_of(meeting), guest_of(meeting)
    set_self_check_in(meeting, "qr99", opens_at=minutes(40), closes_at=minutes(50), by=host, at=minutes(0))

    with pytest.raises(CheckInRefused, match="at this time"):
        check_self_in(meeting, "QR99", key=uuid.uuid4(), by=guest, at=minutes(39))
    assert check_self_in(meeting, "QR99", key=uuid.uuid4(), by=guest, at=minutes(40)).since == minutes(40)


@pytest.mark.parametrize(("opens", "closes", "words"), [(1, None, "both times"), (5, 5, "after the first")])
def test_window_has_two_ends(meeting: Meeting, opens: int, closes: int | None, words: str) -> None:
    with pytest.raises(CheckInRefused, match=words):
        set_self_check_in(
            meeting,
            "AB12",
            opens_at=minutes(opens),
            closes_at=minutes(closes) if closes else None,
            by=host_of(meeting),
            at=minutes(0),
        )


def test_leaving_ends_the_minutes(meeting: Meeting) -> None:
    guest, host = guest_of(meeting), host_of(meeting)
    with pytest.raises(CheckInRefused, match="not checked in"):
        note_leaving(meeting, guest, by=host, at=minutes(10))
    check_in(meeting, guest, "host", key=uuid.uuid4(), by=host, at=minutes(0))

    note_leaving(meeting, guest, by=host, at=minutes(20))

    assert attended(guest, meeting, at=minutes(200)).minutes == 20
    with pytest.raises(CheckInRefused, match="while the meeting goes on"):
        note_leaving(meeting, guest, by=host, at=minutes(60))


def test_correction_holds_against_later_scans(meeting: Meeting) -> None:
    guest, host = guest_of(meeting), host_of(meeting)
    check_in(meeting, guest, "qr", key=uuid.uuid4(), by=host, at=minutes(0))
    say = {"by": host, "reason": "Lent the ticket", "minutes": None}

    correct_attendance(meeting, guest, came=False, at=minutes(30), **say)  # type: ignore[arg-type]

    with pytest.raises(CheckInRefused, match="A host can change it"):
        check_in(meeting, guest, "qr", key=uuid.uuid4(), by=host, at=minutes(31))
    assert not attended(guest, meeting, at=minutes(60)).came
    correct_attendance(meeting, guest, came=True, minutes=45, reason="It was her", by=host, at=minutes(61))
    assert attended(guest, meeting, at=minutes(90)).minutes == 45
    assert Evidence.objects.count() == 3


@pytest.mark.parametrize(
    ("came", "given", "reason", "moment", "words"),
    [
        (True, None, "So", 0, "from 0 to 60"),
        (True, 61, "So", 0, "from 0 to 60"),
        (False, None, "  ", 0, "Say why"),
        (False, None, "So", -16, "15 minutes before"),
    ],
)
def test_correction_is_refused(
    meeting: Meeting, came: bool, given: int | None, reason: str, moment: int, words: str
) -> None:
    with pytest.raises(CheckInRefused, match=words):
        correct_attendance(
            meeting, guest_of(meeting), came=came, minutes=given, reason=reason, by=host_of(meeting), at=minutes(moment)
        )


def test_apologies_are_sent_and_taken_back(meeting: Meeting) -> None:
    guest = guest_of(meeting)

    send_apologies(meeting, True, by=guest, at=minutes(-90))
    send_apologies(meeting, True, by=guest, at=minutes(-80))
    assert attended(guest, meeting, at=minutes(-70)).apologised
    send_apologies(meeting, False, by=guest, at=minutes(-60))

    assert not attended(guest, meeting, at=minutes(-50)).apologised
    assert Evidence.objects.count() == 2


def test_apologies_are_refused(meeting: Meeting) -> None:
    with pytest.raises(CheckInRefused, match="has begun"):
        send_apologies(meeting, True, by=guest_of(meeting), at=minutes(0))
    with pytest.raises(CheckInRefused, match="no place"):
        send_apologies(meeting, True, by=PersonFactory(), at=minutes(-5))


def test_list_shows_everybody_once_and_counts(meeting: Meeting) -> None:
    came, _missing, sorry = (guest_of(meeting, person__name=name) for name in "ABC")
    walk_in = PersonFactory(name="D")
    host = host_of(meeting)
    send_apologies(meeting, True, by=sorry, at=minutes(-60))
    for person in (came, walk_in):
        check_in(meeting, person, "host", key=uuid.uuid4(), by=host, at=minutes(0))
    count_heads(meeting, 7, by=host, at=minutes(10))
    count_heads(meeting, 4, by=host, at=minutes(20))

    rows = attendance_of(meeting, at=minutes(30))

    assert [(row.person.name, row.registered, row.attendance.came) for row in rows] == [
        ("A", True, True),
        ("B", True, False),
        ("C", True, False),
        ("D", False, True),
    ]
    told = totals(meeting, rows)
    assert (told.expected, told.came, told.sorry, told.walk_ins) == (3, 2, 1, 4)


@pytest.mark.parametrize("people", [-1, 100_001])
def test_count_is_a_possible_number(meeting: Meeting, people: int) -> None:
    with pytest.raises(CheckInRefused, match="from 0 to 100,000"):
        count_heads(meeting, people, by=host_of(meeting), at=minutes(0))


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_four_times(meeting: Meeting, count: int, django_assert_num_queries: Any) -> None:
    for _number in range(count):
        EvidenceFactory(meeting=meeting, person=guest_of(meeting))

    with django_assert_num_queries(3):
        rows = attendance_of(meeting, at=minutes(5))

    assert len(rows) == count
    assert rows[0].attendance.minutes == dt.timedelta(minutes=5).seconds // 60
