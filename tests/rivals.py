"""Processes that work on one database at once.

One process loads the program; each step is a child of it, with a connection of its own, so that starting many costs
little. A module of steps has `main(word, *more)`, which returns what can be written as JSON.
"""

import importlib
import json
import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

from django.db import connection

from tests.processes import KEY, ROOT, environment, with_tables


class Ended(NamedTuple):
    """How a step ended: `code` as the system tells it, and what its `main` returned."""

    code: int
    said: Any


class Rivals:
    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.process = process

    def end(self, *steps: list[str]) -> list[Ended]:
        """Do these steps at the same time; how each ended."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(steps) + "\n")
        self.process.stdin.flush()
        return [Ended(*one) for one in json.loads(self.process.stdout.readline() or "[]")]

    def do(self, *steps: list[str]) -> list[Any]:
        """Do these steps at the same time; what each returned. A step that fails is the fault of the test."""
        ended = self.end(*steps)
        assert [one.code for one in ended] == [0] * len(steps), ended
        return [one.said for one in ended]


@contextmanager
def rivals(module: str, home: Path) -> Iterator[Rivals]:
    """A process that has loaded `module` and works on the database of this run."""
    home.mkdir(exist_ok=True)
    words = {
        "ROUNDS_DATABASE_URL": address(home),
        "ROUNDS_SECRET_KEY": KEY,
        "DJANGO_SETTINGS_MODULE": "rounds.settings",
    }
    env = {**environment(home, **words), "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))}
    command = [sys.executable, "-m", "tests.rivals", module]
    with subprocess.Popen(
        command, env=env, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield Rivals(process)


def address(home: Path) -> str:
    """The database of this run; a test in memory gets a file of its own, for memory is not shared."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{with_tables(home)}/rounds.sqlite3"
    told = connection.settings_dict
    host = quote(str(told["HOST"]), safe="")
    return f"postgresql://{told['USER']}:{quote(str(told['PASSWORD']))}@{host}:{told['PORT']}/{told['NAME']}"


def begin(work: Callable[..., object], words: list[str]) -> tuple[int, int]:
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return child, reading
    code = 1
    try:
        os.close(reading)
        with os.fdopen(writing, "w") as said:
            json.dump(work(*words), said)
        code = 0
    except BaseException:
        traceback.print_exc()
    os._exit(code)


def wait(child: int, reading: int) -> Ended:
    with os.fdopen(reading) as said:
        text = said.read()
    return Ended(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), json.loads(text) if text else None)


def main(module: str) -> None:
    import django

    django.setup()
    work: Callable[..., object] = importlib.import_module(module).main
    for line in sys.stdin:
        children = [begin(work, words) for words in json.loads(line)]
        print(json.dumps([wait(*child) for child in children]), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])
