"""What comes off a price: discounts by rule, then one voucher."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rounds.billing.money import Money


@dataclass(frozen=True, slots=True)
class Off:
    """From `threshold` of `reason` upwards, `percent` (in hundredths of a percent) comes off."""

    reason: str
    threshold: int
    percent: int


@dataclass(frozen=True, slots=True)
class Reduced:
    price: Money
    off: Money
    reasons: tuple[Off, ...]

    @property
    def left(self) -> Money:
        return self.price - self.off


def reduce(price: Money, offs: Iterable[Off], facts: Mapping[str, int]) -> Reduced:
    """The best step reached of each reason; percents of different reasons add up, to 100 at most, and round once.

    >>> offs = [Off("years", 2, 500), Off("years", 3, 1000), Off("days_early", 30, 500)]
    >>> found = reduce(Money(100000, "USD"), offs, {"years": 3, "days_early": 40})
    >>> found.off.minor, [off.percent for off in found.reasons]
    (15000, [1000, 500])
    """
    best: dict[str, Off] = {}
    for off in offs:
        reached = facts.get(off.reason, 0) >= off.threshold
        if reached and off.percent > best.get(off.reason, Off("", 0, 0)).percent:
            best[off.reason] = off
    percent = min(sum(off.percent for off in best.values()), 10_000)
    return Reduced(price, price.share(percent, 10_000), tuple(best.values()))
