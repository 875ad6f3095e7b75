"""Reading a CSV file line by line, collecting everything that is wrong with it."""

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from django.utils.translation import gettext as _

Row = TypeVar("Row")
MOST_BYTES = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Problem:
    file: str
    line: int | None
    reason: str

    def __str__(self) -> str:
        line = _("line %(number)s") % {"number": self.line}
        place = f"{self.file}, {line}" if self.line else self.file
        return f"{place}: {self.reason}"


class RegisterProblems(Exception):
    """Everything that is wrong with a file; nothing of it was taken."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class RowRefused(Exception):
    """The message says what is wrong with one row."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a register says of one organisation. None and "" mean that it does not say."""

    line: int
    key: str
    name: str
    address: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    country: str = "US"
    telephone: str = ""
    kind: str = "hospital"
    type: str = ""
    ownership: str = ""
    emergency: bool | None = None
    teaching: bool | None = None
    rural: bool | None = None
    beds: int | None = None
    beds_on: dt.date | None = None
    website: str = ""
    status: str = "open"
    closed_on: dt.date | None = None


def read_lines(
    name: str,
    data: bytes,
    columns: Iterable[str],
    one: Callable[[int, Mapping[str, str]], Row],
    key: Callable[[Row], str],
) -> list[Row]:
    """Each row as `one` makes it, or RegisterProblems with every line that cannot be read."""
    rows: list[Row] = []
    problems: list[Problem] = []
    first: dict[str, int] = {}
    for line, cells in table(name, data, tuple(columns)):
        try:
            row = one(line, full(cells))
        except RowRefused as refusal:
            problems.append(Problem(name, line, str(refusal)))
            continue
        rows.append(row)
        if (before := first.setdefault(key(row), line)) != line:
            words = _("The key %(key)s stands in line %(before)s already.") % {"key": key(row), "before": before}
            problems.append(Problem(name, line, words))
    if not rows and not problems:
        problems.append(Problem(name, None, _("The file has no rows.")))
    if problems:
        raise RegisterProblems(problems)
    return rows


def table(
    name: str, data: bytes, columns: tuple[str, ...]
) -> Iterator[tuple[int, dict[str | None, str | list[str] | None]]]:
    """The rows with the line of the file on which each begins; the head is checked first."""
    reader = csv.DictReader(io.StringIO(text_of(name, data), newline=""), strict=True)
    try:
        missing = [column for column in columns if column not in (reader.fieldnames or [])]
        if missing:
            raise RegisterProblems([Problem(name, 1, _("These columns are missing: %s.") % ", ".join(missing))])
        before = reader.line_num
        for cells in reader:
            yield before + 1, cells
            before = reader.line_num
    except csv.Error as error:
        words = _("This is not a table in CSV form (%s).") % error
        raise RegisterProblems([Problem(name, reader.line_num, words)]) from None


def text_of(name: str, data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise RegisterProblems([Problem(name, None, _("The file is larger than 100 MB."))])
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise RegisterProblems([Problem(name, line, _("A character is not UTF-8. Save the file as UTF-8."))]) from None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise RegisterProblems([Problem(name, line, _("A character cannot be read. Save the file as text."))])
    return text


def full(cells: Mapping[str | None, str | list[str] | None]) -> dict[str, str]:
    """The cells of a row without spaces around them; refused when there are too few or too many."""
    if None in cells:
        raise RowRefused(_("The row has more cells than the head."))
    if None in cells.values():
        raise RowRefused(_("The row has fewer cells than the head."))
    return {str(name): " ".join(str(value).split()) for name, value in cells.items()}


def short(value: str, most: int, column: str) -> str:
    if len(value) > most:
        raise RowRefused(_("%(column)s has more than %(most)s characters.") % {"column": column, "most": most})
    return value


def needed(value: str, most: int, column: str) -> str:
    if not value:
        raise RowRefused(_("%s is empty.") % column)
    return short(value, most, column)
