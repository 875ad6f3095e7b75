"""Runs one command: options in, output and an exit status out."""

import argparse
import datetime as dt
import os
import sys
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NoReturn

from rounds.terminal import grading, sarif, screening
from rounds.terminal.bar import Bar
from rounds.terminal.given import GivenRefused, authorization_from, policy_from
from rounds.terminal.many import worked
from rounds.terminal.options import parser_of
from rounds.terminal.posts import STDIN, files_in, posts_in
from rounds.terminal.work import Done, Task, clean

FINE, STOPPED, FAULTY, BROKEN_PIPE, INTERRUPTED = 0, 1, 2, 141, 130


def run_command(words: list[str]) -> int:
    command, parser = words[0], parser_of(words[0])
    options = parser.parse_intermixed_args(words[1:])
    if command == "screen" and options.redact and options.format == "sarif":
        parser.error("--redact writes text or json")
    try:
        return Run(command, options).finish()
    except GivenRefused as refusal:
        complain(str(refusal))
        return FAULTY
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that nothing complains while Python ends
        return BROKEN_PIPE
    except KeyboardInterrupt:
        complain("Stopped.")
        return INTERRUPTED


def complain(line: str) -> None:
    sys.stderr.write(clean(line) + "\n")


class Run:
    def __init__(self, command: str, options: argparse.Namespace) -> None:
        self.command, self.options = command, options
        self.task = task_of(command, options)
        self.paths = options.paths or [STDIN]
        self.states: Counter[str] = Counter()
        self.faults: list[str] = []
        self.stopped = False
        self.bar = Bar(total_size(self.paths))

    def finish(self) -> int:
        if self.paths == [STDIN] and sys.stdin.isatty():
            complain("Type or paste the text. Ctrl+D on a line of its own ends it.")
        write = sys.stdout.buffer.write
        for piece in self.pieces():
            write(piece.encode())
        sys.stdout.buffer.flush()
        self.bar.clear()
        complain(self.summary())
        return FAULTY if self.states["faulty"] else STOPPED if self.stopped else FINE

    def pieces(self) -> Iterator[str]:
        if self.task.format != "sarif":
            yield from self.outputs()
            return
        yield sarif.opening(self.command, release(), (screening if self.command == "screen" else grading).rules())
        first = True
        for output in filter(None, self.outputs()):
            yield output.removeprefix(",") if first else output
            first = False
        yield sarif.closing(self.faults, self.states["faulty"])

    def outputs(self) -> Iterator[str]:
        found = posts_in(self.paths, lines=self.options.lines, jsonl=self.options.jsonl)
        for done in worked(self.task, found, self.options.workers):
            self.note(done)
            yield done.output

    def note(self, done: Done) -> None:
        self.states[done.state] += 1
        self.stopped = self.stopped or done.stops
        self.bar.step(done.size)
        if done.fault:
            self.bar.clear()
            complain(done.fault)
            if len(self.faults) < sarif.MOST_FAULTS:
                self.faults.append(done.fault)

    def summary(self) -> str:
        counts = ", ".join(f"{number:,} {SAID.get(state, state)}" for state, number in sorted(self.states.items()))
        known = self.command == "screen" and not self.options.redact
        return (counts or "Nothing to do") + "." + (" A check can miss things." if known else "")


SAID = {"block": "must be mended", "review": "to look at", "clear": "where nothing was found", "faulty": "not read"}


def task_of(command: str, options: argparse.Namespace) -> Task:
    if command == "grade":
        return Task(command, options.format, language=options.language, above=options.above)
    return Task(
        command,
        options.format,
        voice=options.voice,
        channel=options.channel,
        policy=policy_from(options.policy) if options.policy else None,
        authorization=authorization_from(options.authorization) if options.authorization else None,
        on=dt.datetime.now(dt.UTC).date(),
        redact=options.redact,
        key=key_from(options.key_file) if options.key_file else b"",
    )


def key_from(path: str) -> bytes:
    try:
        held = Path(path).read_bytes().strip()
    except OSError as error:
        refuse(f"{path}:1: {(error.strerror or 'cannot be read').lower()}")
    return held if len(held) >= 16 else refuse(f"{path}:1: a key has 16 letters or more")


def refuse(reason: str) -> NoReturn:
    raise GivenRefused(reason)


def total_size(paths: list[str]) -> int:
    """Bytes to read, 0 when nobody can say."""
    files = [file for path in paths for file in (files_in(Path(path)) if Path(path).is_dir() else [Path(path)])]
    return 0 if STDIN in paths else sum(file.stat().st_size for file in files if file.is_file())


def release() -> str:
    try:
        return version("rounds")
    except PackageNotFoundError:
        return "0.0.0"
