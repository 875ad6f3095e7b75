"""How many people fit a description that has no name."""

from dataclasses import dataclass

from rounds.engines.privacy.figures import AGE_SHARES, PREVALENCE, AgeShare, Prevalence


@dataclass(frozen=True, slots=True)
class Described:
    """What a text tells about one person. Empty fields were not told.

    population: people who live in the place; condition: a key of PREVALENCE; per_100k: the caller's own figure as (low, high);
    new_cases: whether the figure counts new cases in a year; years: how long a time the text leaves open;
    share: any other share of people it fits as (low, high), for example a job, with its source.
    """

    population: int | None = None
    age_from: int | None = None
    age_to: int | None = None
    sex: str = ""
    condition: str = ""
    per_100k: tuple[float, float] | None = None
    years: float | None = None
    share: tuple[float, float] | None = None
    source: str = "given by the caller"


@dataclass(frozen=True, slots=True)
class Factor:
    """One step: what the number of people is multiplied by, and where the figure comes from."""

    name: str
    low: float
    high: float
    source: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """Between `low` and `high` people fit; both are None, with a reason, where a figure is missing."""

    low: float | None
    high: float | None
    factors: tuple[Factor, ...]
    reason: str = ""

    @property
    def small(self) -> bool | None:
        """Whether fewer than 11 people may fit (the CMS cell size); None where nobody can say."""
        return None if self.low is None else self.low < 11


def estimate(described: Described) -> Estimate:
    """About how many people fit the facts; every factor names its source.

    >>> found = estimate(Described(population=8_000, condition="cystic fibrosis"))
    >>> round(found.low, 1), round(found.high, 1), found.small
    (0.6, 1.0, True)
    >>> estimate(Described(condition="asthma")).reason
    'The number of people in the place is missing.'
    """
    if described.population is None:
        return Estimate(None, None, (), "The number of people in the place is missing.")
    factors = [Factor("people in the place", described.population, described.population, described.source)]
    for step in (_age, _sex, _condition, _share):
        factor = step(described)
        if isinstance(factor, str):
            return Estimate(None, None, tuple(factors), factor)
        if factor is not None:
            factors.append(factor)
    return _product(factors)


def _product(factors: list[Factor]) -> Estimate:
    low = high = 1.0
    for factor in factors:
        low, high = low * factor.low, high * factor.high
    return Estimate(low, high, tuple(factors))


def _age(described: Described) -> Factor | str | None:
    if described.age_from is None and described.age_to is None:
        return None
    first, last = described.age_from or 0, described.age_to if described.age_to is not None else 120
    if first > last:
        return "The ages are the wrong way round."
    low = high = 0.0
    for band in AGE_SHARES:
        low, high = low + 0.8 * _part(band, first, last), high + 1.25 * _part(band, first, last)
    return Factor("age", low, min(1.0, high), AGE_SHARES[0].source)


def _part(band: AgeShare, first: int, last: int) -> float:
    """The share of all people who are in this band and in the ages asked about, as if a band were even."""
    years = min(last, band.last) - max(first, band.first) + 1
    return band.share * max(0, years) / (band.last - band.first + 1)


def _sex(described: Described) -> Factor | str | None:
    if not described.sex:
        return None
    return Factor("sex", 0.48, 0.52, "US Census Bureau, 2020 census: 50.9 % women")


def _condition(described: Described) -> Factor | str | None:
    if described.per_100k is not None:
        low, high = described.per_100k
        known: Prevalence | None = Prevalence(low, high, yearly=described.years is not None, source=described.source)
    elif described.condition:
        known = PREVALENCE.get(described.condition.lower())
    else:
        return None
    if known is None:
        return "No figure is known for how many people have this condition."
    if known.yearly and described.years is None:
        return "The figure counts new cases in a year, and the time is missing."
    years = described.years or 1.0
    times = years if known.yearly else 1.0
    return Factor("condition", known.low * times / 100_000, min(1.0, known.high * times / 100_000), known.source)


def _share(described: Described) -> Factor | str | None:
    if described.share is None:
        return None
    return Factor("other facts", *described.share, described.source)
