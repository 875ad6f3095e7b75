import datetime as dt

from wagtail import hooks

from rounds.accounts.actions import delete_old_exports
from rounds.accounts.actions.erasure import erase_own_part
from rounds.accounts.own_data import own_data


def delete_daily(at: dt.datetime) -> None:
    delete_old_exports(at=at)


# last, so that other apps still know whom they erase
hooks.register("rounds_erase_person", erase_own_part, order=1000)
hooks.register("rounds_export_person", own_data, order=-1000)
hooks.register("rounds_daily", delete_daily)
