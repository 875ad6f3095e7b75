"""Money is a whole number of the smallest unit of a currency. It is never a float."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import total_ordering
from itertools import pairwise

# currencies whose smallest unit is not a hundredth (ISO 4217)
PLACES = {"BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0}
PLACES |= {"UGX": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0}
PLACES |= {"BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3}


class NotMoney(ValueError):
    """The message is written for the person who typed it."""


class OtherCurrency(ValueError):
    """Two currencies do not add up."""


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    """
    >>> Money(1250, "EUR") + Money(50, "EUR")
    Money(minor=1300, currency='EUR')
    >>> str(-Money(5, "EUR")), str(Money(1500, "JPY")), str(Money.of("1200.5", "USD"))
    ('EUR -0.05', 'JPY 1500', 'USD 1200.50')
    >>> Money(100, "EUR") < Money(101, "EUR")
    True
    """

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.minor, int) or isinstance(self.minor, bool):
            raise TypeError(f"Money is a whole number of minor units, not {self.minor!r}.")

    @classmethod
    def of(cls, amount: str | int | Decimal, currency: str) -> "Money":
        """Money from an amount in whole units; more digits than the currency has are refused."""
        try:
            scaled = Decimal(amount).scaleb(places(currency))
        except InvalidOperation:
            raise NotMoney(f"{amount} is not an amount of money.") from None
        if not scaled.is_finite() or scaled != scaled.to_integral_value():
            raise NotMoney(f"{amount} is not an amount of money in {currency}.")
        return cls(int(scaled), currency)

    @property
    def decimal(self) -> Decimal:
        """The amount in whole units, with as many digits as the currency has."""
        return Decimal(self.minor).scaleb(-places(self.currency))

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __mul__(self, times: int) -> "Money":
        return Money(self.minor * times, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        return f"{self.currency} {self.decimal}"

    def share(self, part: int, whole: int) -> "Money":
        """`part` of `whole` of this, halves rounded away from zero.

        >>> Money(1000, "EUR").share(1, 3), Money(5, "EUR").share(1, 2)
        (Money(minor=333, currency='EUR'), Money(minor=3, currency='EUR'))
        """
        return Money(rounded(self.minor * part, whole), self.currency)

    def allocate(self, weights: Sequence[int]) -> list["Money"]:
        """This in parts by weight, nothing lost: each part ends where the rounded share of all parts so far ends.

        >>> [part.minor for part in Money(1000, "EUR").allocate([1, 1, 1])]
        [333, 334, 333]
        """
        if min(weights, default=0) < 0 or not sum(weights):
            raise ValueError("Money is shared by weights that are not negative, and not all zero.")
        ends = [self.share(sum(weights[:count]), sum(weights)) for count in range(len(weights) + 1)]
        return [after - before for before, after in pairwise(ends)]

    def _same(self, other: "Money") -> int:
        if other.currency != self.currency:
            raise OtherCurrency(f"{self} and {other} do not add up.")
        return other.minor


def rounded(top: int, bottom: int) -> int:
    """The whole number next to a fraction, halves away from zero; exact for numbers of any length.

    >>> rounded(5, 2), rounded(-5, 2), rounded(7, 3)
    (3, -3, 2)
    """
    if bottom <= 0:
        raise ValueError("A share is a part of something greater than nothing.")
    size = (2 * abs(top) + bottom) // (2 * bottom)
    return size if top >= 0 else -size


def places(currency: str) -> int:
    """How many digits a currency has after the point.

    >>> places("EUR"), places("JPY"), places("KWD")
    (2, 0, 3)
    """
    return PLACES.get(currency, 2)
