"""Several years paid at once: what they cost, and what a discount takes off."""

from dataclasses import dataclass

from rounds.billing.money import Money

MOST_YEARS = 5


@dataclass(frozen=True)
class Together:
    """So many years at the price of one, less what comes off; `percent` is in whole percent."""

    years: int
    one: Money
    off: Money
    percent: int = 0

    @property
    def full(self) -> Money:
        """
        >>> three = Together(3, Money(480_000, "USD"), Money(144_000, "USD"), 10)
        >>> three.full, three.left
        (Money(minor=1440000, currency='USD'), Money(minor=1296000, currency='USD'))
        """
        return self.one * self.years

    @property
    def left(self) -> Money:
        return self.full - self.off
