import datetime as dt
import uuid
from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Entry, Person
from rounds.accounts.trail import record
from rounds.core.refusing import Refused
from rounds.events.actions.proposals import hold_proposals
from rounds.events.letters import tell_assigned, tell_owed
from rounds.events.models import Assignment, Conflict, Event, Proposal, Remark, Review, Score
from rounds.events.queries.events import call_of
from rounds.events.queries.reviews import (
    criteria_of,
    may_review,
    reviewable_by,
    reviewers_of,
    sees_other_reviews,
    short_of_reviews,
)
from rounds.events.queries.workloads import reviews_owed, workloads
from rounds.events.ranking import shared_out
from rounds.events.vocabulary import OPEN_TO_REVIEW

REST = dt.timedelta(days=1)  # between two reminders


class ReviewRefused(Refused):
    """Not done, and why."""


@transaction.atomic
def give_review(proposal: Proposal, marks: Mapping[int, int], *, words: str, by: Person, at: dt.datetime) -> Review:
    """Give a review or change one's own; a mark for each criterion."""
    held = Proposal.objects.select_for_update(of=("self",)).select_related("event").get(pk=proposal.pk)
    if not reviewable_by(by, at=at).filter(pk=held.pk).exists():
        raise ReviewRefused(_("This proposal is not open to your review."))
    call = call_of(held.event)
    criteria = criteria_of(held.event)
    if not criteria:
        raise ReviewRefused(_("The organisers have not said yet what to give marks for."))
    for criterion in criteria:
        mark = marks.get(criterion.pk)
        if mark is None or not 1 <= mark <= (call.scale if call else 5):
            raise ReviewRefused(_("Give a mark: %(name)s") % {"name": criterion.name}, field=f"mark-{criterion.pk}")
    review, new = Review.objects.get_or_create(
        proposal=held, person=by, defaults={"words": words, "given": at, "changed": at}
    )
    if not new:
        Review.objects.filter(pk=review.pk).update(words=words, changed=at)
    for criterion in criteria:
        Score.objects.update_or_create(review=review, criterion=criterion, defaults={"mark": marks[criterion.pk]})
    record("events.review_given" if new else "events.review_changed", subject=held.event, by=by, at=at, code=held.code)
    return review


@transaction.atomic
def declare_conflict(proposal: Proposal, person: Person, *, reason: str = "", by: Person, at: dt.datetime) -> None:
    """Who declares a conflict no longer reviews; a review given before it goes, with its marks."""
    hold_proposals(Proposal.objects.filter(pk=proposal.pk))
    Conflict.objects.get_or_create(proposal=proposal, person=person, defaults={"reason": reason, "made": at})
    Assignment.objects.filter(proposal=proposal, person=person).delete()
    Review.objects.filter(proposal=proposal, person=person).delete()
    record("events.conflict_declared", subject=proposal.event, by=by, at=at, code=proposal.code)


@transaction.atomic
def take_conflict_back(conflict: Conflict, *, by: Person, at: dt.datetime) -> None:
    deleted, _rows = Conflict.objects.filter(pk=conflict.pk).delete()
    if deleted:
        record("events.conflict_taken_back", subject=conflict.proposal.event, by=by, at=at, code=conflict.proposal.code)


@transaction.atomic
def assign(proposal: Proposal, person: Person, *, by: Person, at: dt.datetime) -> Assignment:
    """Ask one person to review; never against a conflict of interest or outside their tracks."""
    hold_proposals(Proposal.objects.filter(pk=proposal.pk))
    if proposal.pk not in may_review(proposal.event, person):
        raise ReviewRefused(
            _("%(name)s cannot review this proposal: a conflict of interest, or another track.")
            % {"name": person.name},
            field="person",
        )
    try:
        with transaction.atomic():
            made = Assignment.objects.create(proposal=proposal, person=person, made=at)
    except IntegrityError:
        raise ReviewRefused(_("%(name)s is asked already.") % {"name": person.name}, field="person") from None
    record("events.reviewer_assigned", subject=proposal.event, by=by, at=at, code=proposal.code, person=person.pk)
    tell_assigned(person, proposal.event, 1, at=at)
    return made


@transaction.atomic
def unassign(assignment: Assignment, *, by: Person, at: dt.datetime) -> None:
    proposal = assignment.proposal
    deleted, _rows = Assignment.objects.filter(pk=assignment.pk).delete()
    if deleted:
        record("events.reviewer_unassigned", subject=proposal.event, by=by, at=at, code=proposal.code)


@transaction.atomic
def assign_evenly(event: Event, *, by: Person, at: dt.datetime) -> int:
    """Ask reviewers until each proposal has as many as the call wants, evenly; says how many were asked."""
    Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    hold_proposals(Proposal.objects.filter(event=event, state__in=OPEN_TO_REVIEW))
    call = call_of(event)
    if call is None:
        raise ReviewRefused(_("There is no call for papers yet."))
    people = {one.pk: one for one in reviewers_of(event)}
    wanted = short_of_reviews(event, call)
    taken = {*Assignment.objects.filter(proposal__event=event).values_list("proposal", "person")}
    taken |= {*Review.objects.filter(proposal__event=event).values_list("proposal", "person")}
    reach = {key: may_review(event, person) for key, person in people.items()}
    may = {pk: [key for key in people if pk in reach[key] and (pk, key) not in taken] for pk in wanted}
    load = {one.person.pk: one.assigned for one in workloads(event)}
    pairs = shared_out(wanted, may, load)
    Assignment.objects.bulk_create([Assignment(proposal_id=pk, person_id=key, made=at) for pk, key in pairs])
    if pairs:
        record("events.reviewers_assigned", subject=event, by=by, at=at, number=len(pairs))
    for key, person in people.items():
        if number := sum(1 for _pk, one in pairs if one == key):
            tell_assigned(person, event, number, at=at)
    return len(pairs)


@transaction.atomic
def remind_reviewers(event: Event, *, by: Person, at: dt.datetime) -> int:
    """Write to those who still owe reviews, once a day at most; says how many letters go."""
    Event.objects.select_for_update().get(pk=event.pk)
    if reminded_since(event, at - REST):
        raise ReviewRefused(_("A reminder went out within the last day. Give them time."))
    owed = reviews_owed(event)
    late = [person for person in reviewers_of(event) if person.pk in owed]
    for person in late:
        tell_owed(person, event, owed[person.pk], at=at)
    if late:
        record("events.reviewers_reminded", subject=event, by=by, at=at, number=len(late))
    return len(late)


def reminded_since(event: Event, since: dt.datetime) -> bool:
    told = Entry.objects.filter(subject_kind=Event._meta.label_lower, subject_id=str(event.pk))
    return told.filter(verb="events.reviewers_reminded", at__gt=since).exists()


@transaction.atomic
def say(proposal: Proposal, words: str, *, key: uuid.UUID, by: Person, at: dt.datetime) -> None:
    """A remark to the others who have reviewed; the same form is one remark."""
    if not sees_other_reviews(by, proposal):
        raise ReviewRefused(_("Give your own review first. Then you can read what others say, and answer."))
    _remark, new = Remark.objects.get_or_create(
        key=key, defaults={"proposal": proposal, "person": by, "words": words, "at": at}
    )
    if new:
        record("events.remark_made", subject=proposal.event, by=by, at=at, code=proposal.code)
