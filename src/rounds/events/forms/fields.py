"""Fields that forms of events share."""

import datetime as dt
import zoneinfo
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rounds.core.clocks import NoSuchMoment, moment, place_of

MINUTE = "%Y-%m-%dT%H:%M"


class MomentField(forms.Field):
    """A moment by the clocks of the event, wherever the reader is."""

    widget = forms.DateTimeInput(format=MINUTE, attrs={"type": "datetime-local"})

    def __init__(self, *, zone: str = "UTC", **options: Any) -> None:
        options.setdefault("error_messages", {"required": gettext_lazy("Choose a day and a time.")})
        super().__init__(**options)
        self.zone = zone

    def in_zone(self, zone: str) -> None:
        self.zone = zone
        self.help_text = _("By the clocks of the event, %(place)s.") % {"place": place_of(zone)}

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, dt.datetime) and value.tzinfo:
            return value.astimezone(zoneinfo.ZoneInfo(self.zone)).strftime(MINUTE)
        return value

    def to_python(self, value: Any) -> dt.datetime | None:
        if not value:
            return None
        try:
            naive = dt.datetime.fromisoformat(str(value).strip())
            return moment(naive.replace(second=0, microsecond=0, tzinfo=None), self.zone)
        except NoSuchMoment:
            raise ValidationError(_("The clocks go forward over this time. Choose another.")) from None
        except (ValueError, OverflowError):
            raise ValidationError(_("Write the day and the time, such as 2027-01-14 17:00.")) from None


def day_field(label: Any, **options: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    errors = {"required": gettext_lazy("Choose a day."), "invalid": gettext_lazy("Write the day, such as 2027-01-14.")}
    return forms.DateField(label=label, widget=widget, error_messages=errors, **options)


def line(label: Any, most: int, needed: Any = "", **options: Any) -> forms.CharField:
    errors = {"required": needed} if needed else {}
    return forms.CharField(label=label, max_length=most, required=bool(needed), error_messages=errors, **options)


def text(label: Any, most: int, needed: Any = "", **options: Any) -> forms.CharField:
    return line(label, most, needed, widget=forms.Textarea, **options)
