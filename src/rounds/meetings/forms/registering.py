from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rounds.billing.models import Payer
from rounds.meetings.models import Meeting

MYSELF = ""


class RegisterForm(forms.Form):
    """What somebody asks for; a question that cannot change anything for this meeting is not asked."""

    party = forms.TypedChoiceField(label=gettext_lazy("How many places?"), coerce=int)
    payer = forms.ChoiceField(label=gettext_lazy("Who pays?"), required=False, widget=forms.RadioSelect)
    voucher = forms.CharField(label=gettext_lazy("Voucher"), required=False, max_length=30)
    points = forms.IntegerField(
        label=gettext_lazy("Points to use"),
        help_text=gettext_lazy("One point pays one dollar."),
        required=False,
        min_value=0,
    )
    needs = forms.CharField(
        label=gettext_lazy("What helps you to take part?"),
        help_text=gettext_lazy("Such as captions, step-free access or a seat in front. Only the hosts see it."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, meeting: Meeting, payers: list[Payer], offer: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.payers = {str(payer.pk): payer for payer in payers}
        party: Any = self.fields["party"]
        party.choices = [(count, str(count)) for count in range(1, meeting.largest_party + 1)]
        own = [payer for payer in payers if payer.person_id]
        others = [(str(payer.pk), payer.name) for payer in payers if not payer.person_id]
        choices: Any = self.fields["payer"]
        choices.choices = [(str(own[0].pk) if own else MYSELF, _("I pay myself")), *others]
        if meeting.largest_party == 1 or offer:
            self.drop("party")
        if not meeting.subject:
            self.drop("voucher", "points")
        if not meeting.subject or not others:
            self.drop("payer")
        if offer:
            self.drop("needs")

    def drop(self, *names: str) -> None:
        for name in names:
            self.fields.pop(name, None)

    def clean_voucher(self) -> str:
        return str(self.cleaned_data["voucher"]).strip().upper()

    def wish(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        told["payer"] = self.payers.get(told.get("payer") or "")
        told["points"] = told.get("points") or 0
        return told


class AnotherDateForm(forms.Form):
    date = forms.ChoiceField(
        label=gettext_lazy("Another date"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a date.")},
    )

    def __init__(self, *args: Any, dates: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["date"]
        field.choices = [(str(number), words) for number, words in dates]


class RemindersForm(forms.Form):
    week = forms.BooleanField(label=gettext_lazy("7 days before"), required=False)
    day = forms.BooleanField(label=gettext_lazy("A day before"), required=False)
    hour = forms.BooleanField(label=gettext_lazy("An hour before"), required=False)
