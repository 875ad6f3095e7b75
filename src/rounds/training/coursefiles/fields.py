"""Takes typed values out of front matter and reports what does not fit."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import yaml

from rounds.training.coursefiles.lines import one_line
from rounds.training.coursefiles.pages import UNREADABLE
from rounds.training.coursefiles.problems import Report, did_you_mean, shown

NULL = "tag:yaml.org,2002:null"
WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,8})")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one front matter, or of one source in it."""

    report: Report
    line: int
    nodes: dict[str, yaml.Node]

    @classmethod
    def of(cls, node: yaml.MappingNode, report: Report, known: Sequence[str], first: int) -> "Fields":
        """Take the fields of a mapping, report those that are unknown or stand twice."""
        fields = cls(report, first, {})
        for key, value in node.value:
            fields._take(key, value, known)
        return fields

    def _take(self, key: yaml.Node, value: yaml.Node, known: Sequence[str]) -> None:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if name not in known:
            self.report.wrong(_line(key), f"there is no field {shown(name)}{did_you_mean(name, known)}")
        elif name in self.nodes:
            self.report.wrong(_line(key), f"{name} stands twice")
        else:
            self.nodes[name] = value

    def wrong(self, name: str, reason: str) -> None:
        """Report a reason at the line of a field, or where the fields begin when it is not there."""
        node = self.nodes.get(name)
        self.report.wrong(_line(node) if node else self.line, f"{name} {reason}")

    def missing(self, name: str) -> bool:
        """Tell whether a field is absent or empty."""
        node = self.nodes.get(name)
        if isinstance(node, yaml.ScalarNode):
            return node.tag == NULL or not node.value.strip()
        return node is None or not node.value

    def text(self, name: str, needed: bool = False) -> str:
        """Give a field as one line of text; what YAML would read as a number or a date stays as written."""
        if self._absent(name, needed):
            return ""
        node = self.nodes[name]
        text = one_line(node.value) if isinstance(node, yaml.ScalarNode) else ""
        if not text:
            self.wrong(name, "must be text")
        elif UNREADABLE.search(text):
            self.wrong(name, "holds an invisible character: take it out")
        return text

    def whole(self, name: str, least: int, most: int, needed: bool = False) -> int | None:
        """Give a field as a whole number within bounds."""
        if self._absent(name, needed):
            return None
        node = self.nodes[name]
        if not isinstance(node, yaml.ScalarNode) or node.style or not WHOLE.fullmatch(node.value):
            self.wrong(name, "must be a whole number, without quotation marks")
        elif not least <= int(node.value) <= most:
            self.wrong(name, f"must be from {least} to {most}")
        else:
            return int(node.value)
        return None

    def date(self, name: str) -> dt.date | None:
        """Give a field as a date."""
        value = self.text(name)
        if not value:
            return None
        try:
            return dt.date.fromisoformat(value if DATE.fullmatch(value) else "")
        except ValueError:
            self.wrong(name, "must be a date of the calendar such as 2026-11-02")
            return None

    def choices(self, name: str, allowed: Sequence[str]) -> tuple[str, ...]:
        """Give a field as a list of words from those allowed, each once."""
        nodes = self._list(name, "a list such as [first, second]")
        chosen = [word for node in nodes if (word := self._choice(name, node, allowed))]
        if len(set(chosen)) < len(chosen):
            self.wrong(name, "holds a word twice")
        return tuple(chosen)

    def _choice(self, name: str, node: yaml.Node, allowed: Sequence[str]) -> str:
        word = one_line(node.value) if isinstance(node, yaml.ScalarNode) else ""
        if word in allowed:
            return word
        reason = f"{name}: {shown(word)} is not one of {', '.join(allowed)}{did_you_mean(word, allowed)}"
        self.report.wrong(_line(node), reason)
        return ""

    def one_of(self, name: str, allowed: Sequence[str]) -> str:
        """Give a field as one word from those allowed."""
        word = self.text(name, needed=True)
        if word and word not in allowed:
            self.wrong(name, f"is one of {', '.join(allowed)}, not {shown(word)}{did_you_mean(word, allowed)}")
        return word

    def texts(self, name: str) -> tuple[str, ...]:
        """Give a field as a list of short texts."""
        nodes = self._list(name, "a list such as [first, second]")
        words = [one_line(node.value) if isinstance(node, yaml.ScalarNode) else "" for node in nodes]
        if any(not word or UNREADABLE.search(word) for word in words):
            self.wrong(name, "must be a list of texts such as [first, second]")
        return tuple(words)

    def each(self, name: str, known: Sequence[str]) -> Iterator["Fields"]:
        """Give the fields of each entry of a list."""
        for node in self._list(name, "a list, each entry with `- title: …`"):
            if isinstance(node, yaml.MappingNode):
                yield Fields.of(node, self.report, known, first=_line(node))
            else:
                self.report.wrong(_line(node), f"each entry of {name} begins with `- title: …`")

    def _list(self, name: str, meaning: str) -> list[yaml.Node]:
        if self.missing(name):
            return []
        node = self.nodes[name]
        if not isinstance(node, yaml.SequenceNode):
            self.wrong(name, f"must be {meaning}")
            return []
        return list(node.value)

    def _absent(self, name: str, needed: bool) -> bool:
        missing = self.missing(name)
        if missing and needed:
            self.wrong(name, "is missing")
        return missing


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 2
