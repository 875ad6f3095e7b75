"""Reviews without names, conflicts of interest, sharing them out, and the ranking."""

import datetime as dt
import uuid
from itertools import pairwise

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from hypothesis import given, settings
from hypothesis import strategies as st

from rounds.accounts.models import Entry
from rounds.accounts.queries import trail_visible_to
from rounds.events.actions import reviewing as actions
from rounds.events.blinding import MASK, without_names
from rounds.events.cells import with_small_hidden
from rounds.events.models import Answer, AnswerFile, Assignment, Conflict, Event, Proposal, Review, Score
from rounds.events.queries.reviews import (
    as_reviewers_see,
    conflict_grounds,
    ranking,
    reviewable_by,
    sees_other_reviews,
    submissions_visible_to,
)
from rounds.events.ranking import mark_of, ranked, shared_out
from tests.factories.accounts import PersonFactory, StaffFactory, signed_in
from tests.factories.events import (
    AFTER,
    CLOSES,
    ProposalFactory,
    QuestionFactory,
    SpeakingFactory,
    TrackFactory,
    conference,
    helper,
    lead_of,
    reviewed,
)
from tests.factories.network import OrganisationFactory, SeatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> Event:
    return conference()


def marks(event: Event, *given: int) -> dict[int, int]:
    return {one.pk: mark for one, mark in zip(event.criteria.order_by("order"), given, strict=True)}


def test_reviewers_see_neither_names_nor_what_identifies(event: Event) -> None:
    lead = PersonFactory(name="Dr Amara Osei", email="amara@northlake.example")
    SeatFactory(person=lead, organisation__name="Northlake Hospital")
    proposal = ProposalFactory(
        event=event,
        lead=lead,
        title="How Osei does it",
        abstract="I am Amara Osei of Northlake Hospital. Write to amara@northlake.example or @amarao.",
    )
    SpeakingFactory(proposal=proposal, person=None, joined=None, email="li@a.example", name="Li Wei Chen")
    shown, hidden = QuestionFactory(event=event), QuestionFactory(event=event, identifying=True)
    file = QuestionFactory(event=event, kind="file")
    Answer.objects.create(proposal=proposal, question=shown, words="With Chen we tried it.")
    Answer.objects.create(proposal=proposal, question=hidden, words="I work at Northlake.")
    answer = Answer.objects.create(proposal=proposal, question=file)
    AnswerFile.objects.create(answer=answer, stored="events/x.pdf", name="osei.pdf", size=1)

    seen = as_reviewers_see(proposal, event.call)

    assert (seen.title, seen.speakers) == (f"How {MASK} does it", [])
    assert seen.abstract == f"I am {MASK} of {MASK}. Write to {MASK} or {MASK}."
    assert [(one.words, one.file) for one in seen.answers] == [(f"With {MASK} we tried it.", None)]


def test_call_that_is_not_anonymous_shows_names(event: Event) -> None:
    event.call.anonymous = False
    proposal = ProposalFactory(event=event, title="How Osei does it", lead=PersonFactory(name="Amara Osei"))

    seen = as_reviewers_see(proposal, event.call)

    assert (seen.title, seen.speakers) == ("How Osei does it", ["Amara Osei"])


@settings(max_examples=30)
@given(st.text(max_size=80), st.lists(st.text(alphabet="abcdeé ", min_size=1, max_size=20), max_size=3))
def test_no_name_is_left_as_a_word_of_its_own(text: str, names: list[str]) -> None:
    told = " ".join([text, *names, text])
    left = without_names(told, names)

    for name in names:
        words = name.split()
        if len(" ".join(words)) >= 4:
            assert f" {' '.join(words)} " not in f" {' '.join(left.split())} "


def test_trail_tells_a_reviewer_of_the_centre_nothing(event: Event) -> None:
    """What reviewers of the centre's own staff read in the trail never joins a person with a proposal."""
    proposal = ProposalFactory(event=event, title="Unlike any other")
    reviewer = StaffFactory()
    helper(event, "reviewer", person=reviewer)
    actions.give_review(proposal, marks(event, 3, 4), words="", by=reviewer, at=AFTER)
    actions.assign(proposal, helper(event, "reviewer"), by=StaffFactory(), at=AFTER)

    rows = [
        f"{one.subject_name} {one.details}" for one in trail_visible_to(reviewer).filter(verb__startswith="events.")
    ]

    assert len(rows) == 2
    assert not any("Unlike any other" in row or lead_of(proposal).name in row for row in rows)


def test_before_the_deadline_nothing_is_read(event: Event) -> None:
    reviewer, proposal = helper(event, "reviewer"), ProposalFactory(event=event)

    assert not reviewable_by(reviewer, at=CLOSES - dt.timedelta(seconds=1)).exists()
    assert reviewable_by(reviewer, at=CLOSES).get() == proposal
    with pytest.raises(actions.ReviewRefused, match="not open to your review"):
        actions.give_review(proposal, marks(event, 1, 1), words="", by=reviewer, at=CLOSES - dt.timedelta(hours=1))


@pytest.mark.parametrize("state", ["draft", "declined", "accepted", "withdrawn"])
def test_what_is_not_in_review_is_not_reviewed(event: Event, state: str) -> None:
    ProposalFactory(event=event, state=state)

    assert not reviewable_by(helper(event, "reviewer"), at=AFTER).exists()


def test_reviewer_of_a_track_reads_that_track(event: Event) -> None:
    one, _other = ProposalFactory(event=event), ProposalFactory(event=event)

    assert list(reviewable_by(helper(event, "reviewer", one.track), at=AFTER)) == [one]


def test_conflicts_are_found_by_seat_system_domain_invitation_and_word(event: Event) -> None:
    system = OrganisationFactory()
    mine, sister = OrganisationFactory(parent=system), OrganisationFactory(parent=system)
    reviewer = helper(event, "reviewer")
    SeatFactory(organisation=mine, person=reviewer)
    mine.domains.create(name="mine.example", added=AFTER, proven=AFTER)
    mine.domains.create(name="unproven.example", added=AFTER)
    proposals = {name: ProposalFactory(event=event) for name in ("seat", "left", "domain", "unproven", "asked", "said")}
    SeatFactory(organisation=sister, person=lead_of(proposals["seat"]))
    SeatFactory(organisation=sister, person=lead_of(proposals["left"]), ended=AFTER)
    for name, email in (("domain", "a@MINE.example"), ("unproven", "a@unproven.example"), ("asked", reviewer.email)):
        SpeakingFactory(proposal=proposals[name], person=None, joined=None, email=email)
    actions.declare_conflict(proposals["said"], reviewer, by=reviewer, at=AFTER)

    grounds = {name: conflict_grounds(reviewer, proposal) for name, proposal in proposals.items()}

    assert grounds == {
        "seat": ["same"],
        "left": [],
        "domain": ["same"],
        "unproven": [],
        "asked": ["own"],
        "said": ["declared"],
    }
    assert set(reviewable_by(reviewer, at=AFTER)) == {proposals["left"], proposals["unproven"]}


def test_declared_conflict_takes_the_review_away_and_can_be_taken_back(event: Event) -> None:
    proposal = ProposalFactory(event=event)
    review = reviewed(proposal, 5, 5)
    Assignment.objects.create(proposal=proposal, person=review.person, made=AFTER)

    actions.declare_conflict(proposal, review.person, reason="A friend", by=review.person, at=AFTER)

    assert (Review.objects.count(), Score.objects.count(), Assignment.objects.count()) == (0, 0, 0)
    page = f"/events/{event.slug}/desk/proposals/{proposal.code}"
    chair, organiser = (signed_in(helper(event, work)) for work in ("chair", "organiser"))
    end = f"{page}/conflicts/{Conflict.objects.get().pk}/end"
    assert ["A friend" in one.get(page).content.decode() for one in (chair, organiser)] == [False, True]
    assert [one.post(end).status_code for one in (chair, organiser)] == [403, 302]
    assert reviewable_by(review.person, at=AFTER).get() == proposal


@pytest.mark.parametrize("bad", [None, 6, 0])
def test_each_criterion_wants_a_mark_on_the_scale(event: Event, bad: int | None) -> None:
    proposal, reviewer = ProposalFactory(event=event), helper(event, "reviewer")
    first = event.criteria.order_by("order").first()
    assert first is not None
    wrong = {} if bad is None else {first.pk: bad}

    with pytest.raises(actions.ReviewRefused, match="Give a mark: Use"):
        actions.give_review(proposal, wrong, words="", by=reviewer, at=AFTER)


def test_review_is_changed_and_stays_one(event: Event) -> None:
    proposal, reviewer = ProposalFactory(event=event), helper(event, "reviewer")
    for given_marks in ((1, 2), (4, 5)):
        actions.give_review(proposal, marks(event, *given_marks), words="So", by=reviewer, at=AFTER)

    assert sorted(Score.objects.values_list("mark", flat=True)) == [4, 5]
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == [
        "events.review_given",
        "events.review_changed",
    ]


def test_others_are_read_after_ones_own(event: Event) -> None:
    proposal, reviewer = ProposalFactory(event=event), helper(event, "reviewer")
    reviewed(proposal, 2, 2)
    assert sees_other_reviews(reviewer, proposal) is False
    with pytest.raises(actions.ReviewRefused, match="own review first"):
        actions.say(proposal, "I agree", key=uuid.uuid4(), by=reviewer, at=AFTER)

    reviewed(proposal, 4, 4, by=reviewer)
    key = uuid.uuid4()
    for _click in range(2):
        actions.say(proposal, "I agree", key=key, by=reviewer, at=AFTER)

    assert sees_other_reviews(reviewer, proposal)
    assert proposal.remarks.count() == 1


def test_organiser_reads_reviews_unless_asked_to_review(event: Event) -> None:
    proposal = ProposalFactory(event=event)
    organiser, chair = helper(event, "organiser"), helper(event, "chair")
    Assignment.objects.create(proposal=proposal, person=chair, made=AFTER)

    assert (sees_other_reviews(organiser, proposal), sees_other_reviews(chair, proposal)) == (True, False)


def test_assigned_by_hand_never_against_a_conflict(event: Event) -> None:
    proposal, reviewer = ProposalFactory(event=event), helper(event, "reviewer")
    other = helper(event, "reviewer", TrackFactory(event=event))

    actions.assign(proposal, reviewer, by=StaffFactory(), at=AFTER)

    assert [one.subject for one in mail.outbox] == ["Review 1 proposal"]
    with pytest.raises(actions.ReviewRefused, match="already"):
        actions.assign(proposal, reviewer, by=StaffFactory(), at=AFTER)
    for person in (other, lead_of(proposal), PersonFactory()):
        with pytest.raises(actions.ReviewRefused, match="cannot review"):
            actions.assign(proposal, person, by=StaffFactory(), at=AFTER)


def test_shared_out_evenly_without_conflicts(event: Event) -> None:
    reviewers = [helper(event, "reviewer") for _each in range(4)]
    for _each in range(6):
        ProposalFactory(event=event)
    own = ProposalFactory(event=event, lead=reviewers[0])

    assert actions.assign_evenly(event, by=StaffFactory(), at=AFTER) == 14
    assert actions.assign_evenly(event, by=StaffFactory(), at=AFTER) == 0

    loads = sorted(Assignment.objects.filter(person=one).count() for one in reviewers)
    assert loads == [3, 3, 4, 4]
    assert not Assignment.objects.filter(proposal=own, person=reviewers[0]).exists()
    assert len(mail.outbox) == 4


def test_who_may_no_longer_review_is_replaced(event: Event) -> None:
    proposal, first = ProposalFactory(event=event), helper(event, "reviewer")
    event.call.reviews_wanted = 1
    event.call.save()
    actions.assign_evenly(event, by=StaffFactory(), at=AFTER)
    SpeakingFactory(proposal=proposal, person=first)
    second = helper(event, "reviewer")

    assert actions.assign_evenly(event, by=StaffFactory(), at=AFTER) == 1
    assert Assignment.objects.filter(proposal=proposal, person=second).exists()


@settings(max_examples=30)
@given(st.dictionaries(st.integers(1, 12), st.integers(1, 4), max_size=8), st.data())
def test_sharing_keeps_to_who_may_and_asks_nobody_twice(wanted: dict[int, int], data: st.DataObject) -> None:
    people = st.lists(st.integers(20, 27), unique=True)
    may = {key: data.draw(people) for key in wanted}

    pairs = shared_out(wanted, may, {})

    assert len(set(pairs)) == len(pairs)
    assert all(person in may[proposal] for proposal, person in pairs)
    for proposal, number in wanted.items():
        assert sum(one == proposal for one, _person in pairs) == min(number, len(may[proposal]))


def test_ranking_shares_places_and_shows_the_spread(event: Event) -> None:
    best, tied, also, none = (ProposalFactory(event=event) for _each in range(4))
    criterion = event.criteria.get(name="Use")
    criterion.weight = 3
    criterion.save()
    for proposal, given_marks in ((best, [(5, 5)]), (tied, [(4, 2), (3, 3)]), (also, [(3, 3), (4, 2)])):
        for pair in given_marks:
            reviewed(proposal, *pair)

    rows = ranking(submissions_visible_to(StaffFactory()).filter(event=event))

    assert [(one.proposal, one.standing.place, one.standing.tied, one.mean, one.spread) for one in rows] == [
        (best, 1, False, "5.00", ""),
        (tied, 2, True, "3.25", "0.25"),
        (also, 2, True, "3.25", "0.25"),
        (none, None, False, "", ""),
    ]


@pytest.mark.slow
@settings(max_examples=30)
@given(st.dictionaries(st.integers(), st.lists(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 3)), min_size=1))))
def test_places_follow_the_means(given_marks: dict[int, list[list[tuple[int, int]]]]) -> None:
    rows = ranked(given_marks)

    assert {row.key for row in rows} == set(given_marks)
    for row in rows:
        means = [mark_of(marks) for marks in given_marks[row.key]]
        assert row.mean == (sum(means) / len(means) if means else None)
    for one, other in pairwise(rows):
        if one.mean is not None and other.mean is not None and one.place and other.place:
            assert one.mean >= other.mean
            assert (one.place == other.place) == (one.mean == other.mean)


@settings(max_examples=30)
@given(st.lists(st.integers(0, 30), max_size=8), st.sets(st.integers(0, 7)))
def test_no_small_number_is_shown_or_told_by_the_sum(numbers: list[int], also: set[int]) -> None:
    places = {place for place in also if place < len(numbers)}
    cells = with_small_hidden([(str(place), number) for place, number in enumerate(numbers)], also=places)

    hidden = [number for cell, number in zip(cells, numbers, strict=True) if cell.number is None]
    assert all(cell.number is None or cell.number == 0 or cell.number >= 5 for cell in cells)
    assert all(cells[place].number is None for place in places)
    others = [number for number in numbers if number >= 5]
    if hidden and len(hidden) < sum(number > 0 for number in numbers):
        assert len(hidden) > 1
        assert sum(hidden) >= 5 or not others


def test_file_of_an_anonymous_call_stays_closed(event: Event) -> None:
    stored = storages["private"].save("events/a.pdf", ContentFile(b"%PDF-"))
    proposal = ProposalFactory(event=event)
    answer = Answer.objects.create(proposal=proposal, question=QuestionFactory(event=event, kind="file"))
    AnswerFile.objects.create(answer=answer, stored=stored, name="osei.pdf", size=5)

    assert as_reviewers_see(Proposal.objects.get(), event.call).answers == []


def test_reviewers_who_owe_something_are_reminded_once_a_day(event: Event) -> None:
    late, done = helper(event, "reviewer"), helper(event, "reviewer")
    first, second = ProposalFactory(event=event), ProposalFactory(event=event)
    for proposal in (first, second):
        Assignment.objects.create(proposal=proposal, person=late, made=AFTER)
    Assignment.objects.create(proposal=first, person=done, made=AFTER)
    actions.give_review(first, marks(event, *[3] * event.criteria.count()), words="", by=done, at=AFTER)
    mail.outbox.clear()

    told = actions.remind_reviewers(event, by=StaffFactory(), at=AFTER)

    assert (told, [one.to for one in mail.outbox]) == (1, [[late.email]])
    assert "2 proposals still wait for your review." in str(mail.outbox[0].body)
    with pytest.raises(actions.ReviewRefused, match="within the last day"):
        actions.remind_reviewers(event, by=StaffFactory(), at=AFTER + dt.timedelta(hours=23))
    assert actions.remind_reviewers(event, by=StaffFactory(), at=AFTER + dt.timedelta(hours=25)) == 1


def test_nobody_is_reminded_who_owes_nothing(event: Event) -> None:
    reviewer = helper(event, "reviewer")
    Assignment.objects.create(proposal=ProposalFactory(event=event, state="withdrawn"), person=reviewer, made=AFTER)
    mail.outbox.clear()

    assert (actions.remind_reviewers(event, by=StaffFactory(), at=AFTER), mail.outbox) == (0, [])
