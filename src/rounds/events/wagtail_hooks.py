"""What events tell the apps below them, and do each minute."""

import datetime as dt

from django.utils import timezone
from wagtail import hooks

from rounds.events.actions.delivering import deliver_waiting
from rounds.events.actions.erasure import leave_events
from rounds.events.actions.forgetting import leave_what_follows
from rounds.events.actions.holding import hold_all
from rounds.events.actions.on_the_day import deliver_notices
from rounds.events.actions.publishing import deliver_agenda
from rounds.events.actions.ticket_erasure import leave_tickets
from rounds.events.actions.ticket_money import expire_over, forgive_unpaid, order_cancelled, order_paid
from rounds.events.own_data import held_at_events
from rounds.events.queries.held import held_around_events
from rounds.events.queries.own_tickets import held_in_tickets
from rounds.events.queries.purchases import all_tickets_that_disagree
from rounds.events.queries.tickets import quotas_kept


def each_minute(at: dt.datetime) -> None:
    """What was lost before it began, talks that came or went, and tickets whose time has run out."""
    deliver_waiting(at=timezone.now)
    deliver_agenda(at=timezone.now)
    deliver_notices(at=timezone.now)
    hold_all(at=at)
    expire_over(at=at)


hooks.register("rounds_minutely", each_minute)
hooks.register("rounds_export_person", held_at_events)
hooks.register("rounds_erase_person", leave_events)
hooks.register("rounds_daily", lambda at: forgive_unpaid(at=at))
hooks.register("rounds_order_paid", order_paid)
hooks.register("rounds_order_cancelled", order_cancelled)
hooks.register("rounds_pools_kept_elsewhere", quotas_kept)
hooks.register("rounds_places_that_disagree", all_tickets_that_disagree)
hooks.register("rounds_export_person", held_in_tickets)
hooks.register("rounds_erase_person", leave_tickets)
hooks.register("rounds_export_person", held_around_events)
hooks.register("rounds_erase_person", leave_what_follows)
