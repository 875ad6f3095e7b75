"""What events tell the apps below them, and do each minute."""

import datetime as dt

from django.utils import timezone
from wagtail import hooks

from rounds.events.actions.delivering import deliver_waiting
from rounds.events.actions.erasure import leave_events
from rounds.events.actions.holding import hold_all
from rounds.events.actions.publishing import deliver_agenda
from rounds.events.own_data import held_at_events


def each_minute(at: dt.datetime) -> None:
    """Letters whose job was lost before it began, and talks that came or went."""
    deliver_waiting(at=timezone.now)
    deliver_agenda(at=timezone.now)
    hold_all(at=at)


hooks.register("rounds_minutely", each_minute)
hooks.register("rounds_export_person", held_at_events)
hooks.register("rounds_erase_person", leave_events)
