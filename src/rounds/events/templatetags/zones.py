import datetime as dt

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rounds.core.clocks import place_of
from rounds.events.models import Event

register = template.Library()


@register.filter
def at_event(at: dt.datetime, event: Event) -> str:
    """A moment by the clocks of the event, with the place they stand in."""
    facts = {"moment": date_format(at.astimezone(event.tz), "DATETIME_FORMAT"), "place": place_of(event.zone)}
    return _("%(moment)s (%(place)s time)") % facts


@register.filter
def place(zone: str) -> str:
    return place_of(zone)


@register.filter
def days(event: Event) -> str:
    """First and last day in few words."""
    if event.starts == event.ends:
        return date_format(event.starts, "DATE_FORMAT")
    facts = {"first": date_format(event.starts, "DATE_FORMAT"), "last": date_format(event.ends, "DATE_FORMAT")}
    return _("%(first)s to %(last)s") % facts


@register.filter
def get(found: dict[object, object], key: object) -> object:
    return found.get(key)
