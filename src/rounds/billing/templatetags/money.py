from django import template

from rounds.billing.amounts import price_words, shown_money, shown_rate
from rounds.billing.money import Money

register = template.Library()


@register.filter
def money(amount: Money | int | None, currency: str = "") -> str:
    """Money to the last cent, as papers have it; minor units name their currency: `{{ minor|money:"EUR" }}`.

    >>> money(Money(120000, "USD")), money(-500, "EUR"), money(None)
    ('USD\\xa01,200.00', 'EUR\\xa0-5.00', '')
    """
    found = as_money(amount, currency)
    return "" if found is None else shown_money(found)


@register.filter
def price(amount: Money | int | None, currency: str = "") -> str:
    """The same money where a price is told, without empty decimals.

    >>> price(Money(120000, "USD")), price(-500, "EUR"), price(None)
    ('$1,200', '-€5', '')
    """
    found = as_money(amount, currency)
    return "" if found is None else price_words(found)


def as_money(amount: Money | int | None, currency: str) -> Money | None:
    return amount if amount is None or isinstance(amount, Money) else Money(amount, currency)


@register.filter
def percent(basis_points: int) -> str:
    return shown_rate(basis_points)
