import pytest

from rounds.engines.privacy import Described, estimate


def test_an_estimate_multiplies_factors_that_name_their_source() -> None:
    found = estimate(Described(population=8_000, condition="cystic fibrosis"))

    assert found.low == pytest.approx(0.64)
    assert found.high == pytest.approx(0.96)
    assert found.small is True
    assert [bool(factor.source) for factor in found.factors] == [True, True]


@pytest.mark.parametrize(
    ("described", "reason"),
    [
        (Described(condition="asthma"), "The number of people in the place is missing."),
        (
            Described(population=9, condition="unheard of"),
            "No figure is known for how many people have this condition.",
        ),
        (Described(population=9, age_from=40, age_to=30), "The ages are the wrong way round."),
        (
            Described(population=9, condition="multiple births of four or more"),
            "The figure counts new cases in a year, and the time is missing.",
        ),
    ],
)
def test_where_a_figure_is_missing_nobody_can_say(described: Described, reason: str) -> None:
    found = estimate(described)

    assert (found.low, found.high, found.small, found.reason) == (None, None, None, reason)


def test_ages_and_the_callers_own_figure_narrow_the_number() -> None:
    wide = estimate(Described(population=100_000))
    narrow = estimate(Described(population=100_000, age_from=90, sex="female", per_100k=(50, 80), share=(0.1, 0.2)))

    assert (wide.low, wide.high) == (100_000, 100_000)
    assert narrow.high is not None
    assert narrow.high < 1
    assert len(narrow.factors) == 5
