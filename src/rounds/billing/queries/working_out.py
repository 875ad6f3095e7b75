"""A price worked out by hand: the list, the discounts, and a part of a year."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from rounds.billing.money import Money
from rounds.billing.prorating import co_terminus
from rounds.billing.queries.prices import Price, price_for
from rounds.billing.queries.reductions import discounted


@dataclass(frozen=True)
class WorkedOut:
    """Each step, so that it can be explained: the price, how often, what comes off, and what is left to pay."""

    price: Price
    times: int
    full: Money
    off: Money
    percents: tuple[int, ...]
    left: Money


def work_out(
    subject: str,
    *,
    kind: str,
    sizes: Mapping[str, int],
    facts: Mapping[str, int],
    on: dt.date,
    member: bool = False,
    currency: str = "",
    until: dt.date | None = None,
) -> WorkedOut | None:
    """What somebody pays. `facts` are years, places and days_early; `until` ends the first year earlier than usual."""
    found = price_for(subject, kind=kind, sizes=sizes, on=on, member=member, currency=currency)
    if found is None:
        return None
    times = max(facts.get("years", 1), 1) * max(facts.get("places", 1), 1)
    full = found.amount * times
    if until is not None:
        full = full - found.amount + co_terminus(found.amount, joins=on, ends=until)
    less = discounted(full, subject, facts, on=on)
    return WorkedOut(found, times, full, less.off, tuple(off.percent // 100 for off in less.reasons), less.left)
