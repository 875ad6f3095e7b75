"""Reads texts and the screens between them."""

import re
from collections.abc import Sequence

from rounds.training.coursefiles.lines import Line, cleaned, one_line
from rounds.training.coursefiles.place import Place
from rounds.training.coursefiles.problems import did_you_mean, shown
from rounds.training.coursefiles.regions import Region, regions
from rounds.training.coursefiles.shapes import TextBlock
from rounds.training.rehearsing.shapes import Body, Screen

SCREENS = ("post", "review", "comment", "message", "email", "news")
LABELS = ("From", "About", "Where", "When", "Rating", "Picture")
LABELLED = re.compile(r"([A-Z][a-z]+): +(.+)")


def read_body(lines: Sequence[Line], place: Place) -> Body:
    """Give the texts and screens of a part, in order."""
    return tuple(part for region in regions(lines, place.report) if (part := _part(region, place)))


def _part(region: Region, place: Place) -> TextBlock | Screen | None:
    if not region.head:
        text = place.text(cleaned(region.lines))
        return TextBlock(text) if text else None
    kind, _, word = region.head.partition(" ")
    if kind != "screen" or word not in SCREENS:
        place.wrong(region.line, f"write ::: screen and one of {', '.join(SCREENS)}{did_you_mean(word, SCREENS)}")
        return None
    return _screen(word, region, place)


def _screen(kind: str, region: Region, place: Place) -> Screen:
    said, rest = _labels(region, place)
    text = place.text(cleaned(rest))
    if "From" not in said:
        place.wrong(region.line, "the screen does not say who writes: begin with From:")
    if not text and "Picture" not in said:
        place.wrong(region.line, "the screen has no words: leave a line empty after From: and write them")
    return Screen(
        kind,
        sender=said.get("From", ""),
        text=text,
        about=said.get("About", ""),
        where=said.get("Where", ""),
        when=said.get("When", ""),
        rating=_rating(said, region, place),
        picture=said.get("Picture", ""),
    )


def _labels(region: Region, place: Place) -> tuple[dict[str, str], list[Line]]:
    said: dict[str, str] = {}
    for row, line in enumerate(region.lines):
        if not line.text:
            return said, region.lines[row:]
        match = LABELLED.fullmatch(line.text)
        if not match or match[1] not in LABELS:
            word = line.text.split(":")[0]
            place.wrong(line.number, f"{shown(word)} is not one of {', '.join(LABELS)}{did_you_mean(word, LABELS)}")
        elif match[1] in said:
            place.wrong(line.number, f"{match[1]} stands twice")
        else:
            said[match[1]] = one_line(match[2])
    return said, []


def _rating(said: dict[str, str], region: Region, place: Place) -> int | None:
    if "Rating" not in said:
        return None
    if said["Rating"] not in {"1", "2", "3", "4", "5"}:
        place.wrong(region.line, "Rating is a number from 1 to 5")
        return None
    return int(said["Rating"])
