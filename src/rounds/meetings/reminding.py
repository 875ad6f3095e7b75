"""Which reminder of a meeting is due: seven days, a day, an hour before. One that comes late is not sent after the next."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reminding(models.TextChoices):
    WEEK = "week", _("7 days before")
    DAY = "day", _("A day before")
    HOUR = "hour", _("An hour before")


BEFORE = {
    Reminding.WEEK: dt.timedelta(days=7),
    Reminding.DAY: dt.timedelta(days=1),
    Reminding.HOUR: dt.timedelta(hours=1),
}


def reminder_due(starts: dt.datetime, at: dt.datetime) -> Reminding | None:
    """
    >>> starts = dt.datetime(2026, 6, 20, 9, tzinfo=dt.UTC)
    >>> [reminder_due(starts, starts - dt.timedelta(hours=left)) for left in (169, 168, 25, 24, 1, 0)]
    [None, Reminding.WEEK, Reminding.WEEK, Reminding.DAY, Reminding.HOUR, None]
    """
    if at >= starts:
        return None
    due = [kind for kind, before in BEFORE.items() if at >= starts - before]
    return due[-1] if due else None
