"""The points ledger: what each action does, and what it refuses."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from rounds.accounts.models import Entry
from rounds.billing.actions import points as actions
from rounds.billing.actions.points import PointsRefused
from rounds.billing.models import PointsAccount, PointsLot, PointsMove, PointsTransaction
from rounds.billing.money import Money
from rounds.billing.queries.points import balance_of, lots_that_disagree, payers_with_expired_points
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.billing import PayerFactory
from tests.factories.prices import NOW, TODAY, with_points

pytestmark = pytest.mark.django_db


def spend(account: PointsAccount, points: int, key: str = "a", **more: object) -> PointsTransaction:
    facts = {"subject": "event", "reference": "order:1", "by": None, "at": NOW, **more}
    return actions.spend_points(account, points, key=key, **facts)  # type: ignore[arg-type]


def test_half_of_the_dues_come_back_as_points() -> None:
    account = with_points(2000)

    lot = account.lots.get()
    assert (balance_of(account, on=TODAY), lot.earned_on, lot.expires_on) == (2000, TODAY, dt.date(2027, 12, 31))
    assert Entry.objects.get(verb="billing.points_earned").details == {"points": 2000}


def test_the_same_payment_earns_once() -> None:
    payer = PayerFactory()

    first, second = (actions.earn_from_dues(payer, Money(400000, "USD"), NOW, key="dues:7") for _ in range(2))

    assert first == second
    assert balance_of(actions.account_of(payer), on=TODAY) == 2000


def test_dues_too_small_for_a_point_earn_none() -> None:
    assert actions.earn_from_dues(PayerFactory(), Money(99, "USD"), NOW, key="dues:7") is None


def test_the_same_key_with_other_numbers_is_refused() -> None:
    account = with_points()
    spend(account, 10)

    with pytest.raises(PointsRefused, match="with other numbers"):
        spend(account, 11)


@pytest.mark.parametrize("subject", ["dues", "dues:7", "points"])
def test_points_never_pay_dues(subject: str) -> None:
    with pytest.raises(PointsRefused, match="cannot pay dues"):
        spend(with_points(), 10, subject=subject)


def test_the_lot_that_runs_out_first_is_spent_first() -> None:
    account = with_points(100, at=NOW - dt.timedelta(days=365))
    with_points(100, payer=account.payer)

    spend(account, 130)

    assert list(account.lots.order_by("earned_on").values_list("remaining", flat=True)) == [0, 70]
    assert balance_of(account, on=TODAY) == 70


def test_more_than_there_is_cannot_be_spent() -> None:
    account = with_points(100)

    with pytest.raises(PointsRefused, match="There are 100 points, and this needs 101"):
        spend(account, 101)

    assert not PointsTransaction.objects.filter(kind="spent").exists()


@pytest.mark.parametrize("points", [0, -5])
def test_nothing_and_less_than_nothing_are_refused(points: int) -> None:
    with pytest.raises(PointsRefused, match="one point or more"):
        spend(with_points(), points)


def test_points_pass_to_a_colleague_with_their_last_day() -> None:
    leader, person = with_points(100, at=NOW - dt.timedelta(days=365)), PersonFactory()
    colleague = actions.account_of(leader.payer, person)

    actions.pass_points_on(leader, colleague, 40, key="p", by=person, at=NOW)

    lot = colleague.lots.get()
    assert (balance_of(leader, on=TODAY), balance_of(colleague, on=TODAY)) == (60, 40)
    assert (lot.expires_on, lot.came_from) == (dt.date(2026, 12, 31), leader.lots.get())


def test_points_stay_within_one_organisation() -> None:
    one, other = with_points(), with_points()

    for to in (one, other):
        with pytest.raises(PointsRefused, match="within one organisation"):
            actions.pass_points_on(one, to, 1, key="p", by=PersonFactory(), at=NOW)


def test_a_refund_goes_back_into_the_same_lots() -> None:
    account = with_points(100, at=NOW - dt.timedelta(days=365))
    with_points(100, payer=account.payer)
    spent = spend(account, 130)

    actions.refund_points(spent, 60, key="r", by=None, at=NOW)

    assert list(account.lots.order_by("earned_on").values_list("remaining", flat=True)) == [30, 100]


def test_no_more_is_paid_back_than_was_spent() -> None:
    spent = spend(with_points(100), 50)
    actions.refund_points(spent, 30, key="r", by=None, at=NOW)

    with pytest.raises(PointsRefused, match="more than was spent"):
        actions.refund_points(spent, 21, key="r2", by=None, at=NOW)
    with pytest.raises(PointsRefused, match="more than was spent"):
        actions.refund_points(PointsTransaction.objects.get(kind="earned"), 1, key="r3", by=None, at=NOW)


def test_points_carry_into_the_next_calendar_year_and_no_further() -> None:
    account = with_points(100, at=dt.datetime(2026, 1, 2, tzinfo=dt.UTC))
    last, after = dt.date(2027, 12, 31), dt.date(2028, 1, 1)
    payer = account.payer
    assert payer is not None

    assert actions.expire_points(payer, on=last, at=NOW) is None
    assert [balance_of(account, on=day) for day in (last, after)] == [100, 0]
    assert list(payers_with_expired_points(on=after)) == [payer]
    change = actions.expire_points(payer, on=after, at=NOW)

    assert change is not None
    assert (change.points, actions.expire_points(payer, on=after, at=NOW)) == (100, None)
    assert list(payers_with_expired_points(on=after)) == []


def test_points_lapse_with_the_membership_for_colleagues_too() -> None:
    leader, person = with_points(100), PersonFactory()
    payer = leader.payer
    assert payer is not None
    colleague = actions.account_of(payer, person)
    actions.pass_points_on(leader, colleague, 40, key="p", by=person, at=NOW)

    change = actions.lapse_points(payer, NOW)

    assert change is not None
    assert (change.points, balance_of(leader, on=TODAY), balance_of(colleague, on=TODAY)) == (100, 0, 0)
    assert actions.lapse_points(payer, NOW) is None


def test_what_is_paid_back_after_a_lapse_is_gone_at_once() -> None:
    account = with_points(100)
    payer = account.payer
    assert payer is not None
    spent = spend(account, 100)
    assert actions.lapse_points(payer, NOW) is None

    actions.refund_points(spent, 100, key="r", by=None, at=NOW)

    assert balance_of(account, on=TODAY) == 0
    assert lots_that_disagree() == []


def test_staff_give_points_only_with_a_reason() -> None:
    account, staff = with_points(100), StaffFactory()

    with pytest.raises(PointsRefused, match="Say why"):
        actions.grant_points(account, 50, reason=" ", key="g", by=staff, at=NOW)
    actions.grant_points(account, 50, reason="Spoke at our event.", key="g", by=staff, at=NOW)

    assert balance_of(account, on=TODAY) == 150


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE billing_pointstransaction SET points = 5",
        "DELETE FROM billing_pointsmove",
        "UPDATE billing_pointsmove SET points = 5",
        "UPDATE billing_pointslot SET points = 5",
        "UPDATE billing_pointslot SET expires_on = '2099-01-01'",
        "DELETE FROM billing_pointslot",
        "UPDATE billing_pointslot SET remaining = remaining - 2001",
        "UPDATE billing_pointslot SET remaining = remaining + 1",
    ],
)
def test_the_database_keeps_the_ledger(sql: str) -> None:
    with_points()

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_an_ended_lot_does_not_begin_again() -> None:
    account = with_points()
    assert account.payer is not None
    actions.lapse_points(account.payer, NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        PointsLot.objects.update(ended=None)


def test_a_lot_that_disagrees_with_the_ledger_is_found() -> None:
    account = with_points()
    PointsLot.objects.update(remaining=1999)

    assert lots_that_disagree() == [account.lots.get()]


def test_accounts_of_the_centre_are_no_payers() -> None:
    with_points()

    with pytest.raises(PointsRefused, match="account of the centre"):
        spend(PointsAccount.objects.get(purpose="issued"), 1)


def test_every_move_has_two_sides() -> None:
    account = with_points()
    spend(account, 500)

    taken = {a.purpose: sum(m.points for m in a.taken.all()) for a in PointsAccount.objects.all()}
    given = {a.purpose: sum(m.points for m in a.given.all()) for a in PointsAccount.objects.all()}
    assert {name: taken[name] - given[name] for name in taken} == {"held": 1500, "issued": -2000, "spent": 500}
    assert PointsMove.objects.count() == 2
