"""What billing hears from orders and from the day, and adds to "export my data" and to "erase me"."""

import datetime as dt

from wagtail import hooks

from rounds.accounts.models import Person
from rounds.billing.actions.erasure import forget_payer
from rounds.billing.actions.points import expire_points, return_points
from rounds.billing.actions.reducing import give_back_reductions, give_points_for_order
from rounds.billing.own_data import own_data
from rounds.billing.queries.own_points import own_points
from rounds.billing.queries.points import payers_with_expired_points


def expire_all(at: dt.datetime) -> None:
    on = at.date()
    for payer in payers_with_expired_points(on=on):
        expire_points(payer, on=on, at=at)


def leave_points(person: Person, at: dt.datetime) -> None:
    return_points(person, at=at)


hooks.register("rounds_order_paid", give_points_for_order)
hooks.register("rounds_order_cancelled", give_back_reductions)
hooks.register("rounds_daily", expire_all)
hooks.register("rounds_export_person", own_data)
hooks.register("rounds_export_person", own_points)
hooks.register("rounds_erase_person", leave_points)
hooks.register("rounds_erase_person", forget_payer)
