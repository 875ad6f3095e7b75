"""Parts a page into its front matter and its text, and keeps the line of each field."""

from collections.abc import Sequence

import yaml

from rounds.training.coursefiles.fields import Fields
from rounds.training.coursefiles.lines import Line, cleaned, joined, one_line
from rounds.training.coursefiles.problems import Report, Unreadable

LARGEST = 64 * 1024
DEEPEST = 5


class Loader(yaml.SafeLoader):
    """Composes plain nodes: no anchors, no depth that a course has no use for."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Compose one node, or raise a YAML error with its place."""
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if getattr(event, "anchor", None):
            raise yaml.MarkedYAMLError(problem="& and * are not used here", problem_mark=event.start_mark)
        if self.depth > DEEPEST:
            raise yaml.MarkedYAMLError(problem="lists stand too deep in each other", problem_mark=event.start_mark)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def read_front_matter(lines: Sequence[Line], report: Report, known: Sequence[str]) -> tuple[Fields, list[Line]] | None:
    """Give the fields and the cleaned text below them, or None after telling the report why not."""
    try:
        end = _end(lines)
        node = _composed(joined(lines[1:end]))
    except Unreadable as reason:
        report.wrong(reason.line, str(reason))
        return None
    return Fields.of(node, report, known, first=1), cleaned(lines[end + 1 :])


def _end(lines: Sequence[Line]) -> int:
    if lines[0].text.rstrip() != "---":
        raise Unreadable(1, "the front matter is missing: the file begins with a line of ---")
    for index, line in enumerate(lines[1:], 1):
        if line.text.rstrip() == "---":
            return index
    raise Unreadable(1, "the front matter does not end: close it with a line of ---")


def _composed(text: str) -> yaml.MappingNode:
    if len(text) > LARGEST:
        raise Unreadable(1, "the front matter is over 64 KB")
    try:
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        reason = f"the front matter cannot be read: {error.problem or error.context}"
        raise Unreadable(_line(error), one_line(reason)) from error
    except yaml.YAMLError as error:
        raise Unreadable(1, "the front matter cannot be read") from error
    if not isinstance(node, yaml.MappingNode):
        raise Unreadable(1, "the front matter holds no `field: value`")
    return node


def _line(error: yaml.MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return mark.line + 2 if mark else 1
