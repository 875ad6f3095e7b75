"""What the desk types about attendees, and on the day."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from rounds.core.tidy import Tidy
from rounds.events.badges import SHEETS
from rounds.events.forms.fields import line, text
from rounds.events.forms.tickets import HolderForm
from rounds.events.models import Bought, Event


def kind_choices(event: Event) -> list[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in event.ticket_kinds.order_by("order", "pk")]


class FindForm(Tidy):
    """The filters of the list of attendees."""

    words = line(_("Name, address or code"), 80, widget=forms.TextInput(attrs={"type": "search"}))
    kind = forms.ChoiceField(label=_("Kind of ticket"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        state: Any = self.fields["state"]
        kind.choices = [("", now("All kinds")), *kind_choices(event)]
        also = [("unnamed", now("Without a name")), ("here", now("Checked in")), ("not_here", now("Not here yet"))]
        state.choices = [("", now("All that live")), *Bought.choices, *also]

    def wanted(self) -> dict[str, Any]:
        told = self.cleaned_data if self.is_valid() else {}
        kind = told.get("kind") or ""
        return {"words": told.get("words", ""), "kind": int(kind) if kind else None, "state": told.get("state", "")}


class DeskHolderForm(HolderForm):
    """The desk also writes a role, such as Speaker, which stands on the badge instead of the kind of ticket."""

    role = line(_("Role on the badge"), 40, help_text=_("Such as Speaker or Helper. Without one, the kind of ticket."))


class GiveForm(DeskHolderForm):
    """A ticket free of charge for one person."""

    kind = forms.ChoiceField(label=_("Kind of ticket"))
    why = line(_("Why it is free"), 200, _("Say why, so that the next person understands it."))
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["needs"]
        field: Any = self.fields["kind"]
        field.choices = kind_choices(event)
        self.order_fields(["kind", "why"])


class ListForm(forms.Form):
    """A list of attendees as a file, then as the text of it."""

    kind = forms.ChoiceField(label=_("Kind of ticket"))
    why = line(_("Why they are free"), 200, _("Say why, so that the next person understands it."))
    file = forms.FileField(
        label=_("CSV file"),
        required=False,
        help_text=_("The first line names the columns: name, and perhaps email, organisation, pronouns, role."),
    )
    words = forms.CharField(required=False, widget=forms.HiddenInput, max_length=1_000_000, strip=False)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.choices = kind_choices(event)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("file") and not cleaned.get("words"):
            self.add_error("file", now("Choose a file."))
        return cleaned


class BadgesForm(forms.Form):
    """Which badges, on which sheet."""

    sheet = forms.ChoiceField(label=_("Sheet"), choices=[(key, one.words) for key, one in SHEETS.items()])
    kind = forms.ChoiceField(label=_("Kind of ticket"), required=False)
    only = forms.ChoiceField(
        label=_("Which"), required=False, choices=[("new", _("Not printed yet")), ("", _("All with a name"))]
    )
    skip = forms.IntegerField(
        label=_("Empty places on the first sheet"), required=False, min_value=0, max_value=9, initial=0
    )
    leave_out = forms.BooleanField(
        label=_("Leave out names in letters that this server cannot print"),
        required=False,
        help_text=_("They are named, so that you can write them by hand."),
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.choices = [("", now("All kinds")), *kind_choices(event)]


class CodeTypedForm(Tidy):
    """A code at the check-in desk."""

    code = forms.CharField(
        label=_("Code"),
        max_length=400,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Type the code.")},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class HeadsForm(forms.Form):
    count = forms.IntegerField(
        label=_("People in the room"),
        min_value=0,
        max_value=20_000,
        error_messages={"required": _("Write how many people there are."), "invalid": _("Write a number, such as 40.")},
    )


class AnnounceForm(Tidy):
    subject = line(_("Subject"), 150, _("Write a subject."))
    words = text(_("Text"), 4000, _("Write what everybody should know."))
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
