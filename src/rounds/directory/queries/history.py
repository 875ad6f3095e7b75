"""Figures that others published, in their own series: two ways of counting never share one."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from rounds.directory.figures import Words, disagrees, percent_of
from rounds.directory.models import FigureNote, PublishedFigure
from rounds.directory.models.figures import Exactness

SHARES = {"sample-2009", "study-2010", "study-2014"}
Meaning = PublishedFigure.Meaning
SERIES: dict[str, Words] = {
    "list": _("A list kept by hand, 2009 to 2016"),
    "sample-2009": _("A sample of “top” hospitals, 2009"),
    "study-2010": _("Studies of US hospitals, 2010"),
    "study-2014": _("A study of US hospitals, 2014"),
}


@dataclass(frozen=True, slots=True)
class Published:
    """A printed figure with what can be worked out of it and what is known about it."""

    row: PublishedFigure
    notes: tuple[FigureNote, ...]
    parts: int | None = None  # what the accounts of one list add up to, beside a printed sum

    @property
    def percent(self) -> Decimal | None:
        """Worked out of the two counts, to the places that were printed; never copied."""
        row = self.row
        exact = row.numerator_is == row.denominator_is == Exactness.EXACT
        if row.meaning not in SHARES or not exact:
            return None
        places = max(0, -int(self.printed.as_tuple().exponent)) if self.printed else 1
        return percent_of(row.numerator, row.denominator, places)

    @property
    def printed(self) -> Decimal | None:
        return Decimal(self.row.printed) if self.row.printed.replace(".", "", 1).isdecimal() else None

    @property
    def disagrees(self) -> bool:
        """The printed percentage is not what its own counts make."""
        return disagrees(self.row.numerator, self.row.denominator, self.printed)

    @property
    def sum_disagrees(self) -> bool:
        return self.parts is not None and self.row.numerator_is == "" and self.parts != self.row.numerator

    @property
    def unsupported(self) -> bool:
        return any(note.kind == FigureNote.Kind.UNSUPPORTED for note in self.notes)

    @property
    def series(self) -> str:
        return "list" if self.row.meaning.startswith("list") else self.row.meaning


def published() -> list[Published]:
    """All of them by date, in two queries."""
    rows = list(PublishedFigure.objects.select_related("publication").prefetch_related("notes").order_by("on", "pk"))
    sums = sums_of(rows)
    return [
        Published(row, tuple(row.notes.all()), sums.get((row.on, row.publication_id)) if is_total(row) else None)
        for row in rows
    ]


def is_total(row: PublishedFigure) -> bool:
    return row.meaning == Meaning.TOTAL


def sums_of(rows: Iterable[PublishedFigure]) -> dict[tuple[object, int], int]:
    """What the accounts of each list add up to, by date and source."""
    sums: dict[tuple[object, int], int] = {}
    for row in rows:
        if row.meaning == Meaning.LIST and row.numerator is not None:
            place = (row.on, row.publication_id)
            sums[place] = sums.get(place, 0) + row.numerator
    return sums


def by_series(figures: Iterable[Published]) -> dict[str, list[Published]]:
    found: dict[str, list[Published]] = {series: [] for series in SERIES}
    for figure in figures:
        found[figure.series].append(figure)
    return found


HISTORY_HEAD = (
    "key", "date", "precision", "since", "name", "counted", "counted_is", "of", "of_is", "printed_percent",
    "percent", "flag", "definition", "source", "address", "notes",
)  # fmt: skip


def flag_of(figure: Published) -> str:
    if figure.disagrees:
        return "percentage does not follow from the counts"
    if figure.sum_disagrees:
        return f"the parts add up to {figure.parts}"
    return "not supported" if figure.unsupported else ""


def history_row(figure: Published) -> tuple[object, ...]:
    row = figure.row
    return (
        row.key, row.on, row.precision, row.since, row.name, row.numerator, row.numerator_is, row.denominator,
        row.denominator_is, row.printed, figure.percent, flag_of(figure), row.meaning, row.publication.title,
        row.publication.address, " ".join(note.words for note in figure.notes),
    )  # fmt: skip
