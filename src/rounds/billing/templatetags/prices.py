"""Prices as the reader writes them."""

import copy

from babel import Locale, UnknownLocaleError
from django import template
from django.utils.translation import get_language, to_locale

from rounds.billing.money import Money

register = template.Library()


@register.filter
def price(amount: Money | int | None, currency: str = "") -> str:
    """An amount in the reader's language, without empty decimals; minor units name their currency.

    >>> price(Money(120000, "USD")), price(Money(120050, "USD")), price(-500, "EUR"), price(1500, "JPY")
    ('$1,200', '$1,200.50', '-€5', '¥1,500')
    """
    if amount is None:
        return ""
    told = amount if isinstance(amount, Money) else Money(amount, currency)
    language = locale()
    pattern = copy.copy(language.currency_formats["standard"])
    whole = told.decimal == told.decimal.to_integral_value()
    if whole:
        pattern.frac_prec = (0, 0)
    return str(pattern.apply(told.decimal, language, currency=told.currency, currency_digits=not whole))


def locale() -> Locale:
    try:
        return Locale.parse(to_locale(get_language() or "en"))
    except (UnknownLocaleError, ValueError):  # a language made up for tests
        return Locale("en")
