"""What staff type into vouchers, discounts and tax rules."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rounds.billing.models import Discount
from rounds.billing.models.payer import THREE_LETTERS, TWO_LETTERS
from rounds.billing.models.prices import SUBJECT
from rounds.billing.models.reductions import CODE
from rounds.billing.price_forms.amounts import AmountField, CapitalsField
from rounds.billing.vocabulary import PayerKind, TaxCategory

EVERY_KIND = gettext_lazy("Everybody")


def kinds() -> list[tuple[str, Any]]:
    return [("", EVERY_KIND), *PayerKind.choices]


def date(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}), **more)


class VoucherForm(forms.Form):
    code = CapitalsField(
        label=gettext_lazy("Code"),
        max_length=30,
        validators=[CODE],
        help_text=gettext_lazy("4 to 30 letters, digits or dashes."),
    )
    words = forms.CharField(label=gettext_lazy("What it is for"), max_length=120)
    percent = forms.IntegerField(
        label=gettext_lazy("Percent off"),
        min_value=1,
        max_value=100,
        required=False,
        help_text=gettext_lazy("Or an amount below."),
    )
    amount = AmountField(label=gettext_lazy("Amount off"), required=False)
    currency = CapitalsField(
        label=gettext_lazy("Currency of the amount"), max_length=3, required=False, validators=[THREE_LETTERS]
    )
    subject = forms.CharField(
        label=gettext_lazy("Only for"),
        max_length=80,
        required=False,
        validators=[SUBJECT],
        help_text=gettext_lazy("Such as course, or event:12. Empty: for anything."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Only for this kind of payer"), choices=kinds, required=False)
    limit = forms.IntegerField(
        label=gettext_lazy("How often it may be used"), min_value=1, max_value=1_000_000, initial=1
    )
    starts = date(gettext_lazy("First day"))
    ends = date(gettext_lazy("Last day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = str(self.data.get("currency", "")).strip().upper()
        self.fields["amount"].currency = typed or "USD"  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cells = dict(self.cleaned_data)
        if not {"percent", "amount"} & set(self.errors):
            if (cells.get("percent") is None) == (cells.get("amount") is None):
                self.add_error("percent", ValidationError(_("Choose a percentage or an amount.")))
            elif cells.get("amount") == 0:
                self.add_error("amount", ValidationError(_("Write an amount above 0.")))
            elif cells.get("amount") and not cells.get("currency") and "currency" not in self.errors:
                self.add_error("currency", ValidationError(_("Write the currency of the amount.")))
        return days_in_order(self, cells)


class DiscountForm(forms.Form):
    subject = forms.CharField(
        label=gettext_lazy("For"),
        max_length=80,
        validators=[SUBJECT],
        help_text=gettext_lazy("dues, course, event or consulting, or one alone: event:12."),
    )
    reason = forms.ChoiceField(label=gettext_lazy("What counts"), choices=Discount.Reason.choices)
    threshold = forms.IntegerField(label=gettext_lazy("From how many"), min_value=1, max_value=100_000)
    percent = forms.IntegerField(label=gettext_lazy("Percent off"), min_value=1, max_value=100)
    starts = date(gettext_lazy("First day"))
    ends = date(gettext_lazy("Last day"), required=False)

    def clean(self) -> dict[str, Any]:
        return days_in_order(self, dict(self.cleaned_data))


class TaxRuleForm(forms.Form):
    country = CapitalsField(
        label=gettext_lazy("Country"),
        max_length=2,
        validators=[TWO_LETTERS],
        help_text=gettext_lazy("Two letters, such as DE. The country whose tax it is."),
    )
    category = forms.ChoiceField(
        label=gettext_lazy("Category"),
        choices=lambda: [choice for choice in TaxCategory.choices if choice[0] != TaxCategory.REVERSE_CHARGE],
    )
    rate = forms.DecimalField(
        label=gettext_lazy("Rate in percent"),
        min_value=0,
        max_value=100,
        decimal_places=2,
        max_digits=5,
        required=False,
        help_text=gettext_lazy("Such as 19 or 7.25."),
    )
    words = forms.CharField(
        label=gettext_lazy("What the invoice says"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Needed where no tax is due: the reason, and the law it stands in."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Only for this kind of payer"), choices=kinds, required=False)
    subject = forms.CharField(
        label=gettext_lazy("Only for"),
        max_length=80,
        required=False,
        validators=[SUBJECT],
        help_text=gettext_lazy("Such as course or event. Empty: for everything."),
    )
    starts = date(gettext_lazy("First day"))

    def clean_rate(self) -> int:
        return int((self.cleaned_data["rate"] or 0) * 100)

    def clean(self) -> dict[str, Any]:
        cells = dict(self.cleaned_data)
        category, rate = cells.get("category"), cells.get("rate", 0)
        if "rate" not in self.errors and (category == TaxCategory.STANDARD) != (rate > 0):
            taxed = _("Write the rate.") if category == TaxCategory.STANDARD else _("Leave the rate empty.")
            self.add_error("rate", ValidationError(taxed))
        if category in {TaxCategory.EXEMPT, TaxCategory.OUTSIDE} and not cells.get("words"):
            self.add_error("words", ValidationError(_("Write why no tax is due. The invoice must say it.")))
        return cells


def days_in_order(form: forms.Form, cells: dict[str, Any]) -> dict[str, Any]:
    starts, ends = cells.get("starts"), cells.get("ends")
    if starts and ends and ends < starts:
        form.add_error("ends", ValidationError(_("The last day is before the first.")))
    return cells
