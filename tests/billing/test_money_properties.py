"""Money is shared, pro-rated and reduced without a coin lost or made."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rounds.billing.discounting import Off, reduce
from rounds.billing.money import Money, OtherCurrency, rounded
from rounds.billing.pointing import shares
from rounds.billing.pricing import Band, Ladder
from rounds.billing.prorating import Term, co_terminus, pro_rated

MONEY = st.integers(-(10**15), 10**15).map(lambda minor: Money(minor, "EUR"))
DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1))


@pytest.mark.slow
@given(MONEY, st.lists(st.integers(0, 10**9), min_size=1, max_size=20).filter(any))
def test_parts_add_up_to_the_whole(amount: Money, weights: list[int]) -> None:
    parts = amount.allocate(weights)

    assert sum((part.minor for part in parts), 0) == amount.minor
    exact = [amount.minor * weight / sum(weights) for weight in weights]
    assert all(abs(part.minor - share) <= 1 + abs(share) * 1e-9 for part, share in zip(parts, exact, strict=True))


@given(st.integers(0, 10**12), st.lists(st.integers(0, 10**9), min_size=1, max_size=9).filter(any))
def test_no_part_is_larger_than_its_weight(total: int, weights: list[int]) -> None:
    parts = Money(min(total, sum(weights)), "EUR").allocate(weights)

    assert all(0 <= part.minor <= weight for part, weight in zip(parts, weights, strict=True))


@pytest.mark.slow
@given(MONEY, st.lists(DAYS, min_size=2, max_size=12, unique=True))
def test_however_a_term_is_cut_its_parts_are_the_price(price: Money, days: list[dt.date]) -> None:
    days = sorted(days)
    term = Term(days[0], days[-1])

    parts = [pro_rated(price, term, first=first, until=until) for first, until in pairwise(days)]

    assert sum((part.minor for part in parts), 0) == price.minor


@given(MONEY, DAYS, st.integers(0, 364))
def test_what_is_charged_and_what_is_left_out_make_a_year(yearly: Money, joins: dt.date, later: int) -> None:
    ends = joins + dt.timedelta(days=later)

    charged = co_terminus(yearly, joins=joins, ends=ends)

    assert abs(charged.minor) <= abs(yearly.minor)
    assert (later == 0) <= (charged.minor == 0)


@given(st.integers(-(10**30), 10**30), st.integers(1, 10**20))
def test_rounding_is_exact_and_the_same_on_both_sides_of_nothing(top: int, bottom: int) -> None:
    found = rounded(top, bottom)

    assert abs(2 * (top - found * bottom)) <= bottom
    assert rounded(-top, bottom) == -found


@pytest.mark.slow
@given(
    st.integers(0, 10**9),
    st.lists(st.tuples(st.sampled_from(["years", "places"]), st.integers(1, 9), st.integers(1, 10_000))),
)
def test_discounts_take_off_no_more_than_the_price(minor: int, steps: list[tuple[str, int, int]]) -> None:
    found = reduce(Money(minor, "USD"), [Off(*step) for step in steps], {"years": 5, "places": 3})

    assert 0 <= found.left.minor <= minor
    assert len({off.reason for off in found.reasons}) == len(found.reasons)


@given(st.integers(1, 10**6), st.lists(st.integers(0, 10**5), max_size=12))
def test_lots_give_exactly_what_is_wanted_or_nothing(wanted: int, remaining: list[int]) -> None:
    taken = shares(wanted, enumerate(remaining))

    if taken is None:
        assert sum(remaining) < wanted
    else:
        assert sum(taken.values()) == wanted
        assert all(0 < part <= remaining[lot] for lot, part in taken.items())


@given(st.sets(st.integers(0, 1000), min_size=1, max_size=8), st.integers(0, 1200))
def test_every_size_from_the_first_band_on_has_exactly_one(lows: set[int], size: int) -> None:
    ladder = Ladder("beds", tuple(Band(low, low) for low in sorted(lows)))

    place = ladder.place({"beds": size})

    if place is None:
        assert size < min(lows)
    else:
        ends = [band.low for band in ladder.bands[place + 1 :]][:1]
        assert ladder.bands[place].low <= size
        assert all(size < end for end in ends)


def test_currencies_do_not_mix() -> None:
    for mix in (lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a < b):
        with pytest.raises(OtherCurrency):
            mix(Money(1, "EUR"), Money(1, "USD"))
    for weights in ([], [0, 0], [-1, 2]):
        with pytest.raises(ValueError, match="weights"):
            Money(1, "EUR").allocate(weights)
