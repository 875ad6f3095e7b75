"""Who speaks: inviting co-speakers, joining, leaving, and the answer to being accepted."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.events.actions.proposals import ProposalRefused, hold_proposals, withdraw_proposal
from rounds.events.letters import send_invitation, tell_answered
from rounds.events.models import Proposal, Speaking, Talk
from rounds.events.reach import addresses_of
from rounds.events.vocabulary import Reply, State

MOST = 8
MAY_ASK = (State.DRAFT, State.SUBMITTED, State.WAITING, State.ACCEPTED, State.CONFIRMED)


@transaction.atomic
def ask_to_speak(proposal: Proposal, email: str, *, name: str = "", by: Person, at: dt.datetime) -> Speaking:
    """Name a co-speaker; they join when they say so."""
    held = Proposal.objects.select_for_update(of=("self",)).select_related("event").get(pk=proposal.pk)
    if held.state not in MAY_ASK:
        raise ProposalRefused(_("Nobody can be added to this proposal any more."))
    there = held.speakings.filter(left__isnull=True)
    if there.count() >= MOST:
        raise ProposalRefused(_("A proposal has at most %(most)s speakers.") % {"most": MOST}, field="email")
    try:
        with transaction.atomic():
            asked: Speaking = Speaking.objects.create(proposal=held, email=email.strip().lower(), name=name, asked=at)
    except IntegrityError:
        raise ProposalRefused(_("This address is a speaker already, or is asked to be."), field="email") from None
    record("events.speaker_invited", subject=held.event, by=by, at=at)
    send_invitation(asked, by)
    return asked


@transaction.atomic
def answer_invitation(speaking: Speaking, joins: bool, *, by: Person, at: dt.datetime) -> None:
    """Join, or decline: once. Of two addresses of one person, one joins."""
    hold_proposals(Proposal.objects.filter(pk=speaking.proposal_id))
    held = Speaking.objects.select_for_update(of=("self",)).select_related("proposal__event").get(pk=speaking.pk)
    if held.left or held.person_id:
        raise ProposalRefused(_("This invitation was answered or taken back."))
    if held.proposal.state not in MAY_ASK:
        raise ProposalRefused(_("The proposal was withdrawn or declined."))
    if held.email.lower() not in addresses_of(by):
        raise ProposalRefused(_("This invitation is for another address than yours."))
    if joins:
        refuse_twice(held.proposal, by)
        Speaking.objects.filter(pk=held.pk).update(person=by, joined=at)
        record("events.speaker_joined", subject=held.proposal.event, by=by, at=at)
    else:
        Speaking.objects.filter(pk=held.pk).update(left=at)
        record("events.speaker_declined", subject=held.proposal.event, by=by, at=at)
    held.refresh_from_db()
    tell_answered(held, joins, at=at)


def refuse_twice(proposal: Proposal, person: Person) -> None:
    if Speaking.objects.taking_part().filter(proposal=proposal, person=person).exists():
        raise ProposalRefused(_("You are a speaker of this proposal already."))


@transaction.atomic
def leave_proposal(speaking: Speaking, *, by: Person, at: dt.datetime) -> None:
    """Step back, or be taken out by the one who leads, who stays."""
    if speaking.leads:
        raise ProposalRefused(_("Who leads a proposal stays with it. Withdraw the proposal instead."))
    if Speaking.objects.filter(pk=speaking.pk, left__isnull=True).update(left=at):
        record("events.speaker_left", subject=speaking.proposal.event, by=by, at=at)


@transaction.atomic
def reply_to_acceptance(speaking: Speaking, reply: str, *, conditions: str = "", by: Person, at: dt.datetime) -> str:
    """Yes, yes with conditions, or no. The answer of the one who leads decides about the talk; says its state."""
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("event").get(pk=speaking.proposal_id)
    held = Speaking.objects.select_for_update(of=("self",)).get(pk=speaking.pk)
    if proposal.state not in {State.ACCEPTED, State.CONFIRMED} or held.left:
        raise ProposalRefused(_("There is nothing to answer now."))
    if reply == Reply.CONDITIONS and not conditions.strip():
        raise ProposalRefused(_("Say what has to be settled."), field="conditions")
    words = conditions if reply == Reply.CONDITIONS else ""
    Speaking.objects.filter(pk=held.pk).update(reply=reply, conditions=words, replied=at)
    record(f"events.speaker_replied_{reply}", subject=proposal.event, by=by, at=at)
    if held.leads and reply == Reply.NO:
        withdraw_proposal(proposal, by=by, at=at)
    elif held.leads:
        state = State.CONFIRMED if reply == Reply.YES else State.ACCEPTED
        Proposal.objects.filter(pk=proposal.pk).update(state=state)
        if state == State.ACCEPTED:
            Talk.objects.filter(proposal=proposal, hidden__isnull=True).update(hidden=at)
    proposal.refresh_from_db()
    return proposal.state


@transaction.atomic
def settle_conditions(speaking: Speaking, *, by: Person, at: dt.datetime) -> None:
    """An organiser has settled what the speaker asked for: from now on it is a yes."""
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("event").get(pk=speaking.proposal_id)
    settled = Speaking.objects.filter(pk=speaking.pk, reply=Reply.CONDITIONS, left__isnull=True)
    if not settled.update(reply=Reply.YES, replied=at):
        raise ProposalRefused(_("There is no open condition."))
    if speaking.leads and proposal.state == State.ACCEPTED:
        Proposal.objects.filter(pk=proposal.pk).update(state=State.CONFIRMED)
    record("events.conditions_settled", subject=proposal.event, by=by, at=at)
