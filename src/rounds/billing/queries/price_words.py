"""Prices in the reader's language, and the table of prices that everybody sees."""

import copy
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language, ngettext, to_locale
from django.utils.translation import gettext as _

from rounds.billing.money import Money
from rounds.billing.pricing import Band
from rounds.billing.queries.prices import RuleShown


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


@dataclass(frozen=True)
class Step:
    """One row of the table: for which size, what goes with it, and the price."""

    text: str
    more: str
    price: str


@dataclass(frozen=True)
class Group:
    name: str
    steps: tuple[Step, ...]


def price_table(rules: list[RuleShown]) -> list[Group]:
    """Prices for the component of the same name, one group for each kind of payer."""
    return [
        Group(
            shown.rule.kind_words,
            tuple(Step(one.words, comes_with(one.band), price_or_free(one.amount)) for one in shown.bands),
        )
        for shown in rules
    ]


def price_or_free(amount: Money) -> str:
    return price_words(amount) if amount else _("Free")


def comes_with(band: Band) -> str:
    parts = []
    if band.seats is not None:
        parts.append(ngettext("%(count)s seat", "%(count)s seats", band.seats) % {"count": band.seats})
    if band.votes:
        parts.append(ngettext("%(count)s vote", "%(count)s votes", band.votes) % {"count": band.votes})
    return ", ".join(parts)
