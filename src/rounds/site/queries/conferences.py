"""What waits at events."""

import datetime as dt

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rounds.events.queries.waiting import events_waiting
from rounds.site.queries.tasks import Task, when


def events(on: dt.date) -> list[Task]:
    """One task for each event at which something waits, due today."""
    found = []
    words, level = when(on, on)
    for event, tasks in events_waiting(on=on):
        count = ngettext("%(n)s kind of thing waits: %(first)s", "%(n)s kinds of thing wait: %(first)s", len(tasks))
        why = count % {"n": len(tasks), "first": tasks[0].name}
        found.append(
            Task("event", _("Look after %(name)s") % {"name": event.name}, why, desk_of(event.slug), on, words, level)
        )
    return found


def desk_of(slug: str) -> str:
    return reverse("events:desk", args=[slug])
