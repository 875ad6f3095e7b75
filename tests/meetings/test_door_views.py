"""Tickets, the door, the list of the hosts and lists of webinar tools, as pages."""

import datetime as dt
import json
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from rounds.meetings.models import Evidence, Live, Meeting
from rounds.meetings.queries.attendance import attended
from rounds.meetings.tickets import ticket_code
from tests.factories.accounts import signed_in
from tests.factories.live import (
    EvidenceFactory,
    LiveFactory,
    address,
    guest_of,
    host_of,
    running,
)
from tests.factories.meetings import HostFactory, MeetingFactory, RegistrationFactory

pytestmark = pytest.mark.django_db
FORMULA = "=1+1"


@pytest.fixture
def meeting() -> Meeting:
    return running(timezone.now())


def test_ticket_shows_code_and_drawing(meeting: Meeting) -> None:
    registration = RegistrationFactory(meeting=meeting)
    code = ticket_code(registration.key)

    page = signed_in(registration.person).get(address(meeting, "ticket"))

    assert f"{code[:4]} {code[4:]}" in page.content.decode()
    assert page.context["qr"].startswith("data:image/svg+xml")


def test_host_without_a_place_has_no_ticket(meeting: Meeting) -> None:
    assert signed_in(host_of(meeting)).get(address(meeting, "ticket")).status_code == 403


def test_address_of_a_ticket_is_for_its_person_and_the_hosts(meeting: Meeting) -> None:
    registration = RegistrationFactory(meeting=meeting)
    url = address(meeting, f"tickets/{ticket_code(registration.key)}")
    host = signed_in(host_of(meeting))

    assert signed_in(registration.person).get(url)["Location"] == address(meeting, "ticket")
    assert signed_in(guest_of(meeting)).get(url).status_code == 404
    assert registration.person.name in host.get(url).content.decode()
    answer = host.post(url, {"code": "x", "key": uuid.uuid4()})

    assert answer["Location"] == address(meeting, "door")
    assert Evidence.objects.get().how == "qr"


def test_ticket_that_was_given_back_checks_nobody_in(meeting: Meeting) -> None:
    gone = RegistrationFactory(meeting=meeting, state="cancelled", because="left")
    url = address(meeting, f"tickets/{ticket_code(gone.key)}")
    host = signed_in(host_of(meeting))

    page = host.post(url, {"code": "x", "key": uuid.uuid4()})

    assert "was given back" in page.content.decode()
    assert not Evidence.objects.exists()


def test_code_in_the_room_is_typed(meeting: Meeting) -> None:
    LiveFactory(meeting=meeting, self_code="AB12")
    client = signed_in(guest_of(meeting))

    wrong = client.post(address(meeting, "check-in"), {"code": "ZZ99", "key": uuid.uuid4()})
    right = client.post(address(meeting, "check-in"), {"code": "ab12", "key": uuid.uuid4()})

    assert (wrong.status_code, "ZZ99" in wrong.content.decode()) == (422, True)
    assert (right["Location"], Evidence.objects.get().how) == (address(meeting, "ticket"), "self")


@pytest.mark.slow
def test_guessing_the_code_is_slow(meeting: Meeting) -> None:
    LiveFactory(meeting=meeting, self_code="AB12")
    client = signed_in(guest_of(meeting))

    codes = [
        client.post(address(meeting, "check-in"), {"code": "X", "key": uuid.uuid4()}).status_code for _ in range(11)
    ]

    assert codes == [422] * 10 + [429]


def test_apologies_come_before_the_start(meeting: Meeting) -> None:
    guest = guest_of(meeting)
    client = signed_in(guest)
    client.post(address(meeting, "apologies"))
    assert not Evidence.objects.exists()
    later = timezone.now() + dt.timedelta(hours=2)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=later, ends_at=later + dt.timedelta(hours=1))

    client.post(address(meeting, "apologies"))
    assert "I come after all" in client.get(address(meeting, "ticket")).content.decode()
    client.post(address(meeting, "apologies"), {"do": "come"})

    meeting.refresh_from_db()
    assert not attended(guest, meeting, at=timezone.now()).apologised


def test_list_checks_in_and_out_and_keeps_its_filter(meeting: Meeting) -> None:
    guest, client = guest_of(meeting), signed_in(host_of(meeting))

    here = client.post(address(meeting, f"attendance/{guest.pk}/note"), {"query": "show=missing"})
    client.post(address(meeting, f"attendance/{guest.pk}/note"), {"do": "left"})

    assert here["Location"] == address(meeting, "attendance?show=missing")
    assert [row.what for row in Evidence.objects.order_by("pk")] == ["came", "left"]


@pytest.mark.parametrize(
    ("query", "names"), [("", 3), ("?show=came", 1), ("?show=missing", 2), ("?q=ann", 1), ("?q=zz", 0)]
)
def test_list_is_narrowed(meeting: Meeting, query: str, names: int) -> None:
    for name in ("Ann", "Bo"):
        guest_of(meeting, person__name=name)
    EvidenceFactory(meeting=meeting, person=guest_of(meeting, person__name="Cy"), at=timezone.now())

    page = signed_in(host_of(meeting)).get(address(meeting, f"attendance{query}"))

    assert page.context["page"].paginator.count == names
    assert ("Nobody found" in page.content.decode()) == (names == 0)


def test_file_of_the_list_runs_no_formula(meeting: Meeting) -> None:
    guest_of(meeting, person__name=FORMULA, party=2)

    answer = signed_in(host_of(meeting)).get(address(meeting, "attendance.csv"))

    line = b"".join(answer).decode().splitlines()[1]  # type: ignore[call-overload]
    assert line.split(",")[0] == f"'{FORMULA}"
    assert line.split(",")[2:4] == ["2", "no"]


def test_times_are_those_of_the_meeting_wherever_the_host_is() -> None:
    start = dt.datetime(2025, 1, 14, 18, tzinfo=dt.UTC)
    meeting = MeetingFactory(starts_at=start, zone="America/Chicago")
    guest = guest_of(meeting)
    EvidenceFactory(meeting=meeting, person=guest, at=start + dt.timedelta(minutes=2))
    host = signed_in(HostFactory(meeting=meeting, person__time_zone="Asia/Tokyo").person)

    pages = [host.get(address(meeting, name)) for name in ("attendance", f"attendance/{guest.pk}/correct")]

    assert [page.content.decode().count("12:02") for page in pages] == [1, 1]


def test_correction_keeps_what_was_typed(meeting: Meeting) -> None:
    guest, client = guest_of(meeting), signed_in(host_of(meeting))
    url = address(meeting, f"attendance/{guest.pk}/correct")

    bad = client.post(url, {"came": "yes", "minutes": "900", "reason": "Came late"})
    client.post(url, {"came": "yes", "minutes": "30", "reason": "Came late"})

    assert (bad.status_code, "Came late" in bad.content.decode()) == (422, True)
    assert attended(guest, meeting, at=timezone.now()).minutes == 30


def test_heads_are_counted(meeting: Meeting) -> None:
    client = signed_in(host_of(meeting))

    bad, good = (client.post(address(meeting, "attendance/heads"), {"people": people}) for people in ("-4", "12"))

    assert (bad.status_code, good.status_code) == (422, 302)
    assert client.get(address(meeting, "attendance")).context["totals"].walk_ins == 12


def test_code_for_the_room_is_set_in_the_zone_of_the_meeting(meeting: Meeting) -> None:
    client, url = signed_in(host_of(meeting)), address(meeting, "attendance/code")
    times = {"opens_at_0": "2026-12-16", "opens_at_1": "06:00", "closes_at_0": "2026-12-16", "closes_at_1": "07:30"}

    bad = client.post(url, {"code": "??", **times})
    good = client.post(url, {"code": "hello1", **times})

    live = Live.objects.get()
    assert (bad.status_code, good.status_code, live.self_code) == (422, 302, "HELLO1")
    assert live.self_from == dt.datetime(2026, 12, 16, 12, tzinfo=dt.UTC)
    assert "HELLO1" in client.get(url).content.decode()


def test_door_takes_a_code_without_script(meeting: Meeting) -> None:
    registration, client = RegistrationFactory(meeting=meeting), signed_in(host_of(meeting))

    good = client.post(address(meeting, "door"), {"code": ticket_code(registration.key), "key": uuid.uuid4()})
    bad = client.post(address(meeting, "door"), {"code": "NOPE", "key": uuid.uuid4()})

    assert (good.status_code, good.context["result"].state, bad.status_code) == (200, "new", 422)
    assert "camera=(self)" in good["Permissions-Policy"]
    assert Evidence.objects.count() == 1


def test_door_takes_scans_of_a_device_and_says_what_they_are(meeting: Meeting) -> None:
    registration, client = RegistrationFactory(meeting=meeting), signed_in(host_of(meeting))
    now = timezone.now()
    scans = [
        {"key": str(uuid.uuid4()), "code": code, "at": now.isoformat()}
        for code in (ticket_code(registration.key), "NO")
    ]
    told = {"device": "d1", "sent": now.isoformat(), "scans": scans}

    answer = client.post(address(meeting, "door/scans"), json.dumps(told), content_type="application/json")

    assert sorted(each["state"] for each in answer.json()["results"]) == ["new", "unknown"]
    assert client.get(address(meeting, "door/people")).json()["people"] == [
        {"code": ticket_code(registration.key), "name": registration.person.name, "party": 1, "here": True}
    ]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        '{"scans": 3}',
        '{"scans": [{"key": "x", "code": "y", "at": "z"}], "sent": "2026-01-01T00:00:00Z"}',
        '{"scans": [], "sent": "yesterday"}',
    ],
)
def test_scans_that_cannot_be_read_are_refused(meeting: Meeting, body: str) -> None:
    answer = signed_in(host_of(meeting)).post(address(meeting, "door/scans"), body, content_type="application/json")

    assert (answer.status_code, answer.json()["refused"]) == (400, "These scans cannot be read.")


def test_scans_need_the_token_of_the_page(meeting: Meeting) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(host_of(meeting))

    assert client.post(address(meeting, "door/scans"), "{}", content_type="application/json").status_code == 403


def test_list_of_a_tool_is_looked_at_and_taken_over(meeting: Meeting) -> None:
    guest, client = guest_of(meeting), signed_in(host_of(meeting))
    text = f"Name,Email,Duration\nAnn,{guest.email},20\nWho,who@people.example,5\n".encode()

    sent = client.post(address(meeting, "attendance/list"), {"file": SimpleUploadedFile("zoom.csv", text)})
    look = client.get(sent["Location"])
    columns = {"name": "0", "email": "1", "joined": "", "left": "", "minutes": "2"}
    none = client.post(sent["Location"], {**columns, "email": "", "do": "look"})
    took = client.post(sent["Location"], {**columns, "do": "take"})

    assert (look.context["found"].people, look.context["found"].strangers) == (1, 1)
    assert (none.status_code, "Choose the column" in none.content.decode()) == (422, True)
    assert took["Location"] == address(meeting, "attendance")
    assert Evidence.objects.get().how == "list"


def test_list_of_another_host_is_not_there(meeting: Meeting) -> None:
    text = SimpleUploadedFile("a.csv", b"Name,Email\nA,a@b.example\n")
    sent = signed_in(host_of(meeting)).post(address(meeting, "attendance/list"), {"file": text})

    assert signed_in(host_of(meeting)).get(sent["Location"]).status_code == 404


@pytest.mark.parametrize(("data", "words"), [(b"", "is empty"), (b"nothing here", "names of columns")])
def test_list_that_is_none_says_so(meeting: Meeting, data: bytes, words: str) -> None:
    answer = signed_in(host_of(meeting)).post(
        address(meeting, "attendance/list"), {"file": SimpleUploadedFile("a.csv", data)}
    )

    assert (answer.status_code, words in answer.content.decode()) == (422, True)
