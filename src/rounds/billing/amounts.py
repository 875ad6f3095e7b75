"""Money and rates as a reader writes them: exactly, on papers, and without empty decimals, where a price is told."""

import copy
from decimal import Decimal

from babel import Locale, UnknownLocaleError
from django.utils import formats
from django.utils.translation import get_language, to_locale

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


def price_words(amount: Money) -> str:
    """An amount in the reader's language, without empty decimals.

    >>> price_words(Money(120000, "USD")), price_words(Money(120050, "USD"))
    ('$1,200', '$1,200.50')
    >>> price_words(Money(-500, "EUR")), price_words(Money(1500, "JPY"))
    ('-€5', '¥1,500')
    """
    language = locale()
    pattern = copy.copy(language.currency_formats["standard"])
    whole = amount.decimal == amount.decimal.to_integral_value()
    if whole:
        pattern.frac_prec = (0, 0)
    return str(pattern.apply(amount.decimal, language, currency=amount.currency, currency_digits=not whole))


def locale() -> Locale:
    try:
        return Locale.parse(to_locale(get_language() or "en"))
    except (UnknownLocaleError, ValueError):  # a language made up for tests
        return Locale("en")
