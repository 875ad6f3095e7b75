"""`python -m rounds.training.coursefiles DIR...` checks course folders."""

import sys
from pathlib import Path

from rounds.training.coursefiles.counts import summary
from rounds.training.coursefiles.problems import CourseProblems
from rounds.training.coursefiles.reading import read_course


def main(folders: list[str]) -> int:
    """Print the problems of each folder, or its summary; give 1 when there are problems, 2 without a folder."""
    if not folders:
        print("usage: python -m rounds.training.coursefiles DIR...", file=sys.stderr)
        return 2
    return max(_checked(Path(folder)) for folder in folders)


def _checked(folder: Path) -> int:
    try:
        print(summary(read_course(folder)))
    except CourseProblems as problems:
        print(problems)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
