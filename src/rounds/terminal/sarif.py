"""SARIF 2.1.0, written piece by piece so that a million posts need no more memory than one."""

import json
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from rounds.terminal.posts import Post
from rounds.terminal.work import place_of

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST_FAULTS = 100


@dataclass(frozen=True, slots=True)
class Rule:
    id: str
    short: str
    help: str
    level: str


def plain(held: Any) -> str:
    return json.dumps(held, ensure_ascii=False)


def opening(command: str, version: str, rules: list[Rule]) -> str:
    listed = [
        {
            "id": rule.id,
            "shortDescription": {"text": rule.short},
            "fullDescription": {"text": rule.short},
            "help": {"text": rule.help},
            "defaultConfiguration": {"level": rule.level},
        }
        for rule in rules
    ]
    driver = {"name": f"rounds {command}", "semanticVersion": version, "rules": listed}
    head = f'{{"$schema": {plain(SCHEMA)}, "version": "2.1.0", "runs": [{{"tool": {{"driver": {plain(driver)}}}, '
    return head + '"columnKind": "unicodeCodePoints", "results": ['


def result(
    index: int, rule: str, level: str, why: str, post: Post, *, start: int | None = None, end: int | None = None
) -> str:
    """One finding with a comma before it; the first comma of a file is taken off by whoever writes it."""
    place = {"artifactLocation": {"uri": address(post.source)}, "region": region(post, start, end)}
    held = {"ruleId": rule, "ruleIndex": index, "level": level, "message": {"text": why}}
    return ",\n" + plain({**held, "locations": [{"physicalLocation": place}]})


def region(post: Post, start: int | None, end: int | None) -> dict[str, int]:
    line, column = place_of(post, start)
    if column is None or end is None:
        return {"startLine": line}
    last_line, last_column = place_of(post, end)
    return {"startLine": line, "startColumn": column, "endLine": last_line, "endColumn": last_column or 1}


def address(source: str) -> str:
    """A file as a URI.

    >>> address("posts/two words.txt")
    'posts/two%20words.txt'
    """
    path = PurePath(source)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


def closing(faults: list[str], number: int) -> str:
    notes = [{"level": "error", "message": {"text": fault}} for fault in faults[:MOST_FAULTS]]
    if number > MOST_FAULTS:
        notes.append({"level": "error", "message": {"text": f"and {number - MOST_FAULTS:,} more"}})
    run = {"executionSuccessful": not number, "toolExecutionNotifications": notes}
    return f'], "invocations": [{plain(run)}]}}]}}\n'
