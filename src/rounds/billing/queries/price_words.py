"""Prices in the reader's language, and the table of prices that everybody sees."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rounds.billing.amounts import price_words
from rounds.billing.money import Money
from rounds.billing.pricing import Band
from rounds.billing.queries.prices import RuleShown


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
