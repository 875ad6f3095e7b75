"""Questions, votes, polls and notes."""

import uuid
from typing import Any

import pytest

from rounds.accounts.models import Person
from rounds.meetings.actions.asking import (
    MOST_QUESTIONS,
    RoomRefused,
    answer_question,
    ask_question,
    hide_question,
    pin_question,
    show_question,
    take_question_back,
    vote,
)
from rounds.meetings.actions.polling import (
    answer_poll,
    close_poll,
    make_poll,
    open_poll,
    remove_poll,
    set_captions,
    write_notes,
)
from rounds.meetings.models import Ballot, Live, Meeting, Poll, Question, Vote
from rounds.meetings.queries.live import live_of
from rounds.meetings.queries.room import polls_of, questions_of, room_rows, version_of
from rounds.network.actions.words import WordsRefused
from tests.factories.accounts import PersonFactory
from tests.factories.live import QuestionFactory, guest_of, host_of, minutes, poll_in
from tests.factories.meetings import MeetingFactory

pytestmark = pytest.mark.django_db
STOPS = "Mrs Anna Keller, MRN 48213377, asked this. What do we say?"
ASKS = "My patient told me tonight that nobody had explained the tablets. What now?"


@pytest.fixture
def meeting() -> Meeting:
    return MeetingFactory()


def ask(meeting: Meeting, by: Person, words: str = "Who answers at night?", when: int = 5, **more: Any) -> Question:
    return ask_question(meeting, words, **{"unnamed": False, "key": uuid.uuid4(), **more}, by=by, at=minutes(when))


def version(meeting: Meeting) -> int:
    return live_of(meeting).version


def test_question_is_asked_once_by_one_form(meeting: Meeting) -> None:
    guest, key = guest_of(meeting), uuid.uuid4()

    first, second = (ask(meeting, guest, key=key) for _ in range(2))

    assert first == second
    assert (Question.objects.count(), version(meeting)) == (1, 1)


@pytest.mark.parametrize(
    ("facts", "moment"),
    [({}, -16), ({}, 60), ({"state": "cancelled"}, 5), ({"state": "done"}, 5), ({"state": "draft"}, 5)],
)
def test_room_is_closed(facts: dict[str, Any], moment: int) -> None:
    meeting = MeetingFactory(**facts)
    host, question, poll = host_of(meeting), QuestionFactory(meeting=meeting), poll_in(meeting)
    at, key = minutes(moment), uuid.uuid4()
    attempts: list[Any] = [
        lambda: ask_question(meeting, "What?", unnamed=False, key=key, by=host, at=at),
        lambda: vote(question, True, by=host, at=at),
        lambda: answer_poll(poll, [], by=host, at=at),
        lambda: open_poll(poll, by=host, at=at),
        lambda: take_question_back(question, by=question.by, at=at),
    ]

    for attempt in attempts:
        with pytest.raises(RoomRefused):
            attempt()
    assert (Vote.objects.count(), Ballot.objects.count(), Question.objects.count()) == (0, 0, 1)


def test_stranger_writes_nothing(meeting: Meeting) -> None:
    stranger, question, poll = PersonFactory(), QuestionFactory(meeting=meeting), poll_in(meeting)

    for attempt in (
        lambda: ask(meeting, stranger),
        lambda: vote(question, True, by=stranger, at=minutes(5)),
        lambda: answer_poll(poll, [poll.choices.all()[0].pk], by=stranger, at=minutes(5)),
    ):
        with pytest.raises(RoomRefused, match="need a place"):
            attempt()


def test_only_hosts_do_what_hosts_do(meeting: Meeting) -> None:
    guest, question, poll = guest_of(meeting), QuestionFactory(meeting=meeting), poll_in(meeting)
    more: dict[str, Any] = {"by": guest, "at": minutes(5)}

    for attempt in (
        lambda: answer_question(question, "So", **more),
        lambda: pin_question(question, True, **more),
        lambda: hide_question(question, "No", **more),
        lambda: show_question(question, **more),
        lambda: make_poll(meeting, "What?", ["a", "b"], several=False, **more),
        lambda: open_poll(poll, **more),
        lambda: close_poll(poll, **more),
        lambda: remove_poll(poll, **more),
        lambda: write_notes(meeting, "x", version=0, **more),
        lambda: set_captions(meeting, "https://c.example", **more),
    ):
        with pytest.raises(RoomRefused, match="Only the hosts"):
            attempt()


def test_telling_words_are_stopped_or_asked_about(meeting: Meeting) -> None:
    guest = guest_of(meeting)

    with pytest.raises(WordsRefused) as stopped:
        ask(meeting, guest, STOPS, seen="anything")
    with pytest.raises(WordsRefused) as asked:
        ask(meeting, guest, ASKS)
    posted = ask(meeting, guest, ASKS, seen=asked.value.checked.seen)

    assert (stopped.value.checked.stops, asked.value.checked.asks, posted.words) == (True, True, ASKS)


def test_hosts_words_are_looked_at_as_well(meeting: Meeting) -> None:
    host, question = host_of(meeting), QuestionFactory(meeting=meeting)

    with pytest.raises(WordsRefused):
        answer_question(question, STOPS, by=host, at=minutes(5))
    with pytest.raises(WordsRefused):
        write_notes(meeting, STOPS, version=0, by=host, at=minutes(5))


def test_too_many_questions_wait(meeting: Meeting) -> None:
    guest = guest_of(meeting)
    for number in range(MOST_QUESTIONS):
        ask(meeting, guest, f"What is number {number}?")

    with pytest.raises(RoomRefused, match="Wait a little"):
        ask(meeting, guest)
    ask(meeting, guest, when=16)


def test_one_person_has_one_vote(meeting: Meeting) -> None:
    guest, question = guest_of(meeting), QuestionFactory(meeting=meeting)

    for wanted in (True, True, False, True):
        vote(question, wanted, by=guest, at=minutes(5))

    assert (Vote.objects.count(), version(meeting)) == (1, 3)


def test_own_and_hidden_questions_take_no_vote(meeting: Meeting) -> None:
    guest = guest_of(meeting)
    own, hidden = (
        QuestionFactory(meeting=meeting, by=guest),
        QuestionFactory(meeting=meeting, hidden=minutes(1), hidden_reason="x"),
    )

    for question in (own, hidden):
        with pytest.raises(RoomRefused, match="cannot vote"):
            vote(question, True, by=guest, at=minutes(5))


def test_questions_stand_in_their_order(meeting: Meeting) -> None:
    host, guest = host_of(meeting), guest_of(meeting)
    plain, wanted, pinned, done, hidden = (QuestionFactory(meeting=meeting) for _ in range(5))
    vote(wanted, True, by=guest, at=minutes(5))
    pin_question(pinned, True, by=host, at=minutes(6))
    answer_question(done, "Yes.", by=host, at=minutes(6))
    hide_question(hidden, "Names a ward", by=host, at=minutes(6))

    assert list(questions_of(meeting, host, host=True)) == [pinned, wanted, plain, done, hidden]
    assert list(questions_of(meeting, guest, host=False)) == [pinned, wanted, plain, done]
    assert hidden in questions_of(meeting, hidden.by, host=False)
    show_question(hidden, by=host, at=minutes(7))
    assert hidden in questions_of(meeting, guest, host=False)


def test_hidden_is_neither_answered_nor_on_top(meeting: Meeting) -> None:
    host, question = host_of(meeting), QuestionFactory(meeting=meeting, pinned=True)
    with pytest.raises(RoomRefused, match="Say why"):
        hide_question(question, " ", by=host, at=minutes(5))
    hide_question(question, "No", by=host, at=minutes(5))
    question.refresh_from_db()

    with pytest.raises(RoomRefused, match="is hidden"):
        answer_question(question, "", by=host, at=minutes(6))
    pin_question(question, True, by=host, at=minutes(6))

    question.refresh_from_db()
    assert (question.pinned, question.answered) == (False, None)


def test_page_that_is_old_neither_answers_nor_votes_nor_takes_back_what_was_hidden(meeting: Meeting) -> None:
    host, guest = host_of(meeting), guest_of(meeting)
    page = ask(meeting, guest)
    hide_question(Question.objects.get(), "Names a ward", by=host, at=minutes(6))

    for late in (
        lambda: answer_question(page, "Yes.", by=host, at=minutes(7)),
        lambda: vote(page, True, by=guest_of(meeting), at=minutes(7)),
        lambda: take_question_back(page, by=guest, at=minutes(7)),
    ):
        with pytest.raises(RoomRefused):
            late()

    assert Question.objects.values("answered", "hidden_reason").get() == {
        "answered": None,
        "hidden_reason": "Names a ward",
    }


def test_page_that_is_old_does_nothing_to_a_question_that_was_taken_back(meeting: Meeting) -> None:
    guest = guest_of(meeting)
    page = ask(meeting, guest)
    take_question_back(Question.objects.get(), by=guest, at=minutes(6))

    with pytest.raises(RoomRefused, match="taken it back"):
        answer_question(page, "Yes.", by=host_of(meeting), at=minutes(7))
    with pytest.raises(RoomRefused, match="cannot vote"):
        vote(page, True, by=guest_of(meeting), at=minutes(7))

    assert not Question.objects.exists()


def test_own_question_is_taken_back_until_it_is_answered(meeting: Meeting) -> None:
    host, guest = host_of(meeting), guest_of(meeting)
    mine, answered = ask(meeting, guest), ask(meeting, guest)
    answer_question(answered, "", by=host, at=minutes(6))
    answered.refresh_from_db()

    take_question_back(mine, by=guest, at=minutes(7))
    with pytest.raises(RoomRefused, match="of your own"):
        take_question_back(answered, by=guest, at=minutes(7))

    assert list(Question.objects.all()) == [answered]


def test_poll_is_answered_once_and_its_numbers_come_after_it(meeting: Meeting) -> None:
    host, guest, other = host_of(meeting), guest_of(meeting), guest_of(meeting)
    poll = make_poll(meeting, "What first?", ["Plan", " Plan ", "Post", ""], several=False, by=host, at=minutes(-60))
    assert polls_of(meeting, guest, host=False) == []
    open_poll(poll, by=host, at=minutes(1))
    plan, post = poll.choices.order_by("place")

    answer_poll(poll, [plan.pk], by=guest, at=minutes(2))
    with pytest.raises(RoomRefused, match="first answer counts"):
        answer_poll(poll, [post.pk], by=guest, at=minutes(3))

    [mine], [theirs] = (polls_of(meeting, person, host=False) for person in (guest, other))
    assert (mine.shows, theirs.shows) == (True, False)
    assert [(one.words, one.count, one.percent) for one in mine.results] == [("Plan", 1, 100), ("Post", 0, 0)]
    close_poll(poll, by=host, at=minutes(4))
    assert polls_of(meeting, other, host=False)[0].shows
    with pytest.raises(RoomRefused, match="is closed"):
        answer_poll(poll, [plan.pk], by=other, at=minutes(5))


def test_answers_have_to_be_answers_of_the_poll(meeting: Meeting) -> None:
    guest, poll, other = guest_of(meeting), poll_in(meeting), poll_in(meeting)
    mine = [one.pk for one in poll.choices.all()]
    wrong = [[], [other.choices.all()[0].pk], mine]

    for choices in wrong:
        with pytest.raises(RoomRefused, match="Choose"):
            answer_poll(poll, choices, by=guest, at=minutes(5))
    several = poll_in(meeting, "A", "B", "C", several=True)
    answer_poll(several, [one.pk for one in several.choices.all()][:2], by=guest, at=minutes(5))

    assert Ballot.objects.get().chosen.count() == 2


@pytest.mark.parametrize(
    "choices", [["One"], ["Same", "same ", "same"][:1], [str(n) for n in range(11)], ["a", "b" * 161]]
)
def test_poll_needs_answers(meeting: Meeting, choices: list[str]) -> None:
    with pytest.raises(RoomRefused):
        make_poll(meeting, "What?", choices, several=False, by=host_of(meeting), at=minutes(0))
    assert not Poll.objects.exists()


def test_poll_with_answers_stays(meeting: Meeting) -> None:
    host, guest, poll, empty = host_of(meeting), guest_of(meeting), poll_in(meeting), poll_in(meeting)
    answer_poll(poll, [poll.choices.all()[0].pk], by=guest, at=minutes(5))

    remove_poll(empty, by=host, at=minutes(6))
    with pytest.raises(RoomRefused, match="Close it instead"):
        remove_poll(poll, by=host, at=minutes(6))

    assert list(Poll.objects.all()) == [poll]


def test_poll_that_was_removed_is_closed_to_an_old_page(meeting: Meeting) -> None:
    host, guest, page = host_of(meeting), guest_of(meeting), poll_in(meeting)

    for _press in range(2):
        remove_poll(page, by=host, at=minutes(5))
    with pytest.raises(RoomRefused, match="is closed"):
        answer_poll(page, [1], by=guest, at=minutes(6))

    assert not Poll.objects.exists()


def test_notes_of_two_hosts_do_not_overwrite_each_other(meeting: Meeting) -> None:
    first, second = host_of(meeting), host_of(meeting)
    write_notes(meeting, "Agenda", version=0, by=first, at=minutes(0))

    with pytest.raises(RoomRefused, match="Somebody else"):
        write_notes(meeting, "Mine", version=0, by=second, at=minutes(1))
    write_notes(meeting, "Agenda, mine", version=1, by=second, at=minutes(2))

    live = Live.objects.get()
    assert (live.notes, live.notes_by, live.notes_version) == ("Agenda, mine", second, 2)


def test_version_tells_of_everything_that_can_be_seen(meeting: Meeting) -> None:
    host, guest = host_of(meeting), guest_of(meeting)

    def now(moment: int = 5, person: Person = guest) -> str:
        return version_of(meeting, live_of(meeting), person, host=person == host, at=minutes(moment))

    seen = [now(), now(person=host), now(60), now(-20)]
    question = ask(meeting, guest)
    seen.append(now())
    vote(question, True, by=host, at=minutes(5))
    seen.append(now())
    set_captions(meeting, "https://captions.example", by=host, at=minutes(5))
    seen.append(now())

    assert now() == seen[-1]
    assert seen[2] == seen[3]
    assert len(set(seen)) == 6


def test_file_for_hosts_keeps_names_that_were_not_to_be_shown(meeting: Meeting) -> None:
    guest = guest_of(meeting)
    ask(meeting, guest, "Named?")
    ask(meeting, guest, "Unnamed?", unnamed=True)
    poll = poll_in(meeting)
    answer_poll(poll, [poll.choices.order_by("place")[1].pk], by=guest, at=minutes(6))

    rows = [(row[0], row[2], row[3], row[4]) for row in room_rows(meeting)]

    assert rows == [
        ("question", guest.name, "Named?", 0),
        ("question", "", "Unnamed?", 0),
        ("poll", "", "What first?", 1),
        ("poll answer", "", "Plan", 0),
        ("poll answer", "", "Post", 1),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_room_asks_as_often_for_many_as_for_one(meeting: Meeting, count: int, django_assert_num_queries: Any) -> None:
    guest = guest_of(meeting)
    for _number in range(count):
        QuestionFactory(meeting=meeting)
        poll_in(meeting)

    with django_assert_num_queries(5):
        questions, polls = list(questions_of(meeting, guest, host=False)), polls_of(meeting, guest, host=False)

    assert (len(questions), len(polls)) == (count, count)
