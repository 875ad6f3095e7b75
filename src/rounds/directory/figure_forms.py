import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rounds.directory.models import Snapshot, SocialNetwork
from rounds.directory.queries.adoption import Wanted, place_of_key, states_in_use
from rounds.directory.queries.changes import KINDS
from rounds.directory.vocabulary import BEDS_BANDS, HospitalType, Kind, Ownership

ANY = ("", _("Any"))
BEDS = {"1-99": _("Under 100"), "100-299": _("100 to 299"), "300+": _("300 or more"), "unknown": _("Not known")}


class WantedForm(forms.Form):
    """Which organisations are counted, from the address of the page: a filtered page can be shared."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=Kind.choices)
    state = forms.ChoiceField(label=_("State"), required=False)
    beds = forms.ChoiceField(label=_("Beds"), required=False)
    ownership = forms.ChoiceField(label=_("Ownership"), required=False, choices=[ANY, *Ownership.choices])
    type = forms.ChoiceField(label=_("Type"), required=False, choices=[ANY, *HospitalType.choices])
    network = forms.ChoiceField(label=_("Network"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        networks = SocialNetwork.objects.order_by("name").values_list("slug", "name")
        self.fields["state"].choices = [ANY, *states_in_use()]  # type: ignore[attr-defined]
        self.fields["beds"].choices = [ANY, *((band, BEDS[band]) for band in [*BEDS_BANDS, "unknown"])]  # type: ignore[attr-defined]
        self.fields["network"].choices = [ANY, *networks]  # type: ignore[attr-defined]
        self.initial.setdefault("kind", Kind.HOSPITAL)
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = _("“%(value)s” is not in the list. Choose again.")

    @property
    def wanted(self) -> Wanted:
        chosen: dict[str, str] = {name: value for name, value in self.cleaned_data.items() if value}
        return Wanted(**{**chosen, **place_of_key(chosen.get("state", ""))})


class ChangesForm(forms.Form):
    kind = forms.ChoiceField(label=_("What happened"), required=False, choices=[ANY, *KINDS.items()])


class CompareForm(forms.Form):
    """Two days of which there is a snapshot, the earlier first."""

    first = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date", "class": "input"}))
    second = forms.DateField(label=_("To"), widget=forms.DateInput(attrs={"type": "date", "class": "input"}))

    def clean_first(self) -> Snapshot:
        return self.snapshot_on(self.cleaned_data["first"])

    def clean_second(self) -> Snapshot:
        return self.snapshot_on(self.cleaned_data["second"])

    @staticmethod
    def snapshot_on(day: dt.date) -> Snapshot:
        found = Snapshot.objects.filter(on=day).first()
        if found is None:
            raise forms.ValidationError(_("There is no snapshot of this day. Choose a day from the list."))
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, second = cleaned.get("first"), cleaned.get("second")
        if first and second and first.on >= second.on:
            self.add_error("second", _("Choose a later day than the first."))
        if first and second and first.edition != second.edition:
            self.add_error(
                "second", _("These two days were counted by different definitions, so they are not compared.")
            )
        return cleaned
