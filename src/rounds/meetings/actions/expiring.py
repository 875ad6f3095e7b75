"""Carts that were not paid and offers that were not answered: a job ends them, and so does whoever wants their places."""

import datetime as dt

from django.db import transaction

from rounds.billing.actions import cancel_order, forgive, hold_order
from rounds.billing.models import Order, OrderState
from rounds.meetings.actions.ending import end
from rounds.meetings.letters import tell_lapsed, tell_unpaid
from rounds.meetings.models import Meeting, Registration
from rounds.meetings.queries import anything_over, carts_and_offers_over
from rounds.meetings.vocabulary import Because, RegistrationState

PATIENCE = dt.timedelta(days=3)  # in which the money of an invoice that ran out may still arrive


def expire_over(*, at: dt.datetime, meeting: Meeting | None = None) -> int:
    """End what ran out, each in a transaction of its own; how many ended."""
    if meeting and not anything_over(at, meeting):
        return 0
    return sum(expire(one, at=at) for one in list(carts_and_offers_over(at, meeting=meeting)))


@transaction.atomic
def expire(registration: Registration, *, at: dt.datetime) -> bool:
    """End one that ran out. Its order is held first: who pays at this moment is either before or after."""
    order = hold_order(registration.order_id)
    now = Registration.objects.get(pk=registration.pk)
    if now.until is None or now.until > at or (order and order.state == OrderState.PAID):
        return False
    if now.state == RegistrationState.OFFERED:
        ended = end(registration, Because.LAPSED, by=None, at=at)
        if ended:
            tell_lapsed(registration, at=at)
        return ended
    ended = end_cart(registration, order, at=at)
    if ended:
        tell_unpaid(registration, at=at)
    return ended


def end_cart(registration: Registration, order: Order | None, *, at: dt.datetime) -> bool:
    """An order without an invoice is cancelled, which ends the cart; one with an invoice waits a few days more."""
    if order and order.state == OrderState.PLACED:
        cancel_order(order, by=None, at=at)
        ended = Registration.objects.filter(pk=registration.pk, state=RegistrationState.CANCELLED, changed=at)
        return bool(ended.update(because=Because.UNPAID))
    return end(registration, Because.UNPAID, by=None, at=at)


def forgive_unpaid(*, at: dt.datetime) -> int:
    """Take back the invoices of places that ran out some days ago and were never paid."""
    over = Registration.objects.filter(
        because=Because.UNPAID, order__state=OrderState.INVOICED, changed__lte=at - PATIENCE
    )
    reason = "The place was not paid in time and was given back."
    return sum(
        forgive(one.order.invoice, reason=reason, at=at)  # type: ignore[union-attr]
        for one in over.select_related("order__invoice__payer")
    )
