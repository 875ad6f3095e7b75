import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from rounds.meetings.models import CapacityPool, Hold, Registration
from tests.factories.meetings import NOON, MeetingFactory, PoolFactory, RegistrationFactory

pytestmark = pytest.mark.django_db


def refused(change) -> bool:
    try:
        with transaction.atomic():
            change()
    except IntegrityError:
        return True
    return False


def test_a_pool_is_never_oversold_nor_below_nothing() -> None:
    pool = PoolFactory(cap=2, taken=2)

    assert refused(lambda: CapacityPool.objects.filter(pk=pool.pk).update(taken=3))
    assert refused(lambda: CapacityPool.objects.filter(pk=pool.pk).update(cap=1))
    assert refused(lambda: CapacityPool.objects.filter(pk=pool.pk).update(taken=-1))


def test_a_claim_holds_places_of_a_pool_once_and_again_after_it_gave_them_back() -> None:
    hold = Hold.objects.create(pool=PoolFactory(), count=1, expires_at=NOON, made=NOON)
    again = {"pool": hold.pool, "key": hold.key, "count": 1, "expires_at": NOON, "made": NOON}

    assert refused(lambda: Hold.objects.create(**again))
    Hold.objects.filter(pk=hold.pk).update(state="released", released=NOON)
    assert not refused(lambda: Hold.objects.create(**again))


def test_a_hold_ends_or_is_kept() -> None:
    pool = PoolFactory()

    assert refused(lambda: Hold.objects.create(pool=pool, count=1, made=NOON))
    assert refused(lambda: Hold.objects.create(pool=pool, count=1, made=NOON, state="kept", expires_at=NOON))
    assert refused(lambda: Hold.objects.create(pool=pool, count=0, made=NOON, expires_at=NOON))


def test_a_person_has_one_living_registration_and_may_come_back() -> None:
    first = RegistrationFactory()
    same = {"meeting": first.meeting, "person": first.person}

    assert refused(lambda: RegistrationFactory(**same))
    assert refused(lambda: RegistrationFactory(**same, state="waiting", place=1))
    Registration.objects.filter(pk=first.pk).update(state="cancelled", because="left")
    again = RegistrationFactory(**same)

    assert list(Registration.objects.living()) == [again]


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "waiting"},
        {"state": "held"},
        {"state": "offered"},
        {"state": "registered", "until": NOON},
        {"state": "cancelled"},
        {"state": "registered", "because": "left"},
        {"party": 0},
    ],
)
def test_a_registration_that_cannot_be_is_refused(facts: dict[str, object]) -> None:
    meeting = MeetingFactory()

    assert refused(lambda: RegistrationFactory(meeting=meeting, **facts))


@pytest.mark.parametrize(
    "facts",
    [
        {"title": ""},
        {"ends_at": NOON + dt.timedelta(days=30)},
        {"largest_party": 0},
        {"full_refund_days": 1, "half_refund_days": 2},
        {"opens_at": NOON, "closes_at": NOON},
        {"state": "lost"},
    ],
)
def test_a_meeting_that_cannot_be_is_refused(facts: dict[str, object]) -> None:
    assert refused(lambda: MeetingFactory(starts_at=NOON + dt.timedelta(days=30), **facts))


def test_a_meeting_knows_its_own_clock() -> None:
    meeting = MeetingFactory.build(starts_at=dt.datetime(2026, 12, 16, 18, 30, tzinfo=dt.UTC))

    assert meeting.local_start.isoformat() == "2026-12-16T12:30:00-06:00"
    assert meeting.minutes == 60
