"""Public figures about ages and conditions, each with its source and year."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AgeShare:
    """The share of all people between two ages, both included."""

    first: int
    last: int
    share: float
    source: str


@dataclass(frozen=True, slots=True)
class Prevalence:
    """People with a condition in 100,000: living with it, or new ones in a year."""

    low: float
    high: float
    yearly: bool
    source: str


CENSUS = "US Census Bureau, 2020 census, ages of the whole country, rounded"
AGE_SHARES = (
    AgeShare(0, 4, 0.056, CENSUS),
    AgeShare(5, 17, 0.165, CENSUS),
    AgeShare(18, 24, 0.094, CENSUS),
    AgeShare(25, 44, 0.267, CENSUS),
    AgeShare(45, 64, 0.250, CENSUS),
    AgeShare(65, 74, 0.100, CENSUS),
    AgeShare(75, 84, 0.049, CENSUS),
    AgeShare(85, 89, 0.012, CENSUS),
    AgeShare(90, 99, 0.0067, CENSUS),
    AgeShare(100, 120, 0.00024, CENSUS),
)
PREVALENCE = {
    "asthma": Prevalence(
        7_500, 8_500, yearly=False, source="CDC, National Health Interview Survey, 2021: about 8 % in the US"
    ),
    "diabetes": Prevalence(
        10_500, 12_000, yearly=False, source="CDC, National Diabetes Statistics Report, 2022: 11.3 % in the US"
    ),
    "hiv": Prevalence(320, 370, yearly=False, source="CDC, 2021: about 1.2 million people in the US"),
    "cystic fibrosis": Prevalence(
        8, 12, yearly=False, source="Cystic Fibrosis Foundation, 2021: nearly 40,000 people in the US"
    ),
    "sickle cell disease": Prevalence(28, 32, yearly=False, source="CDC, 2020: about 100,000 people in the US"),
    "als": Prevalence(5, 9.5, yearly=False, source="CDC, National ALS Registry, 2017 and later estimates"),
    "down syndrome": Prevalence(60, 75, yearly=False, source="CDC, estimate for 2008 to 2010: 6 to 7 in 10,000 people"),
    "huntington disease": Prevalence(
        4, 14, yearly=False, source="Orphanet, summary figures for Europe and North America"
    ),
    "rare disease": Prevalence(
        0.1, 50, yearly=False, source="European Union, Regulation 141/2000: at most 5 in 10,000"
    ),
    "multiple births of four or more": Prevalence(
        0.03, 0.06, yearly=True, source="CDC, National Vital Statistics, births, 2021"
    ),
}
