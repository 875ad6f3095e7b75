"""The room of a meeting as a page."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.utils import timezone

from rounds.meetings.models import Ballot, Live, Meeting, Poll, Question, Vote
from tests.factories.accounts import signed_in
from tests.factories.live import (
    QuestionFactory,
    address,
    guest_of,
    host_of,
    poll_in,
    running,
)

pytestmark = pytest.mark.django_db
FORMULA = "=1+1"


@pytest.fixture
def meeting() -> Meeting:
    return running(timezone.now())


def test_question_is_asked_by_the_form_and_once(meeting: Meeting) -> None:
    client, form = signed_in(guest_of(meeting)), {"words": "Who answers at night?", "key": str(uuid.uuid4())}

    answers = [client.post(address(meeting, "room/ask"), form) for _ in range(2)]

    assert {answer["Location"] for answer in answers} == {address(meeting, "room")}
    assert Question.objects.get().words == "Who answers at night?"


def test_findings_are_shown_and_the_second_press_asks(meeting: Meeting) -> None:
    client = signed_in(guest_of(meeting))
    form = {"words": "My patient told me tonight that nobody had explained the tablets.", "key": str(uuid.uuid4())}

    asked = client.post(address(meeting, "room/ask"), form)
    sent = client.post(address(meeting, "room/ask"), {**form, "seen": asked.context["checked"].seen})

    assert (asked.status_code, form["words"] in asked.content.decode(), sent.status_code) == (422, True, 302)


def test_box_is_checked_while_somebody_types(meeting: Meeting) -> None:
    client = signed_in(guest_of(meeting))

    answer = client.post(
        address(meeting, "room/ask"), {"words": "Mrs Anna Keller, MRN 48213377"}, headers={"HX-Request": "true"}
    )

    assert "Must be fixed" in answer.content.decode()
    assert not Question.objects.exists()


def test_name_is_kept_from_others_and_shown_to_hosts(meeting: Meeting) -> None:
    guest = guest_of(meeting, person__name="Grace Hidden")
    QuestionFactory(meeting=meeting, by=guest, unnamed=True)

    other, host, own = (
        signed_in(person).get(address(meeting, "room")).content.decode()
        for person in (guest_of(meeting), host_of(meeting), guest)
    )

    assert ("Grace Hidden" in other, "Grace Hidden" in host, "Grace Hidden" in own) == (False, True, True)


def test_hidden_words_are_not_sent_to_others(meeting: Meeting) -> None:
    host, question = signed_in(host_of(meeting)), QuestionFactory(meeting=meeting, words="Secret of ward seven?")
    host.post(address(meeting, f"room/questions/{question.pk}/hide"), {"reason": "Names a ward"})

    other = signed_in(guest_of(meeting))
    assert "Secret of ward" not in other.get(address(meeting, "room")).content.decode()
    assert other.post(address(meeting, f"room/questions/{question.pk}/vote")).status_code == 404


def test_votes_are_pressed_and_taken_back(meeting: Meeting) -> None:
    client, question = signed_in(guest_of(meeting)), QuestionFactory(meeting=meeting)
    url = address(meeting, f"room/questions/{question.pk}/vote")

    client.post(url, {"do": "more"})
    part = client.post(url, {"do": "more"}, headers={"HX-Request": "true"})
    assert (part.content.decode().lstrip()[:23], Vote.objects.count()) == ('<div class="flow" id="l', 1)
    client.post(url, {"do": "less"})

    assert not Vote.objects.exists()


@pytest.mark.slow
def test_poll_is_made_asked_answered_and_closed(meeting: Meeting) -> None:
    host, guest = signed_in(host_of(meeting)), signed_in(guest_of(meeting))
    form = {"words": "What first?", "choices": "Plan\r\nPost\r\n", "do": "open"}
    assert host.post(address(meeting, "room/polls/new"), {**form, "choices": "Plan"}).status_code == 422
    host.post(address(meeting, "room/polls/new"), form)
    poll = Poll.objects.get()
    plan = poll.choices.get(words="Plan")

    before = guest.get(address(meeting, "room")).content.decode()
    guest.post(address(meeting, f"room/polls/{poll.pk}/answer"), {"choice": plan.pk})
    after = guest.get(address(meeting, "room")).content.decode()
    host.post(address(meeting, f"room/polls/{poll.pk}/close"))

    assert ("100%" in before, "100%" in after, Ballot.objects.count()) == (False, True, 1)
    assert Poll.objects.get().state == "closed"


def test_answer_that_is_no_number_is_no_answer(meeting: Meeting) -> None:
    poll, guest = poll_in(meeting), signed_in(guest_of(meeting))

    answer = guest.post(address(meeting, f"room/polls/{poll.pk}/answer"), {"choice": "²"}, follow=True)

    assert "Choose an answer first." in answer.content.decode()
    assert not Ballot.objects.exists()


def test_poll_that_is_not_asked_yet_is_not_shown(meeting: Meeting) -> None:
    poll = poll_in(meeting, state="draft", words="Not for you yet?")
    client = signed_in(guest_of(meeting))

    client.post(address(meeting, f"room/polls/{poll.pk}/answer"), {"choice": poll.choices.all()[0].pk})

    assert "Not for you yet?" not in client.get(address(meeting, "room")).content.decode()
    assert not Ballot.objects.exists()


def test_notes_that_somebody_else_changed_are_shown_beside_ones_own(meeting: Meeting) -> None:
    client = signed_in(host_of(meeting))
    client.post(address(meeting, "room/notes"), {"words": "Theirs", "version": "0"})

    late = client.post(address(meeting, "room/notes"), {"words": "Mine", "version": "0"})
    page = late.content.decode()
    client.post(
        address(meeting, "room/notes"), {"words": "Theirs and mine", "version": late.context["form"]["version"].value()}
    )

    assert (late.status_code, "Theirs" in page, "Mine" in page) == (422, True, True)
    assert Live.objects.get().notes == "Theirs and mine"


def test_part_that_is_still_right_is_not_sent_again(meeting: Meeting, django_assert_max_num_queries: Any) -> None:
    client, htmx = signed_in(guest_of(meeting)), {"HX-Request": "true"}
    for _number in range(3):
        QuestionFactory(meeting=meeting)
    first = client.get(address(meeting, "room"), headers=htmx)

    with django_assert_max_num_queries(9):
        same = client.get(address(meeting, "room"), headers={**htmx, "If-None-Match": f"W/{first['ETag']}"})
    client.post(address(meeting, "room/ask"), {"words": "Something new?", "key": uuid.uuid4()})
    still = client.get(
        address(meeting, "room"),
        headers={**htmx, "If-None-Match": f'"{client.get(address(meeting, "room")).context["version"]}"'},
    )
    new = client.get(address(meeting, "room"), headers={**htmx, "If-None-Match": first["ETag"]})

    assert (same.status_code, same.content, still.status_code, new.status_code) == (304, b"", 304, 200)
    assert "Something new?" in new.content.decode()


def test_room_can_be_read_when_it_is_over(meeting: Meeting) -> None:
    QuestionFactory(meeting=meeting, words="What stays?")
    past = timezone.now() - dt.timedelta(days=1)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=past, ends_at=past + dt.timedelta(hours=1), state="done")

    page = signed_in(guest_of(meeting)).get(address(meeting, "room")).content.decode()

    assert ("What stays?" in page, "Ask a question" in page, "data-hx-trigger" in page) == (True, False, False)


def test_file_of_the_room_is_for_hosts(meeting: Meeting) -> None:
    QuestionFactory(meeting=meeting, words=FORMULA)

    answer = signed_in(host_of(meeting)).get(address(meeting, "room.csv"))

    assert f"'{FORMULA}" in b"".join(answer).decode()  # type: ignore[call-overload]
