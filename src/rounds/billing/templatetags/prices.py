from django import template

from rounds.billing.money import Money
from rounds.billing.queries.price_words import price_words

register = template.Library()


@register.filter
def price(amount: Money | int | None, currency: str = "") -> str:
    """An amount as people read prices; minor units name their currency: `{{ minor|price:"EUR" }}`.

    >>> price(Money(120000, "USD")), price(-500, "EUR"), price(None)
    ('$1,200', '-€5', '')
    """
    if amount is None:
        return ""
    return price_words(amount if isinstance(amount, Money) else Money(amount, currency))
