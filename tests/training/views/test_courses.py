import datetime as dt
from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from rounds.accounts.models import Person
from rounds.training.models import Enrolment
from tests.factories import training as make
from tests.factories.accounts import PersonFactory, StaffFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    return PersonFactory(name="Dr Amara Osei")


@pytest.fixture
def browser(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


def titles(client: Client, question: str) -> list[str]:
    return sorted(card.course.title for card in client.get(f"/learn?{question}").context["cards"])


FOUND = {
    "": ["Datos", "Privacy", "Stories"],
    "audience=patient": ["Stories"],
    "purpose=connect": ["Stories"],
    "language=es": ["Datos"],
    "length=short": ["Datos", "Stories"],
    "length=medium": ["Privacy"],
    "q=grandmother": ["Stories"],
    "q=objective-only": [],
    "audience=patient&language=es": [],
    "audience=pirate": ["Datos", "Privacy", "Stories"],
}


@pytest.mark.slow
def test_catalogue_filters(client: Client) -> None:
    make.make_course("Privacy", lessons=6)
    make.make_course("Stories", audiences=" patient ", purposes=" connect ", summary="A story for a grandmother.")
    make.make_course("Datos", language="es")

    assert {question: titles(client, question) for question in FOUND} == FOUND


def test_catalogue_finds_a_course_by_words_of_its_lessons(client: Client) -> None:
    course = make.make_course("Privacy", lessons=1)
    make.make_lesson(course.get_children().get().specific, "Tattoos", objective="Recognise a tattoo as an identifier.")

    assert titles(client, "q=tattoo") == ["Privacy"]


def test_catalogue_by_htmx_answers_the_list_alone(client: Client) -> None:
    response = client.get("/learn", headers={"HX-Request": "true"})

    assert response.content.decode().startswith('<div id="found"')
    assert "HX-Request" in response.headers["Vary"]


def test_unpublished_course_is_not_found(client: Client) -> None:
    make.make_course("Privacy").unpublish()

    assert client.get("/learn/privacy").status_code == 404
    assert titles(client, "") == []


@pytest.mark.slow
def test_course_that_is_restricted_in_the_editor_is_not_found(client: Client) -> None:
    make.make_course("Open")
    hidden = make.make_course("Hidden")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)

    assert client.get("/learn/hidden").status_code == 404
    assert client.get("/learn/hidden/lesson-1").status_code == 404
    assert titles(client, "") == ["Open"]
    assert titles(client, "q=words") == ["Open"]


def test_start_opens_the_first_lesson(browser: Client, person: Person) -> None:
    make.make_course("Privacy")
    response = browser.post("/me/courses/privacy/enrol")

    assert response.url == "/learn/privacy/lesson-1"
    assert Enrolment.objects.get().person == person


def test_second_click_on_start_enrols_once(browser: Client) -> None:
    make.make_course("Privacy")
    browser.post("/me/courses/privacy/enrol")
    browser.post("/me/courses/privacy/enrol")

    assert Enrolment.objects.count() == 1


def test_visitor_who_starts_is_sent_to_sign_in(client: Client) -> None:
    make.make_course("Privacy")

    assert client.post("/me/courses/privacy/enrol").url.startswith("/signin?next=")


@pytest.mark.slow
def test_course_that_was_left_waits_with_everything_done(browser: Client, person: Person) -> None:
    course = make.make_course("Privacy")
    make.take(person, course)
    asked = browser.get("/me/courses/privacy/leave").content.decode()
    browser.post("/me/courses/privacy/leave")
    gone = browser.get("/me").context["courses"]
    browser.post("/me/courses/privacy/enrol")

    assert "Your answers and finished lessons are kept." in asked
    assert gone == []
    assert [progress.course.title for progress in browser.get("/me").context["courses"]] == ["Privacy"]


def test_learner_chooses_a_date(browser: Client, person: Person) -> None:
    make.take(person, make.make_course("Privacy"))
    browser.post("/me/courses/privacy/due", {"due": "2027-01-15"})

    assert Enrolment.objects.get().due == dt.date(2027, 1, 15)


def test_date_that_is_none_is_refused_in_words(browser: Client, person: Person) -> None:
    make.take(person, make.make_course("Privacy"))
    page = browser.post("/me/courses/privacy/due", {"due": "soon"}, follow=True).content.decode()

    assert "Write the date as day, month and year." in page
    assert Enrolment.objects.get().due is None


def test_home_of_a_newcomer_says_what_will_be_there(browser: Client) -> None:
    page = browser.get("/me").content.decode()

    assert "No courses yet" in page
    assert "Find a course" in page


@pytest.mark.slow
def test_home_carries_on_with_the_course_last_opened(browser: Client, person: Person) -> None:
    make.take(person, make.make_course("Older"))
    make.take(person, make.make_course("Newer"))
    browser.get("/learn/older/lesson-2")

    assert "Carry on" not in (page := browser.get("/me").content.decode())
    assert browser.get("/me").context["carry_on"].next.slug == "lesson-2"
    assert "/learn/older/lesson-2" in page


def test_staff_pages_refuse_learners(browser: Client) -> None:
    make.make_course("Privacy")

    assert browser.get("/staff/courses").status_code == 403
    assert browser.get("/staff/courses/privacy").status_code == 403


@pytest.mark.slow
def test_screen_and_csv_of_courses_agree(client: Client, person: Person) -> None:
    make.take(person, make.make_course("Privacy"))
    make.make_course("=HYPERLINK()")
    client.force_login(StaffFactory())
    shown = [
        (course.title, course.taking, language) for course, language in client.get("/staff/courses").context["courses"]
    ]
    rows = client.get("/staff/courses?csv=1").getvalue().decode("utf-8-sig").split()  # type: ignore[attr-defined]

    assert shown == [("=HYPERLINK()", 0, "English"), ("Privacy", 1, "English")]
    assert rows == ["course,language,taking,finished,passed", "'=HYPERLINK(),en,0,0,0", "Privacy,en,1,0,0"]


@pytest.mark.slow
def test_catalogue_shows_12_courses_at_a_time_and_keeps_the_filters(client: Client) -> None:
    for number in range(13):
        make.make_course(f"Course {number:02}", lessons=1)
    first, second = client.get("/learn?audience=nurse"), client.get("/learn?audience=nurse&page=2")

    assert len(first.context["cards"]) == 12
    assert "13 courses" in first.content.decode()
    assert 'href="?audience=nurse&amp;page=2" rel="next"' in first.content.decode()
    assert [card.course.title for card in second.context["cards"]] == ["Course 12"]
    assert 'href="?audience=nurse&amp;page=1" rel="prev"' in second.content.decode()


@pytest.mark.parametrize("page", ["0", "99", "-1", "many", "9" * 40])
def test_catalogue_page_that_is_none_shows_one_there_is(client: Client, page: str) -> None:
    make.make_course("Privacy")

    assert titles(client, f"page={page}") == ["Privacy"]


@pytest.mark.slow
def test_catalogue_by_htmx_links_to_the_next_page(client: Client) -> None:
    for number in range(13):
        make.make_course(f"Course {number:02}", lessons=1)
    part = client.get("/learn?q=&length=short", headers={"HX-Request": "true"}).content.decode()

    assert 'href="?q=&amp;length=short&amp;page=2" rel="next"' in part


def test_catalogue_leaves_out_a_course_without_lessons(client: Client) -> None:
    make.make_course("Planned", lessons=0)

    assert titles(client, "") == []


def test_catalogue_names_size_and_language_of_a_course(client: Client) -> None:
    make.make_course("Datos", language="es", lessons=3)
    [card] = client.get("/learn").context["cards"]

    assert (card.lessons, card.minutes, card.language) == (3, 27, "Español")


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("/staff/courses", 3), ("/staff/courses/course-a", 8)])
def test_staff_pages_ask_the_database_as_often_for_any_number(
    client: Client, person: Person, count: int, path: str, queries: int, django_assert_num_queries: Any
) -> None:
    for letter in "abc"[:count]:
        make.take(person, make.make_course(f"Course {letter}", lessons=count))
    client.force_login(StaffFactory())
    client.get(path)

    with django_assert_num_queries(queries):
        client.get(path)


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("/me", 8), ("/learn", 8), ("/learn/course-a", 9)])
def test_pages_ask_the_database_as_often_for_any_number(
    browser: Client, person: Person, count: int, path: str, queries: int, django_assert_num_queries: Any
) -> None:
    for letter in "abc"[:count]:
        make.take(person, make.make_course(f"Course {letter}", lessons=count))
    browser.get(path)

    with django_assert_num_queries(queries):
        browser.get(path)
