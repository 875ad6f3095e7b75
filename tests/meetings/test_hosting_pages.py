"""What hosts and staff do on the pages of a meeting."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from rounds.meetings.models import Meeting
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.meetings import (
    HostFactory,
    MeetingFactory,
    RegistrationFactory,
    come,
    limited,
)
from tests.factories.network import MembershipFactory, manager_of
from tests.meetings.test_pages import ahead, signed_in, text

pytestmark = pytest.mark.django_db


def test_a_host_sees_people_takes_a_place_back_and_moves_the_list() -> None:
    meeting = limited(1, **ahead())
    client = signed_in(HostFactory(meeting=meeting).person)
    one, first, second = (come(meeting, at=timezone.now()) for _number in range(3))

    rows = "".join(part.decode() for part in client.get(f"/meetings/{meeting.pk}/people.csv").streaming_content)
    client.post(f"/meetings/{meeting.pk}/people/{second.pk}/move", {"position": 1, "reason": "Comes from afar"})
    client.post(f"/meetings/{meeting.pk}/people/{one.pk}/take-back")

    one.refresh_from_db()
    second.refresh_from_db()
    assert (one.because, second.state) == ("staff", "offered")
    assert [one.person.email in rows, first.person.email in rows] == [True, True]
    bad = client.post(f"/meetings/{meeting.pk}/people/{first.pk}/move", {"position": 1, "reason": ""})
    assert (bad.status_code, "Say why." in bad.content.decode()) == (422, True)


def test_a_host_gives_materials_and_the_recording_to_those_who_had_a_place() -> None:
    meeting = MeetingFactory(starts_at=timezone.now() - dt.timedelta(days=1), state="done")
    host, guest = signed_in(HostFactory(meeting=meeting).person), RegistrationFactory(meeting=meeting).person
    address, link = f"/meetings/{meeting.pk}", "https://video.example/evening"

    bad = host.post(f"{address}/recording", {"recording": "no address"})
    host.post(f"{address}/recording", {"recording": link})
    host.post(f"{address}/materials", {"title": "Slides", "link": "https://files.example/slides"})
    inside, outside = (text(signed_in(person), address) for person in (guest, PersonFactory()))

    assert (bad.status_code, "Link to the recording" in bad.content.decode()) == (422, True)
    assert [f'href="{link}"' in page for page in (inside, outside)] == [True, False]
    assert ["https://files.example/slides" in page for page in (inside, outside)] == [True, False]
    host.post(f"{address}/recording", {"recording": ""})
    assert link not in text(signed_in(guest), address)


def test_an_invitation_is_taken_back_and_a_place_stays() -> None:
    meeting = MeetingFactory(audience="invited", **ahead())
    gone, comes = (meeting.invited.create(person=PersonFactory(), at=timezone.now()) for _number in range(2))
    RegistrationFactory(meeting=meeting, person=comes.person)
    staff, host = signed_in(StaffFactory()), signed_in(HostFactory(meeting=meeting).person)

    assert f"/meetings/{meeting.pk}/register" in text(staff, f"/meetings/{meeting.pk}/invite")
    refused = host.post(f"/meetings/{meeting.pk}/invite/{gone.pk}/remove")
    for one in (gone, comes):
        staff.post(f"/meetings/{meeting.pk}/invite/{one.pk}/remove")

    seen = [signed_in(one.person).get(f"/meetings/{meeting.pk}").status_code for one in (gone, comes)]
    assert (refused.status_code, seen) == (403, [404, 200])


def test_a_host_looks_at_a_letter_before_it_goes() -> None:
    meeting = MeetingFactory(**ahead())
    client = signed_in(HostFactory(meeting=meeting).person)
    one = RegistrationFactory(meeting=meeting)
    told = {"to": ["registered"], "subject": "Bring a post", "text": "One that you are proud of."}
    mail.outbox.clear()

    preview = client.post(f"/meetings/{meeting.pk}/write", told).content.decode()
    assert ("1 person gets it." in preview, mail.outbox) == (True, [])
    client.post(f"/meetings/{meeting.pk}/write", {**told, "do": "send"})

    assert [(sent.to, sent.subject) for sent in mail.outbox] == [([one.person.email], "Bring a post")]
    assert client.post(f"/meetings/{meeting.pk}/write", {"to": [], "subject": "", "text": ""}).status_code == 422


TYPED = {
    "title": "A new workshop",
    "kind": "workshop",
    "content_kind": "other",
    "language": "es",
    "day": "2090-03-10",
    "begins": "09:00",
    "ends": "11:00",
    "zone": "America/Chicago",
    "places": "8",
    "largest_party": "1",
    "offer_hours": "24",
    "full_refund_days": "14",
    "half_refund_days": "2",
    "audience": "public",
    "waiting_list": "on",
    "join_link": "https://video.example/x",
}


@pytest.mark.slow
def test_staff_make_a_draft_open_it_change_it_and_cancel_it() -> None:
    staff = StaffFactory()
    client = signed_in(staff)
    client.post("/meetings/new", {**TYPED, "hosts": staff.email})
    meeting = Meeting.objects.get()
    assert (meeting.state, meeting.local_start.hour, meeting.pool.cap) == ("draft", 9, 8)
    assert '<dd lang="es">español</dd>' in text(client, f"/meetings/{meeting.pk}")
    client.post(f"/meetings/{meeting.pk}/open")
    one = come(Meeting.objects.get(), at=timezone.now())
    mail.outbox.clear()

    changed = {**TYPED, "hosts": staff.email, "begins": "10:00", "ends": "12:00", "sequence": "0"}
    client.post(f"/meetings/{meeting.pk}/edit", changed)
    stale = client.post(f"/meetings/{meeting.pk}/edit", changed)

    meeting.refresh_from_db()
    assert (meeting.sequence, meeting.local_start.hour) == (1, 10)
    assert [sent.subject for sent in mail.outbox] == ["Changed: A new workshop"]
    assert "It was on Friday 10 March 2090, 09:00" in mail.outbox[0].body
    assert (stale.status_code, "Somebody changed this meeting" in stale.content.decode()) == (422, True)
    assert client.post(f"/meetings/{meeting.pk}/cancel", {"why": ""}).status_code == 422
    client.post(f"/meetings/{meeting.pk}/cancel", {"why": "The speaker is ill"})
    one.refresh_from_db()
    assert one.because == "called_off"
    assert "The speaker is ill" in text(client, f"/meetings/{meeting.pk}")


def test_the_days_to_register_stay_as_they_were_typed_and_readers_see_them() -> None:
    staff = StaffFactory()
    client = signed_in(staff)
    days = {"opens": "2090-02-01", "closes": "2090-03-01"}
    client.post("/meetings/new", {**TYPED, **days, "hosts": staff.email})
    meeting = Meeting.objects.get()
    assert [str(one.astimezone(meeting.tzinfo)) for one in (meeting.opens_at, meeting.closes_at) if one] == [
        "2090-02-01 00:00:00-06:00",
        "2090-03-02 00:00:00-06:00",
    ]

    form = client.get(f"/meetings/{meeting.pk}/edit").context["form"]
    client.post(f"/meetings/{meeting.pk}/open")
    early = text(Client(), f"/meetings/{meeting.pk}")
    Meeting.objects.filter(pk=meeting.pk).update(opens_at=None)
    late = text(Client(), f"/meetings/{meeting.pk}")

    assert {name: str(form[name].value()) for name in days} == days
    assert "You can register from 1 February 2090." in early
    assert "You can register until 1 March 2090." in late


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"title": ""}, "Give it a title."),
        ({"opens": "2090-03-11"}, "Choose a day before the meeting."),
        ({"opens": "2090-02-02", "closes": "2090-02-01"}, "This is before the first day to register."),
        ({"day": "2027-03-14", "begins": "02:30"}, "Clocks go forward on that day, so there is no 02:30."),
        ({"hosts": "nobody@nowhere.example"}, "Nobody has an account with nobody@nowhere.example."),
        ({"subject": "Two words"}, "Write a word in small letters"),
        ({"half_refund_days": "20"}, "Half a refund cannot end before the full one."),
        ({"places": "-1"}, "Ensure this value is greater than or equal to 0."),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(changed: dict[str, str], words: str) -> None:
    answer = signed_in(StaffFactory()).post("/meetings/new", {**TYPED, **changed})

    assert (answer.status_code, words in answer.content.decode().replace("&#x27;", "'")) == (422, True)
    assert Meeting.objects.count() == 0


@pytest.mark.slow
def test_a_manager_makes_meetings_of_their_organisation_and_of_no_other() -> None:
    here = MembershipFactory(ends="2090-01-01").organisation
    other = MembershipFactory(ends="2090-01-01").organisation
    client = signed_in(manager_of(here))

    page = text(client, "/meetings/new")
    client.post("/meetings/new", {**TYPED, "organisation": str(here.pk), "subject": "workshop"})
    refused = client.post("/meetings/new", {**TYPED, "organisation": str(other.pk)})

    assert "Price" not in page
    assert [(one.organisation, one.subject) for one in Meeting.objects.all()] == [(here, "")]
    assert refused.status_code == 422
    assert client.get("/meetings/pools").status_code == 403
    assert signed_in().get("/meetings/new").status_code == 403


def test_a_meeting_is_copied_and_repeated_at_the_same_time_on_its_clock() -> None:
    starts = dt.datetime(2027, 3, 10, 15, tzinfo=dt.UTC)  # 09:00 in Chicago, in the week before clocks go forward
    meeting = limited(5, starts_at=starts)
    client = signed_in(StaffFactory())

    client.post(f"/meetings/{meeting.pk}/repeat", {"every": "week", "count": "2"})
    client.post(f"/meetings/{meeting.pk}/duplicate", {"day": "2027-05-01", "begins": "09:00"})

    drafts = Meeting.objects.filter(state="draft").order_by("starts_at")
    assert [one.local_start.strftime("%m-%d %H:%M") for one in drafts] == ["03-17 09:00", "03-24 09:00", "05-01 09:00"]
    assert {one.pool.cap for one in drafts} == {5}
    assert len({meeting.pool_id, *(one.pool_id for one in drafts)}) == 4
    again = client.post(f"/meetings/{meeting.pk}/repeat", {"every": "week", "count": "2"})
    assert "belongs to a series already" in again.content.decode()


def test_the_desk_and_shared_places() -> None:
    client, meeting = signed_in(StaffFactory()), limited(5, **ahead())
    client.post("/meetings/pools", {"name": "Lunch", "cap": "20"})

    assert meeting.title in text(client, "/meetings/desk")
    assert "0 of 20 taken" in text(client, "/meetings/pools")
