"""Reads the file of figures that others published: one row for each thing that was counted."""

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("history.toml")
# how a thing is named in print, and which network it is today
NAMES: Mapping[str, tuple[str, str]] = {
    "youtube": ("YouTube", "youtube"),
    "facebook": ("Facebook", "facebook"),
    "twitter": ("Twitter", "x"),
    "linkedin": ("LinkedIn", "linkedin"),
    "foursquare": ("Foursquare", "foursquare"),
    "blog": ("Blogs", "blog"),
    "yelp": ("Yelp", "yelp"),
    "hospitals": ("Hospitals", ""),
    "total": ("All accounts", ""),
    "any": ("Any network", ""),
    "all": ("All four networks", ""),
    "website": ("Website", ""),
}


class HistoryMalformed(Exception):
    """The message names the entry and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One printed figure, under the names of the columns of its table."""

    key: str
    on: dt.date
    precision: str
    since: dt.date | None
    meaning: str
    network: str
    name: str
    numerator: int | None
    numerator_is: str
    denominator: int | None
    denominator_is: str
    printed: str
    publication: str


@dataclass(frozen=True, slots=True)
class History:
    sources: Mapping[str, Mapping[str, str]]
    figures: tuple[Printed, ...]
    notes: tuple[Mapping[str, Any], ...]


def read_history(file: Path = FILE) -> History:
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise HistoryMalformed(f"{file.name} cannot be read: {error}") from None
    figures = tuple(figure for count in told.get("count", []) for figure in figures_of(count))
    history = History(told.get("source", {}), figures, tuple(told.get("note", [])))
    check(history)
    return history


def figures_of(count: Mapping[str, Any]) -> Iterator[Printed]:
    """The rows of one date of one source: the hospitals, each network, and the printed sum."""
    counts = dict(count.get("counts", {}))
    of, is_list = count.get("of"), count.get("meaning") == "list"
    if is_list and of is not None:
        yield printed(count, "hospitals", "list-size", of, count.get("of_is", ""))
    for what in dict.fromkeys([*counts, *count.get("printed", {})]):
        yield printed(count, what, count["meaning"], counts.get(what), count.get("counts_are", ""), of=of)
    if "total" in count:
        yield printed(count, "total", "list-total", count["total"], count.get("counts_are", ""), of=of)


def printed(
    count: Mapping[str, Any], what: str, meaning: str, numerator: int | None, exactness: str, *, of: int | None = None
) -> Printed:
    try:
        name, network = NAMES[what]
        return Printed(
            key=f"{count['key']}-{what}",
            on=count["on"],
            precision=count.get("precision", "day"),
            since=count.get("since"),
            meaning=meaning,
            network=network,
            name=name,
            numerator=numerator,
            numerator_is=exactness if numerator is not None else "",
            denominator=of,
            denominator_is=count.get("of_is", "") if of is not None else "",
            printed=count.get("printed", {}).get(what, ""),
            publication=count["source"],
        )
    except KeyError as error:
        raise HistoryMalformed(
            f"The count {count.get('key', '(without a key)')} lacks or does not know {error}."
        ) from None


def check(history: History) -> None:
    """Every figure has a source, every note a figure, and no key stands twice."""
    keys = [figure.key for figure in history.figures]
    if twice := sorted({key for key in keys if keys.count(key) > 1}):
        raise HistoryMalformed(f"These figures stand twice: {', '.join(twice)}.")
    if without := sorted({figure.publication for figure in history.figures} - set(history.sources)):
        raise HistoryMalformed(f"These sources are not described: {', '.join(without)}.")
    if lost := sorted({note.get("figure", "") for note in history.notes} - set(keys)):
        raise HistoryMalformed(f"These notes belong to no figure: {', '.join(lost)}.")
