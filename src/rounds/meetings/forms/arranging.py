import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks

from rounds.accounts.forms import zones
from rounds.accounts.models import Person
from rounds.billing.models.prices import SUBJECT
from rounds.core.clocks import NoSuchMoment, moment
from rounds.meetings.forms.people import people_with
from rounds.meetings.models import CapacityPool, Meeting
from rounds.meetings.queries import organisations_arranged_by, pools_of, pools_visible_to
from rounds.meetings.repeating import MOST
from rounds.meetings.vocabulary import SPOKEN, Audience

FACTS = (
    *("title", "kind", "summary", "language", "content_kind", "zone", "venue", "room", "address", "access_notes"),
    *("map_link", "join_link", "largest_party", "waiting_list", "offer_hours", "subject", "audience"),
    *("full_refund_days", "half_refund_days"),
)
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def clock() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def typed_moment(day: dt.date, time: dt.time, zone: str) -> dt.datetime:
    try:
        return moment(dt.datetime.combine(day, time), zone)
    except NoSuchMoment:
        raise ValidationError(
            _("Clocks go forward on that day, so there is no %(time)s."), params={"time": f"{time:%H:%M}"}
        ) from None


class DateForm(forms.Form):
    day = forms.DateField(label=gettext_lazy("Day"), widget=DAY)
    begins = forms.TimeField(label=gettext_lazy("Begins"), widget=clock())

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("day") and told.get("begins"):
            try:
                told["starts_at"] = typed_moment(told["day"], told["begins"], self.zone)
            except ValidationError as error:
                self.add_error("begins", error)
        return told


class RepeatForm(forms.Form):
    every = forms.ChoiceField(
        label=gettext_lazy("How often?"),
        choices=[
            ("week", gettext_lazy("Every week")),
            ("fortnight", gettext_lazy("Every two weeks")),
            ("month", gettext_lazy("Every month, on the same day")),
        ],
        widget=forms.RadioSelect,
        initial="week",
    )
    count = forms.IntegerField(label=gettext_lazy("How many more?"), min_value=1, max_value=MOST)


class WhyForm(forms.Form):
    why = forms.CharField(
        label=gettext_lazy("Why is it cancelled?"),
        help_text=gettext_lazy("Everybody who registered reads this."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why, in a sentence.")},
    )


class MeetingForm(forms.ModelForm[Meeting]):
    """Times are typed on the clock of the meeting's zone."""

    day = forms.DateField(label=gettext_lazy("Day"), widget=DAY)
    begins = forms.TimeField(label=gettext_lazy("Begins"), widget=clock())
    ends = forms.TimeField(
        label=gettext_lazy("Ends"),
        help_text=gettext_lazy("A time before the beginning is on the next day."),
        widget=clock(),
    )
    zone = forms.ChoiceField(label=gettext_lazy("Time zone"), choices=zones)
    places = forms.IntegerField(
        label=gettext_lazy("Places"),
        help_text=gettext_lazy("Leave it empty where there is no limit."),
        required=False,
        min_value=0,
        max_value=100_000,
    )
    also = forms.ModelMultipleChoiceField(
        CapacityPool.objects.none(),
        label=gettext_lazy("Each place also takes one of"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    opens = forms.DateField(
        label=gettext_lazy("First day to register"),
        help_text=gettext_lazy("Leave it empty to begin at once."),
        required=False,
        widget=DAY,
    )
    closes = forms.DateField(label=gettext_lazy("Last day to register"), required=False, widget=DAY)
    hosts: Any = forms.CharField(
        label=gettext_lazy("Hosts"),
        help_text=gettext_lazy("E-mail addresses of people who have an account."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    prerequisites = forms.MultipleChoiceField(
        label=gettext_lazy("What people must have done before"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    organisation = forms.ChoiceField(label=gettext_lazy("Whose meeting is it?"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=SPOKEN)
    sequence = forms.IntegerField(widget=forms.HiddenInput, required=False)

    map_link = forms.URLField(
        label=gettext_lazy("Link to a map"), required=False, max_length=500, assume_scheme="https"
    )
    join_link = forms.URLField(
        label=gettext_lazy("Link to join"),
        help_text=gettext_lazy("Only people with a place see it."),
        required=False,
        max_length=500,
        assume_scheme="https",
    )

    class Meta:
        model = Meeting
        fields = FACTS
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 5}),
            "address": forms.Textarea(attrs={"rows": 2}),
            "access_notes": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "summary": gettext_lazy("For whom it is, and what people take home. Short sentences."),
            "access_notes": gettext_lazy("Doors, lifts, hearing loop, quiet room, parking."),
            "subject": gettext_lazy("The word of a price list, such as workshop. Leave it empty where it is free."),
        }
        error_messages = {"title": {"required": gettext_lazy("Give it a title.")}}

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        fields: Any = self.fields
        fields["also"].queryset = pools_visible_to(person).filter(meetings=None)
        self.offered = {
            reference: words for offer in hooks.get_hooks("rounds_prerequisites") for reference, words in offer()
        }
        fields["prerequisites"].choices = list(self.offered.items())
        own = [(str(one.pk), one.name) for one in organisations_arranged_by(person)]
        fields["organisation"].choices = ([("", _("The centre"))] if person.is_staff else []) + own
        fields["subject"].validators.append(SUBJECT)
        if self.instance.pk:
            del fields["organisation"]
            self.show(self.instance)
        else:
            fields["zone"].initial, fields["language"].initial = person.time_zone, person.language
        self.leave_out()
        self.order_fields(ORDER)

    def leave_out(self) -> None:
        """Questions that have one answer are not asked."""
        fields: Any = self.fields
        for name in ("also", "prerequisites"):
            choices = fields[name].queryset.exists() if name == "also" else bool(fields[name].choices)
            if not choices:
                del fields[name]
        if not self.person.is_staff:
            for name in ("subject", "full_refund_days", "half_refund_days", "content_kind", "also"):
                fields.pop(name, None)
            fields["audience"].choices = [
                (Audience.PUBLIC.value, _("Everybody in the organisation")),
                (Audience.INVITED.value, Audience.INVITED.label),
            ]
        if "organisation" in fields and len(fields["organisation"].choices) == 1:
            fields["organisation"].widget = forms.HiddenInput()
            fields["organisation"].initial = fields["organisation"].choices[0][0]

    def show(self, meeting: Meeting) -> None:
        start = meeting.local_start
        shown = {
            "day": start.date(),
            "begins": start.time(),
            "ends": meeting.local_end.time(),
            "places": meeting.pool.cap if meeting.pool else None,
            "also": pools_of(meeting),
            "opens": meeting.opens_at.astimezone(meeting.tzinfo).date() if meeting.opens_at else None,
            "closes": meeting.last_day,
            "hosts": "\n".join(meeting.host_rows.order_by("place", "pk").values_list("person__email", flat=True)),
            "prerequisites": list(meeting.prerequisites.values_list("reference", flat=True)),
            "sequence": meeting.sequence,
        }
        for name, value in shown.items():
            self.fields[name].initial = value

    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The questions by what they are about; a part without questions is left out."""
        shown = [(str(title), [self[name] for name in names if self.is_asked(name)]) for title, names in SECTIONS]
        return [(title, fields) for title, fields in shown if fields]

    def is_asked(self, name: str) -> bool:
        return name in self.fields and not self[name].is_hidden

    def clean_hosts(self) -> list[Person]:
        return people_with(self.cleaned_data["hosts"])

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("half_refund_days", 0) > told.get("full_refund_days", 0) and "full_refund_days" in told:
            self.add_error("half_refund_days", _("Half a refund cannot end before the full one."))
        if all(told.get(name) for name in ("day", "begins", "ends", "zone")):
            self.clean_times(told)
        return told

    def clean_times(self, told: dict[str, Any]) -> None:
        last = told["day"] if told["ends"] > told["begins"] else told["day"] + dt.timedelta(days=1)
        for name, time, day in (("starts_at", "begins", told["day"]), ("ends_at", "ends", last)):
            try:
                told[name] = typed_moment(day, told[time], told["zone"])
            except ValidationError as error:
                self.add_error(time, error)
        if told.get("opens"):
            told["opens_at"] = typed_moment(told["opens"], dt.time(0), told["zone"])
            if told["opens_at"] >= told.get("starts_at", told["opens_at"] + dt.timedelta(days=1)):
                self.add_error("opens", _("Choose a day before the meeting."))
            if told.get("closes") and told["closes"] < told["opens"]:
                self.add_error("closes", _("This is before the first day to register."))
        if told.get("closes"):
            told["closes_at"] = typed_moment(told["closes"] + dt.timedelta(days=1), dt.time(0), told["zone"])

    def _post_clean(self) -> None:
        """What was typed is checked above; the row itself is written by an action."""

    def facts(self) -> dict[str, Any]:
        told = {name: self.cleaned_data[name] for name in FACTS if name in self.cleaned_data}
        more = {name: self.cleaned_data[name] for name in ("starts_at", "ends_at")}
        window = {name: self.cleaned_data.get(name) for name in ("opens_at", "closes_at")}
        return {**told, **more, **window}

    def arranged(self) -> dict[str, Any]:
        return {
            "places": self.cleaned_data["places"],
            "also": list(self.cleaned_data.get("also") or ()),
            "hosts": self.cleaned_data["hosts"],
            "prerequisites": [(one, self.offered[one]) for one in self.cleaned_data.get("prerequisites", [])],
        }


SECTIONS = (
    (gettext_lazy("What"), ("organisation", "title", "kind", "summary", "language", "content_kind")),
    (gettext_lazy("When"), ("day", "begins", "ends", "zone")),
    (gettext_lazy("Where"), ("venue", "room", "address", "access_notes", "map_link", "join_link")),
    (gettext_lazy("Who"), ("hosts", "audience", "prerequisites")),
    (gettext_lazy("Places"), ("places", "also", "largest_party", "waiting_list", "offer_hours", "opens", "closes")),
    (gettext_lazy("Price"), ("subject", "full_refund_days", "half_refund_days")),
)
ORDER = [name for _title, names in SECTIONS for name in names]
