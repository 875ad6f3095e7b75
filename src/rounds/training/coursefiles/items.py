"""Reads lists whose items may each carry a `>` explanation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rounds.training.coursefiles.lines import QUOTE, Line, cleaned, first_number, one_line
from rounds.training.coursefiles.place import Place

BULLET = re.compile(r"( *)[-*+](?: +(.*))?")
STEP = re.compile(r"( *)[0-9]{1,9}[.)](?: +(.*))?")


@dataclass(slots=True)
class Item:
    """One item: its line, its words on one line, and the lines that explain it."""

    line: int
    text: str
    explanation: list[Line] = field(default_factory=list)


def read_items(lines: Sequence[Line], start: re.Pattern[str], place: Place, form: str) -> list[Item]:
    """Give the items of a list; `form` shows in a problem how one is written."""
    reader = _ItemReader(start, place, form)
    for line in lines:
        reader.read(line)
    for item in reader.items:
        item.text = one_line(item.text)
        if not item.text.strip():
            place.wrong(item.line, f"this is empty: write {form}")
    return reader.items


def explained(item: Item, place: Place, needed: str) -> str:
    """Give an item's explanation as checked Markdown, or report that it is needed."""
    lines = cleaned(item.explanation)
    if not lines:
        place.wrong(item.line, needed)
    return place.text(lines)


def refuse_explanations(items: Sequence[Item], place: Place, reason: str) -> None:
    """Report items that carry an explanation where none belongs."""
    for item in items:
        if item.explanation:
            place.wrong(first_number(item.explanation, item.line), reason)


class _ItemReader:
    def __init__(self, start: re.Pattern[str], place: Place, form: str) -> None:
        self.start, self.place, self.form = start, place, form
        self.items: list[Item] = []
        self.goes_on = False
        self.indent = 0

    def read(self, line: Line) -> None:
        if not line.text:
            self._blank(line)
        elif match := QUOTE.fullmatch(line.text):
            self._explanation(Line(line.number, match[1]))
        elif match := self.start.fullmatch(line.text):
            self._item(line, match)
        else:
            self._more(line)

    def _blank(self, line: Line) -> None:
        self.goes_on = False
        if self.items and self.items[-1].explanation:
            self.items[-1].explanation.append(line)

    def _explanation(self, line: Line) -> None:
        self.goes_on = False
        if self.items:
            self.items[-1].explanation.append(line)
        else:
            self.place.wrong(line.number, "this explains nothing: it stands before the list")

    def _item(self, line: Line, match: re.Match[str]) -> None:
        self.indent = self.indent if self.items else len(match[1])
        if len(match[1]) > self.indent + 1:
            self.place.wrong(line.number, "this list holds no list within it")
        self.items.append(Item(line.number, match[2] or ""))
        self.goes_on = True

    def _more(self, line: Line) -> None:
        if self.goes_on:
            self.items[-1].text += f" {line.text}"
        else:
            self.place.wrong(line.number, f"this line does not belong to the list: write {self.form}, or > to explain")
