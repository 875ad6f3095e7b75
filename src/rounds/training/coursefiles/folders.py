"""Finds the modules and lessons of a course folder, and pages that belong to nothing."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rounds.training.coursefiles.pages import stays_inside
from rounds.training.coursefiles.problems import Report

ADDRESS = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
NUMBERED = re.compile(r"([1-9][0-9]{0,3})-([a-z0-9]+(?:-[a-z0-9]+)*)")
REHEARSAL = re.compile(r"rehearsals/[^/]+\.md")  # read by rounds.training.rehearsing
ASIDE = ("media", "rehearsals")
STRAY = "nothing refers to this file: a lesson is named like 1-what-changed.md and stands in a module's folder"
UNFIT = "a module's folder is named by its number and address, like 1-why-and-where"


@dataclass(frozen=True, slots=True, order=True)
class Numbered:
    """A module's folder or a lesson's file; `name` counts from the course folder."""

    number: int
    address: str
    name: str


def modules_in(folder: Path, report: Report) -> list[Numbered]:
    """Give the module folders in order; report doubled numbers and addresses."""
    found = _numbered((entry for entry in _entries(folder) if entry.is_dir()), "")
    inside = [module for module in found if _inside(module, folder, report)]
    return _without_doubles(inside, report)


def lessons_in(folder: Path, module: Numbered, report: Report) -> list[Numbered]:
    """Give the lesson files of a module in order; report doubled numbers and addresses."""
    entries = (entry for entry in _entries(folder / module.name) if entry.name.endswith(".md") and not entry.is_dir())
    return _without_doubles(_numbered(entries, ".md"), report, f"{module.name}/")


def report_strays(folder: Path, known: set[str], report: Report) -> None:
    """Report pages that are neither course, module nor lesson, and folders of pages with unfit names."""
    unfit = set()
    for name in pages_in(folder):
        top = name.split("/")[0]
        if "/" in name and top not in ASIDE and not NUMBERED.fullmatch(top):
            unfit.add(top)
        elif name not in known and not REHEARSAL.fullmatch(name):
            report.about(name).wrong(1, STRAY)
    for top in unfit:
        report.about(top).wrong(1, UNFIT)


def _entries(folder: Path) -> Iterable[Path]:
    return sorted(folder.iterdir())


def _numbered(entries: Iterable[Path], ending: str) -> list[Numbered]:
    matches = ((entry, NUMBERED.fullmatch(entry.name.removesuffix(ending))) for entry in entries)
    return sorted(Numbered(int(match[1]), match[2], entry.name) for entry, match in matches if match)


def _inside(module: Numbered, folder: Path, report: Report) -> bool:
    inside = stays_inside(folder / module.name, folder)
    if not inside:
        report.about(module.name).wrong(1, "the link leads out of the course folder")
    return inside


def _without_doubles(found: list[Numbered], report: Report, within: str = "") -> list[Numbered]:
    numbers: dict[int, str] = {}
    addresses: dict[str, str] = {}
    for one in found:
        here = report.about(within + one.name)
        if (other := numbers.setdefault(one.number, one.name)) != one.name:
            here.wrong(1, f"the number {one.number} is already that of {other}")
        if (other := addresses.setdefault(one.address, one.name)) != one.name:
            here.wrong(1, f'the address "{one.address}" is already that of {other}')
    return found


def pages_in(folder: Path) -> Iterator[str]:
    """Give the names of all .md files of a folder that are not hidden."""
    for at, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        names = (name for name in files if name.lower().endswith(".md") and not name.startswith("."))
        yield from (Path(at, name).relative_to(folder).as_posix() for name in names)
