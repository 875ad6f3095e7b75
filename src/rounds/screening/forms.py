import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rounds.accounts.models import Person
from rounds.engines.privacy import VOICES, Described
from rounds.screening.channels import BY_KEY, CHANNELS
from rounds.screening.models import Authorization, Place, PlaceMember
from rounds.screening.queries import good_authorizations, places_of
from rounds.screening.sentences import CONDITIONS

LONGEST = 20_000
LONGEST_LIST = 20_000
# a choice asks for the check again, as typing does
ASKS_AGAIN = {
    "data-hx-post": "/check",
    "data-hx-trigger": "change",
    "data-hx-target": "#checks",
    "data-hx-swap": "innerHTML",
}
VOICE_WORDS = {
    "provider": gettext_lazy("A clinician"),
    "organisation": gettext_lazy("A hospital or a team"),
    "patient": gettext_lazy("A patient or a relative"),
    "public": gettext_lazy("Somebody else"),
}


def voices() -> list[tuple[str, Any]]:
    return [(voice, VOICE_WORDS[voice]) for voice in VOICES]


def networks() -> list[tuple[str, Any]]:
    return [(channel.key, channel.name) for channel in CHANNELS]


class PostForm(forms.Form):
    """A post and how it is meant; a person of a place may choose its rules and a signed permission."""

    text = forms.CharField(label=gettext_lazy("Your post"), required=False, strip=False)
    voice = forms.ChoiceField(label=gettext_lazy("Who writes"), choices=voices, required=False)
    channel = forms.ChoiceField(
        label=gettext_lazy("Where it will appear"),
        choices=lambda: [("", gettext_lazy("Not decided")), *networks()],
        required=False,
    )
    place = forms.ModelChoiceField(
        Place.objects.none(), label=gettext_lazy("Whose rules"), required=False, empty_label=gettext_lazy("No place")
    )
    permission = forms.ModelChoiceField(
        Authorization.objects.none(),
        label=gettext_lazy("Signed permission"),
        required=False,
        empty_label=gettext_lazy("None"),
    )
    alt = forms.CharField(
        label=gettext_lazy("Description of the picture"),
        help_text=gettext_lazy("For people who cannot see it. Say what matters, in a sentence or two."),
        max_length=1000,
        required=False,
    )

    def __init__(self, *args: Any, person: Person | None, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("voice", "channel", "place", "permission"):
            self.fields[name].widget.attrs |= ASKS_AGAIN
        places = places_of(person) if person else Place.objects.none()
        self.places = list(places)
        self.place_field.queryset = places
        if self.places:
            self.fields["place"].initial = self.places[0].pk
            chosen = self.data.get("place", self.places[0].pk)
            place = next((place for place in self.places if str(place.pk) == str(chosen)), None)
            self.permission_field.queryset = (
                good_authorizations(place, on=on).select_related("place") if place else Authorization.objects.none()
            )
        else:
            del self.fields["place"], self.fields["permission"]

    @property
    def place_field(self) -> Any:
        return self.fields["place"]

    @property
    def permission_field(self) -> Any:
        return self.fields["permission"]

    def clean_text(self) -> str:
        text = str(self.cleaned_data["text"]).replace("\r\n", "\n").replace("\r", "\n")
        if len(text) > LONGEST:
            words = _("This text has %(n)s characters. Use at most %(most)s.")
            raise ValidationError(words % {"n": f"{len(text):,}", "most": f"{LONGEST:,}"})
        return text

    def clean_voice(self) -> str:
        return self.cleaned_data["voice"] or VOICES[0]


class EstimateForm(forms.Form):
    """What a post tells about a person without a name."""

    BANDS = (("", ""), ("0-4", "0–4"), ("5-17", "5–17"), ("18-24", "18–24"), ("25-44", "25–44"), ("45-64", "45–64"))
    OLDER = (("65-74", "65–74"), ("75-84", "75–84"), ("85-89", "85–89"), ("90-120", "90+"))
    TIMES = (
        ("", gettext_lazy("Not told")),
        ("0.02", gettext_lazy("A week")),
        ("0.083", gettext_lazy("A month")),
        ("1", gettext_lazy("A year")),
        ("5", gettext_lazy("Five years")),
    )

    population = forms.IntegerField(
        label=gettext_lazy("People who live in the place"), min_value=1, max_value=10_000_000_000, required=False
    )
    age = forms.ChoiceField(
        label=gettext_lazy("Age"),
        choices=lambda: [("", gettext_lazy("Not told")), *EstimateForm.BANDS[1:], *EstimateForm.OLDER],
        required=False,
    )
    sex = forms.ChoiceField(
        label=gettext_lazy("Sex"),
        choices=[("", gettext_lazy("Not told")), ("told", gettext_lazy("Told"))],
        required=False,
    )
    condition = forms.ChoiceField(
        label=gettext_lazy("Condition"),
        choices=lambda: [("", gettext_lazy("Not told")), *CONDITIONS.items()],
        required=False,
    )
    years = forms.ChoiceField(label=gettext_lazy("Time it may have been in"), choices=TIMES, required=False)

    def described(self) -> Described:
        told = self.cleaned_data
        first, _dash, last = told["age"].partition("-")
        return Described(
            population=told["population"],
            age_from=int(first) if first else None,
            age_to=int(last) if last else None,
            sex=told["sex"],
            condition=told["condition"],
            years=float(told["years"]) if told["years"] else None,
        )


class PlaceForm(forms.ModelForm[Place]):
    """The rules of a place; `edition` tells which version a person saw."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    sample = forms.CharField(
        label=gettext_lazy("Try the rules on a text"),
        help_text=gettext_lazy("The text is not kept."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    class Meta:
        model = Place
        fields = ["name", *Place.LISTS]
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in Place.LISTS}
        help_texts = {
            "own_people": gettext_lazy("One a line, such as “Dr Amara Osei”. They may be named."),
            "contacts": gettext_lazy("Phone numbers, addresses, accounts and pages of your own, one a line."),
            "public_figures": gettext_lazy("Such as a mayor who opens a ward. One a line."),
            "allowed_places": gettext_lazy("Such as the streets of your clinics. One a line."),
            "not_patients": gettext_lazy("Donors, speakers and authors you write about. One a line."),
            "allowed_words": gettext_lazy("Words that look like a name and are none. One a line."),
            "forbidden_words": gettext_lazy("Each of them is something to look at. One a line."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition"].initial = self.instance.edition
        for name in Place.LISTS:
            self.fields[name].max_length = LONGEST_LIST  # type: ignore[attr-defined]
            self.fields[name].validators.append(short_enough)

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def rules(self) -> dict[str, str]:
        return {name: str(self.cleaned_data[name]).replace("\r\n", "\n").strip() for name in ("name", *Place.LISTS)}

    def validate_unique(self) -> None:
        """The action says it, for two people at once as well."""


def short_enough(value: str) -> None:
    if len(value) > LONGEST_LIST:
        raise ValidationError(
            _("This list is too long. Use at most %(most)s characters.") % {"most": f"{LONGEST_LIST:,}"}
        )


class NewPlaceForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name of the place"), max_length=120)

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class SeatForm(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail address of the person"),
        help_text=gettext_lazy("They need an account here."),
        max_length=254,
    )
    role = forms.ChoiceField(label=gettext_lazy("What they do"), choices=PlaceMember.Role.choices)

    person: Person

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"])
        found = Person.objects.filter(email__iexact=email, is_active=True).first()
        if found is None:
            raise ValidationError(_("Nobody with this address has an account here."))
        self.person = found
        return email


class PlaceKeyForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("What the key is for"),
        help_text=gettext_lazy("So that you know it from others, such as “Intranet”."),
        max_length=80,
    )


class AuthorizationForm(forms.ModelForm[Authorization]):
    names = forms.CharField(
        label=gettext_lazy("Names it covers"),
        help_text=gettext_lazy(
            "We keep fingerprints of these words, never the words. Leave it empty when no name may be shown."
        ),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scope = forms.MultipleChoiceField(
        label=gettext_lazy("What may be shown"),
        choices=Authorization.Scope.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Where it may be shown"), choices=networks, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Authorization
        fields = ["place", "reference", "signer", "names", "scope", "channels", "signed_on", "expires"]
        labels = {"place": gettext_lazy("Place")}
        help_texts = {
            "reference": gettext_lazy("The number of the form in your own files, such as A-17. Not a name."),
            "signer": gettext_lazy("Such as G. M. Not the full name."),
        }
        widgets = {name: forms.DateInput(attrs={"type": "date"}) for name in ("signed_on", "expires")}

    def __init__(self, *args: Any, places: Any, on: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        field: Any = self.fields["place"]
        field.queryset, field.empty_label = places, None

    def clean_signer(self) -> str:
        """Initials: no word has more than two letters."""
        signer = " ".join(self.cleaned_data["signer"].split())
        if any(len(word.strip(".")) > 2 for word in signer.replace(".", ". ").split()):
            raise ValidationError(_("Type initials only, such as G. M."))
        return signer

    def clean_signed_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["signed_on"]
        if day > self.on:
            raise ValidationError(_("This day has not come yet. Type the day the form was signed."))
        return day

    def clean_channels(self) -> list[str]:
        return [key for key in self.cleaned_data["channels"] if key in BY_KEY]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("signed_on"), cleaned.get("expires")
        if first and last and last <= first:
            self.add_error("expires", _("Choose a day after the day it was signed."))
        if "name" in cleaned.get("scope", []) and not cleaned.get("names", "").strip():
            self.add_error("names", _("Type the name that may be shown."))
        return cleaned

    def validate_unique(self) -> None:
        """The action says it, for two people at once as well."""

    def validate_constraints(self) -> None:
        """The action says it."""
