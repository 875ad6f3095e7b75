import datetime as dt

import pytest
from allauth.account.models import EmailAddress

from rounds.meetings.actions.importing import (
    LARGEST,
    Found,
    ImportRefused,
    forget_logs,
    keep_log,
    look_through,
    take_list_over,
)
from rounds.meetings.models import AttendanceLog, Evidence, Meeting
from rounds.meetings.queries.attendance import attended
from tests.factories.live import EvidenceFactory, guest_of, host_of, minutes
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db
COLUMNS = {"name": 0, "email": 1, "joined": 2, "left": 3, "minutes": None}


@pytest.fixture
def meeting() -> Meeting:
    return MeetingFactory(zone="UTC")


def line(name: str, email: str, begin: int, end: int) -> str:
    return f"{name},{email},{minutes(begin):%Y-%m-%d %H:%M:%S},{minutes(end):%Y-%m-%d %H:%M:%S}"


def kept(meeting: Meeting, *lines: str) -> AttendanceLog:
    text = "\n".join(["Name,Email,Join Time,Leave Time", *lines])
    return keep_log(meeting, "list.csv", text.encode(), by=host_of(meeting), at=minutes(70))


def looked(meeting: Meeting, log: AttendanceLog, *, by_name: bool = False) -> Found:
    return look_through(meeting, log, COLUMNS, zone="UTC", day_first=False, by_name=by_name)


def test_visits_of_people_with_a_place_are_taken_over_once(meeting: Meeting) -> None:
    ann = guest_of(meeting, person__email="ann@people.example")
    EvidenceFactory(meeting=meeting, person=ann, what="clicked", how="link")
    lines = [line("Ann", "ANN@people.example", 5, 20), line("Ann", "ann@people.example", 30, 80)]
    lines += [line("Who", "who@people.example", 0, 60)]

    for _time in range(2):
        log = kept(meeting, *lines)
        found = looked(meeting, log)
        new = take_list_over(meeting, log, found, by=log.by, at=minutes(90))

    assert (found.people, found.strangers, new) == (1, 1, 0)
    assert attended(ann, meeting, at=minutes(99)).minutes == 45
    assert Evidence.objects.filter(how="list").count() == 2
    assert not AttendanceLog.objects.exists()


def test_any_confirmed_address_of_a_person_is_known(meeting: Meeting) -> None:
    ann = guest_of(meeting)
    EmailAddress.objects.create(user=ann, email="ann@home.example", verified=True)
    EmailAddress.objects.create(user=ann, email="ann@not.example", verified=False)

    found = looked(meeting, kept(meeting, line("", "ann@home.example", 0, 9), line("", "ann@not.example", 0, 9)))

    assert [person for person, _visit in found.known] == [ann]
    assert found.strangers == 1


def test_name_is_enough_where_it_is_wanted_and_one_person_has_it(meeting: Meeting) -> None:
    ann = guest_of(meeting, person__name="Ann  Lee")
    for _twin in range(2):
        guest_of(meeting, person__name="Bo Ek")
    log = kept(meeting, line("ann lee", "", 0, 9), line("Bo Ek", "", 0, 9))

    assert looked(meeting, log).known == []
    assert [person for person, _visit in looked(meeting, log, by_name=True).known] == [ann]


def test_somebody_without_a_place_is_left_out(meeting: Meeting) -> None:
    other = guest_of(MeetingFactory())

    assert looked(meeting, kept(meeting, line("X", other.email, 0, 9))).known == []


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "is empty"), (b"a,b\n1,2", "names of columns"), (b"x" * (LARGEST + 1), "larger than 2 MB")],
)
def test_file_is_refused(meeting: Meeting, data: bytes, words: str) -> None:
    with pytest.raises(ImportRefused, match=words):
        keep_log(meeting, "a.csv", data, by=host_of(meeting), at=minutes(0))


def test_line_that_cannot_be_read_is_named(meeting: Meeting) -> None:
    with pytest.raises(ImportRefused, match="line 1 of the list"):
        looked(meeting, kept(meeting, "Ann,a@b.example,soon,later"))


def test_no_column_to_know_people_by_is_refused(meeting: Meeting) -> None:
    log = kept(meeting, line("Ann", "", 0, 9))

    with pytest.raises(ImportRefused, match="Choose the column"):
        look_through(meeting, log, {**COLUMNS, "email": None}, zone="UTC", day_first=False, by_name=False)


def test_list_is_forgotten_after_a_day(meeting: Meeting) -> None:
    kept(meeting)

    forget_logs(minutes(70) + dt.timedelta(hours=24))
    assert AttendanceLog.objects.count() == 1
    forget_logs(minutes(71) + dt.timedelta(hours=24))

    assert AttendanceLog.objects.count() == 0
