"""Pools of places: which belong together, whether they add up, and who waits for them."""

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from wagtail import hooks

from rounds.accounts.models import Person
from rounds.core.prepared import Prepared
from rounds.meetings.models import CapacityPool, Hold, Meeting, Registration
from rounds.meetings.offering import PASSES
from rounds.meetings.vocabulary import HOLDING, HoldState


def pools_visible_to(person: Person) -> QuerySet[CapacityPool]:
    """Pools are the staff's to look after; others see how many places a meeting has left.

    Quotas of tickets are pools as well: the app above looks after them.
    """
    found = CapacityPool.objects.all() if person.is_active and person.is_staff else CapacityPool.objects.none()
    internal = Meeting.objects.filter(pool=OuterRef("pk"), organisation__isnull=False)
    for kept_elsewhere in hooks.get_hooks("rounds_pools_kept_elsewhere"):
        found = found.exclude(pk__in=kept_elsewhere())
    return found.exclude(Exists(internal)).order_by("name", "pk")


def _numbers(meeting: Any) -> QuerySet[Any]:
    own = Meeting.objects.filter(pk=meeting, pool__isnull=False).values_list("pool", flat=True)
    also = Meeting.also.through.objects.filter(meeting=meeting).values_list("capacitypool", flat=True)
    return own.union(also)


def _links(pools: Collection[Any]) -> QuerySet[Any]:
    through, touching = Meeting.also.through.objects, Q()
    for pool in pools:
        touching |= Q(capacitypool=pool) | Q(meeting__pool=pool)
    touched = through.filter(touching).values("meeting")
    return through.filter(meeting__in=touched).annotate(pool=F("meeting__pool"))


def _ahead(registration: Any) -> QuerySet[Any]:
    earlier = Q(place__lt=OuterRef("place")) | Q(place=OuterRef("place"), pk__lt=OuterRef("pk"))
    before = Registration.objects.waiting().filter(earlier, meeting=OuterRef("meeting"))
    counted = before.order_by().values("meeting").annotate(number=Count("pk")).values("number")
    return Registration.objects.filter(pk=registration).annotate(ahead=Subquery(counted))


ALSO = Prepared(lambda meeting: Meeting.also.through.objects.filter(meeting=meeting))
BOTH = Prepared(lambda meeting: CapacityPool.objects.filter(pk__in=_numbers(meeting)))
AHEAD: Prepared[Any] = Prepared(_ahead)
LINKS = Prepared(lambda *pools: _links(pools))


def pools_of(meeting: Meeting) -> list[int]:
    """The pools that a place in a meeting takes a place of, in the order in which they are taken."""
    also = {link.capacitypool_id for link in ALSO.rows(meeting.pk)}
    return sorted(also | ({meeting.pool_id} if meeting.pool_id else set()))


def is_full(meeting: Meeting, party: int) -> bool:
    """Whether so many do not fit, as it looks now."""
    return any(pool.left < party for pool in BOTH.rows(meeting.pk))


def linked_pools(pools: Collection[int]) -> set[int]:
    """These pools and all that are linked to them by meetings which need places of both."""
    found, new = set(pools), set(pools)
    while new:
        links = LINKS.rows(*new)
        new = {pool for link in links for pool in (link.capacitypool_id, link.pool) if pool is not None} - found
        found |= new
    return found


def waiting_for(pools: Collection[int]) -> QuerySet[Registration]:
    """Who waits for a place of any of these pools, over all meetings, in the order of the list."""
    also = Meeting.also.through.objects.filter(meeting=OuterRef("meeting"), capacitypool__in=pools)
    found: QuerySet[Registration] = Registration.objects.waiting()
    return found.filter(Q(meeting__pool__in=pools) | Q(Exists(also)))


def somebody_before(meeting: Meeting, pools: Collection[int]) -> bool:
    """Whether somebody waits for this meeting, or places are kept for a group that was passed over often enough."""
    if not pools:
        return False
    line = waiting_for(pools)
    passed = line.filter(skipped__gte=PASSES)
    if not (passed | line.filter(meeting=meeting)).exists():  # most often nobody waits
        return False
    return line.filter(meeting=meeting).exists() or any(fits_at_all(one) for one in passed.select_related("meeting"))


def fits_at_all(registration: Registration) -> bool:
    """Whether a group is not larger than the meeting itself."""
    caps = CapacityPool.objects.filter(pk__in=pools_of(registration.meeting)).values_list("cap", flat=True)
    return all(registration.party <= cap for cap in caps)


def place_in_line(registration: Registration) -> int:
    """How many groups are before, and one."""
    found = AHEAD(registration.pk)
    return (found.ahead or 0) + 1 if found else 1


def places_left(meeting: Meeting) -> int | None:
    """How many places can still be taken, or None where there is no limit."""
    return min((pool.left for pool in BOTH.rows(meeting.pk)), default=None)


def counted() -> QuerySet[Any]:
    """Each pool with what its holds come to, counted anew."""
    living = Q(holds__state__in=[HoldState.HELD, HoldState.KEPT])
    return CapacityPool.objects.annotate(held=Sum("holds__count", filter=living, default=0))


def pools_that_disagree() -> Iterator[str]:
    """What is wrong with the books of places, in words for whoever runs the centre; nothing when all is well."""
    for pool in counted().exclude(held=F("taken")).order_by("pk"):
        yield f"{pool}: {pool.taken} places are taken, but its holds come to {pool.held}."
    yield from registrations_that_disagree()
    for tell in hooks.get_hooks("rounds_places_that_disagree"):
        yield from tell()


def registrations_that_disagree() -> Iterator[str]:
    """Each group that has places holds as many as it is, of each pool of its meeting, and nobody else holds any."""
    living = Hold.objects.exclude(state=HoldState.RELEASED)
    for one in Registration.objects.filter(state__in=HOLDING).select_related("meeting", "person"):
        held = {hold.pool_id: hold.count for hold in living.filter(key=one.key)}
        wanted = dict.fromkeys(pools_of(one.meeting), one.party)
        if held != wanted:
            yield f"Registration {one.pk} should hold {wanted}, and holds {held}."
    ended = Registration.objects.filter(key=OuterRef("key")).exclude(state__in=HOLDING)
    for hold in living.filter(Exists(ended)):
        yield f"Hold {hold.pk} belongs to a registration that has no place."
