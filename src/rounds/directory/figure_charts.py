"""The charts of the register's figures, from the same figures that the tables show."""

from collections.abc import Sequence
from datetime import date

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from rounds.core.charts import Bar, Chart, Panel, Point, Row, Told, bars, columns, panels, top_of
from rounds.directory.figures import Figure

MOST = 16  # bars in one chart; the table has all


def percent_words(figure: Figure) -> str:
    return f"{number_format(figure.percent, 1)}%" if figure.percent is not None else "–"


def words_of(figure: Figure) -> str:
    return f"{intcomma(figure.numerator)}/{intcomma(figure.denominator)} ({percent_words(figure)})"


def chart_of(anchor: str, title: str, pairs: Sequence[tuple[Figure, Figure]]) -> Chart:
    """Each part with two bars: with an account, and with a verified one. Parts without any are left to the table."""
    shown = [pair for pair in pairs if pair[0].numerator][:MOST]
    rows = [Row(one[0].name, tuple(Bar(each.share, words_of(each)) for each in one)) for one in shown]
    return bars(Told(anchor, title, told_pairs(shown)), rows)


def told_pairs(pairs: Sequence[tuple[Figure, Figure]]) -> str:
    words = _("%(name)s: %(n)s of %(of)s with an account, %(sure)s with a verified one")
    told = [
        words % {"name": one.name, "n": one.numerator, "of": one.denominator, "sure": sure.numerator}
        for one, sure in pairs[:5]
    ]
    return "; ".join(told) + "." if told else _("No organisation has an account yet.")


def years_chart(anchor: str, title: str, years: Sequence[Figure]) -> Chart:
    top = top_of(max((year.share for year in years), default=0))
    marks = [(part * top, f"{number_format(100 * part * top, 0 if top >= 0.1 else 1)}%") for part in (0, 0.5, 1)]
    points = [Point(int(year.key), year.share) for year in years]
    if years:
        points[-1] = Point(int(years[-1].key), years[-1].share, words_of(years[-1]))
    told = [f"{year.name}: {words_of(year)}" for year in (years[:: max(1, len(years) - 1)])]
    return columns(Told(anchor, title, "; ".join(told) + "."), points, top=top, marks=marks)


Dated = Sequence[tuple[date, int]]


def list_chart(anchor: str, title: str, networks: Sequence[tuple[str, Dated]], hospitals: Dated) -> Chart:
    """Small charts of one scale: the accounts on each network, and dashed the hospitals that were on the list."""
    days = sorted(day for _name, line in networks for day, _count in (*line, *hospitals))
    ends = (f"{days[0]:%Y}", f"{days[-1]:%Y}") if days else ("", "")
    shown = [Panel(name, points_of(line), points_of(hospitals), ends) for name, line in networks]
    told = [
        f"{name}: {line[0][1]} ({line[0][0]:%Y}), {line[-1][1]} ({line[-1][0]:%Y})" for name, line in networks if line
    ]
    return panels(Told(anchor, title, "; ".join(told) + "."), shown)


def points_of(line: Dated) -> tuple[Point, ...]:
    return tuple(Point(day.toordinal(), count, intcomma(count)) for day, count in line)


def share_chart(anchor: str, title: str, rows: Sequence[tuple[str, int, int, str]]) -> Chart:
    """One bar for each network of one study: what was counted, of how many, and its percentage in words."""
    drawn = [Row(name, (Bar(n / of, f"{intcomma(n)}/{intcomma(of)} ({words}%)"),)) for name, n, of, words in rows]
    told = [f"{name}: {n} of {of}" for name, n, of, _words in rows]
    return bars(Told(anchor, title, "; ".join(told) + "."), drawn)
