"""Reads one text file of a course folder, whatever its line ends and byte order mark."""

import os
import re
from pathlib import Path

from rounds.training.coursefiles.lines import Line, numbered
from rounds.training.coursefiles.problems import Report, Unreadable

LARGEST_PAGE = 1024 * 1024
# Control characters, line ends that editors do not show, a second byte order mark, and what YAML cannot hold.
UNREADABLE = re.compile("[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def stays_inside(path: Path, folder: Path) -> bool:
    """Tell whether a path, with all links followed, exists and lies in a folder."""
    try:
        return path.resolve(strict=True).is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):
        return False


def read_page(path: Path, folder: Path, report: Report) -> list[Line] | None:
    """Give the lines of a file of the course folder, or None after telling the report why not."""
    try:
        lines = _lines(path, folder)
    except Unreadable as reason:
        report.wrong(reason.line, str(reason))
        return None
    return None if _strange(lines, report) else lines


def _lines(path: Path, folder: Path) -> list[Line]:
    if reason := _why_unread(path, folder):
        raise Unreadable(1, reason)
    return numbered(_decoded(path.read_bytes()).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def _why_unread(path: Path, folder: Path) -> str | None:
    if not os.path.lexists(path):
        return f"{path.name} is missing"
    if not stays_inside(path, folder):
        return "the link leads out of the course folder"
    if not path.is_file():
        return "this is not a file"
    return "the file is over 1 MB: split it" if path.stat().st_size > LARGEST_PAGE else None


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Unreadable(line, "this is not UTF-8: save the file as UTF-8") from error


def _strange(lines: list[Line], report: Report) -> bool:
    strange = [(line.number, match[0]) for line in lines if (match := UNREADABLE.search(line.text))]
    for number, character in strange:
        report.wrong(number, f"the invisible character U+{ord(character):04X} stands here: take it out")
    return bool(strange)
