"""What a part of a term costs, exact to the day and to the smallest coin."""

import datetime as dt
from dataclasses import dataclass

from rounds.billing.money import Money


@dataclass(frozen=True, slots=True)
class Term:
    """The days from `starts` up to, but not with, `ends`."""

    starts: dt.date
    ends: dt.date

    def __post_init__(self) -> None:
        if self.ends <= self.starts:
            raise ValueError("A term has at least one day.")

    @property
    def days(self) -> int:
        return (self.ends - self.starts).days


def cost_until(price: Money, term: Term, day: dt.date) -> Money:
    """What of the price of a term is used up when `day` begins.

    >>> cost_until(Money(36500, "USD"), Term(dt.date(2026, 1, 1), dt.date(2027, 1, 1)), dt.date(2026, 1, 11)).minor
    1000
    """
    used = (min(max(day, term.starts), term.ends) - term.starts).days
    return price.share(used, term.days)


def pro_rated(price: Money, term: Term, *, first: dt.date, until: dt.date) -> Money:
    """The part of a term's price that falls on the days from `first` up to, but not with, `until`.

    It is a difference of two rounded sums, so however a term is cut, its parts add up to the whole price,
    and what was charged for some days is what is paid back for the same days.

    >>> term = Term(dt.date(2026, 1, 1), dt.date(2026, 1, 4))
    >>> cuts = [dt.date(2026, 1, day) for day in (1, 2, 3, 4)]
    >>> [pro_rated(Money(100, "EUR"), term, first=a, until=b).minor for a, b in zip(cuts, cuts[1:])]
    [33, 34, 33]
    """
    return cost_until(price, term, until) - cost_until(price, term, first)


def co_terminus(yearly: Money, *, joins: dt.date, ends: dt.date) -> Money:
    """What something costs that begins within a term and ends with it, from its price for the year before `ends`.

    >>> co_terminus(Money(120000, "USD"), joins=dt.date(2026, 7, 1), ends=dt.date(2027, 1, 1)).minor
    60493
    """
    term = Term(year_before(ends), ends)
    if not term.starts <= joins <= ends:
        raise ValueError("It begins within the year that ends with the term.")
    return pro_rated(yearly, term, first=joins, until=ends)


def year_before(day: dt.date) -> dt.date:
    """The same day a year earlier; the last day of February stays in February.

    >>> year_before(dt.date(2028, 2, 29)), year_before(dt.date(2027, 1, 1))
    (datetime.date(2027, 2, 28), datetime.date(2026, 1, 1))
    """
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
