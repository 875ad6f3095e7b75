"""What the parts of a lesson need to know about where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from rounds.training.coursefiles.lines import Line
from rounds.training.coursefiles.markdown import check_text, check_words
from rounds.training.coursefiles.media import MediaKind, Shelf, course_path
from rounds.training.coursefiles.problems import Report, shown


@dataclass(frozen=True, slots=True)
class Place:
    """A lesson being read; `sources` is None while their number is not known."""

    report: Report
    shelf: Shelf
    inside: str
    language: str
    sources: int | None

    def wrong(self, line: int, reason: str) -> None:
        """Note what is wrong at a line of the lesson."""
        self.report.wrong(line, reason)

    def text(self, lines: Sequence[Line]) -> str:
        """Check lines as Markdown and give their text."""
        check_text(lines, self.report, self.sources)
        return "\n".join(line.text for line in lines)

    def words(self, line: int, words: str) -> str:
        """Check one line of inline Markdown and give it back."""
        check_words(line, words, self.report, self.sources)
        return words

    def media(self, line: int, reference: str, kind: MediaKind) -> str:
        """Check a file that the lesson refers to and give its path from the course folder."""
        path = course_path(reference, self.inside)
        reason = self.shelf.why_not(path, kind) if path else "the path leads out of the course folder"
        if reason:
            self.wrong(line, f"{shown(reference)}: {reason}")
        return path or reference
