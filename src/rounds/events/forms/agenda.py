"""Forms for the draft of an agenda."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from rounds.accounts.forms import zones
from rounds.core.clocks import NoSuchMoment, moment, place_of
from rounds.core.tidy import Tidy
from rounds.events.forms.fields import line, text
from rounds.events.models import Event, Room, Slot
from rounds.events.queries.agenda import clocked, rooms_of

SITE = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?\Z")


class SlotForm(Tidy):
    """Day, time, room and length by the clocks of the event. `version` is that of the page."""

    day = forms.ChoiceField(label=_("Day"))
    time = forms.TimeField(
        label=_("Time"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"required": _("Choose a time."), "invalid": _("Write the time, such as 09:30.")},
    )
    minutes = forms.IntegerField(
        label=_("Length in minutes"),
        min_value=1,
        max_value=1440,
        error_messages={"required": _("Say how many minutes it lasts.")},
    )
    room = forms.ModelChoiceField(
        Room.objects.none(),
        label=_("Room"),
        empty_label=_("Choose a room"),
        error_messages={"required": _("Choose a room.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, event: Event, slot: Slot | None = None, minutes: int = 30, **kwargs: Any) -> None:
        self.event, self.slot = event, slot
        self.local = slot.starts.astimezone(event.tz) if slot and slot.starts else None
        kwargs["initial"] = self.first_values(minutes)
        super().__init__(*args, **kwargs)
        days = sorted({*event.days, *([self.local.date()] if self.local else [])})
        fields: dict[str, Any] = self.fields
        fields["day"].choices = [(str(day), date_format(day, "l j F Y")) for day in days]
        fields["room"].queryset = rooms_of(event)
        fields["time"].help_text = self.clock_words()

    def first_values(self, minutes: int) -> dict[str, Any]:
        held = self.slot
        found: dict[str, Any] = {"minutes": held.minutes if held else minutes, "version": held.version if held else 0}
        if held and self.local:
            found |= {"day": str(self.local.date()), "time": self.local.time(), "room": held.room_id}
        return found

    def clock_words(self) -> str:
        told = now("By the clocks of the event, %(place)s.") % {"place": place_of(self.event.zone)}
        if self.slot and self.slot.starts and (offset := clocked(self.slot.starts, self.event.tz).offset):
            told += " " + now("The clocks change that day; now it is at %(offset)s.") % {"offset": offset}
        return told

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        day, time = cleaned.get("day"), cleaned.get("time")
        if day and time is not None:
            naive = dt.datetime.combine(dt.date.fromisoformat(day), time.replace(second=0, microsecond=0))
            try:
                cleaned["starts"] = self.moment_of(naive)
            except NoSuchMoment:
                self.add_error("time", now("The clocks go forward over this time. Choose another."))
        return cleaned

    def moment_of(self, naive: dt.datetime) -> dt.datetime:
        """Of a time that clocks show twice the first, unless the talk stands at the second already."""
        if self.local and self.slot and self.slot.starts and self.local.replace(tzinfo=None) == naive:
            return self.slot.starts
        return moment(naive, self.event.zone)


class BreakForm(SlotForm):
    title = line(_("What it is"), 160, _("Say what it is, such as lunch."))
    field_order = ("title", "day", "time", "minutes", "room", "version")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        room: Any = self.fields["room"]
        room.required, room.empty_label = False, now("All rooms")
        if self.slot:
            self.initial["title"] = self.slot.title


class PublishForm(Tidy):
    seal = forms.CharField(widget=forms.HiddenInput)
    note = line(_("A word to the readers"), 300, help_text=_("Stands above the list of changes."))


class ZoneForm(Tidy):
    zone = forms.ChoiceField(label=_("New time zone"), choices=zones)
    keeps = forms.ChoiceField(
        label=_("What happens to the times of the agenda?"),
        widget=forms.RadioSelect,
        choices=[
            ("clock", _("What begins at 9 still begins at 9, by the new clocks")),
            ("moment", _("Each talk stays at its moment, and its clock time changes")),
        ],
        error_messages={"required": _("Say what happens to the times.")},
    )


class EmbeddingForm(Tidy):
    sites = text(
        _("Sites that may show the agenda, one on each line"),
        1000,
        help_text=_("Such as https://www.northlake.example. Empty: no other site."),
    )

    def clean_sites(self) -> str:
        listed = [one.strip().lower().rstrip("/") for one in str(self.cleaned_data["sites"]).split() if one.strip()]
        for one in listed:
            if not SITE.match(one):
                raise ValidationError(
                    now("Write “%(site)s” as https:// and a name, with nothing after it.") % {"site": one}
                )
        return "\n".join(dict.fromkeys(listed))
