"""Charts as SVG, drawn on the server: each once for wide and once for narrow places, with attributes only.

A chart never speaks alone: `ui/chart.html` shows it with the same numbers as a table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDE, NARROW = 640, 320
STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1.0)


@dataclass(frozen=True, slots=True)
class Chart:
    wide: SafeString
    narrow: SafeString


@dataclass(frozen=True, slots=True)
class Told:
    """What a screen reader hears of a chart; `id` is unique on its page."""

    id: str
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Bar:
    share: float
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """One thing with its bars, the more important first."""

    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Point:
    at: float
    value: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A small chart among others of one scale: a line, and a dashed one to compare with."""

    name: str
    line: tuple[Point, ...]
    dashed: tuple[Point, ...] = ()
    ends: tuple[str, str] = ("", "")  # where the ground line begins and ends, in words


def top_of(share: float) -> float:
    """Where the axis of a share ends: a round figure that is not much more than the largest.

    >>> top_of(0.034), top_of(0.31), top_of(0.5), top_of(0.0)
    (0.05, 0.5, 0.5, 0.01)
    """
    return next((step for step in STEPS if share <= step + 1e-9), share)


def round_top(value: float) -> float:
    """Where the axis of a count ends.

    >>> round_top(1188), round_top(82), round_top(0)
    (1200, 90, 1)
    """
    if value <= 1:
        return 1
    step = 10 ** (len(str(int(value))) - 1)
    step = step // 10 * 2 if value < 2 * step and step > 10 else step
    return -(-int(value) // step) * step


def svg(told: Told, width: int, height: int, inside: SafeString) -> SafeString:
    size = "wide" if width == WIDE else "narrow"
    return format_html(
        '<svg class="chart {size}" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{id}-{size}-t {id}-{size}-d">'
        '<title id="{id}-{size}-t">{title}</title><desc id="{id}-{size}-d">{words}</desc>{inside}</svg>',
        size=size,
        width=width,
        height=height,
        id=told.id,
        title=told.title,
        words=told.words,
        inside=inside,
    )


def text(x: float, y: float, words: str, anchor: str = "start") -> SafeString:
    return format_html('<text x="{}" y="{}" text-anchor="{}">{}</text>', round(x), round(y), anchor, words)


def rect(x: float, y: float, width: float, height: float, kind: str) -> SafeString:
    form = '<rect class="{}" x="{}" y="{}" width="{}" height="{}" rx="2"></rect>'
    return format_html(form, kind, *(round(each, 1) for each in (x, y, max(width, 1.5), height)))


def grid(x1: float, y1: float, x2: float, y2: float) -> SafeString:
    form = '<line class="grid" x1="{}" y1="{}" x2="{}" y2="{}"></line>'
    return format_html(form, *(round(each, 1) for each in (x1, y1, x2, y2)))


def joined(parts: Sequence[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def bars(told: Told, rows: Sequence[Row]) -> Chart:
    """Lying bars, one row for each thing; the words stand behind each bar."""
    top = top_of(max((bar.share for row in rows for bar in row.bars), default=0))
    return Chart(bars_wide(told, rows, top), bars_narrow(told, rows, top))


def bars_wide(told: Told, rows: Sequence[Row], top: float) -> SafeString:
    parts, y, left, room = [], 8.0, 170, WIDE - 170 - 150
    for row in rows:
        parts.append(text(left - 8, y + 9 * len(row.bars) + 4, row.name, "end"))
        for place, bar in enumerate(row.bars):
            length = room * bar.share / top
            parts.append(rect(left, y + 18 * place, length, 14, "bar b" if place else "bar"))
            parts.append(text(left + length + 6, y + 18 * place + 12, bar.words))
        y += 18 * len(row.bars) + 12
    return svg(told, WIDE, round(y), joined(parts))


def bars_narrow(told: Told, rows: Sequence[Row], top: float) -> SafeString:
    """The name has a line of its own, so that it may be long."""
    parts, y, room = [], 4.0, NARROW - 156
    for row in rows:
        parts.append(text(0, y + 14, row.name))
        for place, bar in enumerate(row.bars):
            length = room * bar.share / top
            parts.append(rect(0, y + 21 + 20 * place, length, 14, "bar b" if place else "bar"))
            parts.append(text(length + 6, y + 33 + 20 * place, bar.words))
        y += 20 * len(row.bars) + 36
    return svg(told, NARROW, round(y), joined(parts))


def columns(told: Told, points: Sequence[Point], *, top: float, marks: Sequence[tuple[float, str]]) -> Chart:
    """Standing bars, one for each year; `marks` are the lines of the axis with their words."""
    wide, narrow = (
        joined([*axis(marks, top, *size), *standing(points, top, *size)]) for size in ((WIDE, 260), (NARROW, 240))
    )
    return Chart(svg(told, WIDE, 260, wide), svg(told, NARROW, 240, narrow))


LEFT, BELOW, ABOVE = 48, 26, 26  # room for the words of the axes, and for those of the last bar


def axis(marks: Sequence[tuple[float, str]], top: float, width: int, height: int) -> Iterator[SafeString]:
    for value, words in marks:
        y = height - BELOW - (height - BELOW - ABOVE) * value / top
        yield grid(LEFT, y, width, y)
        yield text(LEFT - 6, y + 4, words, "end")


def standing(points: Sequence[Point], top: float, width: int, height: int) -> Iterator[SafeString]:
    """The bars, as many of their years as find room counted from the last, and the words of the last bar."""
    step, ground = (width - LEFT) / max(len(points), 1), height - BELOW
    every = max(1, round(44 / step + 0.5))
    for place, point in enumerate(points):
        length = (ground - ABOVE) * point.value / top
        if point.value:
            yield rect(LEFT + step * (place + 0.15), ground - length, step * 0.7, length, "bar")
        if (len(points) - 1 - place) % every == 0:
            middle = LEFT + step * (place + 0.5)
            cut = middle + 20 > width
            yield text(width if cut else middle, height - 6, f"{point.at:.0f}", "end" if cut else "middle")
        if point.words:
            yield text(width, ground - length - 6, point.words, "end")


def panels(told: Told, shown: Sequence[Panel]) -> Chart:
    """Small charts of one scale beside each other, so that they may be compared."""
    points = [point for panel in shown for point in (*panel.line, *panel.dashed)] or [Point(0, 1)]
    most = Scale(min(p.at for p in points), max(p.at for p in points), round_top(max(p.value for p in points)))
    return Chart(panels_across(told, shown, most, WIDE, across=3), panels_across(told, shown, most, NARROW, across=2))


@dataclass(frozen=True, slots=True)
class Scale:
    first: float
    last: float
    top: float


TALL, GROUND = 150, 120


def panels_across(told: Told, shown: Sequence[Panel], scale: Scale, width: int, *, across: int) -> SafeString:
    room = width / across
    parts = [
        part
        for place, panel in enumerate(shown)
        for part in panel_at(panel, scale, x=room * (place % across), y=TALL * (place // across), room=room - 16)
    ]
    return svg(told, width, TALL * -(-len(shown) // across), joined(parts))


def panel_at(panel: Panel, scale: Scale, *, x: float, y: float, room: float) -> Iterator[SafeString]:
    ground, wide = y + GROUND, room - 44

    def put(point: Point) -> tuple[float, float]:
        along = (point.at - scale.first) / ((scale.last - scale.first) or 1)
        return x + wide * along, ground - (GROUND - 36) * point.value / scale.top

    yield text(x, y + 18, panel.name)
    yield grid(x, ground, x + wide, ground)
    yield text(x, ground + 18, panel.ends[0])
    yield text(x + wide, ground + 18, panel.ends[1], "end")
    said = -99.0  # how high the words of the first line stand: those of the second keep clear of them
    for kind, line in (("ln", panel.line), ("ln b", panel.dashed)):
        if line:
            path = " ".join("{:.1f},{:.1f}".format(*put(point)) for point in line)
            yield format_html('<polyline class="{}" points="{}"></polyline>', kind, path)
            along, high = put(line[-1])
            said = min(high, said - 16) if abs(high - said) < 16 else high
            yield text(along + 6, said + 4, line[-1].words)
