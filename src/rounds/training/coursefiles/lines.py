"""Lines of a file that remember their numbers, and the one spacing in which they are kept."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

QUOTE = re.compile(r" *> ?(.*)")
SPACES = re.compile(r"[ \t\r\n]+")


class Line(NamedTuple):
    """One line of a file and its number, from 1."""

    number: int
    text: str


def numbered(text: str, first: int = 1) -> list[Line]:
    """Cut a text into lines."""
    return [Line(number, line) for number, line in enumerate(text.split("\n"), first)]


def cleaned(lines: Iterable[Line]) -> list[Line]:
    """Make tabs spaces, drop spaces at the ends, empty lines at both edges, and all but one of empty lines in a row."""
    kept: list[Line] = []
    for line in lines:
        bare = line.text.expandtabs(4).rstrip(" ")
        if bare or (kept and kept[-1].text):
            kept.append(line if bare == line.text else Line(line.number, bare))
    return kept[:-1] if kept and not kept[-1].text else kept


def joined(lines: Iterable[Line]) -> str:
    """Give the text of lines."""
    return "\n".join(line.text for line in lines)


def tidy(text: str) -> str:
    """Give a text of several lines in the one spacing."""
    return joined(cleaned(numbered(text)))


def one_line(text: str) -> str:
    """Give a text as one line without doubled spaces; a no-break space stays."""
    return SPACES.sub(" ", text).strip(" ")


def first_number(lines: Sequence[Line], otherwise: int) -> int:
    """Give the number of the first line, or the number given when there is none."""
    return lines[0].number if lines else otherwise


def parted(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Part lines into what comes first and the `>` lines that end them, freed from their `>`.

    >>> parted(numbered("Who? \\n\\n> You.\\n>\\n> All of you."))[1]
    [Line(number=3, text='You.'), Line(number=4, text=''), Line(number=5, text='All of you.')]
    """
    lines = cleaned(lines)
    start = len(lines)
    while start and (not lines[start - 1].text or QUOTE.fullmatch(lines[start - 1].text)):
        start -= 1
    return cleaned(lines[:start]), cleaned(unquoted(line) for line in lines[start:])


def unquoted(line: Line) -> Line:
    """Take the `>` and one space from a line that has them."""
    match = QUOTE.fullmatch(line.text)
    return Line(line.number, match[1]) if match else line


def quoted(text: str, indent: str = "") -> str:
    """Put `> ` before each line of a text."""
    return "\n".join(f"{indent}> {line}".rstrip(" ") for line in text.split("\n"))
