"""The pages of meetings: who sees what, the way to a place, and what hosts and staff do."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from rounds.accounts.models import Person
from rounds.meetings import letters, queries
from rounds.meetings.models import Meeting, Series
from rounds.meetings.queries.letter_words import where
from tests.factories.accounts import PersonFactory, StaffFactory, signed_in
from tests.factories.live import LiveFactory
from tests.factories.meetings import (
    NOON,
    HostFactory,
    MeetingFactory,
    PoolFactory,
    RegistrationFactory,
    limited,
    priced,
)
from tests.factories.network import MembershipFactory, OrganisationFactory, manager_of, member_of

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def ahead(days: int = 30) -> dict[str, dt.datetime]:
    return {"starts_at": timezone.now() + days * DAY}


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


def test_a_place_of_which_only_the_map_is_known_is_shown_by_its_map() -> None:
    place = {"venue": "", "room": "", "address": "", "map_link": "https://maps.example/pier"}
    meeting, client = MeetingFactory(**place, **ahead()), Client()

    page, listed = text(client, f"/meetings/{meeting.pk}"), text(client, "/meetings")

    link = '<dt>Where</dt><dd><a href="https://maps.example/pier" rel="noopener">Map</a></dd>'
    assert (link in page, '<p class="muted small">In person' in listed) == (True, True)
    assert where(meeting) == "Online, or here. Map: https://maps.example/pier"


@pytest.mark.parametrize("reader", ["Pacific/Pago_Pago", "UTC", "Pacific/Auckland"])
def test_a_price_holds_from_its_day_in_the_zone_of_the_meeting_wherever_one_reads(reader: str) -> None:
    meeting, person = priced(zone="Pacific/Auckland"), PersonFactory()
    morning = NOON - dt.timedelta(hours=18)  # there; elsewhere it is the day before

    with timezone.override(reader):
        found = [queries.price_of(meeting, person, None, party=1, at=at) for at in (morning, morning - DAY)]

    assert [one.left.minor if one else None for one in found] == [120_00, None]


def test_a_price_is_known_before_one_joins_the_list() -> None:
    meeting = priced(cap=0, **ahead())

    public, form = (Client(), ""), (signed_in(PersonFactory()), "/register")
    pages = [text(client, f"/meetings/{meeting.pk}{end}") for client, end in (public, form)]

    assert [("Join the waiting list" in page, "$120" in page) for page in pages] == [(True, True)] * 2


def test_the_next_of_a_series_stand_on_their_own_clock() -> None:
    series = Series.objects.create(title="Evenings", made=NOON)
    evening = dt.datetime(2090, 1, 12, 1, tzinfo=dt.UTC)  # in Chicago the evening before
    first, _next = (MeetingFactory(series=series, starts_at=evening + weeks * 7 * DAY) for weeks in (0, 1))

    assert "Wednesday 18 January 2090" in text(Client(), f"/meetings/{first.pk}")
    assert ", 11 January" in text(signed_in(), f"/meetings/{first.pk}/register").partition("</title>")[0]


def test_a_page_tells_where_it_is_how_to_get_in_and_where_the_map_is() -> None:
    facts = {"venue": "", "room": "Library", "access_notes": "A lift is on the left.", "join_link": ""}
    meeting = MeetingFactory(map_link="https://maps.example/library", **facts, **ahead())

    page = text(Client(), f"/meetings/{meeting.pk}")

    assert ["Library" in page, 'href="https://maps.example/library"' in page] == [True, True]
    assert "A lift is on the left." in page
    assert "Online" not in page


def test_a_room_of_a_video_server_is_online_without_an_address() -> None:
    meeting = MeetingFactory(join_link="", **ahead())
    LiveFactory(meeting=meeting, provider="jitsi")

    assert "Online. People with a place get the link." in text(Client(), f"/meetings/{meeting.pk}")
    assert meeting.title in text(Client(), "/meetings?where=online")
    assert where(Meeting.objects.get()) == "Online"


def test_a_visitor_reads_what_a_place_costs() -> None:
    meeting = priced(**ahead())

    page = text(Client(), f"/meetings/{meeting.pk}")

    assert ["$120" in page, "Members pay $90" in page] == [True, True]


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
POSTS = ("open", "close", "pay", "recording")


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


def test_a_letter_leads_through_signing_in_to_what_only_some_may_see() -> None:
    one = RegistrationFactory(meeting=MeetingFactory(audience="invited", **ahead()))
    at = timezone.now()
    mail.outbox.clear()

    letters.tell_lapsed(one, at=at)
    letters.tell_unpaid(one, at=at)
    letters.tell_changed(one, ["Later"], at=at)
    letters.tell_message(one, "Bring a post", "One that you like.", "Ada", at=at)

    pages = [
        next(word for word in str(letter.body).split() if "/meetings/" in word).partition("8000")[2]
        for letter in mail.outbox
    ]
    assert len(pages) == 4
    assert {Client().get(page).url.partition("?")[0] for page in pages} == {"/signin"}  # type: ignore[attr-defined]
    assert {signed_in(one.person).get(page, follow=True).status_code for page in pages} == {200}


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


@pytest.mark.slow
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
