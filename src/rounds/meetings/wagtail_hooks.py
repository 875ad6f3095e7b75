"""What meetings hear from orders, the minute and the day, and add to "export my data" and to "erase me"."""

import datetime as dt

from wagtail import hooks

from rounds.meetings.actions import (
    end_all_called_off,
    expire_over,
    finish_meetings,
    forgive_unpaid,
    leave_meetings,
    order_cancelled,
    order_paid,
    send_reminders,
)
from rounds.meetings.actions.forgetting import forget_rooms
from rounds.meetings.actions.importing import forget_logs
from rounds.meetings.own_data import own_data
from rounds.meetings.queries.held import held_in_rooms


def each_minute(at: dt.datetime) -> None:
    expire_over(at=at)
    end_all_called_off(at=at)
    send_reminders(at=at)
    finish_meetings(at=at)


def each_day(at: dt.datetime) -> None:
    each_minute(at)
    forgive_unpaid(at=at)
    forget_logs(at)


hooks.register("rounds_order_paid", order_paid)
hooks.register("rounds_order_cancelled", order_cancelled)
hooks.register("rounds_minutely", each_minute)
hooks.register("rounds_daily", each_day)
hooks.register("rounds_export_person", own_data)
hooks.register("rounds_erase_person", leave_meetings)
hooks.register("rounds_export_person", held_in_rooms)
hooks.register("rounds_erase_person", forget_rooms)
