from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rounds.core.tidy import Tidy
from rounds.events.forms.fields import MomentField, text
from rounds.events.models import Event

MARKS = [("5", _("5 - very useful")), ("4", "4"), ("3", "3"), ("2", "2"), ("1", _("1 - not useful"))]


class FeedbackForm(Tidy):
    mark = forms.TypedChoiceField(
        label=_("How useful was it for you?"),
        choices=MARKS,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a number from 1 to 5.")},
    )
    good = text(_("What helped you?"), 1000)
    better = text(_("What could be better?"), 1000, help_text=_("Write about the talk. Leave out names of people."))
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class FeedbackEndForm(Tidy):
    closes = MomentField(label=_("Feedback is open until"))

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["closes"]
        field.in_zone(event.zone)
