"""The rule of the waiting list: groups stay whole, nobody starves, no place is given twice, none is wasted for ever."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rounds.meetings.offering import PASSES, Waiting, offers

A, B = 1, 2
steady = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])  # on a busy machine
POOLS = st.sampled_from([frozenset({A}), frozenset({B}), frozenset({A, B})])


def line(*parties: int, skipped: int = 0) -> list[Waiting]:
    return [Waiting(number, party, frozenset({A}), skipped) for number, party in enumerate(parties)]


def test_a_group_that_fits_goes_first() -> None:
    assert offers(line(2, 1), left={A: 3}, caps={A: 9}).offered == (0, 1)


def test_a_group_is_passed_three_times_and_then_places_are_kept_for_it() -> None:
    found = offers(line(4, 1, 1, 1, 1), left={A: 3}, caps={A: 9})
    fourth = offers(line(4, 1, 1, 1, 1, 1), left={A: 3}, caps={A: 9})

    assert (found.offered, found.skipped) == ((1, 2, 3), {0: 3})
    assert fourth.offered == (1, 2, 3)
    assert offers(line(4, 1, skipped=PASSES), left={A: 3}, caps={A: 9}).offered == ()


def test_a_group_larger_than_the_meeting_holds_nobody_up() -> None:
    assert offers(line(10, 1, skipped=PASSES), left={A: 1}, caps={A: 9}).offered == (1,)


def test_places_are_kept_in_the_pools_that_the_group_needs_and_in_no_other() -> None:
    both, other = Waiting(0, 2, frozenset({A}), PASSES), Waiting(1, 1, frozenset({B}))

    assert offers([both, other], left={A: 1, B: 1}, caps={A: 9, B: 9}).offered == (1,)


groups = st.lists(st.tuples(st.integers(1, 6), POOLS), min_size=1, max_size=12)


@steady
@given(groups, st.integers(0, 8), st.integers(0, 8))
def test_what_is_offered_fits(wanted: list[tuple[int, frozenset[int]]], a: int, b: int) -> None:
    waiting = [Waiting(number, party, pools) for number, (party, pools) in enumerate(wanted)]

    found = offers(waiting, left={A: a, B: b}, caps={A: 8, B: 8})

    for pool, left in ((A, a), (B, b)):
        assert sum(one.party for one in waiting if one.number in found.offered and pool in one.pools) <= left
    assert all(0 < count <= PASSES for count in found.skipped.values())
    assert found.offered == tuple(sorted(found.offered))


@pytest.mark.slow
@steady
@given(groups, st.lists(st.integers(1, 3), min_size=1, max_size=12), st.data())
def test_nobody_starves(wanted: list[tuple[int, frozenset[int]]], freed: list[int], data: st.DataObject) -> None:
    """Places come free in any order, new groups join all the time; yet nobody is passed over more than three times."""
    cap, held = 6, {A: 6, B: 6}
    waiting = [Waiting(number, party, pools) for number, (party, pools) in enumerate(wanted)]
    passed: dict[int, int] = {}
    for number, count in enumerate(freed):
        held = {pool: max(0, taken - count) for pool, taken in held.items()}
        found = offers(waiting, left={pool: cap - taken for pool, taken in held.items()}, caps={A: cap, B: cap})
        for one in waiting:
            after = [later for later in waiting if later.number > one.number and later.number in found.offered]
            if one.number not in found.offered:
                passed[one.number] = passed.get(one.number, 0) + sum(bool(one.pools & later.pools) for later in after)
        for one in waiting:
            if one.number in found.offered:
                held = {pool: taken + one.party * (pool in one.pools) for pool, taken in held.items()}
        left = [one for one in waiting if one.number not in found.offered]
        waiting = [Waiting(w.number, w.party, w.pools, found.skipped.get(w.number, w.skipped)) for w in left]
        party, pools = data.draw(st.tuples(st.integers(1, 2), POOLS))
        waiting.append(Waiting(100 + number, party, pools))
    assert all(times <= PASSES for times in passed.values())
    assert all(0 <= taken <= cap for taken in held.values())


@steady
@given(groups)
def test_when_all_places_are_free_the_first_in_the_list_gets_them(wanted: list[tuple[int, frozenset[int]]]) -> None:
    waiting = [Waiting(number, party, pools, PASSES) for number, (party, pools) in enumerate(wanted)]

    assert 0 in offers(waiting, left={A: 6, B: 6}, caps={A: 6, B: 6}).offered
