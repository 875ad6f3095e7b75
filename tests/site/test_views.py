import datetime as dt
import random
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from rounds.events.models import Talk
from rounds.training.actions.answering import begin_attempt, hand_in
from tests.factories import training as make
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.events import OPENS, EventFactory, ProposalFactory
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db
SOON = timezone.now() + dt.timedelta(days=5)


@pytest.mark.slow
def test_search_finds_courses_and_lessons(client: Client) -> None:
    course = make.make_course("Tattoos and rings", lessons=0)
    make.make_lesson(course.get_children().get().specific, "A tattoo is a name")
    make.make_course("Something else")
    found = client.get("/search?q=tattoo").context["found"]
    lessons = client.get("/search?q=tattoo&kind=lesson").context["found"]

    assert [(result.kind, result.title) for result in lessons] == [("Lesson", "A tattoo is a name")]
    assert ("Lesson", "A tattoo is a name") in [(result.kind, result.title) for result in found]


def test_search_leaves_out_what_is_not_published(client: Client) -> None:
    make.make_course("Tattoo", lessons=1).unpublish()

    assert client.get("/search?q=tattoo").context["found"] == []


@pytest.mark.parametrize("words", ["", "   ", "'; DROP TABLE", "a" * 5000, "\x00", "(*", "NEAR/2", '"'])
def test_search_survives_odd_words(client: Client, words: str) -> None:
    assert client.get("/search", {"q": words}).status_code == 200


def test_one_click_sign_in_is_not_there_outside_the_demonstration(client: Client, settings: Any) -> None:
    settings.DEMO = False
    StaffFactory(email="tomas.lind@harbour-centre.example")

    assert client.post("/signin/as/staff").status_code == 404
    assert client.get("/signin").url.startswith("/account/login/")
    assert "_auth_user_id" not in client.session


def test_one_click_sign_in_opens_the_persons_home(client: Client) -> None:
    StaffFactory(email="tomas.lind@harbour-centre.example")

    assert client.post("/signin/as/staff").url == "/home"
    assert client.get("/home").url == "/staff"


def test_one_click_sign_in_returns_only_to_this_site(client: Client) -> None:
    PersonFactory(email="grace.m@people.example")

    assert client.post("/signin/as/patient", {"next": "https://evil.example/"}).url == "/home"
    assert client.post("/signin/as/patient", {"next": "/learn"}).url == "/learn"


def test_learner_may_not_open_the_queue(client: Client) -> None:
    client.force_login(PersonFactory())

    assert client.get("/staff").status_code == 403


@pytest.mark.slow
def test_queue_names_late_learners_and_content_to_check(client: Client) -> None:
    today = timezone.localdate()
    course = make.make_course("Privacy", next_review=today - dt.timedelta(days=1))
    make.take(PersonFactory(name="Priya Raman"), course, due=today - dt.timedelta(days=2), asked_by="Northlake")
    make.take(PersonFactory(name="On time"), course, due=today)
    client.force_login(StaffFactory())
    titles = [task.title for task in client.get("/staff").context["tasks"]]

    assert titles == ["Remind Priya Raman of “Privacy”", "Check the content of “Privacy”"]
    assert [task.kind for task in client.get("/staff?kind=review").context["tasks"]] == ["review"]


@pytest.mark.slow
def test_late_learner_who_finished_is_not_in_the_queue(client: Client) -> None:
    person, course = PersonFactory(), make.make_course("Privacy", lessons=1)
    make.take(person, course, due=timezone.localdate() - dt.timedelta(days=2))
    attempt = begin_attempt(person, make.lessons_in(course)[0], at=make.NOON, chance=random.Random(1))
    hand_in(attempt, {"lesson-1-a": "0"}, by=person, at=make.NOON)
    client.force_login(StaffFactory())

    assert client.get("/staff").context["tasks"] == []


@pytest.mark.slow
def test_queue_names_a_question_that_most_people_get_wrong(client: Client) -> None:
    lesson = make.lessons_in(make.make_course("Privacy", lessons=1))[0]
    for _ in range(8):
        person = PersonFactory()
        attempt = begin_attempt(person, lesson, at=make.NOON, chance=random.Random(1))
        hand_in(attempt, {"lesson-1-a": "1"}, by=person, at=make.NOON)
    client.force_login(StaffFactory())

    assert [task.why for task in client.get("/staff").context["tasks"]] == [
        "0 of 8 answers were right. The question may be unclear."
    ]


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 3])
def test_queue_asks_the_database_as_often_for_any_number(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        course = make.make_course(f"Course {number}", next_review=dt.date(2020, 1, 1))
        make.take(PersonFactory(), course, due=dt.date(2020, 1, 1))
    client.force_login(StaffFactory())
    client.get("/staff")

    with django_assert_num_queries(25):
        client.get("/staff")


@pytest.mark.slow
def test_queue_is_read_in_pages_of_25(client: Client) -> None:
    for number in range(26):
        make.make_course(f"Course {number:02}", lessons=0, next_review=dt.date(2020, 1, 1))
    client.force_login(StaffFactory())
    first, second = client.get("/staff?kind=review"), client.get("/staff?kind=review&page=2")

    assert len(first.context["tasks"]) == 25
    assert 'href="?kind=review&amp;page=2" rel="next"' in first.content.decode()
    assert [task.title for task in second.context["tasks"]] == ["Check the content of “Course 25”"]


def test_search_names_hits_in_the_title_first(client: Client) -> None:
    module = make.make_course("Privacy", lessons=0).get_children().get().specific
    make.make_lesson(module, "Body art", objective="Recognise a tattoo.")
    make.make_lesson(module, "What a tattoo tells")
    found = client.get("/search?q=tattoo&kind=lesson").context["found"]

    assert [result.title for result in found] == ["What a tattoo tells", "Body art"]


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 3])
def test_search_asks_the_database_as_often_for_any_number(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        make.make_course(f"Tattoo {number}", lessons=0)
        make.make_lesson(make.make_course(lessons=0).get_children().get().specific, "A tattoo is a name")
        talk(f"Tattoo talk {number}")
        MeetingFactory(title=f"Tattoo meeting {number}", starts_at=SOON)
    client.get("/search?q=tattoo")

    with django_assert_num_queries(9):
        assert len(client.get("/search?q=tattoo").context["found"]) == 4 * count


def talk(title: str, *, hidden: dt.datetime | None = None, **more: Any) -> Talk:
    return Talk.objects.create(
        proposal=ProposalFactory(title=title, state="confirmed", **more), published=OPENS, hidden=hidden
    )


def test_search_finds_events_talks_and_meetings_that_everybody_sees(client: Client) -> None:
    event = EventFactory(name="Tattoo summit", venue="Pier Hall", starts=SOON.date(), ends=SOON.date())
    talk("A tattoo on a picture", event=event)
    talk("A tattoo that is hidden", event=event, hidden=OPENS)
    talk("A tattoo in a draft", event__standing="draft")
    EventFactory(name="Draft of a tattoo", standing="draft", starts=SOON.date(), ends=SOON.date())
    MeetingFactory(title="Tattoo workshop", starts_at=SOON)
    MeetingFactory(title="Tattoos for members", audience="members", starts_at=SOON)

    found = client.get("/search?q=tattoo&kind=event").context["found"]

    assert [each.title for each in found] == ["Tattoo summit", "A tattoo on a picture", "Tattoo workshop"]
    assert all(client.get(each.url).status_code == 200 for each in found)


@pytest.mark.parametrize("path", ["/", "/about", "/privacy", "/accessibility", "/search", "/learn", "/ui/"])
def test_public_page_answers_a_visitor(client: Client, path: str) -> None:
    assert client.get(path).status_code == 200


def test_own_colours_of_the_centre_reach_the_page(client: Client) -> None:
    from rounds.core.actions import describe_centre

    describe_centre(name="St Brigid", brand=("#5b2a86", "#d9b8ff"))
    page = client.get("/").content.decode()
    address = page.split('href="/theme.css')[1].split('"')[0]

    assert "St Brigid" in page
    assert "#5b2a86" in client.get("/theme.css" + address).content.decode()
