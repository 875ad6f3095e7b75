"""Fields for money and whole numbers as people type them."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rounds.billing.money import Money, NotMoney

GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?\Z")
LARGEST = 10**15


class AmountField(forms.CharField):
    """An amount in whole units of a currency ("1,200.50"); the value is in minor units, or None where empty."""

    def __init__(self, *, currency: str = "", **kwargs: Any) -> None:
        super().__init__(max_length=30, **kwargs)
        self.currency = currency
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value: Any) -> Any:
        text = super().clean(value).replace(" ", "").replace("\u00a0", "")
        if not text:
            return None
        try:
            found = Money.of(text.replace(",", "") if GROUPED.match(text) else text, self.currency).minor
        except NotMoney:
            raise ValidationError(_("Write an amount such as 1200 or 1200.50.")) from None
        if not 0 <= found < LARGEST:
            raise ValidationError(_("Write an amount from 0 up."))
        return found

    def prepare_value(self, value: Any) -> Any:
        return str(Money(value, self.currency).decimal) if isinstance(value, int) else value


class CapitalsField(forms.CharField):
    """A code in capital letters, however it is typed."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).upper()
