"""What staff type into price lists."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rounds.billing.comparing import FileRefused, MemberFile, read_members
from rounds.billing.models import PriceList
from rounds.billing.models.payer import THREE_LETTERS
from rounds.billing.models.prices import SUBJECT
from rounds.billing.price_forms.amounts import AmountField, CapitalsField
from rounds.billing.pricing import Band
from rounds.billing.vocabulary import PayerKind, SizeMetric

LARGEST_FILE = 1_000_000
FREE_ROWS = 3


class NewPriceListForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=120, help_text=gettext_lazy("For you and your colleagues.")
    )
    subject = forms.CharField(
        label=gettext_lazy("What is sold"),
        max_length=80,
        validators=[SUBJECT],
        help_text=gettext_lazy("dues, course, event, consulting or points. With a number for one alone: course:12."),
    )
    currency = CapitalsField(
        label=gettext_lazy("Currency"),
        max_length=3,
        validators=[THREE_LETTERS],
        help_text=gettext_lazy("Three letters, such as USD."),
    )
    copy_of = forms.ModelChoiceField(
        PriceList.objects.none(),
        label=gettext_lazy("Begin with the prices of"),
        required=False,
        empty_label=gettext_lazy("An empty list"),
    )

    def __init__(self, *args: Any, lists: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["copy_of"].queryset = lists  # type: ignore[attr-defined]


class RuleForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of payer"),
        choices=lambda: [*PayerKind.choices, ("", gettext_lazy("Everybody else"))],
        required=False,
    )
    metric = forms.ChoiceField(
        label=gettext_lazy("The price follows"),
        choices=lambda: [("", gettext_lazy("Nothing: all pay the same")), *SizeMetric.choices],
        required=False,
    )
    edition = forms.IntegerField(widget=forms.HiddenInput)


class BandForm(forms.Form):
    low = forms.IntegerField(label=gettext_lazy("From"), min_value=0, max_value=10**15, required=False)
    amount = AmountField(label=gettext_lazy("Price"), required=False)
    member_amount = AmountField(label=gettext_lazy("For members"), required=False)
    seats = forms.IntegerField(label=gettext_lazy("Seats"), min_value=0, max_value=1_000_000, required=False)
    votes = forms.IntegerField(label=gettext_lazy("Votes"), min_value=0, max_value=1000, required=False)

    def __init__(self, *args: Any, currency: str, sized: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("amount", "member_amount"):
            self.fields[name].currency = currency  # type: ignore[attr-defined]
        if not sized:
            del self.fields["low"]

    def clean(self) -> dict[str, Any]:
        cells = dict(self.cleaned_data)
        if not self.errors and self.has_changed():
            if cells.get("amount") is None:
                self.add_error("amount", ValidationError(_("Write a price, or 0 where it is free.")))
            elif cells.get("member_amount") is not None and cells["member_amount"] > cells["amount"]:
                self.add_error("member_amount", ValidationError(_("Members cannot pay more than others.")))
            if "low" in self.fields and cells.get("low") is None:
                self.add_error("low", ValidationError(_("Write the size from which this price holds.")))
        return cells

    @property
    def band(self) -> Band | None:
        """The band of a filled row; None where the row is empty."""
        cells = self.cleaned_data
        if cells.get("amount") is None:
            return None
        member, seats, votes = cells["member_amount"], cells["seats"], cells["votes"] or 0
        return Band(cells.get("low") or 0, cells["amount"], member, seats, votes)


class BandRows(forms.BaseFormSet[BandForm]):
    def clean(self) -> None:
        if any(self.errors):
            return
        lows = [form.band.low for form in self.forms if form.band]
        if len(set(lows)) < len(lows):
            raise ValidationError(_("Two bands begin at the same size."))

    @property
    def bands(self) -> list[Band]:
        return [form.band for form in self.forms if form.band]


def band_rows(data: Any, *, currency: str, sized: bool, initial: list[dict[str, Any]]) -> BandRows:
    """The bands of a kind as rows to type into: with a size some free ones below them, without one a single row."""
    free = FREE_ROWS if sized else 1 - min(len(initial), 1)
    rows: Any = forms.formset_factory(BandForm, formset=BandRows, extra=free, max_num=60, absolute_max=60)
    made: BandRows = rows(data, initial=initial, form_kwargs={"currency": currency, "sized": sized})
    return made


class ScheduleForm(forms.Form):
    starts = forms.DateField(
        label=gettext_lazy("These prices hold from"), widget=forms.DateInput(attrs={"type": "date"})
    )
    edition = forms.IntegerField(widget=forms.HiddenInput)


class CompareForm(forms.Form):
    """Two lists, and the members: those of today, or a file that is read and forgotten."""

    before = forms.ModelChoiceField(PriceList.objects.none(), label=gettext_lazy("Compare this list"))
    after = forms.ModelChoiceField(PriceList.objects.none(), label=gettext_lazy("With this list"))
    members = forms.FileField(
        label=gettext_lazy("A file of members"),
        required=False,
        help_text=gettext_lazy("CSV with the columns name, kind, and beds, staff or revenue. It is not kept."),
    )
    text = forms.CharField(
        label=gettext_lazy("Or their rows"),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        required=False,
        strip=False,
        max_length=LARGEST_FILE,
        help_text=gettext_lazy("With neither, today's members are compared."),
    )

    def __init__(self, *args: Any, lists: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["before"].queryset = self.fields["after"].queryset = lists  # type: ignore[attr-defined]
        self.file: MemberFile | None = None

    def clean_members(self) -> str:
        given = self.cleaned_data["members"]
        if given is None:
            return ""
        if given.size > LARGEST_FILE:
            raise ValidationError(_("The file is larger than 1 MB. Compare it in parts."))
        try:
            return str(given.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise ValidationError(_("The file is not CSV in UTF-8. Save it as CSV UTF-8 first.")) from None

    def clean(self) -> dict[str, Any]:
        cells = dict(self.cleaned_data)
        before, after = cells.get("before"), cells.get("after")
        if before and after and before.currency != after.currency:
            self.add_error("after", _("The two lists have different currencies."))
        text = cells.get("members") or cells.get("text") or ""
        if text.strip() and "members" not in self.errors:
            cells["text"] = text
            self.read(text, "members" if cells.get("members") else "text")
        return cells

    def read(self, text: str, field: str) -> None:
        try:
            self.file = read_members(text)
        except FileRefused as refusal:
            self.add_error(field, str(refusal))


class WhatWouldWePayForm(forms.Form):
    """Kind and size of somebody who asks for their price."""

    kind = forms.ChoiceField(label=gettext_lazy("Who you are"), choices=PayerKind.choices)
    beds = forms.IntegerField(label=gettext_lazy("Beds"), min_value=0, max_value=10**7, required=False)
    staff = forms.IntegerField(label=gettext_lazy("Staff"), min_value=0, max_value=10**8, required=False)
    revenue = forms.IntegerField(label=gettext_lazy("Yearly revenue"), min_value=0, max_value=10**15, required=False)

    def __init__(self, *args: Any, metrics: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for metric in set(SizeMetric.values) - metrics:
            del self.fields[metric]

    @property
    def sizes(self) -> dict[str, int]:
        found = {metric: self.cleaned_data.get(metric) for metric in SizeMetric.values}
        return {metric: size for metric, size in found.items() if size is not None}


class WorkOutForm(forms.Form):
    """What decides a price: who, when, how much of it."""

    subject = forms.CharField(label=gettext_lazy("What is sold"), max_length=80, validators=[SUBJECT], initial="dues")
    kind = forms.ChoiceField(label=gettext_lazy("Kind of payer"), choices=PayerKind.choices)
    beds = forms.IntegerField(label=gettext_lazy("Beds"), min_value=0, max_value=10**7, required=False)
    staff = forms.IntegerField(label=gettext_lazy("Staff"), min_value=0, max_value=10**8, required=False)
    revenue = forms.IntegerField(label=gettext_lazy("Yearly revenue"), min_value=0, max_value=10**15, required=False)
    member = forms.BooleanField(label=gettext_lazy("Is a member"), required=False)
    on = forms.DateField(label=gettext_lazy("On the day"), widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(
        label=gettext_lazy("The first year ends before"),
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
        help_text=gettext_lazy("Within a year. Empty: a whole year."),
    )
    years = forms.IntegerField(label=gettext_lazy("Years at once"), min_value=1, max_value=10, initial=1)
    places = forms.IntegerField(label=gettext_lazy("Places"), min_value=1, max_value=10_000, initial=1)
    days_early = forms.IntegerField(
        label=gettext_lazy("Days before it begins"), min_value=0, max_value=3650, required=False
    )

    def clean(self) -> dict[str, Any]:
        cells = dict(self.cleaned_data)
        on, until = cells.get("on"), cells.get("until")
        if on and until and not on < until <= a_year_after(on):
            self.add_error("until", ValidationError(_("Choose a day within the year after the first.")))
        return cells

    @property
    def sizes(self) -> dict[str, int]:
        found = {metric: self.cleaned_data.get(metric) for metric in SizeMetric.values}
        return {metric: size for metric, size in found.items() if size is not None}

    @property
    def facts(self) -> dict[str, int]:
        return {name: self.cleaned_data.get(name) or 0 for name in ("years", "places", "days_early")}


def a_year_after(day: dt.date) -> dt.date:
    """The last day on which a year from `day` may end.

    >>> a_year_after(dt.date(2026, 3, 1)), a_year_after(dt.date(2028, 2, 29))
    (datetime.date(2027, 3, 1), datetime.date(2029, 2, 28))
    """
    return day.replace(year=day.year + 1) if (day.month, day.day) != (2, 29) else dt.date(day.year + 1, 2, 28)


def first_day(on: dt.date) -> dt.date:
    """The first day of the next month, which most lists begin on.

    >>> first_day(dt.date(2026, 12, 9))
    datetime.date(2027, 1, 1)
    """
    return (on.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
