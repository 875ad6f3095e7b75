"""Decisions and their letters: looked at, sent once, undone until then."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction

from rounds.events.actions import deciding, delivering
from rounds.events.models import Decision, Event, Letter, Proposal, Talk
from rounds.events.queries.decisions import batch_of, letters_not_begun, letters_unsure
from rounds.events.queries.diversity import diversity_of
from rounds.events.queries.waiting import waiting_at_desk
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.events import AFTER, ProposalFactory, SpeakingFactory, conference, helper, lead_of, reviewed
from tests.factories.network import SeatFactory

pytestmark = pytest.mark.django_db
DAY = AFTER.date()


@pytest.fixture
def event() -> Event:
    return conference(name="Summit")


def clock() -> dt.datetime:
    return AFTER


def decided(event: Event, outcome: str = "accepted", **facts: object) -> Decision:
    return deciding.decide(ProposalFactory(event=event, **facts), outcome, by=StaffFactory(), at=AFTER)


def send(event: Event) -> int:
    return deciding.send_decisions(event, seal=batch_of(event, on=DAY).seal, by=StaffFactory(), at=AFTER)


def test_decision_tells_nobody_until_the_letters_go(event: Event) -> None:
    decision = decided(event)

    decision.proposal.refresh_from_db()
    assert (decision.proposal.state, len(mail.outbox), letters_not_begun().count()) == ("submitted", 0, 0)


def test_deciding_otherwise_leaves_one_open_decision(event: Event) -> None:
    first = decided(event)
    second = deciding.decide(first.proposal, "declined", by=StaffFactory(), at=AFTER)
    again = deciding.decide(first.proposal, "declined", by=StaffFactory(), at=AFTER)

    first.refresh_from_db()
    assert (first.undone, again) == (AFTER, second)


def test_undone_until_sent(event: Event) -> None:
    decision, other = decided(event), decided(event)
    deciding.undo_decision(decision, by=StaffFactory(), at=AFTER)
    send(event)

    assert Letter.objects.get().decision == other
    with pytest.raises(deciding.DecisionRefused, match="have gone"):
        deciding.undo_decision(other, by=StaffFactory(), at=AFTER)


@pytest.mark.parametrize("state", ["draft", "accepted", "declined", "withdrawn"])
def test_only_what_is_in_review_is_decided(event: Event, state: str) -> None:
    with pytest.raises(deciding.DecisionRefused, match="nothing to decide"):
        decided(event, state=state)


def test_who_has_a_conflict_does_not_decide(event: Event) -> None:
    proposal, colleague = ProposalFactory(event=event), SeatFactory()
    SeatFactory(organisation=colleague.organisation, person=lead_of(proposal))
    helper(event, "organiser", person=colleague.person)

    with pytest.raises(deciding.DecisionRefused, match="conflict of interest"):
        deciding.decide(proposal, "accepted", by=colleague.person, at=AFTER)


def test_chair_decides_in_their_track_alone(event: Event) -> None:
    mine, other = ProposalFactory(event=event), ProposalFactory(event=event)
    chair = helper(event, "chair", mine.track)

    assert deciding.decide(mine, "accepted", by=chair, at=AFTER)
    with pytest.raises(deciding.DecisionRefused, match="conflict of interest"):
        deciding.decide(other, "accepted", by=chair, at=AFTER)


def test_letters_are_filled_in_for_each_speaker(event: Event) -> None:
    decision = decided(event, title="Answering at night", lead=PersonFactory(name="Ada {title}"))
    second = SpeakingFactory(proposal=decision.proposal, person__name="Bo")
    SpeakingFactory(proposal=decision.proposal, person=None, joined=None, email="not-yet@a.example")
    deciding.write_template(
        event, "accepted", "{event}: {title}", "Dear {name},\n\nby {answer_by}, {link}", by=StaffFactory(), at=AFTER
    )

    found = batch_of(event, on=DAY)

    link = f"http://127.0.0.1:8000/events/{event.slug}/proposals/{decision.proposal.code}"
    assert [(one.subject, one.words) for one in found.previews] == [
        ("Summit: Answering at night", f"Dear Ada {{title}},\n\nby 30 November 2026, {link}"),
        ("Summit: Answering at night", f"Dear Bo,\n\nby 30 November 2026, {link}"),
    ]
    assert found.previews[1].speaking == second


@pytest.mark.parametrize("mark", ["{titel}", "{}", "{name.__class__}"])
def test_unknown_marks_are_refused(event: Event, mark: str) -> None:
    with pytest.raises(deciding.DecisionRefused, match="cannot fill in"):
        deciding.write_template(event, "accepted", "Hello", f"Dear {mark}", by=StaffFactory(), at=AFTER)


def test_sent_once_though_clicked_twice(event: Event) -> None:
    decided(event)
    decided(event, "declined")
    decided(event, "waiting")
    seal = batch_of(event, on=DAY).seal

    assert deciding.send_decisions(event, seal=seal, by=StaffFactory(), at=AFTER) == 3
    with pytest.raises(deciding.DecisionRefused, match="or have gone"):
        deciding.send_decisions(event, seal=seal, by=StaffFactory(), at=AFTER)
    assert delivering.deliver_waiting(at=clock) == 3
    assert delivering.deliver_waiting(at=clock) == 0

    assert len(mail.outbox) == 3
    assert len({one.extra_headers["Message-ID"] for one in mail.outbox}) == 3
    assert set(Proposal.objects.values_list("state", flat=True)) == {"accepted", "declined", "waiting"}


@pytest.mark.parametrize("change", ["template", "decision", "speaker", "name"])
def test_letters_that_changed_since_they_were_looked_at_do_not_go(event: Event, change: str) -> None:
    decision = decided(event)
    seal = batch_of(event, on=DAY).seal
    changes: dict[str, Callable[[], object]] = {
        "template": lambda: deciding.write_template(event, "accepted", "Hi", "Hi", by=StaffFactory(), at=AFTER),
        "decision": lambda: decided(event),
        "speaker": lambda: SpeakingFactory(proposal=decision.proposal),
        "name": lambda: type(lead_of(decision.proposal)).objects.update(name="Another"),
    }
    changes[change]()

    with pytest.raises(deciding.DecisionRefused, match="have changed"):
        deciding.send_decisions(event, seal=seal, by=StaffFactory(), at=AFTER)
    assert Letter.objects.count() == 0


def test_killed_before_the_claim_it_waits_and_after_it_nobody_knows(event: Event) -> None:
    decided(event)
    send(event)
    sealed = Letter.objects.get()
    assert letters_not_begun().get() == sealed

    Letter.objects.filter(pk=sealed.pk).update(taken=AFTER)  # the worker was killed here

    later = AFTER + dt.timedelta(minutes=11)
    assert delivering.deliver_waiting(at=clock) == 0
    assert (letters_unsure(at=AFTER).count(), letters_unsure(at=later).count(), len(mail.outbox)) == (0, 1, 0)
    delivering.send_again(sealed, by=StaffFactory(), at=later)
    with pytest.raises(delivering.LetterRefused):
        delivering.send_again(sealed, by=StaffFactory(), at=later)
    assert (delivering.deliver_waiting(at=clock), len(mail.outbox)) == (1, 1)


class Refusing(EmailBackend):
    def send_messages(self, messages: object) -> int:
        raise ConnectionRefusedError


def test_mail_server_that_is_away_leaves_the_letter_waiting(event: Event, settings: object) -> None:
    decided(event)
    send(event)
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"  # type: ignore[attr-defined]

    assert delivering.deliver_waiting(at=clock) == 0
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    assert delivering.deliver_waiting(at=clock) == 1


def test_who_was_stopped_gets_no_letter(event: Event) -> None:
    decision = decided(event)
    send(event)
    type(lead_of(decision.proposal)).objects.filter(pk=lead_of(decision.proposal).pk).update(is_active=False)

    assert (delivering.deliver_waiting(at=clock), len(mail.outbox), letters_not_begun().count()) == (0, 0, 0)


def test_decision_about_somebody_who_has_left_is_closed_with_the_others(event: Event) -> None:
    decision = decided(event, "declined")
    type(lead_of(decision.proposal)).objects.filter(pk=lead_of(decision.proposal).pk).update(is_active=False)

    assert send(event) == 0

    decision.proposal.refresh_from_db()
    assert (decision.proposal.state, batch_of(event, on=DAY).decisions) == ("declined", [])


def test_waiting_list_is_decided_again(event: Event) -> None:
    decision = decided(event, "waiting")
    send(event)
    with pytest.raises(deciding.DecisionRefused, match="waiting list already"):
        deciding.decide(decision.proposal, "waiting", by=StaffFactory(), at=AFTER)

    deciding.decide(decision.proposal, "accepted", by=StaffFactory(), at=AFTER)
    send(event)

    decision.proposal.refresh_from_db()
    assert (decision.proposal.state, Letter.objects.count()) == ("accepted", 2)


def test_withdrawn_meanwhile_gets_no_letter(event: Event) -> None:
    decision = decided(event)
    Proposal.objects.filter(pk=decision.proposal_id).update(state="withdrawn", withdrawn=AFTER)

    assert batch_of(event, on=DAY).previews == []


def test_the_database_keeps_what_was_sent(event: Event) -> None:
    decided(event)
    send(event)

    for change in (
        lambda: Decision.objects.update(outcome="declined"),
        lambda: Letter.objects.update(words="Other"),
        Letter.objects.all().delete,
        lambda: Decision.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_correcting_to_clinical_hides_a_talk_whose_interests_are_open(event: Event) -> None:
    proposal = ProposalFactory(event=event, state="confirmed")
    talk = deciding.publish_talk(proposal, by=StaffFactory(), at=AFTER)
    values = {"title": proposal.title, "track": proposal.track, "content_kind": "clinical"}

    assert deciding.correct_proposal(proposal, values, by=StaffFactory(), at=AFTER) == ["content_kind"]

    talk.refresh_from_db()
    assert talk.hidden == AFTER


def test_hidden_talk_is_published_again_as_the_same(event: Event) -> None:
    proposal = ProposalFactory(event=event, state="confirmed")
    talk = deciding.publish_talk(proposal, by=StaffFactory(), at=AFTER)
    deciding.hide_talk(talk, by=StaffFactory(), at=AFTER)

    again = deciding.publish_talk(proposal, by=StaffFactory(), at=AFTER)

    talk.refresh_from_db()
    assert (again, Talk.objects.count(), talk.hidden) == (talk, 1, None)


def test_desk_says_what_waits(event: Event) -> None:
    event.tracks.create(name="Privacy")
    one, two = ProposalFactory(event=event), ProposalFactory(event=event)
    event.call.reviews_wanted = 1
    event.call.save()
    reviewed(one, 3, 3)
    decided(event)
    ProposalFactory(event=event, state="confirmed")

    tasks = waiting_at_desk(event, helper(event, "organiser"), at=AFTER)

    assert [(task.name, task.status) for task in tasks] == [
        ("Ask reviewers", "2 wait"),
        ("Reviews to come in", "2 wait"),
        ("Decide", "1 waits"),
        ("Send the letters", "1 waits"),
        ("Publish talks", "1 waits"),
    ]
    assert [task.name for task in waiting_at_desk(event, helper(event, "chair", one.track), at=AFTER)] == ["Decide"]
    assert waiting_at_desk(event, helper(event, "chair", two.track), at=AFTER) == []


def test_diversity_counts_nobody_alone(event: Event) -> None:
    for number in range(12):
        person = PersonFactory(profession="nurse" if number < 7 else "patient" if number < 9 else "")
        ProposalFactory(event=event, lead=person, state="confirmed" if number < 6 else "submitted")

    found = diversity_of(event)

    profession = found.views[0]
    assert (found.sent, found.chosen) == (12, 6)
    assert [(name, one.number, two.number) for name, one, two in profession.rows] == [
        ("Nurse or midwife", 7, None),  # six were chosen, and one was not
        ("Not told", None, None),
        ("Patient or caregiver", None, None),
    ]
