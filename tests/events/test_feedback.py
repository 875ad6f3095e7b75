"""Feedback: once each, changeable, and never who said what."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from rounds.events.actions import feedback as actions
from rounds.events.actions.forgetting import leave_what_follows
from rounds.events.models import Event, Feedback, Talk
from rounds.events.queries.feedback import asks_of, feedback_closes, results_of, words_to_look_at
from rounds.events.queries.held import held_around_events
from rounds.events.queries.waiting_after import waiting_after
from rounds.network.actions.words import WordsRefused
from tests.factories.accounts import PersonFactory, StaffFactory, signed_in
from tests.factories.after import CLOSED, LATER, NINE, FeedbackFactory, guest, held_talk, meeting_of, told
from tests.factories.events import EventFactory, ProposalFactory, helper, lead_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return EventFactory(slug="summit")


@pytest.fixture
def talk(event: Event) -> Talk:
    return held_talk(event, code="talk", title="Plain words")


def codes(event: Event, person: Any, at: dt.datetime = LATER) -> list[str]:
    return [one.code for one in asks_of(event, person, at=at)]


def test_who_was_there_is_asked_once_the_talk_is_over(event: Event, talk: Talk) -> None:
    there, away, speaker = guest(talk), guest(talk, came=False), guest(talk, lead_of(talk.proposal))
    held_talk(event, starts=NINE + dt.timedelta(days=9))

    assert (codes(event, there), codes(event, away), codes(event, PersonFactory())) == (["event", "talk"], [], [])
    assert codes(event, speaker) == ["event"]
    assert codes(event, there, meeting_of(talk).ends_at - dt.timedelta(minutes=1)) == []
    assert codes(event, there, meeting_of(talk).ends_at) == ["talk"]
    assert codes(event, there, feedback_closes(event)) == []


def test_where_nobody_kept_a_list_those_with_a_place_are_asked(event: Event, talk: Talk) -> None:
    placed = guest(talk, came=False)

    assert codes(event, placed) == ["event", "talk"]


def test_feedback_is_one_row_that_can_change(event: Event, talk: Talk) -> None:
    person = guest(talk)

    for mark in (2, 5):
        actions.give_feedback(event, talk, mark, good="The pictures", better="", by=person, at=LATER)

    held = Feedback.objects.get()
    assert (held.mark, held.words_state) == (5, "new")
    actions.look_at_words(held, "shown", by=StaffFactory(), at=CLOSED)
    with pytest.raises(actions.FeedbackRefused, match="closed"):
        actions.give_feedback(event, talk, 1, good="", better="", by=person, at=CLOSED)


def test_feedback_is_refused_from_those_who_were_not_there(event: Event, talk: Talk) -> None:
    guest(talk)

    for asked in (talk, None):
        with pytest.raises(actions.FeedbackRefused, match="where you were there"):
            actions.give_feedback(event, asked, 3, good="", better="", by=PersonFactory(), at=LATER)
    words = "Mrs Anna Keller, MRN 48213377, was shown on a slide."
    with pytest.raises(WordsRefused):
        actions.give_feedback(event, talk, 3, good="", better=words, by=guest(talk), at=LATER)
    assert not Feedback.objects.exists()


def test_fewer_than_five_answers_show_nothing(event: Event, talk: Talk) -> None:
    told(talk, 1, 2, 3, 4, good="Very clear.", words_state="shown", looked=CLOSED)

    few = results_of(event, at=CLOSED)[1]
    FeedbackFactory(event=event, talk=talk, person=guest(talk), mark=5)
    enough = results_of(event, at=CLOSED)[1]

    assert (few.shown, few.mean, few.words, few.could) == (False, "", [], 4)
    assert (enough.answers, enough.mean, enough.words) == (5, "3.0", [("Very clear.", "")] * 4)


def test_nothing_is_shown_before_it_is_closed(event: Event, talk: Talk) -> None:
    told(talk, 1, 2, 3, 4, 5, good="Very clear.")

    assert [(one.mean, one.answers) for one in results_of(event, at=LATER)] == [("", 0), ("", 0)]
    assert words_to_look_at(event, at=LATER) == []
    assert [sum(row[0] for row in waiting_after(event, at=at)) for at in (LATER, CLOSED)] == [0, 5]
    with pytest.raises(actions.FeedbackRefused, match="still change"):
        actions.look_at_words(Feedback.objects.all()[0], "shown", by=StaffFactory(), at=LATER)


def test_words_are_shown_once_somebody_looked_and_without_names(event: Event, talk: Talk) -> None:
    one, other, *_rest = told(talk, 4, 4, 4, 4, 4)
    person = guest(talk, PersonFactory(name="Ottoline Quill"))
    Feedback.objects.filter(pk=one.pk).update(good="I sat beside Ottoline Quill.")
    Feedback.objects.filter(pk=other.pk).update(good="Kept back.")
    assert {row.feedback.good for row in words_to_look_at(event, at=CLOSED)} == {
        "I sat beside Ottoline Quill.",
        "Kept back.",
    }

    for held, state in ((one, "shown"), (other, "kept_back")):
        actions.look_at_words(held, state, by=StaffFactory(), at=CLOSED)

    assert results_of(event, at=CLOSED)[1].words == [("I sat beside ▇▇▇.", "")]
    assert (words_to_look_at(event, at=CLOSED), person.name) == ([], "Ottoline Quill")


def test_end_of_feedback_moves_until_results_are_shown(event: Event) -> None:
    staff, later = StaffFactory(), CLOSED + dt.timedelta(days=30)

    with pytest.raises(actions.FeedbackRefused, match="still to come"):
        actions.set_feedback_end(event, LATER, by=staff, at=LATER)
    actions.set_feedback_end(event, CLOSED, by=staff, at=LATER)
    with pytest.raises(actions.FeedbackRefused, match="stays closed"):
        actions.set_feedback_end(event, later, by=staff, at=CLOSED)

    assert feedback_closes(event) == CLOSED


def test_erased_marks_stay_without_words_or_name(event: Event, talk: Talk) -> None:
    (one,) = told(talk, 4, good="Secret words.")
    assert [row["good"] for row in held_around_events(one.person)[1] if row["what"] == "feedback"] == ["Secret words."]  # type: ignore[arg-type]

    leave_what_follows(one.person, LATER)  # type: ignore[arg-type]

    one.refresh_from_db()
    assert (one.person, one.good, one.mark) == (None, "", 4)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Any:
    return lambda at: monkeypatch.setattr("django.utils.timezone.now", lambda: at)


@pytest.mark.slow
def test_pages_of_somebody_who_was_there(event: Event, talk: Talk, now: Any) -> None:
    now(LATER)
    client = signed_in(guest(talk))

    assert "Plain words" in client.get("/events/summit/feedback").content.decode()
    empty = client.post("/events/summit/feedback/talk", {"good": "The pictures"})
    sent = client.post("/events/summit/feedback/talk", {"mark": "5", "good": "The pictures"})

    assert (empty.status_code, "The pictures" in empty.content.decode(), sent.status_code) == (422, True, 302)
    assert signed_in().get("/events/summit/feedback/talk").status_code == 404
    assert Client().get("/events/summit/feedback").status_code == 302


@pytest.mark.slow
def test_desk_and_speakers_read_results(event: Event, talk: Talk, now: Any) -> None:
    now(CLOSED)
    told(talk, 4, 4, 4, 4, 5, good="=1+1")
    desk, speaker = signed_in(helper(event, "organiser")), signed_in(lead_of(talk.proposal))

    page = desk.get("/events/summit/desk/feedback")
    held = Feedback.objects.order_by("pk")[0]
    desk.post(f"/events/summit/desk/feedback/{held.pk}/look", {"do": "shown"})
    table = b"".join(desk.get("/events/summit/desk/feedback.csv")).decode()  # type: ignore[arg-type]
    own = speaker.get("/events/summit/proposals/talk/feedback").content.decode()

    assert ("4.2" in page.content.decode(), len(page.context["to_look"])) == (True, 5)
    assert "'=1+1" in table
    assert ("4.2" in own, "=1+1" in own) == (True, True)
    assert held.person
    assert held.person.name not in page.content.decode() + table + own
    assert speaker.get("/events/summit/desk/feedback").status_code == 403
    other = ProposalFactory(event=event, code="other", state="confirmed")
    assert speaker.get(f"/events/summit/proposals/{other.code}/feedback").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_results_do_not_grow(event: Event, count: int, django_assert_num_queries: Any) -> None:
    for _number in range(count):
        told(held_talk(event), 3, 4)

    with django_assert_num_queries(9):
        assert len(results_of(event, at=CLOSED)) == count + 1
