"""How a registration ends, and who is offered the places that become free."""

import datetime as dt
from collections.abc import Collection, Mapping

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.core.prepared import Prepared
from rounds.meetings.actions.places import give_places_back, lock_pools, take_places
from rounds.meetings.letters import tell_offer
from rounds.meetings.models import CapacityPool, Meeting, Registration
from rounds.meetings.offering import Waiting, offers
from rounds.meetings.queries.places import linked_pools, pools_of, waiting_for
from rounds.meetings.vocabulary import LIVING, Because, MeetingState, RegistrationState

OPEN = (MeetingState.OPEN, MeetingState.CLOSED)
HELD = Prepared(lambda number: Meeting.objects.select_for_update(of=("self",), no_key=True).filter(pk=number))


def end(registration: Registration, because: Because, *, by: Person | None, at: dt.datetime) -> bool:
    """End what lives, give its places back and offer them on; False where it had ended already.

    Runs in the caller's transaction, after whatever happens to the order.
    """
    pools = lock_pools(pools_of(registration.meeting), linked=True)
    living = Registration.objects.filter(pk=registration.pk, state__in=LIVING)
    if not living.update(state=RegistrationState.CANCELLED, because=because, until=None, changed=at):
        return False
    give_places_back(registration.key, at=at)
    record("meetings.registration_ended", subject=registration, by=by, at=at, because=because.value)
    offer_places(pools, at=at)
    return True


def offer_places(pools: Collection[int], *, at: dt.datetime) -> int:
    """Offer what is free to those who wait, by the rule in `offering`. The pools are locked by the caller."""
    if not pools:
        return 0
    rows = {pool.pk: pool for pool in CapacityPool.objects.filter(pk__in=pools)}
    if not any(pool.left for pool in rows.values()):
        return 0
    line = list(waiting_for(pools).filter(meeting__state__in=OPEN, meeting__starts_at__gt=at).select_related("meeting"))
    needs = {meeting.pk: frozenset(pools_of(meeting)) for meeting in {one.meeting for one in line}}
    groups = [Waiting(one.pk, one.party, needs[one.meeting_id], one.skipped) for one in line]
    left, caps = {pool: row.left for pool, row in rows.items()}, {pool: row.cap for pool, row in rows.items()}
    found = offers(groups, left=left, caps=caps)
    for number, skipped in found.skipped.items():
        Registration.objects.filter(pk=number).update(skipped=skipped)
    chosen = set(found.offered)
    return sum(offer(one, needs[one.meeting_id], at=at) for one in line if one.pk in chosen)


def offer(registration: Registration, pools: Collection[int], *, at: dt.datetime) -> bool:
    meeting = registration.meeting
    until = min(at + dt.timedelta(hours=meeting.offer_hours), meeting.starts_at)
    waiting = Registration.objects.filter(pk=registration.pk, state=RegistrationState.WAITING)
    if not waiting.update(state=RegistrationState.OFFERED, until=until, changed=at):
        return False
    take_places(pools, registration.party, key=registration.key, at=at, until=until)
    registration.state, registration.until = RegistrationState.OFFERED, until
    record("meetings.place_offered", subject=registration, by=None, at=at, until=until.isoformat())
    tell_offer(registration, at=at)
    return True


def next_place(pools: Mapping[int, CapacityPool]) -> int:
    """The end of the list, over all meetings that share a pool. The pools are locked by the caller."""
    last = max((pool.last_place for pool in pools.values()), default=0)
    CapacityPool.objects.filter(pk__in=pools).update(last_place=last + 1)
    return last + 1


def first_place(registration: Registration) -> int:
    """Before everybody who waits for the same places."""
    line = waiting_for(linked_pools(pools_of(registration.meeting)))
    first = line.values_list("place", flat=True).first()
    return int(first - 1) if first is not None else 0


def hold_meeting(meeting: Meeting) -> Meeting:
    """The meeting as it is now, held after money and before its places, in the order in which its hosts change it.

    What a page has read may be old: the meeting was called off meanwhile, or has got a limit.
    """
    held = HELD(meeting.pk)
    if held is None:
        raise Meeting.DoesNotExist
    return held
