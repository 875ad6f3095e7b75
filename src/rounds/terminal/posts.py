"""Posts out of files, folders and standard input, one at a time; what cannot be read is named with its place."""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

ENDINGS = (".txt", ".md", ".jsonl")
LONGEST = 1_000_000  # bytes of one post: ten times the longest a network takes
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Post:
    """`line` is where the post begins in its file; `placed` says whether its text stands there letter by letter."""

    id: str | int
    text: str
    source: str
    line: int = 1
    placed: bool = True
    voice: str = ""
    channel: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that was asked for and cannot be checked."""

    source: str
    line: int
    reason: str
    size: int = 0

    def __str__(self) -> str:
        return f"{self.source}:{self.line}: {self.reason}"


Found = Post | Fault


def posts_in(paths: Iterable[str], *, lines: bool, jsonl: bool) -> Iterator[Found]:
    for path in paths:
        if path == STDIN:
            yield from read(sys.stdin.buffer, "stdin", lines=lines, jsonl=jsonl)
        elif Path(path).is_dir():
            yield from posts_in_folder(Path(path), lines=lines, jsonl=jsonl)
        else:
            yield from posts_in_file(path, lines=lines, jsonl=jsonl)


def posts_in_folder(folder: Path, *, lines: bool, jsonl: bool) -> Iterator[Found]:
    files = files_in(folder)
    if not files:
        yield Fault(str(folder), 1, f"no {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]} file in this folder")
    for path in files:
        yield from posts_in_file(str(path), lines=lines, jsonl=jsonl)


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS and path.is_file())


def posts_in_file(path: str, *, lines: bool, jsonl: bool) -> Iterator[Found]:
    try:
        with open(path, "rb") as file:
            yield from read(file, path, lines=lines, jsonl=jsonl or path.lower().endswith(".jsonl"))
    except OSError as error:
        yield Fault(path, 1, (error.strerror or "cannot be read").lower())


def read(file: BinaryIO, source: str, *, lines: bool, jsonl: bool) -> Iterator[Found]:
    empty = True
    for found in read_lines(file, source, jsonl=jsonl) if lines or jsonl else read_whole(file, source):
        empty = False
        yield found
    if empty:
        yield Fault(source, 1, "there is no text in it")


def read_whole(file: BinaryIO, source: str) -> Iterator[Found]:
    held = file.read(LONGEST + 1)
    if len(held) > LONGEST:
        yield too_long(source, 1, len(held))
    elif held.strip(b" \t\r\n\xef\xbb\xbf"):
        text = decoded(held, source, 1)
        yield text if isinstance(text, Fault) else Post(source, text, source, size=len(held))


def read_lines(file: BinaryIO, source: str, *, jsonl: bool) -> Iterator[Found]:
    """One post a line; lines without words are passed over, and a line too long is never held whole."""
    number = 0
    while held := file.readline(LONGEST + 1):
        number += 1
        size = len(held)
        if size > LONGEST and not held.endswith(b"\n"):
            while (more := file.readline(LONGEST)) and not more.endswith(b"\n"):
                size += len(more)
            yield too_long(source, number, size)
        elif held.strip():
            yield one_line(held, source, number, jsonl=jsonl)


def one_line(held: bytes, source: str, number: int, *, jsonl: bool) -> Found:
    text = decoded(held, source, number)
    if isinstance(text, Fault):
        return text
    if jsonl:
        return from_json(text, source, number, len(held))
    return Post(f"{source}:{number}", text.rstrip("\r\n"), source, number, size=len(held))


def decoded(held: bytes, source: str, number: int) -> str | Fault:
    try:
        return held.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        line = number + held.count(b"\n", 0, error.start)
        return Fault(source, line, f"byte {error.start + 1} is not UTF-8", len(held))


def too_long(source: str, number: int, size: int) -> Fault:
    return Fault(source, number, f"a post may have {LONGEST:,} bytes at most", size)


def from_json(line: str, source: str, number: int, size: int) -> Found:
    try:
        held = json.loads(line)
    except ValueError as error:
        return Fault(source, number, f"not JSON: {getattr(error, 'msg', error)}", size)
    except RecursionError:
        return Fault(source, number, "not JSON that a post could have: too many brackets", size)
    reason = wrong_with(held)
    if reason:
        return Fault(source, number, reason, size)
    voice, channel = held.get("voice") or "", held.get("channel") or ""
    return Post(held.get("id", f"{source}:{number}"), held["text"], source, number, False, voice, channel, size)


def wrong_with(held: Any) -> str:
    """Why this is not a post, or "".

    >>> wrong_with({"text": "Hello"}), wrong_with({"id": 1})
    ('', 'a post needs "text" in quotes')
    """
    if not isinstance(held, dict):
        return 'a post is an object such as {"id": "1", "text": "..."}'
    if not isinstance(held.get("text"), str):
        return 'a post needs "text" in quotes'
    if isinstance(held.get("id", ""), bool) or not isinstance(held.get("id", ""), str | int):
        return '"id" is text or a whole number'
    for name in ("voice", "channel"):
        if not isinstance(held.get(name) or "", str):
            return f'"{name}" is text'
    return "" if is_whole("\n".join(str(held.get(name) or "") for name in ("text", "id", "channel"))) else HALF


HALF = "the text holds half a letter (a lone surrogate)"


def is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
