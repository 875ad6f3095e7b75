from django import forms
from django.utils.translation import gettext_lazy as _

from rounds.training.vocabulary import Audience, Purpose, Subject

ANY = ("", _("Any"))


class Filters(forms.Form):
    """Every filter may be left empty, and a value that is not on offer counts as empty."""

    q = forms.CharField(label=_("Words"), required=False, max_length=100, widget=forms.TextInput({"type": "search"}))
    audience = forms.ChoiceField(label=_("For whom"), required=False, choices=[ANY, *Audience.choices])

    @property
    def wanted(self) -> dict[str, str]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class CatalogueForm(Filters):
    purpose = forms.ChoiceField(label=_("Purpose"), required=False, choices=[ANY, *Purpose.choices])
    length = forms.ChoiceField(
        label=_("Length"),
        required=False,
        choices=[
            ANY,
            ("short", _("Up to 45 minutes")),
            ("medium", _("45 minutes to 2 hours")),
            ("long", _("More than 2 hours")),
        ],
    )
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *args: object, languages: list[tuple[str, str]], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        self.fields["language"].choices = [ANY, *languages]  # type: ignore[attr-defined]


class DueForm(forms.Form):
    due = forms.DateField(
        label=_("I want to finish by"),
        required=False,
        widget=forms.DateInput({"type": "date"}),
        help_text=_("You can change this at any time."),
    )


class RoomForm(Filters):
    subject = forms.ChoiceField(label=_("Subject"), required=False, choices=[ANY, *Subject.choices])
    length = forms.ChoiceField(
        label=_("Length"),
        required=False,
        choices=[
            ANY,
            ("short", _("Up to 8 minutes")),
            ("medium", _("9 to 12 minutes")),
            ("long", _("More than 12 minutes")),
        ],
    )
