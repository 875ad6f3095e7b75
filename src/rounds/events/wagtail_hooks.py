"""What events tell the apps below them, and do each minute."""

import datetime as dt

from django.utils import timezone
from wagtail import hooks

from rounds.events.actions.delivering import deliver_waiting
from rounds.events.actions.erasure import leave_events
from rounds.events.actions.forgetting import leave_what_follows
from rounds.events.own_data import held_at_events
from rounds.events.queries.held import held_around_events


def each_minute(_at: dt.datetime) -> None:
    """Letters whose job was lost before it began."""
    deliver_waiting(at=timezone.now)


hooks.register("rounds_minutely", each_minute)
hooks.register("rounds_export_person", held_at_events)
hooks.register("rounds_erase_person", leave_events)
hooks.register("rounds_export_person", held_around_events)
hooks.register("rounds_erase_person", leave_what_follows)
