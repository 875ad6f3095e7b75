"""One thing that waits for the centre's staff."""

import datetime as dt
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that waits for the centre's staff; `level` is the colour of its tag."""

    kind: str
    title: str
    why: str
    url: str
    due: dt.date
    when: str
    level: str


def when(due: dt.date, on: dt.date) -> tuple[str, str]:
    day = date_format(due, "MONTH_DAY_FORMAT")
    return (_("Since %s") % day, "bad") if due < on else (_("By %s") % day, "warn")
