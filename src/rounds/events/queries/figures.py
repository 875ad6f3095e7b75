"""One figure of the report about an event."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from rounds.billing.amounts import shown_money
from rounds.billing.money import Money


@dataclass(frozen=True)
class Figure:
    """`of` is None where a figure is a plain count; with a currency both are minor units. `shown` is what cannot be counted."""

    part: str
    name: str
    number: int | None
    of: int | None
    definition: str
    source: str
    currency: str = ""
    shown: str = ""

    @property
    def text(self) -> str:
        if self.number is None:
            return self.shown or _("not known")
        return self.shown or self.written(self.number)

    @property
    def out_of(self) -> str:
        return "" if self.of is None else self.written(self.of)

    @property
    def share(self) -> str:
        """The percentage, rounded half up; nothing where there is nothing to divide by."""
        if self.number is None or not self.of:
            return ""
        return f"{(200 * self.number + self.of) // (2 * self.of)}\u00a0%"

    def written(self, number: int) -> str:
        return shown_money(Money(number, self.currency)) if self.currency else str(number)
