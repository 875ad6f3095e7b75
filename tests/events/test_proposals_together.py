"""A proposal is decided, withdrawn, shared out and spoken of by several people at the same moment."""

import pytest
from allauth.account.models import EmailAddress

from rounds.accounts.models import Person
from rounds.core.refusing import Refused
from rounds.events.actions import deciding, disclosing, proposals, reviewing, speaking
from rounds.events.models import Assignment, Decision, Proposal, Speaking, Talk
from rounds.events.queries.decisions import batch_of
from tests.credentials.conftest import Together, in_step, together  # noqa: F401  a fixture
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.events import AFTER, ProposalFactory, conference, helper, lead_of

pytestmark = [pytest.mark.slow, pytest.mark.both]
TIMES = 8


@pytest.fixture
def staff(transactional_db: None) -> Person:
    return StaffFactory()


def test_who_withdraws_is_not_accepted_afterwards(staff: Person, together: Together) -> None:  # noqa: F811
    events = [conference() for _each in range(TIMES)]
    for event in events:
        for _each in range(3):
            deciding.decide(ProposalFactory(event=event), "accepted", by=staff, at=AFTER)
    seals = {event.pk: batch_of(event, on=AFTER.date()).seal for event in events}
    rows = {event.pk: list(Proposal.objects.filter(event=event).order_by("-pk")) for event in events}
    people = {one.pk: lead_of(one) for each in rows.values() for one in each}

    def withdraws(event: object) -> None:
        for one in rows[event.pk]:  # type: ignore[attr-defined]
            proposals.withdraw_proposal(one, by=people[one.pk], at=AFTER)

    together(
        in_step(
            events,
            Refused,
            lambda event: deciding.send_decisions(event, seal=seals[event.pk], by=staff, at=AFTER),
            withdraws,
        )
    )

    assert set(Proposal.objects.values_list("state", flat=True)) == {"withdrawn"}
    assert list(Decision.objects.filter(sent=None, undone=None)) == []


def test_no_talk_is_shown_whose_interests_are_open(staff: Person, together: Together) -> None:  # noqa: F811
    made = [ProposalFactory(event=conference(), state="confirmed", content_kind="clinical") for _each in range(TIMES)]
    people = {one.pk: lead_of(one) for one in made}
    for one in made:
        disclosing.disclose(one.event, [], none=True, by=people[one.pk], at=AFTER)

    def tells(one: Proposal) -> None:
        rows = [("Clearwell", "stock", False)]
        disclosing.disclose(one.event, rows, none=False, by=people[one.pk], at=AFTER)

    together(in_step(made, Refused, tells, lambda one: deciding.publish_talk(one, by=staff, at=AFTER)))

    assert list(Talk.objects.filter(hidden=None)) == []


def test_nobody_is_asked_to_review_against_a_conflict(staff: Person, together: Together) -> None:  # noqa: F811
    made = [ProposalFactory(event=conference()) for _each in range(TIMES)]
    asked = {one.pk: helper(one.event, "reviewer") for one in made}

    together(
        in_step(
            made,
            Refused,
            lambda one: reviewing.declare_conflict(one, asked[one.pk], by=asked[one.pk], at=AFTER),
            lambda one: reviewing.assign(one, asked[one.pk], by=staff, at=AFTER),
            lambda one: reviewing.assign_evenly(one.event, by=staff, at=AFTER),
        )
    )

    assert list(Assignment.objects.all()) == []


def test_an_invitation_is_answered_once_whichever_address_it_went_to(
    staff: Person,
    together: Together,  # noqa: F811
) -> None:
    made, person = [ProposalFactory(event=conference()) for _each in range(TIMES)], PersonFactory()
    other = EmailAddress.objects.create(user=person, email="second@northlake.example", verified=True).email
    for one in made:
        for address in (person.email, other):
            speaking.ask_to_speak(one, address, by=staff, at=AFTER)

    def answers(address: str, proposal: Proposal) -> None:
        asked = Speaking.objects.get(proposal=proposal, email=address)
        speaking.answer_invitation(asked, True, by=person, at=AFTER)

    together(
        in_step(
            made,
            Refused,
            lambda one: answers(person.email, one),
            lambda one: answers(person.email, one),
            lambda one: answers(other, one),
        )
    )

    joined = Speaking.objects.taking_part().filter(leads=False)
    assert sorted(joined.values_list("proposal", flat=True)) == sorted(one.pk for one in made)
