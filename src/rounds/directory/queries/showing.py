"""What a page of figures shows: charts and tables of one set of figures, the live ones or those of a snapshot."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rounds.core.charts import Chart
from rounds.directory.figure_charts import chart_of, list_chart, percent_words, share_chart, words_of, years_chart
from rounds.directory.figures import SLICES, Figure, Words
from rounds.directory.queries.adoption import Adoption
from rounds.directory.queries.history import SERIES, Published, by_series

Cells = list[dict[str, Any]]
DRAWN = ("network", "beds")
TABLED = ("ownership", "type", "teaching", "rural", "state")
PARTS_SAID: dict[str, Words] = {
    "network": gettext_lazy("Network"),
    "beds": gettext_lazy("Size"),
    "state": gettext_lazy("State"),
    "ownership": gettext_lazy("Ownership"),
    "type": gettext_lazy("Type"),
    "teaching": gettext_lazy("Teaching"),
    "rural": gettext_lazy("Place"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One slice on a page."""

    id: str
    title: Words
    columns: Cells
    rows: list[Cells]
    chart: Chart | None = None


def number(value: object) -> dict[str, Any]:
    return {"text": value, "number": True}


def figure_cell(figure: Figure) -> dict[str, Any]:
    """The counts and their percentage with a bar before them; the bar is for the eye alone."""
    return {**number(words_of(figure)), "share": f"{100 * figure.share:.1f}"}


def heads(*names: str) -> Cells:
    return [{"name": names[0]}, *({"name": name, "number": True} for name in names[1:])]


def pair_row(pair: tuple[Figure, Figure]) -> Cells:
    return [{"text": pair[0].name}, *map(figure_cell, pair)]


def stats_of(adoption: Adoption) -> list[dict[str, str]]:
    """The three numbers on top, each share with its counts."""
    listed, verified = adoption.of("all")[0], adoption.of("all", "verified")[0]
    told = {"listed": _("%(n)s of %(of)s have an account"), "verified": _("%(n)s of %(of)s have a verified account")}
    stats = [{"value": intcomma(listed.denominator), "text": _("open organisations of this kind are in the register")}]
    for figure in (listed, verified):
        named = {"n": intcomma(figure.numerator), "of": intcomma(figure.denominator)}
        stats.append({"value": percent_words(figure), "text": told[figure.definition] % named})
    return stats


def slice_shown(adoption: Adoption, part: str, *, drawn: bool) -> Shown:
    pairs = adoption.pairs(part)
    title = SLICES[part]
    columns = heads(str(PARTS_SAID[part]), _("With an account"), _("With a verified account"))
    chart = chart_of(part, str(title), pairs) if drawn and any(one.numerator for one, _sure in pairs) else None
    return Shown(part, title, columns, [pair_row(pair) for pair in pairs], chart)


def years_shown(adoption: Adoption) -> Shown | None:
    years = adoption.of("year", "opened")
    if not years:
        return None
    rows = [[{"text": year.name}, figure_cell(year)] for year in years]
    columns = heads(_("By the end of"), _("With an account"))
    return Shown("year", SLICES["year"], columns, rows, years_chart("year", str(SLICES["year"]), years))


def slices_shown(adoption: Adoption) -> list[Shown]:
    """Years, networks and sizes with charts; then the others, leaving out what nobody has told us anything about."""
    shown = [slice_shown(adoption, part, drawn=True) for part in DRAWN]
    years = years_shown(adoption)
    rest = [slice_shown(adoption, part, drawn=False) for part in TABLED if adoption.of(part)]
    return [*([years] if years else []), *shown, *rest]


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one way of counting, with their chart."""

    key: str
    title: Words
    meaning: str
    figures: list[Published]
    chart: Chart | None


def history_shown(figures: Iterable[Published]) -> list[Series]:
    found = by_series(figures)
    return [
        Series(
            key, title, found[key][-1].row.get_meaning_display(), found[key], history_chart(key, str(title), found[key])
        )
        for key, title in SERIES.items()
        if found[key]
    ]


def history_chart(key: str, title: str, figures: Sequence[Published]) -> Chart | None:
    """The list has a line for each network, beside the hospitals on it; a study has bars. Unsupported figures stay out."""
    kept = [each for each in figures if not each.unsupported]
    if key == "list":
        return list_chart(key, title, lines_of(kept), dated(kept, "Hospitals"))
    rows = [
        (each.row.name, each.row.numerator, each.row.denominator, str(each.percent))
        for each in kept
        if each.percent is not None and each.row.numerator is not None and each.row.denominator
    ]
    return share_chart(key, title, rows) if rows else None


def lines_of(figures: Sequence[Published]) -> list[tuple[str, list[Any]]]:
    names = dict.fromkeys(each.row.name for each in figures if each.row.meaning == "list")
    return [(name, dated(figures, name)) for name in names]


def dated(figures: Sequence[Published], name: str) -> list[Any]:
    """The exact counts by date: "more than 600" is no point of a line."""
    return [
        (each.row.on, each.row.numerator)
        for each in figures
        if each.row.name == name and each.row.numerator is not None and each.row.numerator_is == ""
    ]
