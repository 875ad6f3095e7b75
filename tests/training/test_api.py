import pytest
from django.test import Client

from tests.factories import training as make
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db


def test_courses_can_be_asked_by_anybody(client: Client) -> None:
    make.make_course("Privacy", audiences=" nurse student ")
    found = client.get("/api/v1/courses?audience=student").json()

    assert found["count"] == 1
    assert found["items"][0] == {
        "slug": "privacy",
        "title": "Privacy",
        "summary": "What it is about.",
        "language": "en",
        "audiences": ["nurse", "student"],
        "purposes": ["educate"],
        "minutes": 18,
        "lessons": 2,
    }


def test_one_course_comes_with_its_lessons(client: Client) -> None:
    make.make_course("Privacy")
    found = client.get("/api/v1/courses/privacy").json()

    assert [lesson["slug"] for lesson in found["outline"]] == ["lesson-1", "lesson-2"]


def test_unknown_course_is_404(client: Client) -> None:
    assert client.get("/api/v1/courses/nothing").status_code == 404


def test_own_enrolments_need_somebody(client: Client) -> None:
    assert client.get("/api/v1/me/enrolments").status_code == 401


@pytest.mark.slow
def test_own_enrolments_are_ones_own(client: Client) -> None:
    person, course = PersonFactory(), make.make_course("Privacy")
    make.take(person, course)
    make.take(PersonFactory(), make.make_course("Another"))
    client.force_login(person)
    found = client.get("/api/v1/me/enrolments").json()

    assert [(each["course"], each["percent"], each["next_lesson"]) for each in found] == [("privacy", 0, "lesson-1")]


def test_openapi_document_lists_the_operations(client: Client) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]

    assert {"/api/v1/courses", "/api/v1/courses/{slug}", "/api/v1/me/enrolments"} <= set(paths)
