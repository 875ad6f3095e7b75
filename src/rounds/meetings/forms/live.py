"""What people type in the room of a meeting and at its door."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rounds.core.tidy import Tidy
from rounds.meetings.logs import FIELDS

DAY: dict[str, Any] = {"type": "date", "aria-label": _("Day")}
TIME: dict[str, Any] = {"type": "time", "aria-label": _("Time")}


class QuestionForm(Tidy):
    """`key` names this form, so that it asks once; `seen` names words whose findings were looked at."""

    words = forms.CharField(
        label=_("Your question"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Write your question first."),
            "max_length": _("A question has at most 500 letters."),
        },
    )
    unnamed = forms.BooleanField(
        label=_("Show it without my name"), help_text=_("The hosts still see who asks."), required=False
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)


class AnswerForm(Tidy):
    words = forms.CharField(
        label=_("Answer in writing"),
        help_text=_("Leave it empty when you have answered aloud."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": _("An answer has at most 2,000 letters.")},
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)


class ReasonForm(Tidy):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Who asked sees it. Do not repeat what was written."),
        max_length=300,
        error_messages={"required": _("Say why.")},
    )


class PollForm(Tidy):
    words = forms.CharField(
        label=_("What you want to know"), max_length=300, error_messages={"required": _("Write what you want to know.")}
    )
    choices = forms.CharField(
        label=_("Answers to choose from"),
        help_text=_("2 to 10, each in a line of its own."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write 2 to 10 answers, each in a line of its own.")},
    )
    several = forms.BooleanField(label=_("Several answers may be chosen"), required=False)


class NotesForm(Tidy):
    """`version` is the text from which somebody began."""

    words = forms.CharField(
        label=_("Notes"),
        help_text=_("Everybody in the room can read them."),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"max_length": _("The notes have at most 20,000 letters.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)


class LinkForm(Tidy):
    provider = forms.ChoiceField(label=_("Where the link leads"), widget=forms.RadioSelect)
    clicks_count = forms.BooleanField(
        label=_("Who follows the link was there"),
        help_text=_("Where the list of the webinar tool knows them, the list counts instead."),
        required=False,
    )
    captions_link = forms.URLField(
        label=_("Link to live captions"),
        assume_scheme="https",
        max_length=500,
        required=False,
        error_messages={"invalid": _("Write a whole address, such as https://captions.example/room.")},
    )

    def __init__(self, *args: Any, providers: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["provider"]
        field.choices = list(providers)


class CodeForm(Tidy):
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Type the code.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class RoomCodeForm(Tidy):
    code = forms.CharField(
        label=_("Code"),
        help_text=_("4 to 8 letters and digits. Leave it empty to switch this off."),
        max_length=12,
        required=False,
    )
    opens_at = forms.SplitDateTimeField(
        label=_("It works from"),
        required=False,
        widget=forms.SplitDateTimeWidget(date_attrs=DAY, time_attrs=TIME),
    )
    closes_at = forms.SplitDateTimeField(
        label=_("It works until"),
        required=False,
        widget=forms.SplitDateTimeWidget(date_attrs=DAY, time_attrs=TIME),
    )

    def clean_code(self) -> str:
        code = "".join(str(self.cleaned_data["code"]).split())
        if code and not (code.isascii() and code.isalnum() and 4 <= len(code) <= 8):
            raise forms.ValidationError(_("Use 4 to 8 letters and digits."))
        return code


class HeadsForm(forms.Form):
    people = forms.IntegerField(
        label=_("People in the room without a place"),
        min_value=0,
        max_value=100_000,
        error_messages={
            "required": _("Give a number."),
            "invalid": _("Give a whole number."),
            "min_value": _("Give a number from 0 to 100,000."),
            "max_value": _("Give a number from 0 to 100,000."),
        },
    )


class CorrectionForm(Tidy):
    came = forms.ChoiceField(
        label=_("Was this person there?"),
        choices=(("yes", _("Yes")), ("no", _("No"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose yes or no.")},
    )
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=0, required=False, error_messages={"invalid": _("Give a whole number.")}
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=300, error_messages={"required": _("Say why. It stays in the record.")}
    )


class ListForm(forms.Form):
    file = forms.FileField(
        label=_("The list of your webinar tool"),
        help_text=_("A CSV file of at most 2 MB, as Zoom, Teams, Webex, Meet or BigBlueButton write it."),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
    )


COLUMNS = {
    "email": _("E-mail address"),
    "name": _("Name"),
    "joined": _("Joined"),
    "left": _("Left"),
    "minutes": _("Minutes"),
}


class ColumnsForm(forms.Form):
    """Which column of the list is what. `choices` are the columns by number."""

    day_first = forms.ChoiceField(
        label=_("How the list writes the 4th of March"),
        choices=(("", _("03/04, the month first")), ("1", _("04/03, the day first"))),
        required=False,
    )
    by_name = forms.BooleanField(
        label=_("Match by name where the address is not known"),
        help_text=_("Only where a single person has that name."),
        required=False,
    )

    def __init__(self, *args: Any, head: list[str], guess: dict[str, int | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            ("", _("Not in the list")),
            *((str(place), name or str(place + 1)) for place, name in enumerate(head)),
        ]
        for name in FIELDS:
            place = guess[name]
            self.fields[name] = forms.ChoiceField(
                label=COLUMNS[name], choices=choices, required=False, initial="" if place is None else str(place)
            )
        self.order_fields([*COLUMNS, "day_first", "by_name"])

    def columns(self) -> dict[str, int | None]:
        return {name: int(value) if (value := self.cleaned_data[name]) else None for name in FIELDS}
