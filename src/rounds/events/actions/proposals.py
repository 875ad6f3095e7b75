"""Writing a proposal, sending it in, and taking it back.

The trail names the event and never the proposal, so that it does not tell a reviewer who sent what.
"""

import datetime as dt
import secrets
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.core.refusing import Refused
from rounds.events.letters import send_receipt, send_withdrawn
from rounds.events.models import Answer, AnswerFile, Call, Event, Proposal, Question, Speaking, Talk
from rounds.events.queries.events import call_of, is_open_to
from rounds.events.queries.proposals import (
    MAY_WITHDRAW,
    answers_of,
    may_change_now,
    public_words,
    questions_for,
    rules_of,
    sent_by,
)
from rounds.events.storing import Stored, drop_file
from rounds.events.vocabulary import AnswerKind, State
from rounds.network.actions.words import refuse_telling_words
from rounds.network.queries.words import checked

LETTERS = "23456789bcdfghjkmnpqrstvwxyz"  # none that looks like another or makes words


class ProposalRefused(Refused):
    """Not done, and why."""


class ChangedMeanwhile(ProposalRefused):
    """Another window, or another speaker, has saved since this one was opened."""


def new_code() -> str:
    return "".join(secrets.choice(LETTERS) for _place in range(7))


@transaction.atomic
def begin_proposal(event: Event, basics: Mapping[str, Any], *, key: uuid.UUID, by: Person, at: dt.datetime) -> Proposal:
    """A draft that only its speakers see. The same form makes the same draft."""
    known = Proposal.objects.filter(key=key, speakings__person=by).first()
    if known:
        return known
    refuse_late(call_of(event), by, basics.get("track"), at=at)
    try:
        with transaction.atomic():
            made = Proposal.objects.create(event=event, code=new_code(), begun=at, changed=at, key=key, **basics)
    except IntegrityError:
        raise ProposalRefused(_("This form was used already. Open the page again.")) from None
    Speaking.objects.create(proposal=made, person=by, email=by.email, leads=True, asked=at, joined=at)
    record("events.proposal_begun", subject=event, by=by, at=at)
    return made


def refuse_late(call: Call | None, by: Person, track: Any, *, at: dt.datetime) -> None:
    if not is_open_to(call, by, track, at=at):
        early = call is not None and at < call.opens
        raise ProposalRefused(
            _("The call for papers is not open yet.") if early else _("The call for papers is closed."), field="track"
        )


def held_for_change(proposal: Proposal, *, by: Person, at: dt.datetime) -> Proposal:
    held = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("event", "track", "session_type")
        .get(pk=proposal.pk)
    )
    if not may_change_now(held, call_of(held.event), by, at=at):
        raise ProposalRefused(_("This proposal can no longer be changed: its deadline is over, or it is being read."))
    return held


@transaction.atomic
def change_basics(proposal: Proposal, basics: Mapping[str, Any], *, by: Person, at: dt.datetime) -> None:
    held = held_for_change(proposal, by=by, at=at)
    refuse_late(call_of(held.event), by, basics.get("track"), at=at)
    if held.state == State.SUBMITTED:
        found = checked(basics["title"], by=by, place=rules_of(by))
        if found.stops:
            raise ProposalRefused(_("Change what could tell who a patient is."), field="title")
    Proposal.objects.filter(pk=held.pk).update(**basics, changed=at)
    record("events.proposal_changed", subject=held.event, by=by, at=at)


def save_proposal(
    proposal: Proposal,
    *,
    abstract: str,
    answers: Mapping[int, str],
    files: Mapping[int, Stored],
    submit: bool,
    version: str,
    seen: str,
    by: Person,
    at: dt.datetime,
) -> bool:
    """Keep what was written; with `submit`, or when it was sent in before, it must be whole and pass the screen.

    The screen looks before the transaction begins, so that nobody waits for it. Says whether it was sent in by this.
    """
    if submit or proposal.state != State.DRAFT:
        refuse_telling_words(public_words(proposal, abstract, answers), seen=seen, by=by, place=rules_of(by))
    return keep_proposal(
        proposal, abstract=abstract, answers=answers, files=files, submit=submit, version=version, by=by, at=at
    )


@transaction.atomic
def keep_proposal(
    proposal: Proposal,
    *,
    abstract: str,
    answers: Mapping[int, str],
    files: Mapping[int, Stored],
    submit: bool,
    version: str,
    by: Person,
    at: dt.datetime,
) -> bool:
    held = held_for_change(proposal, by=by, at=at)
    if (version and version != version_of(held)) or held.state != proposal.state:
        raise ChangedMeanwhile(_("This proposal was changed in another window. Look at both, then save again."))
    Proposal.objects.filter(pk=held.pk).update(abstract=abstract, changed=at)
    held.abstract = abstract
    write_answers(held, answers, files)
    if submit or held.state == State.SUBMITTED:
        refuse_unfinished(held)
    return send_in(held, by=by, at=at) if submit and held.state == State.DRAFT else False


def version_of(proposal: Proposal) -> str:
    return str(int(proposal.changed.timestamp() * 1_000_000))


def write_answers(proposal: Proposal, answers: Mapping[int, str], files: Mapping[int, Stored]) -> None:
    asked = {one.pk: one for one in questions_for(proposal.event, proposal.session_type)}
    for number, words in answers.items():
        if number in asked and asked[number].kind != AnswerKind.FILE:
            Answer.objects.update_or_create(proposal=proposal, question=asked[number], defaults={"words": words})
    for number, stored in files.items():
        if number in asked and asked[number].kind == AnswerKind.FILE:
            keep_answer_file(proposal, asked[number], stored)


def keep_answer_file(proposal: Proposal, question: Question, stored: Stored) -> None:
    answer, _new = Answer.objects.get_or_create(proposal=proposal, question=question)
    old = AnswerFile.objects.filter(answer=answer).values_list("stored", flat=True).first()
    fields = {"stored": stored.stored, "name": stored.name, "size": stored.size}
    AnswerFile.objects.update_or_create(answer=answer, defaults=fields)
    if old:
        transaction.on_commit(lambda: drop_file(old))


def refuse_unfinished(proposal: Proposal) -> None:
    """Each required answer is there, and nothing is too long."""
    call = call_of(proposal.event)
    if not proposal.abstract.strip():
        raise ProposalRefused(_("Write a summary."), field="abstract")
    if call:
        refuse_long(proposal.abstract, call.abstract_words, "abstract")
    if proposal.track is None or proposal.session_type is None:
        raise ProposalRefused(_("Choose a track and a kind of session first."))
    answers = answers_of(proposal)
    for question in questions_for(proposal.event, proposal.session_type):
        answer, field = answers.get(question.pk), f"question-{question.pk}"
        there = bool(answer and (answer.words.strip() or hasattr(answer, "file")))
        if question.required and not there:
            raise ProposalRefused(_("Answer this question: %(label)s") % {"label": question.label}, field=field)
        if answer and question.words_most:
            refuse_long(answer.words, question.words_most, field)


def refuse_long(words: str, most: int, field: str) -> None:
    number = len(words.split())
    if number > most:
        text = ngettext(
            "This has %(number)s words; %(most)s is the most. Take %(over)s out.",
            "This has %(number)s words; %(most)s are the most. Take %(over)s out.",
            most,
        )
        raise ProposalRefused(text % {"number": number, "most": most, "over": number - most}, field=field)


def hold_proposals(proposals: QuerySet[Proposal]) -> None:
    """Proposals before what hangs on them (decisions, speakers, reviewers, talks), in the order of their numbers.

    Whoever needs the event holds it before them, without its key, which new rows point at.
    """
    held = Proposal.objects.select_for_update(no_key=True).filter(pk__in=proposals.values("pk"))
    list(held.order_by("pk").values_list("pk"))


def send_in(proposal: Proposal, *, by: Person, at: dt.datetime) -> bool:
    """Within the limit of the person who leads, counted while nobody else of that name can send."""
    Person.objects.select_for_update().get(pk=by.pk)
    call = call_of(proposal.event)
    if call and call.per_person is not None and sent_by(by, proposal.event) >= call.per_person:
        text = ngettext(
            "One person can send %(most)s proposal. Withdraw one first.",
            "One person can send %(most)s proposals. Withdraw one first.",
            call.per_person,
        )
        raise ProposalRefused(text % {"most": call.per_person})
    Proposal.objects.filter(pk=proposal.pk).update(state=State.SUBMITTED, submitted=at, changed=at)
    record("events.proposal_submitted", subject=proposal.event, by=by, at=at)
    send_receipt(proposal, by)
    return True


@transaction.atomic
def withdraw_proposal(proposal: Proposal, *, by: Person, at: dt.datetime) -> None:
    """Take it back, before or after it was accepted; it cannot be sent again. A published talk goes out of sight."""
    held = Proposal.objects.select_for_update(of=("self",)).select_related("event").get(pk=proposal.pk)
    if held.state == State.WITHDRAWN:
        return
    if held.state not in MAY_WITHDRAW:
        raise ProposalRefused(_("This proposal was declined. There is nothing to withdraw."))
    Proposal.objects.filter(pk=held.pk).update(state=State.WITHDRAWN, withdrawn=at)
    held.decisions.filter(undone__isnull=True, sent__isnull=True).update(undone=at)
    Talk.objects.filter(proposal=held, hidden__isnull=True).update(hidden=at)
    record("events.proposal_withdrawn", subject=held.event, by=by, at=at)
    if held.submitted:
        for speaking in Speaking.objects.taking_part().filter(proposal=held).select_related("person"):
            if speaking.person:
                send_withdrawn(held, speaking.person)
