"""A figure is never a bare percentage: it carries what was counted, of how many, what that means, when and from where."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise
EDITION = "1"  # of the definitions below; figures of two editions are never compared


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure means. Where `share` is false, the second number is not what the first is a part of."""

    name: Words
    words: Words
    share: bool = True


LISTED = Definition(
    _("with an account"),
    _(
        "Open organisations of the register with at least one account that a person has checked and that is still there,"
        " of all open organisations of the register."
    ),
)
VERIFIED = Definition(
    _("with a verified account"),
    _(
        "Open organisations of the register with at least one checked account whose control was proven by a link, a file,"
        " a record of their domain or a letter to it, of all open organisations of the register. That a person looked is"
        " not enough."
    ),
)
OPENED = Definition(
    _("with an account by the end of the year"),
    _(
        "Open organisations whose oldest checked account with a known date was opened by the end of that year, of all"
        " organisations that are open today. Accounts that are gone, and accounts whose date is not known, are left out."
    ),
)
DEFINITIONS: Mapping[str, Definition] = {"listed": LISTED, "verified": VERIFIED, "opened": OPENED}

SLICES: Mapping[str, Words] = {
    "all": _("All"),
    "year": _("By year"),
    "network": _("By network"),
    "beds": _("By size"),
    "state": _("By state"),
    "ownership": _("By ownership"),
    "type": _("By type"),
    "teaching": _("By teaching"),
    "rural": _("By place"),
}


def percent_of(numerator: int | None, denominator: int | None, places: int = 1) -> Decimal | None:
    """The share of two counts in per cent, rounded half up; None where there is nothing to divide.

    >>> percent_of(3351, 3371, 2), percent_of(0, 8), percent_of(4, 0), percent_of(None, 3)
    (Decimal('99.41'), Decimal('0.0'), None, None)
    """
    if numerator is None or not denominator:
        return None
    return (Decimal(100 * numerator) / denominator).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def disagrees(numerator: int | None, denominator: int | None, printed: Decimal | None) -> bool:
    """Whether a printed percentage is not what its own counts make, to the places that were printed.

    >>> disagrees(3351, 3371, Decimal("94.41")), disagrees(59, 210, Decimal("28")), disagrees(None, 1800, Decimal("21"))
    (True, False, False)
    """
    if printed is None:
        return False
    made = percent_of(numerator, denominator, max(0, -int(printed.as_tuple().exponent)))
    return made is not None and made != printed


@dataclass(frozen=True, slots=True)
class Figure:
    """One count of the register. `slice` and `key` say of which part of it; `name` is the part in words."""

    slice: str
    key: str
    name: str
    definition: str
    numerator: int
    denominator: int
    on: date
    source: str

    @property
    def percent(self) -> Decimal | None:
        return percent_of(self.numerator, self.denominator)

    @property
    def share(self) -> float:
        return self.numerator / self.denominator if self.denominator else 0.0

    @property
    def meaning(self) -> Words:
        return DEFINITIONS[self.definition].words


CSV_HEAD = ("slice", "key", "name", "definition", "numerator", "denominator", "percent", "date", "source")


def csv_row(figure: Figure) -> tuple[object, ...]:
    part = (figure.slice, figure.key, figure.name, figure.definition)
    return (*part, figure.numerator, figure.denominator, figure.percent, figure.on, figure.source)
