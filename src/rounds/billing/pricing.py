"""Prices by the kind and the size of a payer: pure numbers, whatever table or file they come from."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

ANYBODY = ""


@dataclass(frozen=True, slots=True)
class Band:
    """A price from a size upwards, to where the next band begins. Amounts are in the smallest unit of the currency."""

    low: int
    amount: int
    member_amount: int | None = None
    seats: int | None = None
    votes: int = 0


@dataclass(frozen=True, slots=True)
class Ladder:
    """The bands of one kind, from small to large. Without a metric everybody of the kind pays the same."""

    metric: str
    bands: tuple[Band, ...]

    def place(self, sizes: Mapping[str, int]) -> int | None:
        """Which band a size falls into, or None where it cannot be told.

        >>> beds = Ladder("beds", (Band(0, 1200), Band(100, 2400), Band(300, 4000)))
        >>> beds.place({"beds": 99}), beds.place({"beds": 100}), beds.place({"staff": 40})
        (0, 1, None)
        """
        size = sizes.get(self.metric) if self.metric else 0
        if size is None:
            return None
        below = [place for place, band in enumerate(self.bands) if band.low <= size]
        return below[-1] if below else None

    @property
    def gap(self) -> int | None:
        """Up to which size no band has a price, or None where there is no gap.

        >>> Ladder("beds", (Band(100, 2400),)).gap, Ladder("", (Band(0, 0),)).gap
        (100, None)
        """
        if not self.bands:
            return 0
        return self.bands[0].low or None


@dataclass(frozen=True, slots=True)
class Found:
    """The band in which a payer is, what comes before and after it, and by which metric."""

    band: Band
    metric: str
    until: int | None
    smaller: Band | None
    larger: Band | None


@dataclass(frozen=True, slots=True)
class Book:
    """What one list says: a ladder for each kind, and perhaps one for everybody else."""

    currency: str
    ladders: Mapping[str, Ladder] = field(default_factory=dict)

    def ladder_for(self, kind: str) -> Ladder | None:
        return self.ladders.get(kind) or self.ladders.get(ANYBODY)

    def find(self, kind: str, sizes: Mapping[str, int]) -> Found | None:
        """
        >>> book = Book("USD", {"hospital": Ladder("beds", (Band(0, 1200), Band(100, 2400)))})
        >>> found = book.find("hospital", {"beds": 40})
        >>> found.band.amount, found.until, found.larger.amount
        (1200, 100, 2400)
        >>> book.find("industry", {"beds": 40}) is None
        True
        """
        ladder = self.ladder_for(kind)
        at = ladder.place(sizes) if ladder else None
        if ladder is None or at is None:
            return None
        bands = ladder.bands
        larger = bands[at + 1] if at + 1 < len(bands) else None
        return Found(bands[at], ladder.metric, larger.low if larger else None, bands[at - 1] if at else None, larger)

    def gaps(self) -> Iterator[tuple[str, str, int]]:
        """Kinds that have sizes without a price: kind, metric, the first size that has one (0: none has)."""
        for kind, ladder in self.ladders.items():
            if ladder.gap is not None:
                yield kind, ladder.metric, ladder.gap
