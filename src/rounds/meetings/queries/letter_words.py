"""Small words of letters: until when, where, and a subject that is not cut by a mail program."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rounds.meetings.models import Meeting


def until_words(until: dt.datetime | None, meeting: Meeting) -> str:
    local = until.astimezone(meeting.tzinfo) if until else meeting.local_start
    return f"{date_format(local, 'j F')}, {local:%H:%M} ({meeting.zone.replace('_', ' ')})"


def where(meeting: Meeting) -> str:
    parts = [meeting.venue, meeting.room, meeting.address.replace("\n", ", ")]
    place = ", ".join(part for part in parts if part)
    if meeting.map_link and not place:
        found = _("Map: %(link)s") % {"link": meeting.map_link}
        return _("Online, or here. %(map)s") % {"map": found} if meeting.is_online else found
    if place and meeting.is_online:
        return _("%(place)s, and online") % {"place": place}
    return place or (_("Online") if meeting.is_online else _("We tell you where in good time."))


def short(subject: str) -> str:
    """
    >>> short("a " * 40)[-4:], len(short("a " * 40)) <= 60, short("Tomorrow: Rounds")
    ('a a…', True, 'Tomorrow: Rounds')
    """
    return subject if len(subject) <= 60 else subject[:59].rstrip() + "…"
