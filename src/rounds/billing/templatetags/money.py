from django import template

from rounds.billing.amounts import shown_money, shown_rate
from rounds.billing.money import Money

register = template.Library()


@register.filter
def money(amount: Money | int | None, currency: str = "") -> str:
    """Money, or minor units of a currency, as the reader writes numbers."""
    if amount is None:
        return ""
    return shown_money(amount if isinstance(amount, Money) else Money(amount, currency))


@register.filter
def percent(basis_points: int) -> str:
    return shown_rate(basis_points)
