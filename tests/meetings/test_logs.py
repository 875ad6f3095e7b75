"""Lists as common webinar tools write them; names and addresses are invented."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rounds.meetings.logs import LogRefused, Table, decoded, guessed, read_table, visits

STARTS = dt.datetime(2026, 12, 16, 12, tzinfo=dt.UTC)
ENDS = STARTS + dt.timedelta(hours=1)

WITH_A_HEAD = """Attendee Report
Topic,Webinar ID,Actual Start Time
"Live: answering",123,12/16/2026 11:58:00 AM

Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes)
Yes,Ann Lee,ann@people.example,12/16/2026 12:01:00 PM,12/16/2026 12:31:00 PM,30
Yes,Ann Lee,ann@people.example,12/16/2026 12:40:00 PM,12/16/2026 01:00:00 PM,20

Other Attended,x
"""
WITH_TABS = (
    "1. Summary\r\nMeeting title\tLive\r\n\r\n3. Participants\r\nName\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tRole\r\n"
    "Bo Ek\t12/16/26, 12:02:00 PM\t12/16/26, 12:50:00 PM\t48m 0s\tbo@people.example\tAttendee\r\n"
)
WITH_MINUTES = "First name;Last name;Email;Duration;Time joined;Time exited\nCy;Day;cy@people.example;25 min;;\n"


def read(text: str, *, zone: str = "UTC", day_first: bool = False) -> list[tuple[str, int, int]]:
    table = read_table(text)
    found = visits(table, guessed(table.head), zone=zone, day_first=day_first, starts=STARTS, ends=ENDS)
    return [
        (one.email, int((one.joined - STARTS).total_seconds() // 60), int((one.left - STARTS).total_seconds() // 60))
        for one in found
    ]


def test_table_below_a_summary_is_found() -> None:
    assert read(WITH_A_HEAD) == [("ann@people.example", 1, 31), ("ann@people.example", 40, 60)]


def test_tabs_and_utf_16_are_read() -> None:
    assert read(decoded(WITH_TABS.encode("utf-16"))) == [("bo@people.example", 2, 50)]


def test_minutes_without_times_count_from_the_start() -> None:
    assert read(WITH_MINUTES) == [("cy@people.example", 0, 25)]


def test_times_are_those_of_the_zone_of_the_meeting() -> None:
    text = "Email,Join Time,Leave Time\na@b.example,2026-12-16 06:10,2026-12-16 06:20\n"

    assert read(text, zone="America/Chicago") == [("a@b.example", 10, 20)]


def test_day_first_is_asked_for() -> None:
    text = "Email,Join Time,Leave Time\na@b.example,03/04/2026 12:00:00,03/04/2026 13:00:00\n"
    table = read_table(text)

    months = [
        next(visits(table, guessed(table.head), zone="UTC", day_first=first, starts=STARTS, ends=ENDS)).joined.month
        for first in (False, True)
    ]

    assert months == [3, 4]


@pytest.mark.parametrize(
    ("text", "reason", "row"),
    [
        ("", "nothing", 0),
        ("what,ever\n1,2", "columns", 0),
        ("Email,Join Time\na@b.example,2026-12-16 12:00\nc@b.example,soon", "row", 2),
        ("Email,Duration\na@b.example,a while", "row", 1),
        ("Email,Name\n" + "a@b.example,A\n" * 20_001, "rows", 0),
    ],
)
def test_what_cannot_be_read_says_where(text: str, reason: str, row: int) -> None:
    with pytest.raises(LogRefused) as refused:
        read(text)
    assert (refused.value.reason, refused.value.row) == (reason, row)


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        table = read_table(text)
    except LogRefused:
        return
    assert isinstance(table, Table)
    assert {len(row) for row in table.rows} <= {len(table.head)}
