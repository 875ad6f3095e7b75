"""A chat opens and closes by itself, and its transcript says what its writers allow."""

import datetime as dt
import json
import uuid
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from rounds.accounts.models import Entry
from rounds.events.actions import chats as actions
from rounds.events.actions.forgetting import leave_what_follows
from rounds.events.models import Chat, ChatAnswer, ChatConsent, ChatQuestion, Event
from rounds.events.queries import chats as queries
from rounds.events.queries.held import held_around_events
from rounds.meetings.models import Evidence, Meeting
from rounds.network.actions.words import WordsRefused
from tests.factories.accounts import PersonFactory, StaffFactory, signed_in
from tests.factories.chats import ChatFactory, chat_at, host_of, member_of, said
from tests.factories.events import EventFactory
from tests.factories.live import STARTS, minutes
from tests.factories.meetings import MeetingFactory
from tests.factories.network import SeatFactory

pytestmark = pytest.mark.django_db
TEN = minutes(10)
NAMED = "Mrs Anna Keller, MRN 48213377, came to our ward."


@pytest.fixture
def chat() -> Chat:
    made = chat_at(minutes(10), 1, 5, 30)
    return Chat.objects.select_related("meeting").get(pk=made.pk)


def question(chat: Chat, number: int = 1) -> ChatQuestion:
    return dict(queries.numbered(chat))[number]


def say(chat: Chat, person: Any, words: str = "Ask first.", *, at: dt.datetime = TEN, **facts: Any) -> ChatAnswer:
    return actions.answer(question(chat, facts.pop("number", 1)), words, key=uuid.uuid4(), by=person, at=at, **facts)


def test_phases_follow_the_clock(chat: Chat) -> None:
    moments = (minutes(-1), minutes(0), minutes(59), minutes(60))

    assert [queries.phase_of(chat.meeting, at=at) for at in moments] == ["before", "open", "open", "over"]
    assert queries.next_opening(chat, at=minutes(10)) == (3, minutes(30))
    chat.meeting.state = "cancelled"
    assert queries.phase_of(chat.meeting, at=minutes(10)) == "cancelled"


def test_answer_is_kept_once_and_is_evidence_of_having_been_there(chat: Chat) -> None:
    person, key = member_of(chat), uuid.uuid4()

    sent = {actions.answer(question(chat), "Ask first.", key=key, by=person, at=minutes(10)).pk for _ in range(2)}

    assert len(sent) == 1
    assert Evidence.objects.filter(meeting=chat.meeting, person=person, what="clicked").count() == 1
    assert Entry.objects.filter(verb="events.chat_answered").count() == 1


def test_answers_are_refused_outside_their_time(chat: Chat) -> None:
    person = member_of(chat)

    for at, number, words in (
        (minutes(-1), 1, "from its start to its end"),
        (minutes(60), 1, "from its start to its end"),
        (minutes(10), 3, "not open yet"),
    ):
        with pytest.raises(actions.ChatRefused, match=words):
            say(chat, person, at=at, number=number)
    with pytest.raises(actions.ChatRefused, match="Join"):
        say(chat, PersonFactory())


def test_many_answers_at_once_are_slowed_down(chat: Chat) -> None:
    person = member_of(chat)
    for number in range(actions.MOST_ANSWERS):
        say(chat, person, f"Answer {number}.")

    with pytest.raises(actions.ChatRefused, match="Wait a little"):
        say(chat, person)
    assert say(chat, person, at=minutes(16))


def test_words_that_name_a_patient_do_not_get_through(chat: Chat) -> None:
    with pytest.raises(WordsRefused):
        say(chat, member_of(chat), NAMED)

    assert not ChatAnswer.objects.exists()


def test_transcript_says_what_each_writer_allows(chat: Chat) -> None:
    said(chat, "With a name.", "name", name="Olive Tamm")
    said(chat, "As a member.", "member", name="Hidden Hannah")
    said(chat, "Not at all.", "out")
    actions.hide_answer(said(chat, "Hidden."), "Names a ward", by=StaffFactory(), at=minutes(20))

    first, *others = queries.transcript_of(chat)

    assert [(one.who, one.answer.words) for one in first.lines] == [
        ("Olive Tamm", "With a name."),
        ("A member", "As a member."),
    ]
    assert (first.left_out, [one.lines for one in others]) == (True, [[], []])


def test_changed_consent_counts_at_once_and_each_row_stays(chat: Chat) -> None:
    person = said(chat, "With a name.").person

    actions.join_chat(chat, "out", by=person, at=minutes(90))

    assert [one.lines for one in queries.transcript_of(chat)] == [[], [], []]
    assert list(ChatConsent.objects.filter(person=person).order_by("pk").values_list("named", flat=True)) == [
        "name",
        "out",
    ]
    with pytest.raises(DatabaseError), transaction.atomic():
        ChatConsent.objects.filter(person=person).update(named="name")
    with pytest.raises(actions.ChatRefused, match="nobody new"):
        actions.join_chat(chat, "name", by=PersonFactory(), at=minutes(90))


def test_files_of_the_transcript_say_the_same(chat: Chat) -> None:
    said(chat, "=1+1", name="Olive Tamm")
    said(chat, "Secret.", "member", name="Hidden Hannah")

    told: Any = queries.as_document(chat)
    answers = told["questions"][0]["answers"]
    text = queries.as_text(chat)

    assert [(one["who"], one["words"]) for one in answers] == [("Olive Tamm", "=1+1"), ("A member", "Secret.")]
    assert [row[3:] for row in queries.as_rows(chat)] == [("Olive Tamm", "=1+1"), ("A member", "Secret.")]
    assert "Olive Tamm: =1+1" in text
    assert "Hannah" not in text + json.dumps(told)


def test_others_read_the_transcript_once_it_is_published(chat: Chat) -> None:
    host, reader = host_of(chat), PersonFactory()
    over = minutes(61)
    with pytest.raises(actions.ChatRefused, match="is over"):
        actions.publish_transcript(chat, True, by=host, at=minutes(59))
    before = [queries.transcripts_visible_to(who, at=over).count() for who in (None, reader, host, member_of(chat))]

    actions.publish_transcript(chat, True, by=host, at=over)

    assert before == [0, 0, 1, 1]
    assert [queries.transcripts_visible_to(who, at=over).count() for who in (None, reader)] == [1, 1]
    assert queries.transcripts_visible_to(None, at=minutes(59)).count() == 0


def test_names_in_the_chat_are_for_those_who_gave_them_and_for_hosts(chat: Chat) -> None:
    said(chat, "As a member.", "member", name="Hidden Hannah")
    other, host = member_of(chat), host_of(chat)

    seen = [
        queries.live_view(chat, who, host=runs, at=minutes(10))[-1].lines[0].who
        for who, runs in ((other, False), (host, True))
    ]

    assert seen == ["A member", "Hidden Hannah"]


def test_questions_that_opened_stay_and_others_may_change(chat: Chat) -> None:
    host = host_of(chat)

    actions.change_question(question(chat, 3), 40, "Who else?", by=host, at=minutes(10))
    with pytest.raises(actions.ChatRefused, match="stays as it is"):
        actions.change_question(question(chat, 1), 45, "Changed", by=host, at=minutes(10))
    with pytest.raises(actions.ChatRefused, match="stays as it is"):
        actions.remove_question(question(chat, 1), by=host, at=minutes(10))
    for minute, words in ((5, "is over"), (60, "lasts 60 minutes"), (40, "opens at this minute")):
        with pytest.raises(actions.ChatRefused, match=words):
            actions.add_question(chat, minute, "One more", by=host, at=minutes(10))
    with pytest.raises(actions.ChatRefused, match="Only the hosts"):
        actions.add_question(chat, 50, "One more", by=PersonFactory(), at=minutes(10))
    actions.remove_question(question(chat, 3), by=host, at=minutes(10))

    assert [one.minute for _n, one in queries.numbered(chat)] == [1, 5]


def test_question_that_was_removed_does_not_come_back_from_an_old_page(chat: Chat) -> None:
    host, page = host_of(chat), question(chat, 3)
    actions.remove_question(question(chat, 3), by=host, at=minutes(10))

    with pytest.raises(actions.ChatRefused, match="has removed"):
        actions.change_question(page, 40, "Who else?", by=host, at=minutes(11))

    assert [one.minute for _n, one in queries.numbered(chat)] == [1, 5]


def test_own_words_are_taken_back_but_not_from_an_old_page_once_they_are_hidden(chat: Chat) -> None:
    person = member_of(chat)
    mine, page = say(chat, person), say(chat, person, "Nothing at all.")
    actions.hide_answer(ChatAnswer.objects.get(pk=page.pk), "Names a ward", by=host_of(chat), at=minutes(11))

    actions.take_answer_back(mine, by=person, at=minutes(12))
    with pytest.raises(actions.ChatRefused, match="not hidden"):
        actions.take_answer_back(page, by=person, at=minutes(12))

    assert ChatAnswer.objects.get().hidden_reason == "Names a ward"


def test_question_with_answers_stays_where_the_chat_was_moved(chat: Chat) -> None:
    said(chat, "Ask first.")
    Meeting.objects.filter(pk=chat.meeting_id).update(
        starts_at=STARTS + dt.timedelta(days=7), ends_at=STARTS + dt.timedelta(days=7, hours=1)
    )
    moved = Chat.objects.get(pk=chat.pk)

    with pytest.raises(actions.ChatRefused, match="has answers"):
        actions.remove_question(question(moved, 1), by=host_of(chat), at=minutes(10))


@pytest.mark.slow
def test_chat_is_announced_by_the_form(chat: Chat) -> None:
    client = signed_in(StaffFactory(time_zone="America/Chicago"))
    form = {
        "title": "Answering at night", "tag": "WardTalk", "zone": "America/Chicago", "starts_at": "2031-03-03T19:00",
        "length": "60", "questions": "Who answers?\nWhat never?", "first": "5", "every": "10", "audience": "public",
    }  # fmt: skip

    bad = client.post("/staff/chats/new", {**form, "tag": "two words", "every": "60", "hosts": "nobody@a.example"})
    gap = client.post("/staff/chats/new", {**form, "starts_at": "2031-03-09T02:30"})
    good = client.post("/staff/chats/new", form)

    made = Chat.objects.exclude(pk=chat.pk).get()
    assert (bad.status_code, set(bad.context["form"].errors)) == (422, {"tag", "every", "hosts"})
    assert set(gap.context["form"].errors) == {"starts_at"}
    assert good["Location"] == f"/chats/{made.pk}"
    assert [(one.minute, one.words) for _n, one in queries.numbered(made)] == [(5, "Who answers?"), (15, "What never?")]
    assert (made.meeting.kind, made.meeting.join_link.endswith(f"/chats/{made.pk}")) == ("live_chat", True)
    assert made.meeting.starts_at == dt.datetime(2031, 3, 4, 1, tzinfo=dt.UTC)


@pytest.mark.slow
def test_pages_of_a_chat_that_goes_on() -> None:
    chat = chat_at(timezone.now())
    client, page = signed_in(), f"/chats/{chat.pk}"

    joined = client.post(f"{page}/join", {"named": "member"})
    form = {"question": "1", "words": "Ask first.", "key": str(uuid.uuid4())}
    sent = client.post(f"{page}/answer", form)
    early = client.post(f"{page}/answer", {**form, "question": "3", "key": str(uuid.uuid4())})
    stopped = client.post(f"{page}/answer", {**form, "words": NAMED, "key": str(uuid.uuid4())})
    part = client.get(page, headers={"HX-Request": "true"})
    same = client.get(page, headers={"HX-Request": "true", "If-None-Match": part["ETag"]})

    assert [one.status_code for one in (joined, sent, early, stopped, part, same)] == [302, 302, 422, 422, 200, 304]
    assert NAMED in stopped.content.decode()
    assert "Ask first." in part.content.decode()
    assert "Ask first." not in Client().get(page).content.decode()


def test_version_changes_when_somebody_answers_and_when_a_question_opens(chat: Chat) -> None:
    person = member_of(chat)

    def version(at: dt.datetime) -> str:
        return queries.version_of(Chat.objects.get(pk=chat.pk), person, host=False, at=at)

    before = version(minutes(10))
    say(chat, member_of(chat))
    after = version(minutes(10))

    assert len({before, after, version(minutes(30))}) == 3
    assert version(minutes(11)) == after


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_a_chat_do_not_grow(count: int, django_assert_num_queries: Any) -> None:
    chat = chat_at(timezone.now(), *range(1, count + 1))
    person = member_of(chat)
    for _one in range(count):
        said(chat, "Ask first.")
    client = signed_in(person)

    with django_assert_num_queries(20):
        assert client.get(f"/chats/{chat.pk}").status_code == 200


def test_lists_and_permissions_agree(chat: Chat) -> None:
    seat = SeatFactory()
    internal = MeetingFactory(organisation=seat.organisation, kind="live_chat")
    draft = ChatFactory(meeting__state="draft")
    ChatFactory(meeting=internal)
    ChatFactory(meeting__audience="members")

    for person in (PersonFactory(), seat.person, StaffFactory(), host_of(draft), member_of(chat)):
        seen = {one for one in Chat.objects.all() if person.has_perm("events.see_chat", one)}
        assert set(queries.chats_visible_to(person)) == seen


@pytest.mark.slow
def test_what_is_hidden_to_a_reader_is_not_there() -> None:
    draft = ChatFactory(meeting__state="draft")
    shown = chat_at(timezone.now())
    mine = said(shown, "Ask first.")
    reader = signed_in()

    assert reader.get(f"/chats/{draft.pk}").status_code == 404
    for rest in ("questions", "questions/new", "look", f"answers/{mine.pk}/hide"):
        assert reader.get(f"/chats/{shown.pk}/{rest}").status_code == 403
        assert Client().get(f"/chats/{shown.pk}/{rest}").status_code == 302
    assert reader.post(f"/chats/{shown.pk}/answers/{mine.pk}/back").status_code == 404
    assert {reader.get(f"/chats/{shown.pk}/transcript.{kind}").status_code for kind in ("csv", "json", "txt")} == {404}
    assert reader.get("/staff/chats/new").status_code == 403


def test_erased_words_are_gone_and_the_record_of_consent_stays(chat: Chat) -> None:
    answer = said(chat, "Secret words.")
    held = held_around_events(answer.person)[1]

    leave_what_follows(answer.person, minutes(90))

    assert [row.get("words") for row in held] == [None, "Secret words."]
    answer.refresh_from_db()
    assert (answer.words, queries.transcript_of(chat)[0].lines) == ("", [])
    assert ChatConsent.objects.filter(person=answer.person).count() == 2


def test_a_chat_leads_to_its_event_once_that_is_announced(chat: Chat) -> None:
    event = EventFactory(slug="summit", standing="draft")
    Chat.objects.filter(pk=chat.pk).update(event=event)
    page = f"/chats/{chat.pk}"

    before = Client().get(page).content.decode()
    Event.objects.update(standing="announced")
    after = Client().get(page).content.decode()

    assert ['href="/events/summit"' in text for text in (before, after)] == [False, True]
