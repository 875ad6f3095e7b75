"""What this app adds to "export my data", to "erase me" and to what is done once a day."""

import datetime as dt

from django.utils import timezone
from wagtail import hooks

from rounds.directory.actions import leave_register
from rounds.directory.actions.snapshots import take_snapshot
from rounds.directory.own_data import own_data
from rounds.directory.tasks import look_again


def look_daily(at: dt.datetime) -> None:
    look_again(at=at)


def keep_figures(at: dt.datetime) -> None:
    take_snapshot(on=timezone.localdate(at), at=at)


hooks.register("rounds_export_person", own_data)
hooks.register("rounds_erase_person", leave_register)
hooks.register("rounds_daily", look_daily)
hooks.register("rounds_daily", keep_figures)
