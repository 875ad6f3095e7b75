from django import template
from django.utils import formats

from rounds.billing.money import Money, places

register = template.Library()


@register.filter
def money(amount: Money | int | None, currency: str = "") -> str:
    """Money, or minor units of a currency, as the reader writes numbers: EUR 1,200.50."""
    if amount is None:
        return ""
    shown = amount if isinstance(amount, Money) else Money(amount, currency)
    digits = places(shown.currency)
    return f"{shown.currency}\u00a0{formats.number_format(shown.decimal, digits, force_grouping=True)}"


@register.filter
def percent(basis_points: int) -> str:
    """A rate in basis points as a percentage: 1950 is 19.5 %."""
    whole, rest = divmod(basis_points, 100)
    return f"{formats.number_format(whole + rest / 100, 2 if rest % 10 else 1 if rest else 0)}\u00a0%"
