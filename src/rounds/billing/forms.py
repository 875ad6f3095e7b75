import datetime as dt
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rounds.billing.actions import NewLine
from rounds.billing.bank_files import read_amount
from rounds.billing.models import Method, OrderState, Payer, Seller
from rounds.billing.money import Money
from rounds.billing.totals import TaxLine
from rounds.billing.vocabulary import TaxCategory

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
SUBJECTS = (
    ("dues", gettext_lazy("Membership")),
    ("course", gettext_lazy("Course")),
    ("event", gettext_lazy("Event")),
    ("consulting", gettext_lazy("Consulting")),
    ("other", gettext_lazy("Something else")),
)


def currencies() -> list[str]:
    return ["USD", "EUR", "GBP", "CAD", "AUD", "CHF", "JPY", "MXN"]


class AmountField(forms.CharField):
    """Money as people type it; `read` turns it into money once the currency is known."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def read(self, text: str, currency: str) -> Money:
        try:
            return read_amount(text, currency)
        except ValueError:
            raise ValidationError(
                _("“%(text)s” is not an amount. Write it like 1200 or 1200.50.") % {"text": text[:30]}
            ) from None


class MoneyForm(forms.Form):
    """A form whose `amount` is money of a currency that is known beforehand."""

    amount = AmountField(label=gettext_lazy("Amount"), max_length=30)

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency
        self.fields["amount"].label = _("Amount in %(currency)s") % {"currency": currency}

    def clean_amount(self) -> Money:
        money: Money = self.fields["amount"].read(self.cleaned_data["amount"], self.currency)  # type: ignore[attr-defined]
        if money.minor <= 0:
            raise ValidationError(_("Write an amount above zero."))
        return money


class PaymentForm(MoneyForm):
    method = forms.ChoiceField(label=gettext_lazy("How it came"), choices=Method.choices)
    received_on = forms.DateField(label=gettext_lazy("Received on"), widget=DATE)
    reference = forms.CharField(
        label=gettext_lazy("Reference"),
        help_text=gettext_lazy("Such as the number of the cheque or the text of the transfer."),
        max_length=120,
        required=False,
    )
    key = forms.CharField(max_length=60, widget=forms.HiddenInput)


class CreditForm(MoneyForm):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("It is printed on the credit note. Write nothing about anybody's health."),
        max_length=200,
    )


class RefundForm(CreditForm):
    key = forms.CharField(max_length=60, widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)


class PurchaseOrderForm(forms.Form):
    purchase_order = forms.CharField(
        label=gettext_lazy("Your purchase-order number"),
        help_text=gettext_lazy("It is printed on the invoice, so that your accounts find it."),
        max_length=60,
        required=False,
    )

    def clean_purchase_order(self) -> str:
        return " ".join(self.cleaned_data["purchase_order"].split())


class PayerForm(forms.ModelForm[Payer]):
    language = forms.ChoiceField(label=gettext_lazy("Language of the papers"), choices=settings.LANGUAGES)

    class Meta:
        model = Payer
        fields = ["name", "address", "postcode", "city", "country", "tax_number", "peppol_id", "email", "language"]
        widgets = {"address": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "email": gettext_lazy("Invoices, receipts and reminders go there."),
            "country": gettext_lazy("Two capital letters, such as US."),
            "peppol_id": gettext_lazy("If you receive invoices through Peppol, such as 0088:7300010000001."),
        }


class NewPayerForm(PayerForm):
    class Meta(PayerForm.Meta):
        fields = ["name", "kind", *PayerForm.Meta.fields[1:], "currency"]


class SellerForm(forms.ModelForm[Seller]):
    class Meta:
        model = Seller
        fields = [
            *("name", "address", "postcode", "city", "country", "tax_number", "registration", "peppol_id", "mail"),
            *("bank", "iban", "bic", "terms_days", "quote_days"),
            *("account_receivable", "account_bank", "account_card", "account_other"),
            *("account_credit", "account_tax", "account_revenue", "account_rounding"),
        ]
        widgets = {"address": forms.Textarea(attrs={"rows": 2})}

    def clean_iban(self) -> str:
        return "".join(self.cleaned_data["iban"].split()).upper()


class OrderForm(forms.Form):
    """For whom, in which currency, and what is to become of it."""

    payer = forms.ModelChoiceField(Payer.objects.order_by("name"), label=gettext_lazy("Payer"))
    currency = forms.ChoiceField(
        label=gettext_lazy("Currency"), choices=lambda: [(code, code) for code in currencies()]
    )
    purchase_order = forms.CharField(
        label=gettext_lazy("The payer's purchase-order number"), max_length=60, required=False
    )


class LineForm(forms.Form):
    subject = forms.ChoiceField(label=gettext_lazy("Kind"), choices=SUBJECTS, required=False)
    words = forms.CharField(label=gettext_lazy("What it is"), max_length=300, required=False)
    amount = AmountField(label=gettext_lazy("Amount without tax"), max_length=30, required=False)
    category = forms.ChoiceField(label=gettext_lazy("Tax"), choices=TaxCategory.choices, required=False, initial="O")
    rate = forms.DecimalField(
        label=gettext_lazy("Rate in %"), min_value=0, max_value=100, decimal_places=2, required=False
    )

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if self.is_empty():
            return typed
        for name, words in (("words", _("Say what it is.")), ("amount", _("Write the amount."))):
            if name not in self.errors and not typed.get(name):
                self.add_error(name, words)
        if typed.get("category") == TaxCategory.STANDARD and "rate" not in self.errors and not typed.get("rate"):
            self.add_error("rate", _("Write the rate, or choose that no tax is due."))
        return typed

    def is_empty(self) -> bool:
        typed = getattr(self, "cleaned_data", {})
        return not typed.get("words") and not typed.get("amount")

    def line(self, currency: str) -> NewLine | None:
        """The line for an order; None where nothing was typed. An amount that is none becomes an error of the field."""
        if self.is_empty():
            return None
        typed = self.cleaned_data
        try:
            amount: Money = self.fields["amount"].read(typed["amount"], currency)  # type: ignore[attr-defined]
        except ValidationError as error:
            self.add_error("amount", error)
            return None
        taxed = typed["category"] == TaxCategory.STANDARD
        rate = int(typed["rate"] * 100) if taxed and typed.get("rate") else 0
        words = (
            ""
            if typed["category"] in {TaxCategory.STANDARD, TaxCategory.ZERO}
            else TaxCategory(typed["category"]).label
        )
        return NewLine(typed["subject"], "", typed["words"], amount, TaxLine(rate, typed["category"], str(words)))


LineFormSet = forms.formset_factory(LineForm, extra=3, max_num=40, absolute_max=40)


class BankFileForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("CSV file of the bank"), allow_empty_file=True)
    currency = forms.ChoiceField(
        label=gettext_lazy("Currency of the account"),
        help_text=gettext_lazy("Used where the file has no column for it."),
        choices=lambda: [(code, code) for code in currencies()],
    )


class InvoiceFilterForm(forms.Form):
    words = forms.CharField(label=gettext_lazy("Number, payer or purchase order"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[
            ("", gettext_lazy("All")),
            ("open", gettext_lazy("Open")),
            ("overdue", gettext_lazy("Overdue")),
            ("part", gettext_lazy("Paid in part")),
            ("paid", gettext_lazy("Paid")),
            ("credited", gettext_lazy("Credited")),
        ],
        required=False,
    )
    since = forms.DateField(label=gettext_lazy("Issued from"), widget=DATE, required=False)
    until = forms.DateField(label=gettext_lazy("Issued to"), widget=DATE, required=False)


class OrderFilterForm(forms.Form):
    words = forms.CharField(label=gettext_lazy("Payer or purchase order"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("State"), choices=[("", gettext_lazy("All")), *OrderState.choices], required=False
    )


class PeriodForm(forms.Form):
    since = forms.DateField(label=gettext_lazy("From"), widget=DATE)
    until = forms.DateField(label=gettext_lazy("To"), widget=DATE)

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        since, until = typed.get("since"), typed.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day is before the first."))
        if since and until and until - since > dt.timedelta(days=366 * 2):
            self.add_error("until", _("Choose at most two years."))
        return typed
