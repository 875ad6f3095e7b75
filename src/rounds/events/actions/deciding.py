"""Decisions, and the letters that tell them: nothing is sent before somebody has seen each letter."""

import datetime as dt

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.core.refusing import Refused
from rounds.events.actions.proposals import hold_proposals
from rounds.events.letter_words import unknown_marks
from rounds.events.models import Decision, Event, Letter, LetterTemplate, Proposal, Talk
from rounds.events.queries.decisions import batch_of, decisions_waiting
from rounds.events.queries.disclosures import asks_for_disclosure, told_for
from rounds.events.queries.reviews import open_decisions
from rounds.events.vocabulary import OPEN_TO_REVIEW, State


class DecisionRefused(Refused):
    """Not done, and why."""


@transaction.atomic
def decide(proposal: Proposal, outcome: str, *, by: Person, at: dt.datetime) -> Decision:
    """Decide, or decide otherwise while the letters have not gone. The speakers learn it by their letters."""
    held = Proposal.objects.select_for_update(of=("self",)).select_related("event").get(pk=proposal.pk)
    if held.state not in OPEN_TO_REVIEW:
        raise DecisionRefused(
            _("There is nothing to decide: the proposal is %(state)s.")
            % {"state": str(held.get_state_display()).lower()}
        )
    if held.state == State.WAITING and outcome == State.WAITING:
        raise DecisionRefused(_("It is on the waiting list already."))
    if not by.has_perm("events.decide_proposal", held):
        raise DecisionRefused(_("You have a conflict of interest here. Somebody else decides."))
    standing = open_decisions().filter(proposal=held).first()
    if standing and standing.outcome == outcome:
        return standing
    open_decisions().filter(proposal=held).update(undone=at)
    try:
        with transaction.atomic():
            made = Decision.objects.create(proposal=held, outcome=outcome, by=by, at=at)
    except IntegrityError:
        raise DecisionRefused(_("Somebody decided at this moment. Look again.")) from None
    record("events.proposal_decided", subject=held.event, by=by, at=at, code=held.code, outcome=outcome)
    return made


@transaction.atomic
def undo_decision(decision: Decision, *, by: Person, at: dt.datetime) -> None:
    if not open_decisions().filter(pk=decision.pk).update(undone=at):
        raise DecisionRefused(_("The letters about this have gone, so it cannot be undone."))
    record("events.decision_undone", subject=decision.proposal.event, by=by, at=at, code=decision.proposal.code)


@transaction.atomic
def write_template(event: Event, outcome: str, subject: str, words: str, *, by: Person, at: dt.datetime) -> None:
    for field, text in (("subject", subject), ("words", words)):
        if wrong := unknown_marks(text):
            raise DecisionRefused(_("We cannot fill in %(mark)s.") % {"mark": wrong[0]}, field=field)
    LetterTemplate.objects.update_or_create(event=event, outcome=outcome, defaults={"subject": subject, "words": words})
    record("events.letter_words_changed", subject=event, by=by, at=at, outcome=outcome)


@transaction.atomic
def send_decisions(event: Event, *, seal: str, by: Person, at: dt.datetime) -> int:
    """Seal the letters that were looked at, and let the states follow; the worker sends them. Says how many.

    `seal` names the letters as they were shown: when anything has changed since, nothing is sent.
    """
    Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    hold_proposals(Proposal.objects.filter(decisions__in=decisions_waiting(event)))
    batch = batch_of(event, on=at.astimezone(event.tz).date())
    if not batch.decisions or seal != batch.seal:
        raise DecisionRefused(_("The letters have changed since you looked, or have gone. Look at them again."))
    for decision in batch.decisions:
        if not open_decisions().filter(pk=decision.pk).update(sent=at, sent_by=by):
            raise DecisionRefused(_("A decision was undone at this moment. Look at the letters again."))
        Proposal.objects.filter(pk=decision.proposal_id).update(state=decision.outcome)
    Letter.objects.bulk_create(
        Letter(
            decision=one.decision,
            speaking=one.speaking,
            subject=one.subject,
            words=one.words,
            url=one.url,
            made=at,
        )
        for one in batch.previews
    )
    record("events.decisions_sent", subject=event, by=by, at=at, letters=len(batch.previews))
    return len(batch.previews)


@transaction.atomic
def publish_talk(proposal: Proposal, *, by: Person, at: dt.datetime) -> Talk:
    """Show a confirmed talk to everybody; a clinical one not before each speaker's interests are told and dealt with."""
    held = Proposal.objects.select_for_update(of=("self",)).select_related("event").get(pk=proposal.pk)
    if held.state != State.CONFIRMED:
        raise DecisionRefused(_("Only confirmed talks are published."))
    if asks_for_disclosure(held):
        for told in told_for(held):
            if told.state == "missing":
                raise DecisionRefused(
                    _("%(name)s has not told their financial interests.") % {"name": told.person.name}
                )
            if told.state == "open":
                raise DecisionRefused(
                    _("Say first how the interests of %(name)s are dealt with.") % {"name": told.person.name}
                )
    talk, new = Talk.objects.get_or_create(proposal=held, defaults={"published": at, "published_by": by})
    if not new and talk.hidden:
        Talk.objects.filter(pk=talk.pk).update(hidden=None, published=at, published_by=by)
    elif not new:
        return talk
    record("events.talk_published", subject=held, by=by, at=at)
    return talk


@transaction.atomic
def hide_talk(talk: Talk, *, by: Person, at: dt.datetime) -> None:
    if Talk.objects.filter(pk=talk.pk, hidden__isnull=True).update(hidden=at):
        record("events.talk_hidden", subject=talk.proposal, by=by, at=at)


@transaction.atomic
def correct_proposal(proposal: Proposal, values: dict[str, str], *, by: Person, at: dt.datetime) -> list[str]:
    """What organisers put right: title, kind of content, track."""
    held = Proposal.objects.select_for_update(of=("self",)).select_related("event").get(pk=proposal.pk)
    fields = [name for name, value in values.items() if getattr(held, name) != value]
    if fields:
        Proposal.objects.filter(pk=held.pk).update(**{name: values[name] for name in fields})
        held.refresh_from_db()
        hide_where_interests_are_open(held, at=at)
        record("events.proposal_corrected", subject=held.event, by=by, at=at, code=held.code, fields=fields)
    return fields


def hide_where_interests_are_open(proposal: Proposal, *, at: dt.datetime) -> None:
    """A talk that becomes clinical goes out of sight until its speakers have told their interests."""
    if asks_for_disclosure(proposal) and any(one.state in {"missing", "open"} for one in told_for(proposal)):
        Talk.objects.filter(proposal=proposal, hidden__isnull=True).update(hidden=at)
