from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rounds.meetings.vocabulary import Kind, RegistrationState

WHEN = [("", _("All that are to come")), ("week", _("In 7 days")), ("month", _("In a month")), ("past", _("Past"))]
WHERE = [("", _("Anywhere")), ("online", _("Online")), ("in_person", _("In person"))]


class Narrowing(forms.Form):
    def asked(self) -> dict[str, Any]:
        return dict(self.cleaned_data) if self.is_valid() else {}


class MeetingsFilter(Narrowing):
    words = forms.CharField(label=_("Words"), required=False, max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=lambda: [("", _("Any")), *Kind.choices])
    when = forms.ChoiceField(label=_("When"), required=False, choices=WHEN)
    where = forms.ChoiceField(label=_("Where"), required=False, choices=WHERE)
    mine = forms.ChoiceField(label=_("Whose"), required=False, choices=[("", _("All")), ("1", _("Mine"))])

    def __init__(self, *args: Any, known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not known:
            del self.fields["mine"]


class PeopleFilter(Narrowing):
    words = forms.CharField(label=_("Name or address"), required=False, max_length=120)
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=lambda: [("", _("Any")), *RegistrationState.choices]
    )
