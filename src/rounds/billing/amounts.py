"""Money and rates as a reader writes them."""

from decimal import Decimal

from django.utils import formats

from rounds.billing.money import Money, places


def shown_money(amount: Money) -> str:
    """In the language that is active: EUR 1,200.50."""
    number = formats.number_format(amount.decimal, places(amount.currency), force_grouping=True)
    return f"{amount.currency}\u00a0{number}"


def shown_rate(basis_points: int) -> str:
    """1950 is 19.5 %."""
    rate = (Decimal(basis_points) / 100).normalize()
    digits = max(0, -int(rate.as_tuple().exponent))
    return f"{formats.number_format(rate, digits)}\u00a0%"
