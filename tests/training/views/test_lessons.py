import re
from typing import Any

import pytest
from django.test import Client

from rounds.accounts.models import Person
from rounds.training.models import Answer, Attempt, CoursePage, LessonPage
from tests.factories import training as make
from tests.factories.accounts import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    return PersonFactory()


@pytest.fixture
def course(person: Person) -> CoursePage:
    course = make.make_course("Privacy", lessons=2)
    make.take(person, course)
    return course


@pytest.fixture
def browser(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


def address(lesson: str = "lesson-1", end: str = "") -> str:
    return f"/learn/privacy/{lesson}{end}"


def answer(browser: Client, given: str = "0", lesson: str = "lesson-1", **more: Any) -> Any:
    browser.get(address(lesson))
    attempt = Attempt.objects.get(lesson__slug=lesson, submitted=None)
    typed = {"attempt": attempt.pk, f"answer-{lesson}-a": given, "hand-in": "1", **more}
    return browser.post(address(lesson, "/answers"), typed)


def test_visitor_reads_the_lesson_and_is_asked_to_sign_in_to_answer(client: Client, course: CoursePage) -> None:
    page = client.get(address()).content.decode()

    assert "Some words about <strong>privacy</strong>." in page
    assert "Sign in to answer" in page
    assert 'name="answer-' not in page


def test_person_who_does_not_take_the_course_is_offered_to_start_it(client: Client, course: CoursePage) -> None:
    client.force_login(PersonFactory())

    assert "Start the course" in client.get(address()).content.decode()
    assert Attempt.objects.count() == 0


@pytest.mark.slow
def test_learner_answers_and_sees_why(browser: Client, course: CoursePage) -> None:
    response = answer(browser, "1")
    page = browser.get(address()).content.decode()

    assert response.url == address() + "#results"
    assert "Lesson done: 0 of 1 points" in page
    assert "It stands second." in page
    assert "Go to lesson 2" in page


@pytest.mark.slow
def test_missing_answer_is_told_at_the_question_with_422(browser: Client, course: CoursePage) -> None:
    response = answer(browser, "")

    assert response.status_code == 422
    assert "Question 1: Choose an answer." in response.content.decode()
    assert "Error:" in response.content.decode()


@pytest.mark.slow
def test_save_keeps_the_answer_and_goes_home(browser: Client, course: CoursePage) -> None:
    browser.get(address())
    attempt = Attempt.objects.get()
    response = browser.post(address(end="/answers"), {"attempt": attempt.pk, "answer-lesson-1-a": "1", "save": "1"})

    assert response.url == "/me"
    assert re.search(r'value="1"\s+checked', browser.get(address()).content.decode())


@pytest.mark.slow
def test_save_by_htmx_answers_only_the_saved_line(browser: Client, course: CoursePage) -> None:
    browser.get(address())
    typed = {"attempt": Attempt.objects.get().pk, "answer-lesson-1-a": "1", "save": "1"}
    response = browser.post(address(end="/answers"), typed, headers={"HX-Request": "true"})

    assert response.content.decode().startswith('<span class="small muted" id="saved"')


@pytest.mark.slow
def test_second_click_on_check_my_answers_shows_the_results_again(browser: Client, course: CoursePage) -> None:
    answer(browser, "0")
    typed = {"attempt": Attempt.objects.get().pk, "answer-lesson-1-a": "1", "hand-in": "1"}
    page = browser.post(address(end="/answers"), typed, follow=True).content.decode()

    assert "You have already finished these questions." in page
    assert list(Answer.objects.values_list("given", flat=True)) == ["0"]


@pytest.mark.slow
def test_attempt_of_somebody_else_is_not_found(client: Client, browser: Client, course: CoursePage) -> None:
    browser.get(address())
    other = Client()
    other.force_login(PersonFactory())

    typed = {"attempt": Attempt.objects.get().pk, "answer-lesson-1-a": "0", "hand-in": "1"}

    assert other.post(address(end="/answers"), typed).status_code == 404
    assert Answer.objects.count() == 0


@pytest.mark.slow
@pytest.mark.parametrize("attempt", ["", "x", "9" * 30, "-1"])
def test_attempt_that_is_no_number_is_not_found(browser: Client, course: CoursePage, attempt: str) -> None:
    assert browser.post(address(end="/answers"), {"attempt": attempt}).status_code == 404


@pytest.mark.slow
def test_try_again_draws_new_questions_and_keeps_the_old_attempt(browser: Client, course: CoursePage) -> None:
    answer(browser, "1")
    browser.post(address(end="/again"))

    assert list(Attempt.objects.order_by("began").values_list("points", flat=True)) == [0, None]


@pytest.mark.slow
def test_lesson_without_questions_is_finished_with_a_button(browser: Client, course: CoursePage) -> None:
    module = course.get_children().get().specific
    make.make_lesson(module, "Reading", [{"type": "text", "value": "Only words."}])
    browser.post(address("reading", "/done"))

    assert "You have finished this lesson." in browser.get(address("reading")).content.decode()


def test_done_button_does_not_skip_questions(browser: Client, person: Person, course: CoursePage) -> None:
    browser.post(address(end="/done"))

    assert person.lesson_completions.count() == 0


@pytest.mark.slow
def test_hostile_words_in_a_reflection_come_back_as_words(browser: Client, course: CoursePage) -> None:
    module = course.get_children().get().specific
    make.make_lesson(module, "Think", [make.question_reflection("think-a")])
    answer(browser, "0", "lesson-1")
    browser.get(address("think"))
    typed = {
        "attempt": Attempt.objects.get(lesson__slug="think").pk,
        "answer-think-a": "<script>alert(1)</script>",
        "hand-in": "",
    }
    browser.post(address("think", "/answers"), typed)
    page = browser.get(address("think")).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


@pytest.mark.slow
def test_lesson_changed_to_retake_while_answering_says_so(browser: Client, course: CoursePage) -> None:
    browser.get(address())
    attempt = Attempt.objects.get()
    lesson = LessonPage.objects.get(slug="lesson-1")
    lesson.edition = 2
    lesson.save_revision().publish()
    browser.post(address(end="/answers"), {"attempt": attempt.pk, "answer-lesson-1-a": "0", "hand-in": "1"})
    page = browser.get(address()).content.decode()

    assert Attempt.objects.get(pk=attempt.pk).points == 1
    assert 'name="answer-lesson-1-a"' in page


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 3])
def test_lesson_page_asks_the_database_as_often_for_any_length(
    browser: Client, person: Person, count: int, django_assert_num_queries: Any
) -> None:
    course = make.make_course("Privacy", lessons=count * 2)
    make.take(person, course)
    browser.get(address())

    with django_assert_num_queries(11):
        browser.get(address())
