import datetime as dt

from django.utils import timezone
from wagtail import hooks

from rounds.directory.actions.snapshots import take_snapshot


def keep_figures(at: dt.datetime) -> None:
    take_snapshot(on=timezone.localdate(at), at=at)


hooks.register("rounds_daily", keep_figures)
