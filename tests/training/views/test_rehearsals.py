"""The rehearsal room as a person meets it."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from rounds.accounts.models import Person
from rounds.training.models import LessonCompletion, Rehearsal, RehearsalAnswer, RehearsalAttempt, SavedWords
from tests.factories import rehearsals as make
from tests.factories import training as courses
from tests.factories.accounts import PersonFactory
from tests.factories.rehearsals import CLOSED, GOOD, KIND, TEXT

pytestmark = pytest.mark.django_db
HERE = "/learn/rehearsals/loud-ward"


@pytest.fixture
def person() -> Person:
    return PersonFactory()


@pytest.fixture
def rehearsal() -> Rehearsal:
    return make.make_rehearsal()


@pytest.fixture
def browser(client: Client, person: Person) -> Client:
    client.force_login(person)
    return client


def words(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def form(browser: Client, address: str = HERE) -> dict[str, str]:
    """What the hidden fields of the page hold."""
    return dict(re.findall(r'type="hidden" name="(attempt|number|tab)" value="([^"]*)"', words(browser.get(address))))


def begin(browser: Client) -> dict[str, str]:
    browser.post(f"{HERE}/begin")
    return form(browser)


def give(browser: Client, choice: str, text: str = "", **more: str) -> Any:
    data = {**form(browser), "choice": choice, "words": text, **more}
    return browser.post(f"{HERE}/answer", data)


def test_a_visitor_reads_the_situation_and_is_asked_to_sign_in(client: Client, rehearsal: Rehearsal) -> None:
    page = words(client.get(HERE))

    assert ("The ward was loud all night." in page, "Sign in to answer" in page) == (True, True)
    assert client.post(f"{HERE}/begin").status_code == 302
    assert RehearsalAttempt.objects.count() == 0


@pytest.mark.slow
def test_a_learner_plays_to_the_good_end(browser: Client, rehearsal: Rehearsal) -> None:
    begin(browser)
    assert give(browser, "answer", KIND).headers["Location"] == HERE
    page = words(browser.get(HERE))
    assert ("Not yet" in page, "A screenshot" in page, "The reply tells everyone that the reader is a patient." in page) == (
        True, True, True,
    )  # fmt: skip
    assert f"{KIND}</textarea>" in page
    give(browser, "answer", GOOD)
    end = give(browser, "call")

    attempt = RehearsalAttempt.objects.get()
    assert end.headers["Location"] == f"{HERE}/attempts/{attempt.pk}"
    page = words(browser.get(end.headers["Location"]))
    for said in ("The phone rings", "Confirms nothing.", "One that works", GOOD, "A rule", "in 2, 7 and 21 days"):
        assert said in page


def test_begin_twice_opens_the_same_story(browser: Client, rehearsal: Rehearsal) -> None:
    begin(browser)
    begin(browser)

    assert RehearsalAttempt.objects.count() == 1


@pytest.mark.parametrize(
    ("choice", "text", "said"),
    [
        ("", GOOD, "Choose what you do."),
        ("answer", " ", "Write your answer."),
        ("answer", "word " * 801, "Use 4,000 or fewer."),
    ],
)
def test_a_problem_answers_422_and_loses_nothing(
    browser: Client, rehearsal: Rehearsal, choice: str, text: str, said: str
) -> None:
    begin(browser)

    response = give(browser, choice, text)

    page = response.content.decode()
    assert (response.status_code, page.count(said)) == (422, 2)
    assert ("<title>Error:" in page, f"{text}</textarea>" in page) == (True, True)
    assert (f'value="{choice}" checked' in page) is bool(choice)


def test_the_answer_of_an_old_page_is_not_taken_and_its_words_stay(browser: Client, rehearsal: Rehearsal) -> None:
    old = begin(browser)
    give(browser, "answer", CLOSED)

    response = browser.post(f"{HERE}/answer", {**old, "choice": "answer", "words": "From the other tab"})

    page = words(response)
    assert (response.status_code, "The story has moved on" in page) == (422, True)
    assert "From the other tab</textarea>" in page
    assert RehearsalAnswer.objects.count() == 1


def test_a_double_click_gives_one_answer(browser: Client, rehearsal: Rehearsal) -> None:
    data = {**begin(browser), "choice": "answer", "words": CLOSED}

    statuses = [browser.post(f"{HERE}/answer", data).status_code for _click in range(2)]

    assert (statuses, RehearsalAnswer.objects.count()) == ([302, 422], 1)


@pytest.mark.slow
def test_words_sent_after_the_end_are_shown_to_be_kept(browser: Client, rehearsal: Rehearsal) -> None:
    old = begin(browser)
    give(browser, "answer", GOOD)
    give(browser, "call")

    response = browser.post(f"{HERE}/answer", {**old, "choice": "answer", "words": "Too late"})

    assert (response.status_code, "The story is over" in words(response), "Too late" in words(response)) == (
        422,
        True,
        True,
    )


def test_typing_is_saved_without_waiting(browser: Client, rehearsal: Rehearsal) -> None:
    data = {**begin(browser), "choice": "answer", "words": "Half a", "save": "1"}

    part = browser.post(f"{HERE}/answer", data, headers={"HX-Request": "true"})

    assert part.content.decode().startswith('<span class="small muted" id="saved" role="status">Saved at')
    assert "Half a</textarea>" in words(browser.get(HERE))


def test_saving_by_button_needs_no_script(browser: Client, rehearsal: Rehearsal) -> None:
    data = {**begin(browser), "choice": "", "words": "Half a", "save": "1"}

    page = browser.post(f"{HERE}/answer", data, follow=True)

    assert ("Your words are saved." in words(page), "Half a</textarea>" in words(page)) == (True, True)


def test_another_tab_keeps_its_own_words(browser: Client, rehearsal: Rehearsal) -> None:
    first = begin(browser)
    second = form(browser)
    assert first["tab"] != second["tab"]
    for tab, text in ((first, "First tab"), (second, "Second tab")):
        browser.post(f"{HERE}/answer", {**tab, "words": text, "choice": "answer", "save": "1"})

    page = words(browser.get(HERE))

    assert ("Second tab</textarea>" in page, "Saved in another tab" in page, "First tab" in page) == (True, True, True)
    again = words(browser.get(f"{HERE}?tab={first['tab']}"))
    assert "First tab</textarea>" in again


def test_a_text_that_is_far_too_long_to_save_says_so_and_stays(browser: Client, rehearsal: Rehearsal) -> None:
    data = {**begin(browser), "choice": "answer", "words": "x" * 30_000, "save": "1"}

    response = browser.post(f"{HERE}/answer", data)
    part = browser.post(f"{HERE}/answer", data, headers={"HX-Request": "true"})

    assert (response.status_code, "x" * 30_000 in words(response), SavedWords.objects.count()) == (422, True, 0)
    assert "Too long to save." in part.content.decode()


@pytest.mark.slow
def test_starting_again_asks_first(browser: Client, rehearsal: Rehearsal) -> None:
    begin(browser)
    give(browser, "answer", CLOSED)

    assert "Start again?" in words(browser.get(f"{HERE}/start-again"))
    assert RehearsalAttempt.objects.count() == 1

    page = words(browser.post(f"{HERE}/start-again", follow=True))
    assert RehearsalAttempt.objects.filter(ended=None).get().answered == 0
    assert "Your earlier attempts" in page


@pytest.mark.slow
def test_looking_at_what_works_asks_first_and_shows_the_page(browser: Client, rehearsal: Rehearsal) -> None:
    begin(browser)
    give(browser, "answer", CLOSED)
    assert "Try twice first." in words(browser.post(f"{HERE}/look", follow=True))
    give(browser, "silence")

    assert "Look at what works?" in words(browser.get(f"{HERE}/look"))
    page = words(browser.post(f"{HERE}/look", follow=True))

    assert ("Looked at the answer" in page, "It counts as done when the story ends well." in page) == (True, True)


def test_nobody_sees_the_attempt_of_another(browser: Client, rehearsal: Rehearsal) -> None:
    other = make.finish(PersonFactory(), rehearsal)
    mine = make.play(PersonFactory(), rehearsal, ("answer", CLOSED))

    assert browser.get(f"{HERE}/attempts/{other.pk}").status_code == 404
    stale = {"attempt": str(mine.pk), "number": "2", "choice": "answer", "words": GOOD}
    assert browser.post(f"{HERE}/answer", stale).status_code == 422
    assert RehearsalAnswer.objects.filter(attempt=mine).count() == 1


def test_a_rehearsal_that_was_taken_out_stays_for_who_is_in_it(
    client: Client, browser: Client, rehearsal: Rehearsal
) -> None:
    begin(browser)
    Rehearsal.objects.update(live=False)

    assert browser.get(HERE).status_code == 200
    browser.force_login(PersonFactory())
    assert [browser.get(HERE).status_code, browser.get("/learn/rehearsals/none").status_code] == [404, 404]


def test_the_words_of_the_learner_are_never_html(browser: Client, rehearsal: Rehearsal) -> None:
    begin(browser)
    give(browser, "answer", "<script>alert(1)</script> </textarea><b>")

    page = browser.get(HERE).content.decode()

    assert ("<script>alert" in page, "</textarea><b>" in page) == (False, False)


# in a course


def lesson_with(rehearsal: Rehearsal) -> None:
    course = courses.make_course("Privacy", lessons=1)
    lesson = course.get_descendants().last().specific
    lesson.body, lesson.rehearsal = [{"type": "text", "value": "Rehearse it."}], rehearsal
    lesson.save_revision().publish()


@pytest.mark.slow
def test_a_lesson_leads_to_its_rehearsal_and_is_done_after_it(browser: Client, rehearsal: Rehearsal) -> None:
    lesson_with(rehearsal)
    browser.post("/me/courses/privacy/enrol")
    page = words(browser.get("/learn/privacy/lesson-1"))
    assert ("Go to the rehearsal" in page, "I have finished this lesson" in page) == (True, False)

    browser.post("/learn/privacy/lesson-1/done")
    assert LessonCompletion.objects.count() == 0

    begin(browser)
    give(browser, "answer", GOOD)
    end = give(browser, "call")
    assert LessonCompletion.objects.count() == 1
    assert "Back to “Privacy”" in words(browser.get(end.headers["Location"]))


@pytest.mark.slow
def test_a_rehearsal_finished_before_the_course_can_be_counted(
    browser: Client, person: Person, rehearsal: Rehearsal
) -> None:
    make.finish(person, rehearsal)
    lesson_with(rehearsal)
    browser.post("/me/courses/privacy/enrol")
    assert "Count it for this course" in words(browser.get("/learn/privacy/lesson-1"))

    browser.post("/learn/privacy/lesson-1/done")

    assert LessonCompletion.objects.get().person == person


# the list


@pytest.mark.slow
def test_the_room_filters_and_shows_how_each_stands(browser: Client, person: Person) -> None:
    for slug, subject, minutes in (("a", "reviews", 6), ("b", "safety", 10), ("c", "reviews", 20)):
        text = TEXT.replace("subject: reviews", f"subject: {subject}").replace("minutes: 6", f"minutes: {minutes}", 1)
        made = make.make_rehearsal(f"ward-{slug}", text.replace("A loud ward", f"Ward {slug}"))
        if slug == "a":
            make.finish(person, made)
        if slug == "b":
            make.play(person, made, ("answer", CLOSED))

    def found(query: str) -> list[str]:
        return re.findall(r'href="/learn/rehearsals/(ward-.)"', words(browser.get(f"/learn/rehearsals?{query}")))

    assert found("") == ["ward-a", "ward-b", "ward-c"]
    assert found("subject=reviews&length=long") == ["ward-c"]
    assert found("audience=nurse&q=ward+b") == ["ward-b"]
    assert found("audience=it") == []
    assert found("subject=nonsense&length=x&page=99") == ["ward-a", "ward-b", "ward-c"]
    page = words(browser.get("/learn/rehearsals"))
    assert (page.count("</svg>Done"), page.count("In progress")) == (1, 1)
    part = browser.get("/learn/rehearsals", headers={"HX-Request": "true"})
    assert (part.content.decode().lstrip()[:8], part.headers["Vary"].startswith("HX-Request, Cookie")) == (
        "<div id=",
        True,
    )


def test_an_empty_room_says_what_will_be_there(client: Client) -> None:
    assert "No rehearsals yet" in words(client.get("/learn/rehearsals"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_room_asks_the_database_the_same_for_any_number(
    browser: Client, person: Person, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        make.play(person, make.make_rehearsal(f"ward-{number}"), ("answer", CLOSED))
    browser.get("/learn/rehearsals")

    with django_assert_num_queries(5):
        browser.get("/learn/rehearsals")


@pytest.mark.parametrize("count", [1, 3])
def test_a_story_asks_the_database_the_same_for_any_number_of_answers(
    browser: Client, person: Person, rehearsal: Rehearsal, count: int, django_assert_num_queries: Any
) -> None:
    make.play(person, rehearsal, *[("answer", CLOSED)] * count)
    browser.get(HERE)

    with django_assert_num_queries(7):
        browser.get(HERE)


def test_my_learning_shows_what_is_open_and_what_waits(browser: Client, person: Person, rehearsal: Rehearsal) -> None:
    make.play(person, rehearsal, ("answer", CLOSED))
    other = make.make_rehearsal("second", TEXT.replace("A loud ward", "Second"))
    make.finish(person, other, at=timezone.now() - dt.timedelta(days=3))

    page = words(browser.get("/me"))

    assert ("A loud ward" in page, "1 question waits." in page) == (True, True)
