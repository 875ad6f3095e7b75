"""One form for each question of joining. What each returns from `answer()` is kept as it is."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy, pgettext_lazy

from rounds.billing.vocabulary import PayerKind, SizeMetric
from rounds.network.hardship import waived_percent
from rounds.network.queries.dues import years_offered
from rounds.network.vocabulary import METRICS, Ground

COUNTRY_HINT = gettext_lazy("Two letters, such as US or DE.")
LARGEST = 10**15
SIZE_WORDS = {
    SizeMetric.BEDS: (gettext_lazy("How many beds do you have?"), gettext_lazy("Staffed beds, all sites together.")),
    SizeMetric.STAFF: (gettext_lazy("How many people work for you?"), gettext_lazy("Heads, not full-time posts.")),
    SizeMetric.REVENUE: (
        gettext_lazy("What was your income last year?"),
        gettext_lazy("In whole US dollars, such as 1200000."),
    ),
}


class AnswerForm(forms.Form):
    """A question of joining; `joins` is who joins, once that is told."""

    def __init__(self, *args: Any, kind: str = "", words: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.joins, self.sought = kind, words

    def answer(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class KindForm(AnswerForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("Choose what fits best"),
        choices=PayerKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say who joins.")},
    )


class AgreedForm(AnswerForm):
    agreed = forms.BooleanField(
        label=gettext_lazy("I have read this"),
        error_messages={"required": gettext_lazy("Tick the box when you have read it.")},
    )


class RegisterForm(AnswerForm):
    """Choose an entry of the register among those that fit the words, or none."""

    hospital = forms.ChoiceField(
        label=gettext_lazy("Which entry is yours?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose an entry, or say that you are not in the list."),
            "invalid_choice": gettext_lazy("Somebody has joined with this entry meanwhile. Choose another one."),
        },
    )

    def __init__(self, *args: Any, entries: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [(str(one.pk), ", ".join(filter(None, (one.name, one.city, one.state)))) for one in entries]
        field: Any = self.fields["hospital"]
        field.choices = [*listed, ("none", _("We are not in this list"))]

    def answer(self) -> dict[str, Any]:
        chosen = self.cleaned_data["hospital"]
        return {"hospital": None if chosen == "none" else int(chosen), "words": self.sought}


class NameForm(AnswerForm):
    name = forms.CharField(
        label=gettext_lazy("Name of the organisation"),
        help_text=gettext_lazy("As it should stand on invoices and in the list of members."),
        max_length=200,
        error_messages={"required": gettext_lazy("Give the name.")},
    )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class SizeForm(AnswerForm):
    evidence = forms.FileField(
        label=gettext_lazy("A file that shows it"),
        help_text=gettext_lazy("A PDF, PNG or JPEG of at most 10 MB. Only your managers and the centre can open it."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )
    field_order: Any = (*SizeMetric.values, "evidence")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for metric in METRICS.get(self.joins, ()):
            label, hint = SIZE_WORDS[metric]
            self.fields[metric.value] = forms.IntegerField(
                label=label,
                help_text=hint,
                min_value=1 if metric == SizeMetric.BEDS else 0,
                max_value=LARGEST,
                error_messages={"required": gettext_lazy("Write a number. A good guess will do.")},
            )
        self.order_fields(self.field_order)

    def numbers(self) -> dict[str, int]:
        return {metric.value: self.cleaned_data[metric.value] for metric in METRICS.get(self.joins, ())}

    def answer(self) -> dict[str, Any]:
        return {"numbers": self.numbers()}


def offered() -> list[tuple[str, Any]]:
    """The numbers of years, each with what comes off."""
    one = ngettext_lazy("%(years)s year", "%(years)s years", "years")
    less = ngettext_lazy("%(years)s year (%(percent)s %% off)", "%(years)s years (%(percent)s %% off)", "years")
    found = years_offered(on=timezone.localdate())
    return [(str(years), (less if off else one) % {"years": years, "percent": off}) for years, off in found]


def years_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("How many years do you pay at once?"),
        initial="1",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": gettext_lazy("Choose one of the years that are offered.")},
    )


class YearsMixin(forms.Form):
    """Asks for the number of years where a discount makes it a question; else it is one."""

    asks_years = True
    years = years_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["years"]
        field.choices = offered() if self.asks_years else []
        if len(field.choices) < 2:
            del self.fields["years"]


class InvoiceForm(YearsMixin, AnswerForm):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address for invoices"),
        max_length=254,
        error_messages={"required": gettext_lazy("Say where invoices go.")},
    )
    address = forms.CharField(
        label=gettext_lazy("Street and number"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    postcode = forms.CharField(label=gettext_lazy("Postcode"), max_length=20, required=False)
    city = forms.CharField(label=gettext_lazy("City"), max_length=80)
    country = forms.RegexField(
        r"^[A-Za-z]{2}\Z",
        label=gettext_lazy("Country"),
        help_text=COUNTRY_HINT,
        max_length=2,
        error_messages={"invalid": gettext_lazy("Write two letters, such as US.")},
    )
    tax_number = forms.CharField(label=gettext_lazy("Tax number"), max_length=30, required=False)
    purchase_order = forms.CharField(
        label=gettext_lazy("Purchase-order number"),
        help_text=gettext_lazy("If your accounts department needs one on the invoice."),
        max_length=60,
        required=False,
    )
    field_order: Any = ("email", "address", "postcode", "city", "country", "tax_number", "purchase_order", "years")

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()

    def clean_address(self) -> str:
        return str(self.cleaned_data["address"]).replace("\r\n", "\n").strip()


def grounds() -> list[tuple[str, Any]]:
    none = pgettext_lazy("paying less", "No, we pay the full dues")
    return [("", none), *((g.value, f"{g.label} ({waived_percent(g)} %)") for g in Ground)]


class HardshipForm(AnswerForm):
    ground = forms.ChoiceField(
        label=gettext_lazy("Is one of these true for you?"), choices=grounds, required=False, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("What happened"),
        help_text=gettext_lazy("In a few sentences. Leave it empty when you pay the full dues."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("ground") and not cleaned.get("words", "").strip():
            self.add_error("words", ValidationError(_("Tell us in a few sentences what happened.")))
        return cleaned


STEP_FORMS: dict[str, type[AnswerForm]] = {
    "kind": KindForm,
    "promise": AgreedForm,
    "limits": AgreedForm,
    "register": RegisterForm,
    "name": NameForm,
    "size": SizeForm,
    "invoice": InvoiceForm,
    "hardship": HardshipForm,
}
