"""What reviewers see, and what their marks come to."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from rounds.accounts.models import Person
from rounds.events import reach
from rounds.events.blinding import without_names
from rounds.events.models import (
    Assignment,
    Call,
    Criterion,
    Decision,
    Event,
    Helper,
    Proposal,
    Question,
    Remark,
    Review,
    Score,
    Speaking,
)
from rounds.events.queries.proposals import answers_of, questions_for, speakings_of
from rounds.events.ranking import Standing, mark_of, ranked
from rounds.events.vocabulary import OPEN_TO_REVIEW, AnswerKind
from rounds.network.models import Organisation, Seat


def reviewable_by(person: Person, *, at: dt.datetime) -> QuerySet[Proposal]:
    """Whose deadline is over, in the reviewer's tracks, without a conflict of interest."""
    found = Proposal.objects.filter(reach.reviewed_by(person), state__in=OPEN_TO_REVIEW)
    return found.annotate(due=Coalesce("track__closes", "event__call__closes")).filter(due__lte=at)


def review_list(person: Person, event: Event, *, at: dt.datetime) -> Any:
    """What was assigned first, and there what is not reviewed yet."""
    mine = Assignment.objects.filter(proposal=OuterRef("pk"), person=person)
    done = Review.objects.filter(proposal=OuterRef("pk"), person=person)
    found = reviewable_by(person, at=at).filter(event=event).annotate(mine=Exists(mine), done=Exists(done))
    return found.select_related("track", "session_type").order_by("done", "-mine", "code")


def criteria_of(event: Event) -> list[Criterion]:
    return list(event.criteria.order_by("order", "pk"))


def review_by(person: Person, proposal: Proposal) -> Review | None:
    return proposal.reviews.filter(person=person).prefetch_related("scores").first()


@dataclass(frozen=True)
class BlindAnswer:
    label: str
    words: str
    file: int | None = None


@dataclass(frozen=True)
class ForReview:
    """A proposal as reviewers read it."""

    code: str
    title: str
    abstract: str
    answers: list[BlindAnswer]
    speakers: list[str]
    blind: bool


def as_reviewers_see(proposal: Proposal, call: Call) -> ForReview:
    """In an anonymous call without names: no speakers, no identifying answers, and names in the words masked."""
    speakings = list(speakings_of(proposal))
    names = [name for one in speakings for name in (one.name, one.person.name if one.person else "") if name]
    people = [one.person_id for one in speakings if one.person_id]
    places = organisations_of(people) if call.anonymous else []

    def shown(words: str) -> str:
        return without_names(words, names, places) if call.anonymous else words

    answers, found = answers_of(proposal), []
    for question in questions_for(proposal.event, proposal.session_type):
        answer = answers.get(question.pk)
        if answer and not (call.anonymous and hides(question)):
            file = getattr(answer, "file", None)
            found.append(BlindAnswer(question.label, shown(answer.words), file.pk if file else None))
    return ForReview(
        code=proposal.code,
        title=shown(proposal.title),
        abstract=shown(proposal.abstract),
        answers=[one for one in found if one.words or one.file],
        speakers=[] if call.anonymous else [one.shown for one in speakings],
        blind=call.anonymous,
    )


def titles_for_review(found: Sequence[Proposal], call: Call) -> dict[int, str]:
    """The titles as reviewers read them, for a whole list at once."""
    if not call.anonymous:
        return {one.pk: one.title for one in found}
    speaking = Speaking.objects.filter(proposal__in=[one.pk for one in found], left__isnull=True)
    rows = list(speaking.values_list("proposal", "person", "name", "person__name"))
    seats = Seat.objects.open().filter(person__in={person for _proposal, person, *_names in rows if person})
    places: dict[int, set[str]] = defaultdict(set)
    for person, own, above in seats.values_list("person", "organisation__name", "organisation__parent__name"):
        places[person] |= {name for name in (own, above) if name}
    names: dict[int, set[str]] = defaultdict(set)
    around: dict[int, set[str]] = defaultdict(set)
    for proposal, person, *given in rows:
        names[proposal] |= {name for name in given if name}
        around[proposal] |= places[person] if person else set()
    return {one.pk: without_names(one.title, names[one.pk], around[one.pk]) for one in found}


def hides(question: Question) -> bool:
    """A file carries names inside, so that an anonymous call never shows one."""
    return question.identifying or question.kind == AnswerKind.FILE


def organisations_of(people: Sequence[int]) -> list[str]:
    seats = Seat.objects.open().filter(person__in=people)
    pairs = seats.values_list("organisation__name", "organisation__parent__name")
    return list({name for pair in pairs for name in pair if name})


def sees_other_reviews(person: Person, proposal: Proposal) -> bool:
    """A reviewer after their own review is in; an organiser or a chair who is not to review it."""
    if proposal.reviews.filter(person=person).exists():
        return True
    if proposal.assignments.filter(person=person).exists():
        return False
    return person.has_perm("events.decide_proposal", proposal)


@dataclass(frozen=True)
class GivenReview:
    review: Review
    mean: float | None
    marks: list[tuple[str, int]]


def reviews_of(proposal: Proposal) -> list[GivenReview]:
    found = proposal.reviews.select_related("person").prefetch_related("scores__criterion").order_by("given", "pk")
    return [given_review(review) for review in found]


def given_review(review: Review) -> GivenReview:
    scores = sorted(review.scores.all(), key=lambda one: (one.criterion.order, one.criterion_id))
    marks = [(one.mark, one.criterion.weight) for one in scores]
    return GivenReview(
        review, float(mark_of(marks)) if marks else None, [(one.criterion.name, one.mark) for one in scores]
    )


def remarks_of(proposal: Proposal) -> QuerySet[Remark]:
    return proposal.remarks.select_related("person").order_by("at", "pk")


def submissions_visible_to(person: Person) -> QuerySet[Proposal]:
    """Proposals as organisers and chairs see them."""
    found = Proposal.objects.filter(reach.seen_at_desk(person))
    return found.select_related("track", "session_type", "event")


@dataclass(frozen=True)
class Wanted:
    """How the table of proposals is narrowed."""

    words: str = ""
    state: str = ""
    track: str = ""
    type: str = ""
    decision: str = ""


def narrowed(found: QuerySet[Proposal], wanted: Wanted) -> QuerySet[Proposal]:
    for word in wanted.words.split():
        found = found.filter(Q(title__icontains=word) | Q(code__iexact=word))
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.track:
        found = found.filter(track=numbered(wanted.track))
    if wanted.type:
        found = found.filter(session_type=numbered(wanted.type))
    still_open = Decision.objects.filter(proposal=OuterRef("pk"), undone__isnull=True, sent__isnull=True)
    if wanted.decision == "open":
        found = found.filter(Exists(still_open))
    elif wanted.decision == "none":
        found = found.filter(~Exists(still_open), state__in=OPEN_TO_REVIEW)
    return found


def numbered(text: str) -> int:
    """The number of a row; none has the number 0.

    >>> numbered("12"), numbered("9" * 40), numbered("x")
    (12, 0, 0)
    """
    return int(text) if text.isdecimal() and len(text) < 10 else 0


@dataclass(frozen=True)
class Ranked:
    proposal: Proposal
    standing: Standing
    decision: Decision | None

    @property
    def mean(self) -> str:
        return "" if self.standing.mean is None else f"{float(self.standing.mean):.2f}"

    @property
    def spread(self) -> str:
        return "" if self.standing.spread is None else f"{self.standing.spread:.2f}"


def ranking(found: QuerySet[Proposal]) -> list[Ranked]:
    """The table of proposals, the best mean first; places count among those that are listed."""
    proposals = {one.pk: one for one in found}
    given: dict[int, dict[int, list[tuple[int, int]]]] = {key: defaultdict(list) for key in proposals}
    scores = Score.objects.filter(review__proposal__in=list(proposals))
    for proposal, review, mark, weight in scores.values_list(
        "review__proposal", "review", "mark", "criterion__weight"
    ).order_by("pk"):
        given[proposal][review].append((mark, weight))
    decisions = {one.proposal_id: one for one in open_decisions().filter(proposal__in=list(proposals))}
    standings = ranked({key: list(reviews.values()) for key, reviews in given.items()})
    return [Ranked(proposals[one.key], one, decisions.get(one.key)) for one in standings]


def open_decisions() -> QuerySet[Decision]:
    return Decision.objects.filter(undone__isnull=True, sent__isnull=True)


def decision_on(proposal: Proposal) -> Decision | None:
    return open_decisions().filter(proposal=proposal).select_related("by").first()


def reviewers_of(event: Event) -> list[Person]:
    """Who may be asked to review, by name."""
    held = Helper.objects.filter(event=event, work__in=reach.REVIEWING, person=OuterRef("pk"))
    return list(Person.objects.filter(Exists(held), is_active=True).order_by("name", "pk"))


def may_review(event: Event, person: Person) -> set[int]:
    """The proposals of an event that a person can be asked to review."""
    found = Proposal.objects.filter(reach.reviewed_by(person), event=event, state__in=OPEN_TO_REVIEW)
    return set(found.values_list("pk", flat=True))


def short_of_reviews(event: Event, call: Call) -> dict[int, int]:
    """For each proposal how many more reviewers it wants, counting those who have reviewed, or were asked and may."""
    found = Proposal.objects.filter(event=event, state__in=OPEN_TO_REVIEW).values_list("pk", flat=True)
    assignments = Assignment.objects.filter(proposal__event=event).select_related("person")
    may = {person: may_review(event, person) for person in {one.person for one in assignments}}
    pairs = {(one.proposal_id, one.person_id) for one in assignments if one.proposal_id in may[one.person]}
    pairs |= {*Review.objects.filter(proposal__event=event).values_list("proposal", "person")}
    asked: dict[int, int] = defaultdict(int)
    for proposal, _person in pairs:
        asked[proposal] += 1
    return {pk: call.reviews_wanted - asked[pk] for pk in found if asked[pk] < call.reviews_wanted}


def reviews_missing(event: Event, call: Call) -> int:
    """How many proposals have fewer reviews than wanted."""
    found = Proposal.objects.filter(event=event, state__in=OPEN_TO_REVIEW).annotate(given=Count("reviews"))
    return found.filter(given__lt=call.reviews_wanted).count()


def conflict_grounds(person: Person, proposal: Proposal) -> list[str]:
    """Why a person has no say about a proposal: own, same, declared."""
    found = Proposal.objects.filter(pk=proposal.pk)
    grounds = {"own": reach.own(person), "same": reach.colleagues(person), "declared": reach.declared(person)}
    return [name for name, condition in grounds.items() if found.filter(condition).exists()]


def places_named(people: Sequence[int]) -> QuerySet[Organisation]:
    return Organisation.objects.filter(seats__person__in=people, seats__ended__isnull=True).distinct()


def with_reviews(found: QuerySet[Proposal]) -> QuerySet[Proposal]:
    return found.annotate(given=Count("reviews", distinct=True), asked=Count("assignments", distinct=True)).order_by(
        F("code")
    )
