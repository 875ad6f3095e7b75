"""Whatever is done to points, in whatever order: never below nothing, and none made or lost."""

import datetime as dt
from collections import Counter
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from rounds.billing.actions import points as actions
from rounds.billing.actions.points import PointsRefused
from rounds.billing.models import Payer, PointsAccount, PointsLot, PointsMove, PointsTransaction
from rounds.billing.money import Money
from rounds.billing.pointing import points_for_dues
from rounds.billing.queries.points import balance_of, lots_that_disagree
from tests.factories.accounts import PersonFactory
from tests.factories.billing import PayerFactory

pytestmark = pytest.mark.django_db
AMOUNTS = st.integers(1, 400)


class Ledger(RuleBasedStateMachine):
    """Does what people, staff and jobs do, beside a model that only counts what each account may spend."""

    @initialize()
    def begin(self) -> None:
        self.point = transaction.atomic()
        self.point.__enter__()
        self.at = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
        self.payers: list[Payer] = [PayerFactory(), PayerFactory()]
        person = PersonFactory()
        self.accounts = [actions.account_of(payer, who) for payer in self.payers for who in (None, person)]
        self.person, self.keys = person, 0
        self.gone: Counter[int] = Counter()
        self.made: Counter[int] = Counter()

    def teardown(self) -> None:
        if hasattr(self, "point"):
            transaction.set_rollback(True)
            self.point.__exit__(None, None, None)

    def key(self) -> str:
        self.keys += 1
        return f"key:{self.keys}"

    def balance(self, account: PointsAccount) -> int:
        return balance_of(account, on=self.at.date())

    @rule(who=st.integers(0, 1), minor=st.integers(0, 90_000), again=st.booleans())
    def earn(self, who: int, minor: int, again: bool) -> None:
        key, paid, payer = self.key(), Money(minor, "USD"), self.payers[who]
        for _ in range(2 if again else 1):
            actions.earn_from_dues(payer, paid, self.at, key=key)
        self.made[payer.pk] += points_for_dues(paid)

    @rule(which=st.integers(0, 3), points=AMOUNTS, again=st.booleans())
    def spend(self, which: int, points: int, again: bool) -> None:
        account, key = self.accounts[which], self.key()
        before = self.balance(account)
        facts: dict[str, Any] = {"subject": "course", "reference": "order:1", "by": None, "at": self.at}
        try:
            for _ in range(2 if again else 1):
                actions.spend_points(account, points, key=key, **facts)
        except PointsRefused:
            assert points > before
            return
        assert self.balance(account) == before - points

    @rule(giver=st.integers(0, 3), taker=st.integers(0, 3), points=AMOUNTS)
    def pass_on(self, giver: int, taker: int, points: int) -> None:
        one, other = self.accounts[giver], self.accounts[taker]
        before = self.balance(one), self.balance(other)
        try:
            actions.pass_points_on(one, other, points, key=self.key(), by=self.person, at=self.at)
        except PointsRefused:
            assert one == other or one.payer_id != other.payer_id or points > before[0]
            return
        assert (self.balance(one), self.balance(other)) == (before[0] - points, before[1] + points)

    @rule(data=st.data(), points=AMOUNTS)
    def refund(self, data: st.DataObject, points: int) -> None:
        spent = list(PointsTransaction.objects.filter(kind="spent").order_by("pk"))
        if not spent:
            return
        change = data.draw(st.sampled_from(spent))
        back = change.refunded_by.aggregate(sum=Sum("points"))["sum"] or 0
        try:
            actions.refund_points(change, points, key=self.key(), by=None, at=self.at)
        except PointsRefused:
            assert points > change.points - back

    @rule(data=st.data(), points=st.integers(0, 600), again=st.booleans())
    def take_back_a_part(self, data: st.DataObject, points: int, again: bool) -> None:
        """Never more than is there, and never more than `points` in all for the same gift."""
        given = list(PointsTransaction.objects.filter(kind="earned").order_by("pk"))
        if not given:
            return
        change, key = data.draw(st.sampled_from(given)), self.key()
        mark = {"kind": "lapsed", "reference": f"points:{change.pk}"}
        before = PointsTransaction.objects.filter(**mark).aggregate(sum=Sum("points"))["sum"] or 0
        for _ in range(2 if again else 1):
            actions.take_back_part(change, points, key=key, at=self.at)
        after = PointsTransaction.objects.filter(**mark).aggregate(sum=Sum("points"))["sum"] or 0
        assert before <= after <= max(before, min(points, change.points))

    @rule(days=st.integers(1, 400))
    def time_passes(self, days: int) -> None:
        self.at += dt.timedelta(days=days)

    @rule(who=st.integers(0, 1))
    def expire(self, who: int) -> None:
        before = [self.balance(account) for account in self.accounts]
        actions.expire_points(self.payers[who], on=self.at.date(), at=self.at)
        assert [self.balance(account) for account in self.accounts] == before

    @rule(who=st.integers(0, 1))
    def lapse(self, who: int) -> None:
        actions.lapse_points(self.payers[who], self.at)
        assert [self.balance(account) for account in self.accounts if account.payer == self.payers[who]] == [0, 0]

    @invariant()
    def nothing_is_below_nothing(self) -> None:
        assert not PointsLot.objects.filter(remaining__lt=0).exists()
        assert lots_that_disagree() == []

    @invariant()
    def nothing_is_made_or_lost(self) -> None:
        """What was given out to a payer is what its lots hold, what it spent and what has run out, point for point."""
        for payer in getattr(self, "payers", []):
            issued, spent, ended = (
                moved(payer, giver__purpose="issued"),
                moved(payer, taker__purpose="spent") - moved(payer, giver__purpose="spent"),
                moved(payer, taker__purpose="ended"),
            )
            held = PointsLot.objects.filter(account__payer=payer).aggregate(sum=Sum("remaining"))["sum"] or 0
            assert issued == self.made[payer.pk] == held + spent + ended

    @invariant()
    def moves_add_up_to_their_change(self) -> None:
        for change in PointsTransaction.objects.exclude(kind="refunded"):
            assert sum(move.points for move in change.moves.all()) == change.points


def moved(payer: Payer, **which: object) -> int:
    return PointsMove.objects.filter(transaction__payer=payer, **which).aggregate(sum=Sum("points"))["sum"] or 0


def play(examples: int, steps: int) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Ledger,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.slow
def test_any_order_keeps_the_books() -> None:
    play(examples=3, steps=8)


@pytest.mark.slow
def test_many_orders_keep_the_books() -> None:
    play(examples=25, steps=40)
