"""Writing, sending, changing and withdrawing proposals."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from rounds.accounts.models import Entry, Person
from rounds.events.actions import proposals as actions
from rounds.events.actions.events import give_late_pass
from rounds.events.models import Event, Proposal, Speaking, Talk
from rounds.events.queries.proposals import proposals_visible_to, sent_by
from rounds.events.storing import Stored
from rounds.network.actions.words import WordsRefused
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.events import (
    AFTER,
    CLOSES,
    DURING,
    OPENS,
    ProposalFactory,
    QuestionFactory,
    SessionTypeFactory,
    SpeakingFactory,
    TrackFactory,
    conference,
    helper,
    lead_of,
    reviewed,
)

pytestmark = pytest.mark.django_db
TELLING = "My patient Mary Jones, born 3 May 1961, told me on the ward that she has breast cancer."


@pytest.fixture
def event() -> Event:
    return conference()


def basics(event: Event, **more: Any) -> dict[str, Any]:
    kind, track = SessionTypeFactory(event=event), TrackFactory(event=event)
    return {"title": "Answering at night", "track": track, "session_type": kind, "content_kind": "other"} | more


def begun(event: Event, by: Person | None = None, at: dt.datetime = DURING, **more: Any) -> Proposal:
    return actions.begin_proposal(event, basics(event, **more), key=uuid.uuid4(), by=by or PersonFactory(), at=at)


def save(proposal: Proposal, by: Person, **more: Any) -> bool:
    facts: dict[str, Any] = {"abstract": "What a year taught us.", "answers": {}, "files": {}, "submit": True}
    facts |= {"version": "", "seen": "", "at": DURING} | more
    proposal.refresh_from_db()
    return actions.save_proposal(proposal, by=by, **facts)


def test_draft_is_kept_as_it_is_and_seen_by_its_speaker_alone(event: Event) -> None:
    QuestionFactory(event=event, required=True)
    person = PersonFactory()
    made = begun(event, person)

    sent = save(made, person, abstract="", submit=False)

    made.refresh_from_db()
    assert (sent, made.state, made.submitted) == (False, "draft", None)
    assert list(proposals_visible_to(person)) == [made]
    assert list(proposals_visible_to(StaffFactory())) == []


def test_the_same_form_makes_one_proposal(event: Event) -> None:
    person, key, facts = PersonFactory(), uuid.uuid4(), basics(event)
    made = [actions.begin_proposal(event, facts, key=key, by=person, at=DURING) for _click in range(2)]

    assert made[0] == made[1]
    with pytest.raises(actions.ProposalRefused, match="used already"):
        actions.begin_proposal(event, facts, key=key, by=PersonFactory(), at=DURING)


def test_sent_in_with_a_receipt_and_a_trail_that_names_no_proposal(event: Event) -> None:
    person = PersonFactory()
    made = begun(event, person)

    assert save(made, person)

    made.refresh_from_db()
    entry = Entry.objects.get(verb="events.proposal_submitted")
    assert (made.state, made.submitted) == ("submitted", DURING)
    assert (entry.subject_name, entry.details) == (event.name, {})
    assert [(one.to, one.subject) for one in mail.outbox] == [
        ([person.email], f"We have your proposal for {event.name}")
    ]
    assert len(mail.outbox[0].alternatives) == 1


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (OPENS - dt.timedelta(minutes=1), "The call for papers is not open yet."),
        (CLOSES, "The call for papers is closed."),
    ],
)
def test_outside_the_call_nothing_is_begun(event: Event, at: dt.datetime, words: str) -> None:
    with pytest.raises(actions.ProposalRefused, match=words):
        begun(event, at=at)


def test_deadline_is_that_of_the_track(event: Event) -> None:
    later, sooner = TrackFactory(event=event, closes=AFTER), TrackFactory(event=event, closes=DURING)

    assert begun(event, at=CLOSES, track=later)
    with pytest.raises(actions.ProposalRefused, match="closed"):
        begun(event, at=DURING, track=sooner)


def test_late_pass_is_for_the_named_address_alone(event: Event) -> None:
    named, other = PersonFactory(), PersonFactory()
    give_late_pass(event, named.email.upper(), AFTER + dt.timedelta(days=1), by=StaffFactory(), at=AFTER)

    assert save(begun(event, named, at=AFTER), named, at=AFTER)
    assert mail.outbox[0].to == [named.email]
    with pytest.raises(actions.ProposalRefused, match="closed"):
        begun(event, other, at=AFTER)
    with pytest.raises(actions.ProposalRefused, match="closed"):
        begun(event, named, at=AFTER + dt.timedelta(days=1))


def test_cancelled_event_takes_nothing(event: Event) -> None:
    Event.objects.filter(pk=event.pk).update(standing="cancelled")

    with pytest.raises(actions.ProposalRefused, match="closed"):
        begun(event)


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"abstract": " "}, "abstract", "Write a summary."),
        ({"abstract": "word " * 303}, "abstract", "This has 303 words; 300 are the most. Take 3 out."),
        ({}, "question", "Answer this question: What will people learn?"),
        ({"words": "one two three four"}, "question", "This has 4 words; 3 are the most. Take 1 out."),
    ],
)
def test_what_is_not_whole_is_not_sent(event: Event, facts: dict[str, Any], field: str, words: str) -> None:
    question = QuestionFactory(event=event, label="What will people learn?", required=True, words_most=3)
    person = PersonFactory()
    made = begun(event, person)
    answers = {question.pk: facts.pop("words", "")}

    with pytest.raises(actions.ProposalRefused) as refusal:
        save(made, person, answers=answers, **facts)

    made.refresh_from_db()
    assert (str(refusal.value), str(refusal.value.field).partition("-")[0], made.state) == (words, field, "draft")


def test_question_is_asked_for_its_kinds_of_session_alone(event: Event) -> None:
    question = QuestionFactory(event=event, required=True)
    question.types.add(SessionTypeFactory(event=event))
    person = PersonFactory()

    assert save(begun(event, person), person)


def test_words_that_tell_of_a_patient_are_not_sent(event: Event) -> None:
    person = PersonFactory()
    made = begun(event, person)

    with pytest.raises(WordsRefused, match="Nothing was sent"):
        save(made, person, abstract=TELLING)

    assert save(made, person, abstract=TELLING, submit=False) is False  # a draft is one's own


def test_limit_counts_what_was_sent_and_not_withdrawn(event: Event) -> None:
    event.call.per_person = 1
    event.call.save()
    person = PersonFactory()
    first, second = begun(event, person), begun(event, person)
    save(first, person)

    with pytest.raises(actions.ProposalRefused, match="One person can send 1 proposal. Withdraw one first."):
        save(second, person)
    actions.withdraw_proposal(first, by=person, at=DURING)

    assert save(second, person)
    assert sent_by(person, event) == 1


def test_second_window_does_not_overwrite_unseen_words(event: Event) -> None:
    person = PersonFactory()
    made = begun(event, person)
    version = actions.version_of(made)
    save(made, person, abstract="First window", submit=False, version=version, at=DURING + dt.timedelta(minutes=1))

    with pytest.raises(actions.ChangedMeanwhile):
        save(made, person, abstract="Second window", submit=False, version=version)

    made.refresh_from_db()
    assert made.abstract == "First window"


def test_window_that_still_shows_a_draft_does_not_change_what_was_sent(event: Event) -> None:
    person = PersonFactory()
    made = begun(event, person)
    stale = Proposal.objects.get(pk=made.pk)
    save(made, person)
    facts: dict[str, Any] = {"answers": {}, "files": {}, "submit": False, "version": "", "seen": ""}

    with pytest.raises(actions.ChangedMeanwhile):
        actions.save_proposal(stale, abstract=TELLING, **facts, by=person, at=DURING)


def test_after_the_deadline_or_a_review_nothing_changes(event: Event) -> None:
    person = PersonFactory()
    made = begun(event, person)
    save(made, person)

    assert save(made, person, abstract="Better words", submit=False) is False
    with pytest.raises(actions.ProposalRefused, match="no longer"):
        save(made, person, submit=False, at=CLOSES)
    give_late_pass(event, person.email, AFTER + dt.timedelta(days=9), by=StaffFactory(), at=AFTER)
    assert save(made, person, submit=False, at=AFTER) is False
    reviewed(made, 3, 3)
    with pytest.raises(actions.ProposalRefused, match="being read"):
        save(made, person, submit=False, at=AFTER)


def test_new_file_takes_the_place_of_the_old(event: Event, django_capture_on_commit_callbacks: Any) -> None:
    question, person = QuestionFactory(event=event, kind="file"), PersonFactory()
    made = begun(event, person)
    names = [storages["private"].save("events/a.pdf", ContentFile(b"%PDF-")) for _file in range(2)]
    with django_capture_on_commit_callbacks(execute=True):
        for name in names:
            save(made, person, files={question.pk: Stored(name, "a.pdf", 5)}, submit=False)

    assert [storages["private"].exists(name) for name in names] == [False, True]


def test_withdrawn_proposal_tells_its_speakers_and_hides_its_talk(event: Event) -> None:
    made = ProposalFactory(event=event, state="confirmed")
    other = SpeakingFactory(proposal=made).person
    talk = Talk.objects.create(proposal=made, published=AFTER)

    actions.withdraw_proposal(made, by=lead_of(made), at=AFTER)
    actions.withdraw_proposal(made, by=lead_of(made), at=AFTER)

    made.refresh_from_db()
    talk.refresh_from_db()
    assert (made.state, made.withdrawn, talk.hidden) == ("withdrawn", AFTER, AFTER)
    assert sorted(one.to[0] for one in mail.outbox) == sorted([lead_of(made).email, other.email])


def test_declined_proposal_has_nothing_to_withdraw(event: Event) -> None:
    made = ProposalFactory(event=event, state="declined")

    with pytest.raises(actions.ProposalRefused, match="nothing to withdraw"):
        actions.withdraw_proposal(made, by=lead_of(made), at=AFTER)


def test_codes_tell_no_order() -> None:
    codes = {actions.new_code() for _each in range(200)}

    assert len(codes) == 200
    assert {len(code) for code in codes} == {7}


def test_helper_of_the_team_may_send_as_anybody_may(event: Event) -> None:
    person = helper(event, "reviewer")

    assert Speaking.objects.get(proposal=begun(event, person)).person == person
