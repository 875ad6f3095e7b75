"""What is done to one post, here or in a worker: plain data in, plain data out."""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from rounds.terminal.posts import Post

CLEAN = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160)) if code not in (9, 10)}


@dataclass(frozen=True, slots=True)
class Task:
    """The options that hold for every post."""

    command: str
    format: str
    voice: str = "provider"
    channel: str = ""
    language: str | None = None
    policy: Any = None
    authorization: Any = None
    on: dt.date | None = None
    redact: bool = False
    key: bytes = b""
    above: float | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """One post's part of the output. `state` is counted at the end; `stops` makes the command end with status 1."""

    output: str
    state: str
    stops: bool = False
    fault: str = ""
    size: int = 0


def do(task: Task, post: Post) -> Done:
    from rounds.terminal import grading, screening

    part = screening if task.command == "screen" else grading
    return part.do(task, post)


def do_many(task: Task, posts: list[Post]) -> list[Done]:
    return [do(task, post) for post in posts]


def line_of_json(held: dict[str, Any]) -> str:
    return json.dumps(held, ensure_ascii=False, separators=(", ", ": ")) + "\n"


def clean(words: str) -> str:
    """Words that cannot steer the terminal they are shown on.

    >>> clean("a\\x1b[2J")
    'a\\\\x1b[2J'
    """
    return words.translate(CLEAN)


def place_of(post: Post, start: int | None) -> tuple[int, int | None]:
    """The line, and the column where the text stands in its file as it is read.

    >>> place_of(Post("a", "one\\ntwo", "a.txt"), 5)
    (2, 2)
    """
    if not post.placed or start is None:
        return post.line, None
    before = post.text[:start]
    return post.line + before.count("\n"), start - (before.rfind("\n") + 1) + 1


def shown_place(post: Post, start: int | None) -> str:
    line, column = place_of(post, start)
    return clean(f"{post.source}:{line}" + (f":{column}" if column else ""))
