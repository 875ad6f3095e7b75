from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rounds.accounts.forms import zones
from rounds.core.tidy import Tidy
from rounds.events.forms.fields import MomentField, day_field, line, text
from rounds.events.models import Call, Event
from rounds.meetings.vocabulary import SPOKEN
from rounds.network.models import Organisation

MARKS = _("Stars make *words* stand out; lines that begin with a dash make a list.")


class NewEventForm(Tidy):
    name = line(_("Name"), 120, _("Give the event a name."))
    about = line(_("What it is about, in a sentence"), 300, _("Say in a sentence what it is about."))
    starts = day_field(_("First day"))
    ends = day_field(_("Last day"))
    zone = forms.ChoiceField(label=_("Time zone of the place"), choices=zones)


class BasicsOfEventForm(NewEventForm):
    venue = line(_("Name of the place"), 160)
    address = text(_("Address of the place"), 400)
    mail = forms.EmailField(label=_("Address for questions"), required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages of the talks"), choices=SPOKEN, required=False, widget=forms.CheckboxSelectMultiple
    )
    co_organisers = forms.ModelMultipleChoiceField(
        Organisation.objects.order_by("name"),
        label=_("Co-organisers"),
        required=False,
        help_text=_("Organisations of the network. Hold Control, or Command, to choose several."),
    )

    def values(self) -> dict[str, Any]:
        found = {name: value for name, value in self.cleaned_data.items() if name not in {"co_organisers", "languages"}}
        return {**found, "languages": " ".join(self.cleaned_data["languages"])}


class PagesForm(Tidy):
    words = text(_("More about the event"), 6000, help_text=MARKS)
    travel = text(_("How to get there"), 6000)
    access = text(
        _("Access"), 6000, help_text=_("Steps, lifts, quiet room, captions, sign language, and whom to ask for more.")
    )
    conduct = text(
        _("Code of conduct"),
        12000,
        help_text=_("What you expect, whom to tell when something happens, and what follows."),
    )

    def values(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class ColourForm(Tidy):
    colour_light = line(
        _("Colour in light mode"), 7, help_text=_("Such as #5b2a86. It must be dark enough to be read.")
    )
    colour_dark = line(_("Colour in dark mode"), 7, help_text=_("Such as #c9a7f0. It must be light enough to be read."))

    def values(self) -> dict[str, Any]:
        return {name: value.lower() for name, value in self.cleaned_data.items()}


def basics_of(event: Event) -> dict[str, Any]:
    names = ("name", "about", "starts", "ends", "zone", "venue", "address", "mail")
    found = {name: getattr(event, name) for name in names}
    return {**found, "languages": event.languages.split(), "co_organisers": list(event.co_organisers.all())}


def pages_of(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in ("words", "travel", "access", "conduct")}


def colours_of(event: Event) -> dict[str, Any]:
    return {"colour_light": event.colour_light, "colour_dark": event.colour_dark}


class CallForm(Tidy):
    words = text(_("What you look for"), 6000, help_text=MARKS)
    opens = MomentField(label=_("Opens"))
    closes = MomentField(label=_("Closes"))
    per_person = forms.IntegerField(
        label=_("Proposals that one person may send"), min_value=1, max_value=50, required=False
    )
    abstract_words = forms.IntegerField(label=_("Most words of the summary"), min_value=20, max_value=1000, initial=300)
    reviews_wanted = forms.IntegerField(label=_("Reviews of each proposal"), min_value=1, max_value=10, initial=2)
    scale = forms.IntegerField(label=_("Highest mark"), min_value=2, max_value=10, initial=5)
    anonymous = forms.BooleanField(label=_("Reviewers do not see who sent a proposal"), required=False, initial=True)

    def __init__(self, *args: Any, event: Event, call: Call | None, **kwargs: Any) -> None:
        if call:
            kwargs["initial"] = {name: getattr(call, name) for name in self.base_fields}
        super().__init__(*args, **kwargs)
        for name in ("opens", "closes"):
            field = self.fields[name]
            if isinstance(field, MomentField):
                field.in_zone(event.zone)


class LatePassForm(Tidy):
    email = forms.EmailField(label=_("E-mail address"), error_messages={"required": _("Write the address.")})
    until = MomentField(label=_("Until"))

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["until"]
        if isinstance(field, MomentField):
            field.in_zone(event.zone)
