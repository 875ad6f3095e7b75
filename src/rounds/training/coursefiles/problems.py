"""What can be wrong with a course folder, and how it is gathered and told."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to put right: the file (from the course folder's parent on), its line, and why."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class CourseProblems(Exception):
    """Everything that is wrong with a course folder; `str()` gives one `file:line: reason` per line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Unreadable(Exception):
    """A file cannot be read beyond a line, and why."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True, slots=True)
class Report:
    """Gathers what is wrong with one file in a list that all files of a course share."""

    file: str
    found: list[Problem]

    def wrong(self, line: int, reason: str) -> None:
        """Note a reason at a line."""
        self.found.append(Problem(self.file, line, reason))

    def about(self, name: str) -> "Report":
        """Give the report for another file, named from the course folder on."""
        return Report(f"{self.file.split('/')[0]}/{name}", self.found)


def shown(value: str) -> str:
    """Quote a value in a reason, on one line and cut to 60 characters."""
    flat = " ".join(value.split())
    return f'"{flat}"' if len(flat) <= 60 else f'"{flat[:59]}…"'


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Give `; did you mean "title"?` for `titel`, or nothing when no known word is close."""
    close = get_close_matches(word[:60], list(known), n=1)
    return f'; did you mean "{close[0]}"?' if close else ""
