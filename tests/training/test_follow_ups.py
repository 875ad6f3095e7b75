"""Questions that come again: when, to whom, once, and never by a machine that opens links."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core import mail
from django.core.signing import TimestampSigner
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from wagtail import hooks

from rounds.accounts.actions import choose_notifications
from rounds.accounts.models import Person
from rounds.training.actions import follow_ups as actions
from rounds.training.models import FollowUp
from rounds.training.queries import follow_ups as queries
from tests.factories import rehearsals as make
from tests.factories import training as courses
from tests.factories.accounts import PersonFactory
from tests.factories.rehearsals import NOON

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def person() -> Person:
    person: Person = PersonFactory()
    make.finish(person, make.make_rehearsal(), at=NOON)
    return person


def day(number: int) -> dt.datetime:
    return NOON + number * DAY + dt.timedelta(hours=1)


def first() -> FollowUp:
    return FollowUp.objects.select_related("person", "rehearsal", "course").order_by("day")[0]


def test_a_question_comes_when_it_is_due_and_once(person: Person) -> None:
    sent = [actions.send_follow_ups(day(number)) for number in (0, 1, 2, 2, 3, 7, 8, 21, 22)]

    assert sent == [0, 0, 1, 0, 0, 1, 0, 1, 0]
    assert [letter.subject for letter in mail.outbox] == [f"One question, {number} days on" for number in (2, 7, 21)]


def test_the_letter_has_two_twins_and_a_link_for_each_answer(person: Person) -> None:
    actions.send_follow_ups(day(2))

    letter: Any = mail.outbox[0]
    html = letter.alternatives[0][0]
    links = re.findall(r"http\S+/fresh/\S+", letter.body)
    assert len(links) == 2
    assert [link in html for link in links] == [True, True]
    assert ("Which line?" in letter.body, "Which line?" in html, person.name in letter.body) == (True, True, False)
    assert "/stop/" in letter.extra_headers["List-Unsubscribe"] or letter.extra_headers["List-Unsubscribe"]


def test_at_most_one_letter_a_day_goes_to_a_person(person: Person) -> None:
    make.finish(person, make.make_rehearsal("second"), at=NOON)

    assert [actions.send_follow_ups(day(number)) for number in (2, 2, 3, 4)] == [1, 0, 1, 0]


def test_two_workers_send_one_letter(person: Person) -> None:
    number = first().pk

    assert [actions.tell(number, at=day(2)) for _worker in range(2)] == [True, False]
    assert len(mail.outbox) == 1


def killed_after_sending() -> None:
    with transaction.atomic():
        actions.send_follow_ups(day(2))
        raise KeyboardInterrupt


def test_a_kill_before_the_end_leaves_the_question_to_be_sent(person: Person) -> None:
    with pytest.raises(KeyboardInterrupt):
        killed_after_sending()

    assert actions.send_follow_ups(day(2)) == 1


def test_no_letter_goes_to_who_stopped_them_but_the_question_waits(person: Person) -> None:
    wanted = {"needs": True, "changed": True, "practice": False, "news": False}
    choose_notifications(person, by_mail=wanted, quiet=None, by=person, at=NOON)

    assert (actions.send_follow_ups(day(2)), mail.outbox) == (0, [])
    assert [each.day for each in queries.waiting_for(person, at=day(2))] == [2]


def test_no_letter_goes_to_who_may_not_sign_in_or_answered_before(person: Person) -> None:
    actions.answer_follow_up(first(), 0, at=day(2))
    assert actions.send_follow_ups(day(2)) == 0

    Person.objects.update(is_active=False)
    assert actions.send_follow_ups(day(7)) == 0


def test_a_question_that_nobody_answered_for_a_month_is_let_go(person: Person) -> None:
    assert actions.send_follow_ups(day(60)) == 0
    assert [each.day for each in queries.waiting_for(person, at=day(36))] == [7, 21]


def test_housekeeping_sends_them(person: Person) -> None:
    for tidy in hooks.get_hooks("rounds_daily"):
        tidy(day(2))

    assert [letter.subject for letter in mail.outbox] == ["One question, 2 days on"]


def test_an_answer_is_kept_once(person: Person) -> None:
    actions.answer_follow_up(first(), 1, at=day(2))
    again = actions.answer_follow_up(first(), 0, at=day(3))

    assert (again.chosen, again.right, again.answered) == (1, False, day(2))


@pytest.mark.parametrize(("chosen", "at"), [(0, day(0)), (2, day(2)), (-1, day(2))])
def test_an_answer_too_early_or_to_nothing_is_refused(person: Person, chosen: int, at: dt.datetime) -> None:
    with pytest.raises(actions.FollowUpRefused):
        actions.answer_follow_up(first(), chosen, at=at)

    assert first().answered is None


def test_the_database_refuses_a_second_answer(person: Person) -> None:
    actions.answer_follow_up(first(), 0, at=day(2))

    with pytest.raises(IntegrityError), transaction.atomic():
        FollowUp.objects.filter(pk=first().pk).update(chosen=1, right=False)


def test_a_course_asks_the_questions_it_names(client: Client) -> None:
    course = courses.make_course("Privacy", lessons=2)
    course.follow_up = "lesson-2-a gone lesson-1-a"
    course.save_revision().publish()

    found = queries.questions_of_course(course)

    assert [question["key"] for question in found] == ["lesson-2-a", "lesson-1-a"]
    assert [option["right"] for option in found[0]["options"]] == [True, False]


# the link in a letter


@pytest.fixture
def due(person: Person) -> FollowUp:
    FollowUp.objects.filter(day=2).update(due=timezone.now() - DAY)
    return first()


def test_opening_the_link_answers_nothing(client: Client, due: FollowUp) -> None:
    address = f"/fresh/{queries.token_for(due, 1)}"

    for _scanner in range(3):
        page = client.get(address)
        client.head(address)

    assert first().answered is None
    content = page.content.decode()
    assert re.search(r'value="1" checked', content)
    assert (page.headers["Cache-Control"].count("no-store"), "Is this your answer?" in content) == (1, True)
    assert due.person.name not in content


def test_the_button_keeps_the_answer_and_explains_at_once(client: Client, due: FollowUp) -> None:
    address = f"/fresh/{queries.token_for(due, 1)}"

    page = client.post(address, {f"answer-fresh-{due.pk}": "1"}, follow=True).content.decode()

    assert (first().chosen, first().right) == (1, False)
    assert ("Not quite" in page, "It is true for anybody." in page) == (True, True)


def test_another_answer_than_the_link_may_be_chosen(client: Client, due: FollowUp) -> None:
    client.post(f"/fresh/{queries.token_for(due, 1)}", {f"answer-fresh-{due.pk}": "0"})

    assert first().right is True


def test_the_second_button_changes_nothing(client: Client, due: FollowUp) -> None:
    for chosen in ("0", "1"):
        client.post(f"/fresh/{queries.token_for(due, 1)}", {f"answer-fresh-{due.pk}": chosen})

    assert first().chosen == 0


@pytest.mark.parametrize("typed", [{}, {"x": "1"}, {"bad": "99"}])
def test_a_button_without_an_answer_is_asked_again(client: Client, due: FollowUp, typed: dict[str, str]) -> None:
    data = {f"answer-fresh-{due.pk}": typed["bad"]} if "bad" in typed else typed
    response = client.post(f"/fresh/{queries.token_for(due, 1)}", data)

    assert (response.status_code, first().answered) == (422, None)
    assert "Choose an answer." in response.content.decode()


@pytest.mark.parametrize("spoiled", ["nonsense", "cut", "old", "erased"])
def test_a_link_that_does_not_work_says_so(
    client: Client, due: FollowUp, spoiled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = queries.token_for(due, 1)
    if spoiled == "old":
        monkeypatch.setattr(TimestampSigner, "timestamp", lambda _signer: "1abcde")
        token = queries.token_for(due, 1)
    if spoiled == "erased":
        Person.objects.update(is_active=False, erased=timezone.now())
    if spoiled in ("nonsense", "cut"):
        token = "nonsense" if spoiled == "nonsense" else token[:-3]

    page = client.get(f"/fresh/{token}")

    assert (page.status_code, "This link does not work" in page.content.decode()) == (410, True)


# the page under /me


def test_a_person_answers_on_their_own_page(client: Client, due: FollowUp) -> None:
    client.force_login(due.person)

    page = client.post(f"/me/fresh/{due.pk}", {f"answer-fresh-{due.pk}": "0"}, follow=True).content.decode()

    assert first().right is True
    assert "It is true for anybody." in page


def test_a_stranger_cannot_answer(client: Client, due: FollowUp) -> None:
    client.force_login(PersonFactory())

    assert client.post(f"/me/fresh/{due.pk}", {f"answer-fresh-{due.pk}": "0"}).status_code == 404
    assert first().answered is None


def test_nothing_chosen_is_said_beside_the_question(client: Client, due: FollowUp) -> None:
    client.force_login(due.person)

    response = client.post(f"/me/fresh/{due.pk}", {})

    assert response.status_code == 422
    assert response.content.decode().count("Choose an answer.") == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_the_database_the_same_for_any_number(
    client: Client, count: int, django_assert_num_queries: Any
) -> None:
    someone = PersonFactory()
    for number in range(count):
        make.finish(someone, make.make_rehearsal(f"ward-{number}"), at=timezone.now() - 25 * DAY)
    client.force_login(someone)
    client.get("/me/fresh")

    with django_assert_num_queries(3):
        page = client.get("/me/fresh").content.decode()
    assert page.count("Keep my answer") == 3 * count
