"""Tax and totals of the lines of an order or an invoice, rounded as EN 16931 asks: once for each category and rate."""

from collections.abc import Iterable
from dataclasses import dataclass

from rounds.billing.money import Money

WHOLE = 10_000  # a rate is in basis points: 1950 is 19.5 %


@dataclass(frozen=True, slots=True)
class TaxLine:
    """How a line is taxed: rate in basis points, category (a letter of `TaxCategory`), and why, where no tax is due."""

    rate: int = 0
    category: str = "O"
    words: str = ""


@dataclass(frozen=True, slots=True)
class Taxed:
    """One line: its net amount and its tax."""

    net: Money
    tax: TaxLine


@dataclass(frozen=True, slots=True)
class TaxGroup:
    """What one category and rate comes to."""

    category: str
    rate: int
    words: str
    net: Money
    tax: Money


@dataclass(frozen=True, slots=True)
class Totals:
    net: Money
    tax: Money
    gross: Money
    groups: tuple[TaxGroup, ...]


class MixedTaxes(ValueError):
    """What is outside the scope of tax cannot stand beside what is taxed (EN 16931, BR-O-11 to 14)."""


def totals(lines: Iterable[Taxed], currency: str) -> Totals:
    """
    >>> half = TaxLine(rate=2500, category="S")
    >>> found = totals([Taxed(Money(10, "EUR"), half), Taxed(Money(8, "EUR"), half)], "EUR")
    >>> found.tax.minor, found.gross.minor
    (5, 23)
    """
    nothing = Money(0, currency)
    nets: dict[tuple[str, int], Money] = {}
    words: dict[tuple[str, int], str] = {}
    for line in lines:
        key = (line.tax.category, line.tax.rate)
        nets[key] = nets.get(key, nothing) + line.net
        words[key] = words.get(key) or line.tax.words
    groups = tuple(
        TaxGroup(category, rate, words[category, rate], net, net.share(rate, WHOLE))
        for (category, rate), net in sorted(nets.items())
    )
    if len({group.category for group in groups}) > 1 and any(group.category == "O" for group in groups):
        raise MixedTaxes
    net, tax = sum((each.net for each in groups), nothing), sum((each.tax for each in groups), nothing)
    return Totals(net, tax, net + tax, groups)


def net_of(gross: Money, rate: int) -> tuple[Money, int]:
    """The net amount whose gross comes nearest to `gross`, and what is still missing: at most a unit.

    >>> net_of(Money(120, "EUR"), 2000), net_of(Money(3, "EUR"), 5000)
    ((Money(minor=100, currency='EUR'), 0), (Money(minor=2, currency='EUR'), 0))
    """
    middle = gross.share(WHOLE, WHOLE + rate)
    nearby = (Money(middle.minor + step, gross.currency) for step in (0, -1, 1))
    best = min(nearby, key=lambda net: abs((gross - net - net.share(rate, WHOLE)).minor))
    return best, (gross - best - best.share(rate, WHOLE)).minor
