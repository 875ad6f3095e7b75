"""What an event sells: kinds of ticket, quotas, refunds and codes of invitation, set at its desk."""

import datetime as dt
from collections.abc import Collection, Mapping
from itertools import pairwise
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.events.actions.ticket_ends import hold_kinds, offer_tickets
from rounds.events.actions.ticket_orders import TicketsRefused
from rounds.events.models import Event, InvitationCode, Purchase, Quota, RefundStep, Sales, Ticket, TicketKind
from rounds.events.queries.tickets import pools_at
from rounds.meetings.actions.places import PlacesRefused, change_cap, lock_pools
from rounds.meetings.models import CapacityPool


@transaction.atomic
def set_sales(event: Event, values: Mapping[str, Any], *, by: Person, at: dt.datetime) -> Sales:
    """Currency, words, the deadline of names, and how long an offer lasts. What was sold keeps its currency."""
    held = Sales.objects.filter(event=event).first()
    sold = Purchase.objects.filter(event=event, order__isnull=False).exists()
    if sold and held and values["currency"] != held.currency:
        raise TicketsRefused(_("Tickets were sold in this currency. It stays."), "currency")
    made, _new = Sales.objects.update_or_create(event=event, defaults=dict(values))
    record("events.sales_set", subject=event, by=by, at=at)
    return made


@transaction.atomic
def set_refunds(event: Event, steps: Collection[tuple[int, int]], *, by: Person, at: dt.datetime) -> None:
    """The table of refunds: from so many days before, so much comes back. Later days never give more back."""
    listed = sorted(steps, reverse=True)
    if any(later[1] > earlier[1] for earlier, later in pairwise(listed)):
        raise TicketsRefused(_("Nearer to the event no more can come back than before."))
    if len({days for days, _percent in listed}) != len(listed):
        raise TicketsRefused(_("The same number of days stands there twice."))
    Event.objects.select_for_update().get(pk=event.pk)
    RefundStep.objects.filter(event=event).delete()
    RefundStep.objects.bulk_create(RefundStep(event=event, days=days, percent=percent) for days, percent in listed)
    told = ", ".join(f"{days}: {percent} %" for days, percent in listed)
    record("events.refunds_set", subject=event, by=by, at=at, steps=told)


@transaction.atomic
def save_kind(
    event: Event,
    values: Mapping[str, Any],
    *,
    pools: Collection[int],
    kind: TicketKind | None,
    by: Person,
    at: dt.datetime,
) -> TicketKind:
    """Add a kind of ticket, or change it. Once some are bought it draws on the same quotas for good."""
    Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    chosen = set(pools) & pools_at(event)
    if kind is not None:
        hold_kinds([kind.pk])
    if kind is not None and has_tickets(kind) and set(kind.pools.values_list("pk", flat=True)) != chosen:
        raise TicketsRefused(_("People have such tickets. Their quotas stay; make another kind instead."), "pools")
    try:
        with transaction.atomic():
            held = TicketKind.objects.create(event=event, **values) if kind is None else changed(kind, values)
    except IntegrityError:
        raise TicketsRefused(_("There is a kind with this name already."), "name") from None
    held.pools.set(chosen)
    record(f"events.ticket_kind_{'changed' if kind else 'added'}", subject=event, by=by, at=at, name=held.name)
    return held


def changed(kind: TicketKind, values: Mapping[str, Any]) -> TicketKind:
    TicketKind.objects.filter(pk=kind.pk).update(**values)
    return TicketKind.objects.get(pk=kind.pk)


def has_tickets(kind: TicketKind) -> bool:
    return Ticket.objects.filter(kind=kind, ended__isnull=True).exists()


@transaction.atomic
def remove_kind(kind: TicketKind, *, by: Person, at: dt.datetime) -> None:
    name, event = kind.name, kind.event
    hold_kinds([kind.pk])
    try:
        with transaction.atomic():
            kind.delete()
    except ProtectedError:
        words = _("Somebody has or had such a ticket, so it stays. Take it off sale instead.")
        raise TicketsRefused(words) from None
    record("events.ticket_kind_removed", subject=event, by=by, at=at, name=name)


@transaction.atomic
def save_quota(event: Event, name: str, cap: int, *, quota: Quota | None, by: Person, at: dt.datetime) -> Quota:
    """Add a quota, or change it; never below what is taken. What becomes free goes to those who wait."""
    if quota is None:
        pool = CapacityPool.objects.create(name=name, cap=cap)
        made = Quota.objects.create(event=event, pool=pool)
        record("events.quota_added", subject=event, by=by, at=at, name=name, cap=cap)
        return made
    pool = lock_pools(pools_at(event))[quota.pool_id]
    CapacityPool.objects.filter(pk=pool.pk).update(name=name)
    try:
        larger = change_cap(pool, cap, by=by, at=at)
    except PlacesRefused as refusal:
        raise TicketsRefused(str(refusal), "cap") from None
    record("events.quota_changed", subject=event, by=by, at=at, name=name, cap=cap)
    if larger:
        offer_tickets(event, at=at)
    return Quota.objects.select_related("pool").get(pk=quota.pk)


@transaction.atomic
def remove_quota(quota: Quota, *, by: Person, at: dt.datetime) -> None:
    pool, event = quota.pool, quota.event
    Event.objects.select_for_update(no_key=True).get(pk=event.pk)
    if pool.ticket_kinds.exists() or pool.holds.exists():
        raise TicketsRefused(_("“%(name)s” is in use, so it stays.") % {"name": pool.name})
    name = pool.name
    quota.delete()
    pool.delete()
    record("events.quota_removed", subject=event, by=by, at=at, name=name)


@transaction.atomic
def add_code(kind: TicketKind, code: str, limit: int, *, by: Person, at: dt.datetime) -> InvitationCode:
    try:
        with transaction.atomic():
            made = InvitationCode.objects.create(kind=kind, code=code.upper(), limit=limit)
    except IntegrityError:
        raise TicketsRefused(_("This code is there already."), "code") from None
    record("events.code_added", subject=kind.event, by=by, at=at, kind=kind.name, limit=limit)
    return made


@transaction.atomic
def end_code(code: InvitationCode, *, by: Person, at: dt.datetime) -> None:
    """It opens nothing any more; tickets that were bought with it stay."""
    if InvitationCode.objects.filter(pk=code.pk, ended=None).update(ended=at):
        record("events.code_ended", subject=code.kind.event, by=by, at=at, kind=code.kind.name, used=code.used)
