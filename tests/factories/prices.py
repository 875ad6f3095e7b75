"""Price lists, points and vouchers."""

import datetime as dt
from collections.abc import Mapping, Sequence

from rounds.billing.actions import points as point_actions
from rounds.billing.actions.prices import add_price_rule, draft_price_list, schedule_price_list, write_bands
from rounds.billing.actions.reductions import make_voucher
from rounds.billing.models import Payer, PointsAccount, PriceList, Voucher
from rounds.billing.money import Money
from rounds.billing.pricing import Band
from tests.factories.accounts import StaffFactory
from tests.factories.billing import PayerFactory

NOW = dt.datetime(2026, 11, 26, 12, tzinfo=dt.UTC)
TODAY = NOW.date()
Prices = Mapping[str, tuple[str, Sequence[Band]]]


def draft_list(prices: Prices, *, subject: str = "dues", at: dt.datetime = NOW) -> PriceList:
    """A draft with ladders by kind: {"hospital": ("beds", [Band(0, 1200), ...])}."""
    staff = StaffFactory()
    made = draft_price_list(subject=subject, name=f"Prices of {subject}", currency="USD", by=staff, at=at)
    for edition, (kind, (metric, bands)) in enumerate(prices.items()):
        rule = add_price_rule(made, kind=kind, metric=metric, edition=2 * edition + 1, by=staff, at=at)
        write_bands(rule, bands, edition=2 * edition + 2, by=staff, at=at)
    made.refresh_from_db()
    return made


def held_list(prices: Prices, *, subject: str = "dues", starts: dt.date = TODAY, at: dt.datetime = NOW) -> PriceList:
    """A list that holds from a day on."""
    made = draft_list(prices, subject=subject, at=at)
    return schedule_price_list(made, starts=starts, edition=made.edition, by=made.by, at=at, on=starts)


def with_points(points: int = 2000, *, at: dt.datetime = NOW, payer: Payer | None = None) -> PointsAccount:
    """The account of a payer that has earned points."""
    payer = payer or PayerFactory()
    point_actions.earn_from_dues(payer, Money(points * 200, "USD"), at, key=f"dues:{payer.pk}:{at}")
    return point_actions.account_of(payer)


def a_voucher(code: str = "WELCOME", **more: object) -> Voucher:
    facts: dict[str, object] = {
        "code": code,
        "words": "For new members",
        "percent": 10,
        "amount": None,
        "currency": "",
        "subject": "",
        "kind": "",
        "limit": 1,
        "starts": TODAY,
        "ends": TODAY + dt.timedelta(days=30),
        "by": StaffFactory(),
        "at": NOW,
        **more,
    }
    return make_voucher(**facts)  # type: ignore[arg-type]
