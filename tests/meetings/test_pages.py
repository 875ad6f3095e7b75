"""The pages of meetings: who sees what, the way to a place, and what hosts and staff do."""

import datetime as dt
import uuid

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from rounds.accounts.models import Person
from rounds.billing.models import Invoice
from rounds.meetings import actions, queries
from rounds.meetings.models import Meeting, Registration
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.meetings import (
    HostFactory,
    MeetingFactory,
    PoolFactory,
    RegistrationFactory,
    come,
    limited,
    priced,
)
from tests.factories.network import MembershipFactory, OrganisationFactory, manager_of, member_of

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def now() -> dt.datetime:
    return timezone.now()


def ahead(days: int = 30) -> dict[str, dt.datetime]:
    return {"starts_at": timezone.now() + days * DAY}


def signed_in(person: Person | None = None) -> Client:
    client = Client()
    client.force_login(person or PersonFactory())
    return client


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def internal(**facts: object) -> Meeting:
    organisation = MembershipFactory(ends="2090-01-01").organisation
    return MeetingFactory(title="Secret rota", organisation=organisation, **ahead(), **facts)


def test_a_visitor_sees_public_meetings_and_is_led_to_sign_in() -> None:
    public, draft = MeetingFactory(**ahead()), MeetingFactory(state="draft", **ahead())
    members, invited = (MeetingFactory(audience=name, **ahead()) for name in ("members", "invited"))
    client = Client()

    page = text(client, "/meetings")

    assert [one.title in page for one in (public, draft, members, invited, internal())] == [True] + [False] * 4
    assert "Sign in and register" in text(client, f"/meetings/{public.pk}")
    assert [client.get(f"/meetings/{one.pk}").status_code for one in (draft, members, invited)] == [404] * 3
    assert client.get(f"/meetings/{public.pk}/register").url.startswith("/signin")


def people_around(meeting: Meeting) -> dict[str, Person]:
    here = meeting.organisation or OrganisationFactory()
    return {
        "nobody in particular": PersonFactory(),
        "staff": StaffFactory(),
        "closed account of staff": StaffFactory(is_active=False),
        "member of the network": member_of(MembershipFactory(ends="2090-01-01").organisation),
        "member here": member_of(here),
        "manager here": manager_of(here),
        "host": HostFactory(meeting=meeting).person,
        "invited": meeting.invited.create(person=PersonFactory(), at=timezone.now()).person,
        "registered": RegistrationFactory(meeting=meeting).person,
        "gone": RegistrationFactory(meeting=meeting, state="cancelled", because="left").person,
    }


@pytest.mark.parametrize("audience", ["public", "members", "invited"])
@pytest.mark.parametrize("state", ["open", "draft"])
@pytest.mark.parametrize("inside", [False, True])
def test_lists_and_permissions_agree(audience: str, state: str, inside: bool) -> None:
    facts = {"audience": audience, "state": state}
    meeting = internal(**facts) if inside else MeetingFactory(**ahead(), **facts)

    for who, person in people_around(meeting).items():
        sees = person.has_perm("meetings.see_meeting", meeting)
        hosts = person.has_perm("meetings.host_meeting", meeting)
        assert queries.meetings_visible_to(person).filter(pk=meeting.pk).exists() == sees, who
        assert queries.meetings_run_by(person).filter(pk=meeting.pk).exists() == hosts, who


HOSTS = ("people", "people.csv", "write", "materials")
STAFF = ("edit", "cancel", "duplicate", "repeat", "invite")
EVERYBODY = ("register", "place", "accept", "leave")
POSTS = ("open", "close", "pay")


@pytest.mark.slow
def test_an_internal_meeting_is_for_its_people_alone() -> None:
    meeting = internal(pool=PoolFactory(cap=5))
    one = RegistrationFactory(meeting=meeting)
    pages = ["", *(f"/{name}" for name in (*HOSTS, *STAFF, *EVERYBODY)), f"/people/{one.pk}/take-back"]
    pages.append(f"/people/{one.pk}/move")
    around = people_around(meeting)
    strangers = ("nobody in particular", "staff", "member of the network", "gone")

    for who in strangers:
        client = signed_in(around[who])
        for page in pages:
            for answer in (client.get(f"/meetings/{meeting.pk}{page}"), client.post(f"/meetings/{meeting.pk}{page}")):
                assert answer.status_code in {404, 405}, (who, page)
                assert "Secret rota" not in answer.content.decode()
        assert "Secret rota" not in text(client, "/meetings")
        for page in POSTS:
            assert client.post(f"/meetings/{meeting.pk}/{page}").status_code == 404
    member, host = signed_in(around["member here"]), signed_in(around["host"])
    assert {member.get(f"/meetings/{meeting.pk}/{page}").status_code for page in (*HOSTS, *STAFF)} == {403}
    assert {host.get(f"/meetings/{meeting.pk}/{page}").status_code for page in HOSTS} == {200}
    assert {host.get(f"/meetings/{meeting.pk}/{page}").status_code for page in STAFF} == {403}
    manager = signed_in(around["manager here"])
    assert {manager.get(f"/meetings/{meeting.pk}/{page}").status_code for page in (*HOSTS, *STAFF)} == {200}
    meeting.refresh_from_db()
    assert (meeting.state, meeting.registrations.living().count()) == ("open", 2)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_as_often_for_many(django_assert_num_queries, count: int) -> None:
    client, shared = signed_in(), PoolFactory(cap=9)
    for _number in range(count):
        limited(5, also=(shared,), **ahead())
    client.get("/meetings")

    with django_assert_num_queries(11):
        client.get("/meetings")


@pytest.mark.parametrize("count", [1, 3])
def test_my_meetings_ask_the_database_as_often_for_many(django_assert_num_queries, count: int) -> None:
    person = PersonFactory()
    for _number in range(count):
        RegistrationFactory(person=person, meeting=MeetingFactory(**ahead()))
        RegistrationFactory(person=person, meeting=MeetingFactory(starts_at=timezone.now() - DAY))
        HostFactory(person=person, meeting=MeetingFactory(**ahead()))
    client = signed_in(person)
    client.get("/meetings/mine")

    with django_assert_num_queries(11):
        client.get("/meetings/mine")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_people_asks_the_database_as_often_for_many(django_assert_num_queries, count: int) -> None:
    host = HostFactory(meeting=MeetingFactory(**ahead()))
    for _number in range(count):
        RegistrationFactory(meeting=host.meeting)
    client = signed_in(host.person)
    client.get(f"/meetings/{host.meeting.pk}/people")

    with django_assert_num_queries(7):
        client.get(f"/meetings/{host.meeting.pk}/people")


def test_the_list_is_narrowed() -> None:
    online = MeetingFactory(title="Online one", **ahead(3))
    hall = MeetingFactory(title="Hall one", kind="workshop", join_link="", venue="Hall", **ahead(20))
    MeetingFactory(title="Past one", starts_at=timezone.now() - 2 * DAY)
    client = signed_in()

    def titles(query: str) -> set[str]:
        return {row.meeting.title for row in client.get(f"/meetings?{query}").context["rows"]}

    assert titles("") == {online.title, hall.title}
    assert titles("when=week") == titles("where=online") == titles("words=online") == {online.title}
    assert titles("kind=workshop") == titles("where=in_person") == {hall.title}
    assert titles("when=past") == {"Past one"}
    assert titles("mine=1") == set()
    assert "No meeting found" in text(client, "/meetings?words=zebra")


def test_times_are_shown_on_both_clocks() -> None:
    starts = dt.datetime(2090, 7, 3, 17, tzinfo=dt.UTC)
    meeting = MeetingFactory(starts_at=starts, zone="America/Chicago")

    page = text(signed_in(PersonFactory(time_zone="Europe/Zurich")), f"/meetings/{meeting.pk}")
    same = text(signed_in(PersonFactory(time_zone="America/Chicago")), f"/meetings/{meeting.pk}")

    assert "Monday 3 July 2090, 12:00–13:00" in page
    assert "(Chicago)" in page
    assert "Monday 3 July, 19:00–20:00 (your time, Zurich)" in page
    assert "your time" not in same


def test_a_free_place_takes_one_form() -> None:
    meeting, person = limited(3, **ahead()), PersonFactory()
    client = signed_in(person)
    page = client.get(f"/meetings/{meeting.pk}/register")
    key = page.context["form"].initial["key"]

    done = client.post(f"/meetings/{meeting.pk}/register", {"key": key, "needs": "Captions"}, follow=True)

    assert "You have a place" in done.content.decode()
    assert Registration.objects.get().needs == "Captions"
    assert "You have a place" in text(client, f"/meetings/{meeting.pk}")
    assert client.get(f"/meetings/{meeting.pk}/register").url == f"/meetings/{meeting.pk}/place"
    assert meeting.title in text(client, "/meetings/mine")


def test_what_costs_something_is_checked_then_held_then_invoiced(now: dt.datetime) -> None:
    meeting, client = priced(largest_party=3, **ahead()), signed_in()
    address = f"/meetings/{meeting.pk}/register"
    typed = {"key": str(uuid.uuid4()), "party": "2", "payer": "", "voucher": "", "needs": ""}

    check = client.post(address, typed)
    change = client.post(address, {**typed, "do": "change"})
    done = client.post(address, {**typed, "do": "register"}, follow=True)

    assert "Check before you register" in check.content.decode()
    assert "$240" in check.content.decode()
    assert (change.status_code, 'value="2" selected' in change.content.decode()) == (200, True)
    assert "Pay for your place" in done.content.decode()
    assert Registration.objects.count() == 1
    answer = client.post(f"/meetings/{meeting.pk}/pay", {"how": "invoice"})
    assert answer.url == f"/billing/invoices/{Invoice.objects.get().token}"
    assert "Pay invoice" in text(client, f"/meetings/{meeting.pk}/place")


def test_a_refusal_stands_beside_its_field_and_nothing_typed_is_lost() -> None:
    meeting, client = priced(**ahead()), signed_in()
    typed = {"key": str(uuid.uuid4()), "voucher": "NOBODY-KNOWS", "needs": "A chair", "do": "register"}

    answer = client.post(f"/meetings/{meeting.pk}/register", typed)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "We know no voucher with this code." in page
    assert "A chair" in page
    assert "NOBODY-KNOWS" in page
    assert Registration.objects.count() == 0


def test_a_cart_that_is_over_says_so() -> None:
    meeting, client = priced(**ahead()), signed_in()

    answer = client.post(f"/meetings/{meeting.pk}/pay", {"how": "card"}, follow=True)

    assert "The time for this cart is over." in answer.content.decode()


def offered(meeting: Meeting) -> Registration:
    now = timezone.now()
    first, second = come(meeting, at=now), come(meeting, at=now)
    actions.leave(first, by=first.person, at=now)
    second.refresh_from_db()
    assert second.state == "offered"
    return second


def test_an_offer_is_taken_on_its_page() -> None:
    one = offered(limited(1, **ahead()))
    client = signed_in(one.person)
    assert "A place is free for you" in text(client, f"/meetings/{one.meeting.pk}")

    done = client.post(f"/meetings/{one.meeting.pk}/accept", {"key": one.key}, follow=True)

    assert "You have a place" in done.content.decode()
    assert client.get(f"/meetings/{one.meeting.pk}/accept").url == f"/meetings/{one.meeting.pk}/place"


def test_an_offer_that_costs_something_says_how_much() -> None:
    one = offered(priced(cap=1, **ahead()))

    assert "It costs $120." in text(signed_in(one.person), f"/meetings/{one.meeting.pk}/accept")


def test_the_link_of_the_letter_declines_with_one_click_and_without_signing_in() -> None:
    one = offered(limited(1, **ahead()))
    letter = next(sent for sent in mail.outbox if sent.subject.startswith("A place is free"))
    address = next(word for word in letter.body.split() if "/meetings/decline/" in word).partition("8000")[2]
    client = Client()

    assert "Pass the place on?" in text(client, address)
    one.refresh_from_db()
    assert one.state == "offered"
    done = client.post(address)

    one.refresh_from_db()
    assert (one.because, "Nothing is kept for you" in done.content.decode()) == ("declined", True)
    assert "Nothing is kept for you" in text(client, address)
    assert client.get("/meetings/decline/forged").status_code == 404


def test_the_link_of_the_letter_cannot_end_a_place_that_was_taken() -> None:
    one = offered(limited(1, **ahead()))
    actions.accept_offer(one, at=timezone.now())

    page = Client().post(f"/meetings/decline/{queries.token_of(one)}").content.decode()

    one.refresh_from_db()
    assert (one.state, "You have said yes" in page) == ("registered", True)


def test_leaving_is_asked_for_first_with_what_comes_back() -> None:
    one = come(limited(1, **ahead()), at=timezone.now())
    client = signed_in(one.person)

    assert "Give your place back?" in text(client, f"/meetings/{one.meeting.pk}/leave")
    client.post(f"/meetings/{one.meeting.pk}/leave")

    one.refresh_from_db()
    assert one.because == "left"
    assert client.get(f"/meetings/{one.meeting.pk}/leave").status_code == 302


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


def test_staff_make_a_draft_open_it_change_it_and_cancel_it() -> None:
    staff = StaffFactory()
    client = signed_in(staff)
    client.post("/meetings/new", {**TYPED, "hosts": staff.email})
    meeting = Meeting.objects.get()
    assert (meeting.state, meeting.local_start.hour, meeting.pool.cap) == ("draft", 9, 8)
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


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"title": ""}, "Give it a title."),
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


def test_reminders_are_chosen() -> None:
    person = PersonFactory()
    client = signed_in(person)
    text(client, "/meetings/reminders")

    client.post("/meetings/reminders", {"week": "on"})

    assert (person.reminder_choice.week, person.reminder_choice.day, person.reminder_choice.hour) == (
        True,
        False,
        False,
    )
