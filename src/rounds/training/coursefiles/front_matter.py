"""Parts a page into its front matter and its text, and keeps the line of each field."""

from collections.abc import Sequence

import yaml

from rounds.training.coursefiles.fields import Fields
from rounds.training.coursefiles.lines import Line, cleaned, joined
from rounds.training.coursefiles.problems import Report

LARGEST = 64 * 1024
DEEPEST = 5


class Loader(yaml.SafeLoader):
    """Composes plain nodes: no anchors, no depth that a course has no use for."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: object) -> yaml.Node | None:
        """Compose one node, or raise a YAML error with its place."""
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if getattr(event, "anchor", None):
            raise yaml.MarkedYAMLError(
                problem="anchors and aliases (& and *) are not used here; quote the text", problem_mark=event.start_mark
            )
        if self.depth > DEEPEST:
            raise yaml.MarkedYAMLError(problem="lists stand too deep in each other", problem_mark=event.start_mark)
        self.depth += 1
        node: yaml.Node | None = super().compose_node(parent, index)  # type: ignore[no-untyped-call]
        self.depth -= 1
        return node


def read_front_matter(lines: Sequence[Line], report: Report, known: Sequence[str]) -> tuple[Fields, list[Line]] | None:
    """Give the fields and the cleaned text below them, or None after telling the report why not."""
    end = _end(lines, report)
    node = _composed(joined(lines[1:end]), report) if end else None
    if end is None or node is None:
        return None
    return Fields.of(node, report, known, first=1), cleaned(lines[end + 1 :])


def _end(lines: Sequence[Line], report: Report) -> int | None:
    if lines[0].text.rstrip() != "---":
        return report.wrong(1, "the front matter is missing: the file begins with a line of ---")
    for index, line in enumerate(lines[1:], 1):
        if line.text.rstrip() == "---":
            return index
    return report.wrong(1, "the front matter does not end: close it with a line of ---")


def _composed(text: str, report: Report) -> yaml.MappingNode | None:
    if len(text) > LARGEST:
        return report.wrong(1, "the front matter is over 64 KB")
    try:
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        return report.wrong(_line(error), f"the front matter cannot be read: {error.problem or error.context}")
    except yaml.YAMLError:
        return report.wrong(1, "the front matter cannot be read")
    return node if isinstance(node, yaml.MappingNode) else report.wrong(1, "the front matter holds no `field: value`")


def _line(error: yaml.MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return mark.line + 2 if mark else 1
