import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rounds.accounts.models import Person
from rounds.meetings.models import Meeting
from rounds.meetings.vocabulary import RegistrationState
from rounds.network.models import Seat

TO = [
    (RegistrationState.REGISTERED.value, gettext_lazy("Those who have a place")),
    (RegistrationState.WAITING.value, gettext_lazy("Those who wait")),
]
MOST = 200


class MessageForm(forms.Form):
    to = forms.MultipleChoiceField(
        label=gettext_lazy("To whom?"),
        choices=TO,
        initial=[RegistrationState.REGISTERED.value],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose who gets the letter.")},
    )
    subject = forms.CharField(
        label=gettext_lazy("Subject"), max_length=60, error_messages={"required": gettext_lazy("Give it a subject.")}
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        help_text=gettext_lazy("Never write what could tell who a patient is."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": gettext_lazy("Write something.")},
    )


class MoveForm(forms.Form):
    position = forms.IntegerField(
        label=gettext_lazy("New position in the list"), help_text=gettext_lazy("1 is the first."), min_value=1
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("It stands in the trail."),
        max_length=200,
        error_messages={"required": gettext_lazy("Say why.")},
    )


class MaterialForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=160)
    link = forms.URLField(label=gettext_lazy("Link"), max_length=500, assume_scheme="https")


class RecordingForm(forms.Form):
    recording = forms.URLField(
        label=gettext_lazy("Link to the recording"), required=False, max_length=500, assume_scheme="https"
    )


class PoolForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    cap = forms.IntegerField(label=gettext_lazy("Places"), min_value=0, max_value=100_000)


def people_with(addresses: str) -> list[Person]:
    """The people whose addresses somebody typed, or which of them nobody has."""
    typed = [part for part in re.split(r"[\s,;]+", addresses.lower()) if part]
    if len(typed) > MOST:
        raise ValidationError(_("Name at most %(most)s people at a time."), params={"most": MOST})
    found = {person.email.lower(): person for person in Person.objects.filter(is_active=True, email__in=typed)}
    unknown = [address for address in typed if address not in found]
    if unknown:
        raise ValidationError(_("Nobody has an account with %(address)s."), params={"address": ", ".join(unknown[:3])})
    return [found[address] for address in dict.fromkeys(typed)]


class InviteForm(forms.Form):
    people: Any = forms.CharField(
        label=gettext_lazy("E-mail addresses"),
        help_text=gettext_lazy("Of people who have an account, with spaces or lines between them."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Type at least one address.")},
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meeting = meeting

    def clean_people(self) -> list[Person]:
        found = people_with(self.cleaned_data["people"])
        if self.meeting.organisation_id is None:
            return found
        seats = Seat.objects.open().filter(organisation=self.meeting.organisation_id)
        here = set(seats.values_list("person", flat=True))
        others = [person.email for person in found if person.pk not in here]
        if others:
            raise ValidationError(_("%(address)s has no seat here."), params={"address": ", ".join(others[:3])})
        return found
