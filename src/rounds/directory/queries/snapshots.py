import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from rounds.core.tables import csv_lines
from rounds.directory.figures import CSV_HEAD, DEFINITIONS, SLICES, Figure, csv_row
from rounds.directory.models import Snapshot

ORDER = "pk"  # rows were written in the order in which they are shown


@dataclass(frozen=True, slots=True)
class Difference:
    """The same part of the register on two days; None where one of them did not have it."""

    before: Figure | None
    after: Figure | None

    @property
    def both(self) -> tuple[Figure | None, Figure | None]:
        return self.before, self.after

    @property
    def said(self) -> str:
        """Which part of the register, and what was counted of it."""
        figure = self.after or self.before
        assert figure is not None
        part = f"{SLICES[figure.slice]}: {figure.name}" if figure.key else figure.name
        return part if figure.definition == "opened" else f"{part}, {DEFINITIONS[figure.definition].name}"

    @property
    def moved(self) -> bool:
        counts = [(figure.numerator, figure.denominator) if figure else None for figure in self.both]
        return counts[0] != counts[1]

    @property
    def change(self) -> int | None:
        return self.after.numerator - self.before.numerator if self.before and self.after else None

    @property
    def points(self) -> Decimal | None:
        """Percentage points, from the two percentages that stand beside it."""
        if not (self.before and self.after) or self.before.percent is None or self.after.percent is None:
            return None
        return self.after.percent - self.before.percent


def snapshots() -> QuerySet[Snapshot]:
    """All of them, the newest first; anybody may see them."""
    return Snapshot.objects.order_by("-on")


def figures_of(snapshot: Snapshot) -> list[Figure]:
    source = source_of(snapshot.on)
    return [
        Figure(row.slice, row.key, row.name, row.definition, row.numerator, row.denominator, snapshot.on, source)
        for row in snapshot.figures.order_by(ORDER)
    ]


def source_of(on: dt.date) -> str:
    return f"register snapshot {on}"


def digest_of(figures: Iterable[Figure]) -> str:
    """SHA-256 of the CSV file as it is downloaded."""
    return hashlib.sha256("".join(csv_lines(CSV_HEAD, map(csv_row, figures))).encode()).hexdigest()


def is_whole(snapshot: Snapshot, figures: Iterable[Figure]) -> bool:
    """Whether the figures that are kept still make the file of the day."""
    return digest_of(figures) == snapshot.digest


def neighbours(snapshot: Snapshot) -> tuple[Snapshot | None, Snapshot | None]:
    before, after = Snapshot.objects.filter(on__lt=snapshot.on), Snapshot.objects.filter(on__gt=snapshot.on)
    return before.order_by("-on").first(), after.order_by("on").first()


def comparable(first: Snapshot, second: Snapshot) -> bool:
    """Whether both were counted by the same definitions."""
    return first.edition == second.edition


def differences(first: Snapshot, second: Snapshot) -> list[Difference]:
    """Every figure of either day, in the order of the later one; what only the earlier one had comes last."""
    before = {place_of(figure): figure for figure in figures_of(first)}
    after = {place_of(figure): figure for figure in figures_of(second)}
    return [Difference(before.get(place), after.get(place)) for place in dict.fromkeys([*after, *before])]


def place_of(figure: Figure) -> tuple[str, str, str]:
    return figure.slice, figure.key, figure.definition


def snapshot_on(day: dt.date) -> Snapshot | None:
    return Snapshot.objects.filter(on=day).first()
