"""The pages at the door and in the room, and that nobody reaches another's."""

import datetime as dt
import json
import uuid
from typing import Any

import icalendar
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from rounds.accounts.actions import erase_person
from rounds.accounts.models import Person
from rounds.meetings.actions.feeds import make_feed
from rounds.meetings.models import AttendanceLog, Ballot, Evidence, Live, Meeting, Poll, Question, Vote
from rounds.meetings.queries.attendance import attended
from rounds.meetings.queries.feeds import feed_token
from rounds.meetings.queries.held import held_in_rooms
from rounds.meetings.tickets import ticket_code
from tests.factories.accounts import StaffFactory
from tests.factories.live import (
    EvidenceFactory,
    LiveFactory,
    QuestionFactory,
    guest_of,
    host_of,
    poll_in,
    running,
)
from tests.factories.meetings import RegistrationFactory
from tests.factories.network import MembershipFactory, SeatFactory

pytestmark = pytest.mark.django_db
FORMULA = "=1+1"


@pytest.fixture
def meeting() -> Meeting:
    return running(timezone.now())


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def at(meeting: Meeting, rest: str = "") -> str:
    return f"/meetings/{meeting.pk}/{rest}"


GUESTS = ["join", "ticket", "check-in", "room"]
HOSTS = ["link", "door", "door/people", "attendance", "attendance.csv", "attendance/code", "attendance/list"]
HOSTS += ["room.csv", "room/notes", "room/polls/new"]
POSTS = ["apologies", "room/ask"]
HOST_POSTS = ["link/end", "door/scans", "attendance/heads"]


def parts(meeting: Meeting) -> tuple[list[str], list[str], list[str]]:
    """Addresses below a question, a poll, a person and a list: pages of hosts, what guests send, what hosts send."""
    question, poll, person = QuestionFactory(meeting=meeting), poll_in(meeting), EvidenceFactory(meeting=meeting).person
    log = AttendanceLog.objects.create(
        meeting=meeting, name="a", text="Email,Name", by=host_of(meeting), at=timezone.now()
    )
    asked, polled, seen = f"room/questions/{question.pk}", f"room/polls/{poll.pk}", f"attendance/{person.pk}"
    pages = [f"{asked}/answer", f"{asked}/hide", f"{seen}/correct"]
    posts = [f"{asked}/vote", f"{asked}/take-back", f"{polled}/answer"]
    host_posts = [
        f"{asked}/pin",
        f"{asked}/show",
        f"{polled}/open",
        f"{polled}/close",
        f"{polled}/remove",
        f"{seen}/note",
    ]
    return pages, posts, [*host_posts, f"attendance/list/{log.pk}/drop"]


@pytest.mark.slow
def test_each_address_as_every_other_person(meeting: Meeting) -> None:
    """Strangers to a meeting of an organisation find nothing; guests find what is theirs; hosts everything."""
    organisation = MembershipFactory(ends="2090-01-01").organisation
    Meeting.objects.filter(pk=meeting.pk).update(organisation=organisation)
    pages, posts, host_posts = parts(meeting)
    guest, colleague, host = guest_of(meeting), SeatFactory(organisation=organisation).person, host_of(meeting)
    other_manager = SeatFactory(organisation=MembershipFactory(ends="2090-01-01").organisation, manages=True).person
    elsewhere = guest_of(running(timezone.now()))
    everything = [*GUESTS, *HOSTS, *pages]

    for stranger in (StaffFactory(), other_manager, elsewhere):
        client = signed_in(stranger)
        assert {client.get(at(meeting, page)).status_code for page in [*everything, "meeting.ics"]} == {404}
        assert {client.post(at(meeting, page)).status_code for page in [*POSTS, *HOST_POSTS, *posts, *host_posts]} == {
            404
        }
    assert {Client().get(at(meeting, page)).status_code for page in everything} == {302}
    assert {Client().post(at(meeting, page)).status_code for page in [*POSTS, *HOST_POSTS]} == {302}
    beside = signed_in(colleague)
    assert {beside.get(at(meeting, page)).status_code for page in everything} == {403}
    inside = signed_in(guest)
    assert [inside.get(at(meeting, page)).status_code for page in GUESTS] == [302, 200, 200, 200]
    assert {inside.get(at(meeting, page)).status_code for page in [*HOSTS, *pages]} == {403}
    assert {inside.post(at(meeting, page)).status_code for page in [*HOST_POSTS, *host_posts]} == {403}
    assert {signed_in(host).get(at(meeting, page)).status_code for page in [*HOSTS, *pages]} == {200}


def test_parts_of_another_meeting_are_not_reached_through_ones_own(meeting: Meeting) -> None:
    pages, posts, host_posts = parts(running(timezone.now()))
    client = signed_in(host_of(meeting))

    assert {client.get(at(meeting, page)).status_code for page in pages} == {404}
    codes = {page: client.post(at(meeting, page)).status_code for page in [*posts, *host_posts]}
    assert {page: code for page, code in codes.items() if code != 404 and not page.endswith("/drop")} == {}
    assert AttendanceLog.objects.count() == 1


def test_join_leads_on_and_says_nothing_of_where_from(meeting: Meeting) -> None:
    answer = signed_in(guest_of(meeting)).get(at(meeting, "join"))

    assert (answer.status_code, answer["Location"]) == (302, "https://video.example/room")
    assert answer["Referrer-Policy"] == "no-referrer"
    assert Evidence.objects.get().what == "clicked"


def test_browser_that_looks_ahead_is_not_let_in(meeting: Meeting) -> None:
    answer = signed_in(guest_of(meeting)).get(at(meeting, "join"), headers={"Sec-Purpose": "prefetch"})

    assert (answer.status_code, Evidence.objects.count()) == (204, 0)


def test_join_before_the_time_says_when(meeting: Meeting) -> None:
    later = timezone.now() + dt.timedelta(hours=2)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=later, ends_at=later + dt.timedelta(hours=1))

    answer = signed_in(guest_of(meeting)).get(at(meeting, "join"))

    assert (answer.status_code, "15 minutes before the start" in answer.content.decode()) == (409, True)


def test_link_is_set_up_by_the_form(meeting: Meeting, settings: Any) -> None:
    settings.JITSI_URL, settings.JITSI_APP = "https://meet.example", "rounds"
    client = signed_in(host_of(meeting))

    bad = client.post(at(meeting, "link"), {"provider": "bbb", "captions_link": "javascript:alert(1)"})
    good = client.post(at(meeting, "link"), {"provider": "jitsi", "captions_link": "https://captions.example"})

    assert (bad.status_code, sorted(bad.context["form"].errors)) == (422, ["captions_link", "provider"])
    assert "belong together" in bad.content.decode()
    live = Live.objects.get()
    assert (good.status_code, live.provider, live.clicks_count, live.captions_link) == (
        302,
        "jitsi",
        False,
        "https://captions.example",
    )


def test_ticket_shows_code_and_drawing(meeting: Meeting) -> None:
    registration = RegistrationFactory(meeting=meeting)
    code = ticket_code(registration.key)

    page = signed_in(registration.person).get(at(meeting, "ticket"))

    assert f"{code[:4]} {code[4:]}" in page.content.decode()
    assert page.context["qr"].startswith("data:image/svg+xml")


def test_host_without_a_place_has_no_ticket(meeting: Meeting) -> None:
    assert signed_in(host_of(meeting)).get(at(meeting, "ticket")).status_code == 403


def test_address_of_a_ticket_is_for_its_person_and_the_hosts(meeting: Meeting) -> None:
    registration = RegistrationFactory(meeting=meeting)
    url = at(meeting, f"tickets/{ticket_code(registration.key)}")
    host = signed_in(host_of(meeting))

    assert signed_in(registration.person).get(url)["Location"] == at(meeting, "ticket")
    assert signed_in(guest_of(meeting)).get(url).status_code == 404
    assert registration.person.name in host.get(url).content.decode()
    answer = host.post(url, {"code": "x", "key": uuid.uuid4()})

    assert answer["Location"] == at(meeting, "door")
    assert Evidence.objects.get().how == "qr"


def test_ticket_that_was_given_back_checks_nobody_in(meeting: Meeting) -> None:
    gone = RegistrationFactory(meeting=meeting, state="cancelled", because="left")
    url = at(meeting, f"tickets/{ticket_code(gone.key)}")
    host = signed_in(host_of(meeting))

    page = host.post(url, {"code": "x", "key": uuid.uuid4()})

    assert "was given back" in page.content.decode()
    assert not Evidence.objects.exists()


def test_code_in_the_room_is_typed(meeting: Meeting) -> None:
    LiveFactory(meeting=meeting, self_code="AB12")
    client = signed_in(guest_of(meeting))

    wrong = client.post(at(meeting, "check-in"), {"code": "ZZ99", "key": uuid.uuid4()})
    right = client.post(at(meeting, "check-in"), {"code": "ab12", "key": uuid.uuid4()})

    assert (wrong.status_code, "ZZ99" in wrong.content.decode()) == (422, True)
    assert (right["Location"], Evidence.objects.get().how) == (at(meeting, "ticket"), "self")


def test_guessing_the_code_is_slow(meeting: Meeting) -> None:
    LiveFactory(meeting=meeting, self_code="AB12")
    client = signed_in(guest_of(meeting))

    codes = [client.post(at(meeting, "check-in"), {"code": "X", "key": uuid.uuid4()}).status_code for _ in range(11)]

    assert codes == [422] * 10 + [429]


def test_apologies_come_before_the_start(meeting: Meeting) -> None:
    guest = guest_of(meeting)
    client = signed_in(guest)
    client.post(at(meeting, "apologies"))
    assert not Evidence.objects.exists()
    later = timezone.now() + dt.timedelta(hours=2)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=later, ends_at=later + dt.timedelta(hours=1))

    client.post(at(meeting, "apologies"))
    assert "I come after all" in client.get(at(meeting, "ticket")).content.decode()
    client.post(at(meeting, "apologies"), {"do": "come"})

    meeting.refresh_from_db()
    assert not attended(guest, meeting, at=timezone.now()).apologised


def test_list_checks_in_and_out_and_keeps_its_filter(meeting: Meeting) -> None:
    guest, client = guest_of(meeting), signed_in(host_of(meeting))

    here = client.post(at(meeting, f"attendance/{guest.pk}/note"), {"query": "show=missing"})
    client.post(at(meeting, f"attendance/{guest.pk}/note"), {"do": "left"})

    assert here["Location"] == at(meeting, "attendance?show=missing")
    assert [row.what for row in Evidence.objects.order_by("pk")] == ["came", "left"]


@pytest.mark.parametrize(
    ("query", "names"), [("", 3), ("?show=came", 1), ("?show=missing", 2), ("?q=ann", 1), ("?q=zz", 0)]
)
def test_list_is_narrowed(meeting: Meeting, query: str, names: int) -> None:
    for name in ("Ann", "Bo"):
        guest_of(meeting, person__name=name)
    EvidenceFactory(meeting=meeting, person=guest_of(meeting, person__name="Cy"), at=timezone.now())

    page = signed_in(host_of(meeting)).get(at(meeting, f"attendance{query}"))

    assert page.context["page"].paginator.count == names
    assert ("Nobody found" in page.content.decode()) == (names == 0)


def test_file_of_the_list_runs_no_formula(meeting: Meeting) -> None:
    guest_of(meeting, person__name=FORMULA, party=2)

    answer = signed_in(host_of(meeting)).get(at(meeting, "attendance.csv"))

    line = b"".join(answer).decode().splitlines()[1]  # type: ignore[call-overload]
    assert line.split(",")[0] == f"'{FORMULA}"
    assert line.split(",")[2:4] == ["2", "no"]


def test_correction_keeps_what_was_typed(meeting: Meeting) -> None:
    guest, client = guest_of(meeting), signed_in(host_of(meeting))
    url = at(meeting, f"attendance/{guest.pk}/correct")

    bad = client.post(url, {"came": "yes", "minutes": "900", "reason": "Came late"})
    client.post(url, {"came": "yes", "minutes": "30", "reason": "Came late"})

    assert (bad.status_code, "Came late" in bad.content.decode()) == (422, True)
    assert attended(guest, meeting, at=timezone.now()).minutes == 30


def test_heads_are_counted(meeting: Meeting) -> None:
    client = signed_in(host_of(meeting))

    bad, good = (client.post(at(meeting, "attendance/heads"), {"people": people}) for people in ("-4", "12"))

    assert (bad.status_code, good.status_code) == (422, 302)
    assert client.get(at(meeting, "attendance")).context["totals"].walk_ins == 12


def test_code_for_the_room_is_set_in_the_zone_of_the_meeting(meeting: Meeting) -> None:
    client, url = signed_in(host_of(meeting)), at(meeting, "attendance/code")
    times = {"opens_at_0": "2026-12-16", "opens_at_1": "06:00", "closes_at_0": "2026-12-16", "closes_at_1": "07:30"}

    bad = client.post(url, {"code": "??", **times})
    good = client.post(url, {"code": "hello1", **times})

    live = Live.objects.get()
    assert (bad.status_code, good.status_code, live.self_code) == (422, 302, "HELLO1")
    assert live.self_from == dt.datetime(2026, 12, 16, 12, tzinfo=dt.UTC)
    assert "HELLO1" in client.get(url).content.decode()


def test_door_takes_a_code_without_script(meeting: Meeting) -> None:
    registration, client = RegistrationFactory(meeting=meeting), signed_in(host_of(meeting))

    good = client.post(at(meeting, "door"), {"code": ticket_code(registration.key), "key": uuid.uuid4()})
    bad = client.post(at(meeting, "door"), {"code": "NOPE", "key": uuid.uuid4()})

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

    answer = client.post(at(meeting, "door/scans"), json.dumps(told), content_type="application/json")

    assert sorted(each["state"] for each in answer.json()["results"]) == ["new", "unknown"]
    assert client.get(at(meeting, "door/people")).json()["people"] == [
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
    answer = signed_in(host_of(meeting)).post(at(meeting, "door/scans"), body, content_type="application/json")

    assert (answer.status_code, answer.json()["refused"]) == (400, "These scans cannot be read.")


def test_scans_need_the_token_of_the_page(meeting: Meeting) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(host_of(meeting))

    assert client.post(at(meeting, "door/scans"), "{}", content_type="application/json").status_code == 403


def test_list_of_a_tool_is_looked_at_and_taken_over(meeting: Meeting) -> None:
    guest, client = guest_of(meeting), signed_in(host_of(meeting))
    text = f"Name,Email,Duration\nAnn,{guest.email},20\nWho,who@people.example,5\n".encode()

    sent = client.post(at(meeting, "attendance/list"), {"file": SimpleUploadedFile("zoom.csv", text)})
    look = client.get(sent["Location"])
    columns = {"name": "0", "email": "1", "joined": "", "left": "", "minutes": "2"}
    none = client.post(sent["Location"], {**columns, "email": "", "do": "look"})
    took = client.post(sent["Location"], {**columns, "do": "take"})

    assert (look.context["found"].people, look.context["found"].strangers) == (1, 1)
    assert (none.status_code, "Choose the column" in none.content.decode()) == (422, True)
    assert took["Location"] == at(meeting, "attendance")
    assert Evidence.objects.get().how == "list"


def test_list_of_another_host_is_not_there(meeting: Meeting) -> None:
    text = SimpleUploadedFile("a.csv", b"Name,Email\nA,a@b.example\n")
    sent = signed_in(host_of(meeting)).post(at(meeting, "attendance/list"), {"file": text})

    assert signed_in(host_of(meeting)).get(sent["Location"]).status_code == 404


@pytest.mark.parametrize(("data", "words"), [(b"", "is empty"), (b"nothing here", "names of columns")])
def test_list_that_is_none_says_so(meeting: Meeting, data: bytes, words: str) -> None:
    answer = signed_in(host_of(meeting)).post(
        at(meeting, "attendance/list"), {"file": SimpleUploadedFile("a.csv", data)}
    )

    assert (answer.status_code, words in answer.content.decode()) == (422, True)


def test_question_is_asked_by_the_form_and_once(meeting: Meeting) -> None:
    client, form = signed_in(guest_of(meeting)), {"words": "Who answers at night?", "key": str(uuid.uuid4())}

    answers = [client.post(at(meeting, "room/ask"), form) for _ in range(2)]

    assert {answer["Location"] for answer in answers} == {at(meeting, "room")}
    assert Question.objects.get().words == "Who answers at night?"


def test_findings_are_shown_and_the_second_press_asks(meeting: Meeting) -> None:
    client = signed_in(guest_of(meeting))
    form = {"words": "My patient told me tonight that nobody had explained the tablets.", "key": str(uuid.uuid4())}

    asked = client.post(at(meeting, "room/ask"), form)
    sent = client.post(at(meeting, "room/ask"), {**form, "seen": asked.context["checked"].seen})

    assert (asked.status_code, form["words"] in asked.content.decode(), sent.status_code) == (422, True, 302)


def test_box_is_checked_while_somebody_types(meeting: Meeting) -> None:
    client = signed_in(guest_of(meeting))

    answer = client.post(
        at(meeting, "room/ask"), {"words": "Mrs Anna Keller, MRN 48213377"}, headers={"HX-Request": "true"}
    )

    assert "Must be fixed" in answer.content.decode()
    assert not Question.objects.exists()


def test_name_is_kept_from_others_and_shown_to_hosts(meeting: Meeting) -> None:
    guest = guest_of(meeting, person__name="Grace Hidden")
    QuestionFactory(meeting=meeting, by=guest, unnamed=True)

    other, host, own = (
        signed_in(person).get(at(meeting, "room")).content.decode()
        for person in (guest_of(meeting), host_of(meeting), guest)
    )

    assert ("Grace Hidden" in other, "Grace Hidden" in host, "Grace Hidden" in own) == (False, True, True)


def test_hidden_words_are_not_sent_to_others(meeting: Meeting) -> None:
    host, question = signed_in(host_of(meeting)), QuestionFactory(meeting=meeting, words="Secret of ward seven?")
    host.post(at(meeting, f"room/questions/{question.pk}/hide"), {"reason": "Names a ward"})

    other = signed_in(guest_of(meeting))
    assert "Secret of ward" not in other.get(at(meeting, "room")).content.decode()
    assert other.post(at(meeting, f"room/questions/{question.pk}/vote")).status_code == 404


def test_votes_are_pressed_and_taken_back(meeting: Meeting) -> None:
    client, question = signed_in(guest_of(meeting)), QuestionFactory(meeting=meeting)
    url = at(meeting, f"room/questions/{question.pk}/vote")

    client.post(url, {"do": "more"})
    part = client.post(url, {"do": "more"}, headers={"HX-Request": "true"})
    assert (part.content.decode().lstrip()[:23], Vote.objects.count()) == ('<div class="flow" id="l', 1)
    client.post(url, {"do": "less"})

    assert not Vote.objects.exists()


def test_poll_is_made_asked_answered_and_closed(meeting: Meeting) -> None:
    host, guest = signed_in(host_of(meeting)), signed_in(guest_of(meeting))
    form = {"words": "What first?", "choices": "Plan\r\nPost\r\n", "do": "open"}
    assert host.post(at(meeting, "room/polls/new"), {**form, "choices": "Plan"}).status_code == 422
    host.post(at(meeting, "room/polls/new"), form)
    poll = Poll.objects.get()
    plan = poll.choices.get(words="Plan")

    before = guest.get(at(meeting, "room")).content.decode()
    guest.post(at(meeting, f"room/polls/{poll.pk}/answer"), {"choice": plan.pk})
    after = guest.get(at(meeting, "room")).content.decode()
    host.post(at(meeting, f"room/polls/{poll.pk}/close"))

    assert ("100%" in before, "100%" in after, Ballot.objects.count()) == (False, True, 1)
    assert Poll.objects.get().state == "closed"


def test_poll_that_is_not_asked_yet_is_not_shown(meeting: Meeting) -> None:
    poll = poll_in(meeting, state="draft", words="Not for you yet?")
    client = signed_in(guest_of(meeting))

    client.post(at(meeting, f"room/polls/{poll.pk}/answer"), {"choice": poll.choices.all()[0].pk})

    assert "Not for you yet?" not in client.get(at(meeting, "room")).content.decode()
    assert not Ballot.objects.exists()


def test_notes_that_somebody_else_changed_are_shown_beside_ones_own(meeting: Meeting) -> None:
    client = signed_in(host_of(meeting))
    client.post(at(meeting, "room/notes"), {"words": "Theirs", "version": "0"})

    late = client.post(at(meeting, "room/notes"), {"words": "Mine", "version": "0"})
    page = late.content.decode()
    client.post(
        at(meeting, "room/notes"), {"words": "Theirs and mine", "version": late.context["form"]["version"].value()}
    )

    assert (late.status_code, "Theirs" in page, "Mine" in page) == (422, True, True)
    assert Live.objects.get().notes == "Theirs and mine"


def test_part_that_is_still_right_is_not_sent_again(meeting: Meeting, django_assert_max_num_queries: Any) -> None:
    client, htmx = signed_in(guest_of(meeting)), {"HX-Request": "true"}
    for _number in range(3):
        QuestionFactory(meeting=meeting)
    first = client.get(at(meeting, "room"), headers=htmx)

    with django_assert_max_num_queries(9):
        same = client.get(at(meeting, "room"), headers={**htmx, "If-None-Match": first["ETag"]})
    client.post(at(meeting, "room/ask"), {"words": "Something new?", "key": uuid.uuid4()})
    new = client.get(at(meeting, "room"), headers={**htmx, "If-None-Match": first["ETag"]})

    assert (same.status_code, same.content, new.status_code) == (304, b"", 200)
    assert "Something new?" in new.content.decode()


def test_room_can_be_read_when_it_is_over(meeting: Meeting) -> None:
    QuestionFactory(meeting=meeting, words="What stays?")
    past = timezone.now() - dt.timedelta(days=1)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=past, ends_at=past + dt.timedelta(hours=1), state="done")

    page = signed_in(guest_of(meeting)).get(at(meeting, "room")).content.decode()

    assert ("What stays?" in page, "Ask a question" in page, "data-hx-trigger" in page) == (True, False, False)


def test_file_of_the_room_is_for_hosts(meeting: Meeting) -> None:
    QuestionFactory(meeting=meeting, words=FORMULA)

    answer = signed_in(host_of(meeting)).get(at(meeting, "room.csv"))

    assert f"'{FORMULA}" in b"".join(answer).decode()  # type: ignore[call-overload]


def test_calendar_file_is_for_those_who_see_the_meeting(meeting: Meeting) -> None:
    visitor, guest = (
        Client().get(at(meeting, "meeting.ics")),
        signed_in(guest_of(meeting)).get(at(meeting, "meeting.ics")),
    )

    assert visitor["Content-Type"] == "text/calendar; charset=utf-8"
    assert (b"/join" in visitor.content, b"/join" in guest.content) == (False, True)
    Meeting.objects.filter(pk=meeting.pk).update(audience="invited")
    assert Client().get(at(meeting, "meeting.ics")).status_code == 404


def test_own_calendar_is_made_read_changed_and_ended(meeting: Meeting) -> None:
    guest = guest_of(meeting)
    client, reader = signed_in(guest), Client()
    assert "Make my address" in client.get("/me/calendar").content.decode()
    client.post("/me/calendar", {"do": "new"})
    address = client.get("/me/calendar").context["address"].removeprefix("http://127.0.0.1:8000")

    first = reader.get(address)
    same = reader.get(address, headers={"If-None-Match": first["ETag"]})
    [event] = icalendar.Calendar.from_ical(first.content).events
    client.post("/me/calendar", {"do": "new"})

    assert (str(event["summary"]), same.status_code, same.content) == (meeting.title, 304, b"")
    assert first["Cache-Control"] == "private, no-cache"
    assert reader.get(address).status_code == 404
    client.post("/me/calendar", {"do": "end"})
    assert client.get("/me/calendar").context["feed"] is None


def test_export_and_erasure_know_of_rooms_and_doors(meeting: Meeting) -> None:
    guest = guest_of(meeting)
    EvidenceFactory(meeting=meeting, person=guest)
    question = QuestionFactory(meeting=meeting, by=guest, words="My own words?")
    Vote.objects.create(question=QuestionFactory(meeting=meeting), person=guest)
    ballot = Ballot.objects.create(poll=poll_in(meeting), person=guest, at=timezone.now())
    ballot.chosen.add(ballot.poll.choices.all()[0])
    token = feed_token(make_feed(guest, at=timezone.now()))

    assert [row["what"] for row in held_in_rooms(guest)[1]] == [
        "attendance",
        "question",
        "vote",
        "poll",
        "calendar address",
    ]
    erase_person(guest, by=guest, at=timezone.now())

    question.refresh_from_db()
    assert (question.words, Vote.objects.count(), Ballot.objects.count(), Evidence.objects.count()) == ("", 0, 0, 1)
    assert Client().get(f"/calendars/{token}.ics").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_pages_ask_as_often_for_many_as_for_one(meeting: Meeting, count: int, django_assert_num_queries: Any) -> None:
    host = signed_in(host_of(meeting))
    for _number in range(count):
        EvidenceFactory(meeting=meeting, person=guest_of(meeting))
        QuestionFactory(meeting=meeting)
        poll_in(meeting)
    host.get(at(meeting, "room"))

    with django_assert_num_queries(13):
        host.get(at(meeting, "room"))
    with django_assert_num_queries(9):
        host.get(at(meeting, "attendance"))
