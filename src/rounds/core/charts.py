"""Charts as SVG, drawn on the server: each once for wide and once for narrow places, with attributes only.

A chart never speaks alone: `ui/chart.html` shows it with the same numbers as a table.
"""

from collections.abc import Sequence
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
    return format_html('<text x="{:.0f}" y="{:.0f}" text-anchor="{}">{}</text>', x, y, anchor, words)


def rect(x: float, y: float, width: float, height: float, kind: str) -> SafeString:
    form = '<rect class="{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="2"></rect>'
    return format_html(form, kind, x, y, max(width, 1.5), height)


def grid(x1: float, y1: float, x2: float, y2: float) -> SafeString:
    form = '<line class="grid" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"></line>'
    return format_html(form, x1, y1, x2, y2)


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
    return Chart(
        *(columns_sized(told, points, top, marks, width, height) for width, height in ((WIDE, 260), (NARROW, 240)))
    )


def columns_sized(
    told: Told, points: Sequence[Point], top: float, marks: Sequence[tuple[float, str]], width: int, height: int
) -> SafeString:
    left, ground, room = 48, height - 26, height - 52
    step = (width - left) / max(len(points), 1)
    parts = []
    for value, words in marks:
        y = ground - room * value / top
        parts += [grid(left, y, width, y), text(left - 6, y + 4, words, "end")]
    every = max(1, round(44 / step + 0.5))
    for place, point in enumerate(points):
        length = room * point.value / top
        if point.value:
            parts.append(rect(left + step * (place + 0.15), ground - length, step * 0.7, length, "bar"))
        if (len(points) - 1 - place) % every == 0:
            parts.append(text(left + step * (place + 0.5), height - 6, f"{point.at:.0f}", "middle"))
    if points and points[-1].words:
        parts.append(text(width, ground - room * points[-1].value / top - 6, points[-1].words, "end"))
    return svg(told, width, height, joined(parts))


def panels(told: Told, shown: Sequence[Panel]) -> Chart:
    """Small charts of one scale beside each other, so that they may be compared."""
    return Chart(panels_sized(told, shown, WIDE, 3), panels_sized(told, shown, NARROW, 2))


def panels_sized(told: Told, shown: Sequence[Panel], width: int, across: int) -> SafeString:
    points = [point for panel in shown for point in (*panel.line, *panel.dashed)]
    top = round_top(max((point.value for point in points), default=1))
    first, last = min((p.at for p in points), default=0), max((p.at for p in points), default=1)
    room, tall = width / across, 150
    parts = []
    for place, panel in enumerate(shown):
        x, y = room * (place % across), tall * (place // across)
        parts.append(panel_at(panel, x, y, room - 16, top, first, last))
    return svg(told, width, tall * (-(-len(shown) // across)), joined(parts))


def panel_at(
    panel: Panel, x: float, y: float, room: float, top: float, first: float, last: float
) -> SafeString:
    ground, height, wide = y + 120, 84, room - 44

    def put(point: Point) -> tuple[float, float]:
        return x + wide * (point.at - first) / max(last - first, 1e-9), ground - height * point.value / top

    parts = [text(x, y + 18, panel.name), grid(x, ground, x + wide, ground)]
    for kind, line in (("ln b", panel.dashed), ("ln", panel.line)):
        if line:
            path = " ".join("{:.1f},{:.1f}".format(*put(point)) for point in line)
            parts.append(format_html('<polyline class="{}" points="{}"></polyline>', kind, path))
    ends = [line[-1] for line in (panel.line, panel.dashed) if line]
    parts += [text(put(end)[0] + 6, put(end)[1] + 4, end.words) for end in ends]
    if panel.line:
        parts += [text(x, ground + 18, panel.line[0].words)]
    return joined(parts)
