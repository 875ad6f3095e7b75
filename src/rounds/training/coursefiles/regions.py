"""Cuts the text of a lesson at its `:::` lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rounds.training.coursefiles.lines import Line, cleaned, one_line
from rounds.training.coursefiles.problems import Report

MARK = re.compile(r" *(:{3,})(.*)")


@dataclass(slots=True)
class Region:
    """A stretch of lines: plain text where `head` is empty, else a block and its opening words."""

    line: int
    head: str = ""
    lines: list[Line] = field(default_factory=list)


def regions(lines: Sequence[Line], report: Report) -> Iterator[Region]:
    """Give the stretches of a lesson in order; a block that is not closed is reported and left out."""
    region = Region(1)
    for line in lines:
        match = MARK.fullmatch(line.text)
        if not match:
            region.lines.append(line)
        elif following := _turned(region, line, one_line(match[2]), report):
            yield from _finished(region)
            region = following
    if region.head:
        _unclosed(region, report)
    else:
        yield from _finished(region)


def _turned(region: Region, line: Line, head: str, report: Report) -> Region | None:
    """Give the region that begins at a `:::` line, or None when the line changes nothing."""
    if line.text.lstrip(" ").startswith("::::"):
        report.wrong(line.number, "a block begins and ends with three colons")
    if head and region.head:
        _unclosed(region, report)
        region.head, region.lines = "", []
    elif not head and not region.head:
        report.wrong(line.number, "this ::: closes nothing")
        return None
    return Region(line.number, head)


def _finished(region: Region) -> Iterator[Region]:
    region.lines = cleaned(region.lines)
    if region.head or region.lines:
        yield region


def _unclosed(region: Region, report: Report) -> None:
    report.wrong(region.line, f'the block "{region.head[:40]}" is not closed: end it with a line of :::')
