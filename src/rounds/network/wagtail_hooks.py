"""What the network tells the apps below it, and does each day."""

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from wagtail import hooks

from rounds.accounts.models import Person
from rounds.billing.comparing import PricedMember
from rounds.billing.models import Payer
from rounds.network.actions import (
    forget_old_joinings,
    lapse_memberships,
    leave_organisations,
    order_cancelled,
    order_paid,
    send_reminders,
)
from rounds.network.actions.digests import send_digests
from rounds.network.actions.forgetting import close_inside, forget_words
from rounds.network.models import Seat
from rounds.network.own_data import own_data
from rounds.network.queries import payers_of, priced_members
from rounds.network.queries.held import held_in_groups


def colleagues_of(payer: Payer) -> QuerySet[Person]:
    """Who sits at the organisation that a payer pays for."""
    seats = Seat.objects.filter(person=OuterRef("pk"), organisation__payer=payer, ended=None)
    return Person.objects.filter(Exists(seats))


def priced(subject: str) -> list[PricedMember]:
    """Who pays dues today, for the preview of new prices."""
    return priced_members(timezone.localdate()) if subject == "dues" else []


def each_day(at: dt.datetime) -> None:
    send_reminders(at)
    lapse_memberships(at)
    forget_old_joinings(at=at)
    send_digests(at)


hooks.register("rounds_payers_of", payers_of)
hooks.register("rounds_colleagues_of", colleagues_of)
hooks.register("rounds_priced_members", priced)
hooks.register("rounds_order_paid", order_paid)
hooks.register("rounds_order_cancelled", order_cancelled)
hooks.register("rounds_daily", each_day)
hooks.register("rounds_export_person", own_data)
hooks.register("rounds_erase_person", leave_organisations)
hooks.register("rounds_export_person", held_in_groups)
hooks.register("rounds_seats_ended", close_inside)
hooks.register("rounds_erase_person", forget_words)
