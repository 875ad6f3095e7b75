"""`python -m rounds.training.rehearsing FILE_OR_DIR...` checks rehearsals."""

import sys
from pathlib import Path

from rounds.training.coursefiles.problems import CourseProblems
from rounds.training.rehearsing.reading import read_rehearsal, read_rehearsals
from rounds.training.rehearsing.shapes import RehearsalFile


def main(places: list[str]) -> int:
    """Print the problems of each file, or its summary; give 1 when there are problems, 2 without a file."""
    if not places:
        print("usage: python -m rounds.training.rehearsing FILE_OR_DIR...", file=sys.stderr)
        return 2
    return max(_checked(Path(place)) for place in places)


def _checked(place: Path) -> int:
    try:
        found = read_rehearsals(place) if place.is_dir() else [read_rehearsal(place)]
    except CourseProblems as problems:
        print(problems)
        return 1
    for rehearsal in found:
        print(summary(rehearsal))
    return 0


def summary(rehearsal: RehearsalFile) -> str:
    """One line about a rehearsal."""
    lines = sum(len(task.branches) for task in rehearsal.tasks.values())
    return f"{rehearsal.address}: {len(rehearsal.steps)} steps, {lines} lines that decide, {rehearsal.minutes} minutes"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
