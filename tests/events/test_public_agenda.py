"""The agenda as readers see it: filters, clocks, their own plan, and pages that are kept."""

import datetime as dt
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from rounds.events.models import Embedding, Event, Star
from rounds.events.queries.plans import stars_visible_to
from tests.factories.accounts import PersonFactory, signed_in
from tests.factories.agenda import NINE, RoomFactory, SlotFactory, publish, published_talk
from tests.factories.events import EventFactory, TrackFactory, conference, helper, lead_of

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
AGENDA = "/events/summit/agenda"


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    cache.clear()


@pytest.fixture
def event() -> Event:
    """Two talks side by side, lunch, and a talk on the second day."""
    made: Event = EventFactory(slug="summit", name="Summit")
    hall, attic = RoomFactory(event=made, name="Hall", order=1), RoomFactory(event=made, name="Attic", order=2)
    plain = TrackFactory(event=made, name="Plain words")
    SlotFactory(proposal=published_talk(made, title="One", code="one", track=plain), room=hall)
    SlotFactory(proposal=published_talk(made, title="Two", code="two", language="es"), room=attic)
    SlotFactory(proposal=None, event=made, title="Lunch", room=None, starts=NINE + 3 * HOUR, minutes=60)
    SlotFactory(proposal=published_talk(made, title="Three", code="three"), room=hall, starts=NINE + 24 * HOUR)
    publish(made)
    return made


def titles(page: str) -> list[str]:
    return [title for title in ("One", "Two", "Lunch", "Three") if f">{title}<" in page]


def read(client: Client, query: str = "") -> str:
    return client.get(AGENDA + query).content.decode()


def test_the_list_is_a_grid_by_classes_alone(event: Event) -> None:
    page = read(Client())

    assert titles(page) == ["One", "Two", "Lunch", "Three"]
    assert page.index(">One<") < page.index(">Two<") < page.index(">Lunch<") < page.index(">Three<")
    assert page.count('class="slot a1 e1 c1') == 2
    assert page.count('class="slot a1 e1 c2') == 1
    assert 'class="slot a3 e1 all"' in page
    assert "09:00–09:30" in page
    assert "style=" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?day=2027-01-15", ["Three"]),
        ("?track=Plain+words", ["One"]),
        ("?room=Attic", ["Two"]),
        ("?language=es", ["Two"]),
        ("?kind=nothing", []),
        ("?day=2027-01-14&room=Hall", ["One"]),
        ("?mine=1", []),
        ("?track=%3Cscript%3E&day=%00", []),
    ],
)
def test_filters_are_plain_addresses(event: Event, query: str, found: list[str]) -> None:
    page = read(Client(), query)

    assert titles(page) == found
    assert ("Nothing fits" in page) == (not found)


@pytest.mark.slow
def test_times_are_shown_by_the_clocks_that_one_chooses(event: Event) -> None:
    client = Client()
    chosen = read(client, "?zone=Asia/Tokyo")
    assert "Friday 15 January 2027" in chosen  # nine in Chicago is midnight there
    assert "00:00–00:30" in chosen

    assert "00:00–00:30" in read(client)
    assert "09:00–09:30" in read(client, "?zone=America/Chicago")
    assert "09:00–09:30" in read(client, "?zone=Mars/Base")
    assert 'value="Asia/Tokyo"' in client.get(f"{AGENDA}/zone").content.decode()
    mine = signed_in(PersonFactory(time_zone="Europe/Berlin"))
    assert "16:00–16:30" in read(mine, "?zone=mine")


@pytest.mark.slow
def test_offsets_stand_beside_times_of_a_day_on_which_clocks_change(event: Event) -> None:
    Event.objects.update(starts=dt.date(2027, 11, 7), ends=dt.date(2027, 11, 7))
    at = dt.datetime(2027, 11, 7, 6, 30, tzinfo=dt.UTC)
    for number in range(2):
        SlotFactory(proposal=published_talk(event, title=f"Night {number}"), starts=at + number * HOUR)
    publish(event)
    page = read(Client())

    assert "01:30–02:00 UTC-05:00" not in page
    assert ("01:30–01:00 UTC-05:00" in page, "01:30–02:00 UTC-06:00" in page) == (True, True)


@pytest.mark.slow
def test_a_visitors_plan_lives_in_the_browser_and_moves_to_the_account(event: Event) -> None:
    client = Client()
    back = client.post(f"{AGENDA}/star?day=2027-01-14", {"add": "one"})
    client.post(f"{AGENDA}/star", {"add": "nonsense"})
    assert (back.status_code, back.headers["Location"]) == (302, f"{AGENDA}?day=2027-01-14#one")
    assert titles(read(client, "?mine=1")) == ["One"]
    assert not Star.objects.exists()

    person = PersonFactory()
    client.force_login(person)
    page = client.get(f"{AGENDA}?mine=1")
    assert titles(page.content.decode()) == ["One"]
    assert page.cookies[f"plan-{event.pk}"]["max-age"] == 0
    assert stars_visible_to(person).get().proposal.code == "one"

    client.post(f"{AGENDA}/star", {"add": "two"})
    client.post(f"{AGENDA}/star", {"add": "two"})
    client.post(f"{AGENDA}/star", {"drop": "one"})
    assert titles(read(client, "?mine=1")) == ["Two"]
    assert not stars_visible_to(PersonFactory()).exists()


def test_a_plan_that_somebody_forged_is_not_read(event: Event) -> None:
    client = Client()
    client.cookies[f"plan-{event.pk}"] = "one.two:forged:value"

    assert titles(read(client, "?mine=1")) == []


def test_talks_that_are_not_public_cannot_be_starred(event: Event) -> None:
    published_talk(EventFactory(slug="other"), code="other")
    client = signed_in(PersonFactory())

    for code in ("other", "nothing", "<b>", ""):
        assert client.post(f"{AGENDA}/star", {"add": code}).status_code == 302
    assert not Star.objects.exists()


@pytest.mark.slow
def test_the_same_page_again_is_kept_until_something_changes(event: Event, django_assert_num_queries: Any) -> None:
    client = Client()
    first = client.get(AGENDA)
    with django_assert_num_queries(1):
        second = client.get(AGENDA)
    again = client.get(AGENDA, headers={"If-None-Match": second.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert titles(second.content.decode()) == titles(first.content.decode())
    assert b"csrf-token-of-this-reader" not in second.content

    SlotFactory(proposal=published_talk(event, title="Four"), starts=NINE + 5 * HOUR)
    publish(event)
    fresh = client.get(AGENDA, headers={"If-None-Match": second.headers["ETag"]})
    assert (fresh.status_code, ">Four</a>" in fresh.content.decode()) == (200, True)


def test_the_forms_of_a_kept_page_work_for_each_reader(event: Event) -> None:
    read(Client())
    client = Client(enforce_csrf_checks=True)
    page = read(client)
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]

    assert client.post(f"{AGENDA}/star", {"add": "one", "csrfmiddlewaretoken": token}).status_code == 302
    assert client.post(f"{AGENDA}/star", {"add": "one"}).status_code == 403


def test_a_page_kept_for_visitors_is_not_what_somebody_signed_in_reads(event: Event) -> None:
    read(Client())
    person = PersonFactory(name="Nadia Quist")

    assert "Nadia Quist" in read(signed_in(person))
    assert "Nadia Quist" not in read(Client())


@pytest.mark.parametrize("count", [1, 3])
def test_a_fresh_page_asks_the_database_as_often_for_many_talks(count: int, django_assert_num_queries: Any) -> None:
    event = conference(slug="busy")
    for number in range(count):
        SlotFactory(proposal=published_talk(event), starts=NINE + number * HOUR)
    publish(event)

    with django_assert_num_queries(7):
        assert Client().get("/events/busy/agenda").status_code == 200


@pytest.mark.slow
def test_sixty_talks_fit_into_forty_kilobytes_and_offline_into_sixty() -> None:
    event = EventFactory(slug="large", ends=dt.date(2027, 1, 16))
    rooms = [RoomFactory(event=event, name=f"Room {letter}") for letter in "ABCD"]
    for number in range(60):
        talk = published_talk(
            event,
            title=f"What we learned about answering patients in public, part {number}",
            abstract="We tried this for a year and tell what went wrong. " * 8,
            lead=PersonFactory(name=f"Dr Somebody Longname {number}"),
        )
        SlotFactory(
            proposal=talk,
            room=rooms[number % 4],
            starts=NINE + dt.timedelta(days=number // 20, minutes=45 * (number % 20 // 4)),
        )
    publish(event)

    page, offline = Client().get("/events/large/agenda"), Client().get("/events/large/agenda/offline")

    assert len(page.content) <= 40_000
    assert len(offline.content) <= 60_000
    assert page.content.count(b'class="slot') == 60
    assert b"<script" not in offline.content
    assert b"http://" not in offline.content.replace(b'"http://www.w3.org', b"")


def test_what_changed_and_the_page_to_print_are_there(event: Event) -> None:
    SlotFactory(proposal=published_talk(event, title="Four"), starts=NINE + 5 * HOUR)
    publish(event)
    changed = Client().get(f"{AGENDA}/versions").content.decode()
    printed = Client().get(f"{AGENDA}/print").content.decode()

    assert changed.index("Version 2") < changed.index("“Four” is on Thursday 14 January, 14:00 (Chicago time)")
    assert changed.index("“Four” is on") < changed.index("The first version.")
    assert printed.count("<tr>") == 7
    talk = Client().get("/events/summit/talks/one").content.decode()
    assert "Hall · <a" in talk


@pytest.mark.slow
def test_other_sites_show_it_where_the_organisers_say_so(event: Event) -> None:
    assert Client().get(f"{AGENDA}/embed").status_code == 404
    desk = signed_in(helper(event, "organiser"))
    wrong = desk.post("/events/summit/desk/agenda/embedding", {"sites": "https://a.example/page; script-src *"})
    assert wrong.status_code == 422
    desk.post("/events/summit/desk/agenda/embedding", {"sites": "https://A.example/\nhttp://b.example:8080"})
    assert Embedding.objects.get().sites == "https://a.example\nhttp://b.example:8080"

    framed = Client().get(f"{AGENDA}/embed")
    usual = Client().get(AGENDA)

    assert "frame-ancestors https://a.example http://b.example:8080" in framed.headers["Content-Security-Policy"]
    assert ("X-Frame-Options" in framed.headers, "Set-Cookie" in framed.headers, len(framed.cookies)) == (
        False,
        False,
        0,
    )
    assert "frame-ancestors 'none'" in usual.headers["Content-Security-Policy"]
    assert titles(framed.content.decode()) == ["One", "Two", "Lunch", "Three"]
    assert "&lt;iframe src=" in desk.get("/events/summit/desk/agenda/embedding").content.decode()


def test_without_a_version_the_agenda_says_so_and_has_no_files() -> None:
    EventFactory(slug="young")

    assert b"No agenda yet" in Client().get("/events/young/agenda").content
    for name in (".ics", "/schedule.xml", "/schedule.json", "/schedule2.json", "/print", "/offline"):
        assert Client().get(f"/events/young/agenda{name}").status_code == 404


def test_a_speaker_finds_their_talk_starred_by_nobody_but_themselves(event: Event) -> None:
    speaker = lead_of(Event.objects.get().proposals.get(code="one"))
    client = signed_in(speaker)
    client.post(f"{AGENDA}/star", {"add": "one"})

    assert list(stars_visible_to(speaker).values_list("proposal__code", flat=True)) == ["one"]
    assert not stars_visible_to(helper(event, "organiser")).exists()
