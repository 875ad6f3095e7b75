"""From the vote to the recipients: finalists by a stated rule, judges for themselves, prizes as facts."""

from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, transaction

from rounds.accounts.models import Entry as Trail
from rounds.events.actions import entries, judging, supporting
from rounds.events.actions.contests import ContestRefused
from rounds.events.models import Contest, Entry, Finalist, Prize, Sheet, Support
from rounds.events.queries import contests as queries
from rounds.events.tallying import Given, odd_ones
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.contests import (
    BEGINS,
    DAY,
    OVER,
    VOTING,
    ContestFactory,
    EntryFactory,
    finalist,
    judge_of,
    liked,
    marked,
)
from tests.factories.network import SeatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest() -> Contest:
    return ContestFactory()


def test_finalists_come_by_the_stated_rule_and_are_told(contest: Contest) -> None:
    early = EntryFactory(contest=contest, sent=BEGINS)
    late = EntryFactory(contest=contest, sent=BEGINS + DAY)
    spoken, last = EntryFactory(contest=contest, sent=BEGINS + 2 * DAY), EntryFactory(contest=contest)
    liked(early, 3)
    liked(late, 3)
    liked(spoken, 2, 1)
    (aside, *_rest) = liked(last, 3)
    supporting.set_aside(aside, "Made by a program", by=StaffFactory(), at=VOTING)
    with pytest.raises(ContestRefused, match="still open"):
        judging.choose_finalists(contest, by=StaffFactory(), at=VOTING)

    judging.choose_finalists(contest, by=StaffFactory(), at=OVER)

    rows = Finalist.objects.order_by("place").values_list("entry", "place", "likes", "comments")
    assert list(rows) == [(spoken.pk, 1, 2, 1), (early.pk, 2, 3, 0), (late.pk, 3, 3, 0)]
    assert len(mail.outbox) == 4
    with pytest.raises(DatabaseError), transaction.atomic():
        Finalist.objects.update(place=1)
    with pytest.raises(ContestRefused, match="What counted stays"):
        supporting.set_aside(Support.objects.filter(aside__isnull=True)[0], "Late", by=StaffFactory(), at=OVER)


def test_finalists_wait_for_what_nobody_looked_at(contest: Contest) -> None:
    (support,) = liked(EntryFactory(contest=contest), 1, 1)
    Support.objects.update(words_state="new")

    with pytest.raises(ContestRefused, match="wait to be looked at"):
        judging.choose_finalists(contest, by=StaffFactory(), at=OVER)
    supporting.look_at_kind_word(support, "kept_back", by=StaffFactory(), at=OVER)
    judging.choose_finalists(contest, by=StaffFactory(), at=OVER)

    assert Finalist.objects.values_list("likes", "comments").get() == (1, 0)


def test_next_in_line_moves_up_when_a_finalist_withdraws(contest: Contest) -> None:
    found = [EntryFactory(contest=contest) for _number in range(5)]
    for number, entry in enumerate(found):
        liked(entry, 5 - number)
    judging.choose_finalists(contest, by=StaffFactory(), at=OVER)

    entries.withdraw_entry(found[0], by=found[0].person, at=OVER)
    made = judging.choose_finalists(contest, by=StaffFactory(), at=OVER)

    assert [one.entry_id for one in made] == [found[3].pk]
    with pytest.raises(ContestRefused, match="no entry that could"):
        judging.choose_finalists(contest, by=StaffFactory(), at=OVER)


def test_sheet_is_given_once_and_before_others_are_seen(contest: Contest) -> None:
    entry, judge, other = finalist(contest), judge_of(contest), judge_of(contest)
    marks = dict.fromkeys(contest.criteria.values_list("pk", flat=True), 4)
    marked(entry, 5, 5, by=other)

    before = queries.sheets_seen_by(judge, entry)
    judging.give_sheet(entry, marks, "I say why.", by=judge, at=OVER)

    assert (before, len(queries.sheets_seen_by(judge, entry))) == ([], 2)
    with pytest.raises(ContestRefused, match="given already"):
        judging.give_sheet(entry, marks, "Again.", by=judge, at=OVER)
    with pytest.raises(DatabaseError), transaction.atomic():
        Sheet.objects.update(words="Changed")


def test_judges_with_a_conflict_do_not_judge(contest: Contest) -> None:
    entry, seat = finalist(contest), SeatFactory()
    marks = dict.fromkeys(contest.criteria.values_list("pk", flat=True), 4)
    SeatFactory(organisation=seat.organisation, person=entry.person)
    near, said = judge_of(contest, seat.person), judge_of(contest)
    with pytest.raises(ContestRefused, match="what the conflict is"):
        judging.recuse(entry, " ", by=said, at=OVER)
    judging.recuse(entry, "We are friends.", by=said, at=OVER)

    for judge in (near, said):
        with pytest.raises(ContestRefused, match="conflict of interest"):
            judging.give_sheet(entry, marks, "I say why.", by=judge, at=OVER)
    with pytest.raises(ContestRefused, match="Only the judges"):
        judging.give_sheet(entry, marks, "I say why.", by=PersonFactory(), at=OVER)
    judge = judge_of(contest)
    with pytest.raises(ContestRefused, match="each criterion"):
        judging.give_sheet(entry, {}, "I say why.", by=judge, at=OVER)
    with pytest.raises(ContestRefused, match="no finalist"):
        judging.give_sheet(EntryFactory(contest=contest), marks, "I say why.", by=judge, at=OVER)
    marked(entry, 3, 3, by=judge)
    with pytest.raises(ContestRefused, match="is given"):
        judging.recuse(entry, "Too late", by=judge, at=OVER)


def test_conflict_that_a_judge_named_by_mistake_is_taken_back_until_recipients_are_chosen(contest: Contest) -> None:
    entry, judge = finalist(contest), judge_of(contest)
    judging.recuse(entry, "We are friends.", by=judge, at=OVER)

    for _click in range(2):
        judging.take_recusal_back(entry, by=judge, at=OVER)

    assert Trail.objects.filter(verb="events.recusal_taken_back").count() == 1
    assert [(one.recused, one.said) for one in queries.to_judge(contest, judge)] == [("", False)]
    marked(entry, 3, 3, by=judge)
    Contest.objects.update(decided=OVER)
    with pytest.raises(ContestRefused, match="Judging is over"):
        judging.take_recusal_back(entry, by=judge, at=OVER)


def judged(contest: Contest) -> list[Entry]:
    """Three finalists with two sheets each; the second and third are equal, and the vote parts them."""
    found = [finalist(contest, place) for place in (1, 2, 3)]
    for entry, marks in zip(found, ((3, 3), (4, 4), (4, 4)), strict=True):
        for _sheet in range(2):
            marked(entry, *marks)
    return found


def test_means_are_weighted_and_equal_ones_share_a_place(contest: Contest) -> None:
    first, second, third = judged(contest)

    rows = [(one.entry, one.place, one.tied, one.shown) for one in queries.judged_in(contest)]

    assert rows == [(second, 1, True, "4.00"), (third, 1, True, "4.00"), (first, 3, False, "3.00")]


def test_recipient_is_chosen_answers_and_another_follows(contest: Contest) -> None:
    first, second, third = judged(contest)
    staff = StaffFactory()
    with pytest.raises(ContestRefused, match="from 1 to 1"):
        judging.choose_recipients(contest, [second.code, third.code], by=staff, at=OVER)
    with pytest.raises(ContestRefused, match="is no finalist"):
        judging.choose_recipients(contest, ["nonsense"], by=staff, at=OVER)

    judging.choose_recipients(contest, [second.code], by=staff, at=OVER)
    with pytest.raises(ContestRefused, match="All prizes are given"):
        judging.choose_recipients(contest, [third.code], by=staff, at=OVER)
    judging.answer_prize(Prize.objects.get(), "no", by=second.person, at=OVER)
    judging.choose_recipients(contest, [third.code], by=staff, at=OVER)
    prize = Prize.objects.get(entry=third)
    judging.answer_prize(prize, "yes", companion_name="Uncle Ben", by=third.person, at=OVER)

    (fact,) = queries.scholarships_of(contest.event)
    assert (fact.person, fact.companion, fact.tickets, fact.waits) == (third.person, "Uncle Ben", 0, False)
    assert len(mail.outbox) == 4  # three finalists at first, then the one who follows
    with pytest.raises(ContestRefused, match="may have gone"):
        judging.answer_prize(Prize.objects.get(entry=second), "yes", by=second.person, at=OVER)
    with pytest.raises(ContestRefused, match="Only who received"):
        judging.answer_prize(prize, "no", by=first.person, at=OVER)


def test_recipients_wait_for_the_sheets(contest: Contest) -> None:
    with pytest.raises(ContestRefused, match="finalists first"):
        judging.choose_recipients(contest, ["any"], by=StaffFactory(), at=OVER)
    entry = finalist(contest)
    marked(entry, 4, 4)
    with pytest.raises(ContestRefused, match="too few sheets"):
        judging.choose_recipients(contest, [entry.code], by=StaffFactory(), at=OVER)


def test_odd_patterns_are_named() -> None:
    def like(number: int, **facts: Any) -> Given:
        told = {
            "entry": 1,
            "at": VOTING + number * DAY / 24,
            "joined": BEGINS - DAY,
            "domain": f"d{number}.example",
            "words": "",
        }
        return Given(number, **{**told, **facts})

    def kinds(given: list[Given]) -> list[str]:
        return [one.kind for one in odd_ones(given, votes_from=BEGINS + 20 * DAY)]

    assert kinds([like(number) for number in range(12)]) == []
    assert kinds([like(number, joined=VOTING) for number in range(5)]) == ["new accounts"]
    assert kinds([like(number, at=VOTING) for number in range(10)]) == ["burst"]
    assert kinds([like(number, domain="one.example") for number in range(5)]) == ["one domain"]
    assert kinds([like(number, words="Vote  for her") for number in range(3)]) == ["same words"]
