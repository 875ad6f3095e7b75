"""Forms for the parts of an event that are lists."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from rounds.accounts.models import Person
from rounds.core.tidy import Tidy
from rounds.events.forms.fields import MomentField, line, text
from rounds.events.models import Event, SessionType, Track
from rounds.events.vocabulary import AnswerKind, Work

ORDER = _("Place in the list")


def place() -> forms.IntegerField:
    return forms.IntegerField(label=ORDER, min_value=1, max_value=999, initial=1)


class PartForm(Tidy):
    """A form that knows its event and the part it changes."""

    NAMES: tuple[str, ...] = ()

    def __init__(self, *args: Any, event: Event, part: Any = None, **kwargs: Any) -> None:
        if part is not None:
            kwargs["initial"] = {name: getattr(part, name) for name in self.NAMES if hasattr(part, name)}
        super().__init__(*args, **kwargs)
        self.event, self.part = event, part

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.NAMES}


class TrackForm(PartForm):
    NAMES = ("name", "about", "closes", "order")
    name = line(_("Name"), 80, _("Give the track a name."))
    about = line(_("What it is about"), 300)
    closes = MomentField(label=_("Own deadline"), required=False)
    order = place()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["closes"]
        if isinstance(field, MomentField):
            field.in_zone(self.event.zone)


class SessionTypeForm(PartForm):
    NAMES = ("name", "minutes", "about", "order")
    name = line(_("Name"), 80, _("Give it a name."))
    minutes = forms.IntegerField(label=_("Length in minutes"), min_value=1, max_value=1440)
    about = line(_("What it is for"), 300)
    order = place()


class QuestionForm(PartForm):
    NAMES = ("label", "hint", "kind", "options", "required", "identifying", "words_most", "types", "order")
    label = line(_("Question"), 200, _("Write the question."))
    hint = line(_("Hint"), 300)
    kind = forms.ChoiceField(label=_("Kind of answer"), choices=AnswerKind.choices, initial=AnswerKind.TEXT)
    options = text(_("Choices, one on each line"), 1000)
    words_most = forms.IntegerField(label=_("Most words"), min_value=1, max_value=2000, required=False)
    types = forms.ModelMultipleChoiceField(
        SessionType.objects.none(),
        label=_("Only for these kinds of session"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    required = forms.BooleanField(label=_("It must be answered"), required=False)
    identifying = forms.BooleanField(
        label=_("The answer could tell who sent it: hide it from reviewers"), required=False
    )
    order = place()

    def __init__(self, *args: Any, event: Event, part: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, event=event, part=part, **kwargs)
        field: Any = self.fields["types"]
        field.queryset = event.session_types.order_by("order", "pk")
        if part is not None:
            self.initial["types"] = list(part.types.all())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        lines = [one.strip() for one in str(cleaned.get("options", "")).splitlines() if one.strip()]
        if cleaned.get("kind") == AnswerKind.CHOICE and len(lines) < 2:
            self.add_error("options", now("Write at least two choices, each on its own line."))
        if len(lines) != len(set(lines)):
            self.add_error("options", now("A choice stands there twice."))
        return cleaned


class RoomForm(PartForm):
    NAMES = ("name", "places", "about", "order")
    name = line(_("Name"), 80, _("Give the room a name."))
    places = forms.IntegerField(
        label=_("Places"),
        min_value=1,
        max_value=100_000,
        required=False,
        help_text=_("Leave it empty if nobody counts."),
    )
    about = line(_("Access"), 300, help_text=_("Steps, hearing loop, seats for wheelchairs."))
    order = place()


class CriterionForm(PartForm):
    NAMES = ("name", "about", "weight", "order")
    name = line(_("Name"), 80, _("Give it a name."))
    about = line(_("What a high mark means"), 300)
    weight = forms.IntegerField(
        label=_("Weight"), min_value=1, max_value=10, initial=1, help_text=_("2 counts twice as much as 1.")
    )
    order = place()


class HelperForm(PartForm):
    NAMES = ("person", "work", "tracks")
    email = forms.EmailField(
        label=_("E-mail address of an account"), error_messages={"required": _("Write the address of an account.")}
    )
    work = forms.ChoiceField(
        label=_("Role"), choices=Work.choices, widget=forms.RadioSelect,
        help_text=_("Whoever is at the door checks people in and counts heads, and sees nothing else of the desk."),
    )  # fmt: skip
    tracks = forms.ModelMultipleChoiceField(
        Track.objects.none(),
        label=_("Only these tracks"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For chairs and reviewers. Without one, all tracks."),
    )

    def __init__(self, *args: Any, event: Event, part: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, event=event, part=part, **kwargs)
        field: Any = self.fields["tracks"]
        field.queryset = event.tracks.order_by("order", "pk")
        if part is not None:
            self.initial.update(email=part.person.email, work=part.work, tracks=list(part.tracks.all()))

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        found = Person.objects.filter(email__iexact=email, is_active=True).first()
        if found is None:
            raise ValidationError(now("We know no account with this address."))
        self.person = found
        return email

    def values(self) -> dict[str, Any]:
        work, tracks = self.cleaned_data["work"], self.cleaned_data["tracks"]
        return {"person": self.person, "work": work, "tracks": [] if work in {Work.ORGANISER, Work.DOOR} else tracks}
