"""Taking places and giving them back: guarded updates of rows with a constraint, in the order of their numbers.

Money comes first and places come last in every transaction: whoever needs both locks orders, vouchers and credit
before the first pool, so that two never wait for each other.
"""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.core.prepared import Prepared
from rounds.meetings.models import CapacityPool, Hold
from rounds.meetings.queries.places import linked_pools
from rounds.meetings.vocabulary import HoldState

LIVE = (HoldState.HELD, HoldState.KEPT)
HELD = Prepared(lambda *pools: CapacityPool.objects.select_for_update().filter(pk__in=pools).order_by("pk"))


class PlacesGone(Exception):
    """No places are left; nothing was taken."""


class PlacesRefused(Exception):
    """The message is written for the person who asked."""


def lock_pools(pools: Collection[int], *, linked: bool = False) -> dict[int, CapacityPool]:
    """Hold pools until the end of the transaction, in the order of their numbers; with those linked to them."""
    wanted = linked_pools(pools) if linked and pools else set(pools)
    if not wanted:
        return {}
    return {pool.pk: pool for pool in HELD.rows(*wanted)}


@dataclass(frozen=True, slots=True)
class Claim:
    """So many places of each of these pools, for one key: a registration, or one ticket of an order."""

    key: uuid.UUID
    pools: Collection[int]
    count: int = 1


def take_places(
    pools: Collection[int], count: int, *, key: uuid.UUID, at: dt.datetime, until: dt.datetime | None = None
) -> None:
    """Take so many places of each pool, or none at all. `until` is when they are given back unless they are kept."""
    take_claims([Claim(key, pools, count)], at=at, until=until)


def take_claims(claims: Sequence[Claim], *, at: dt.datetime, until: dt.datetime | None = None) -> None:
    """Take what all of these claims want, or nothing: one guarded update a pool, in the order of their numbers.

    Call it in a transaction: where one pool has no places left, PlacesGone rolls the others back.
    """
    state = HoldState.HELD if until else HoldState.KEPT
    wanted = Counter[int]()
    for claim in claims:
        wanted.update(dict.fromkeys(claim.pools, claim.count))
    for pool, count in sorted(wanted.items()):
        free = CapacityPool.objects.filter(pk=pool, taken__lte=F("cap") - count)
        if not free.update(taken=F("taken") + count):
            raise PlacesGone
    Hold.objects.bulk_create(
        Hold(pool_id=pool, key=claim.key, count=claim.count, state=state, expires_at=until, made=at)
        for claim in claims
        for pool in sorted(claim.pools)
    )


def keep_places(*keys: uuid.UUID) -> None:
    """What was held for a while is kept."""
    Hold.objects.filter(key__in=keys, state=HoldState.HELD).update(state=HoldState.KEPT, expires_at=None)


def hold_places(*keys: uuid.UUID, until: dt.datetime) -> None:
    """What is held is held until another moment."""
    Hold.objects.filter(key__in=keys, state=HoldState.HELD).update(expires_at=until)


def give_places_back(*keys: uuid.UUID, at: dt.datetime) -> int:
    """Give back what these claims hold, once; how many places it was in all."""
    given = 0
    for hold in Hold.objects.filter(key__in=keys, state__in=LIVE).order_by("pool_id", "pk"):
        released = {"state": HoldState.RELEASED, "expires_at": None, "released": at}
        if Hold.objects.filter(pk=hold.pk, state__in=LIVE).update(**released):
            CapacityPool.objects.filter(pk=hold.pool_id).update(taken=F("taken") - hold.count)
            given += hold.count
    return given


@transaction.atomic
def make_pool(name: str, cap: int, *, by: Person | None, at: dt.datetime) -> CapacityPool:
    made = CapacityPool.objects.create(name=name, cap=cap)
    record("meetings.places_made", subject=made, by=by, at=at, cap=cap)
    return made


def change_cap(pool: CapacityPool, cap: int, *, by: Person, at: dt.datetime) -> bool:
    """Another number of places, in a transaction of the caller; never fewer than are taken."""
    if pool.cap == cap:
        return False
    if not CapacityPool.objects.filter(pk=pool.pk, taken__lte=cap).update(cap=cap):
        taken = CapacityPool.objects.values_list("taken", flat=True).get(pk=pool.pk)
        raise PlacesRefused(_("%(taken)s places are taken. Give at least that many.") % {"taken": taken})
    record("meetings.places_changed", subject=pool, by=by, at=at, before=pool.cap, after=cap)
    pool.cap = cap
    return True
