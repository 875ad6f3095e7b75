"""Runs a command, here or as a person would in a process of its own."""

import contextlib
import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from rounds.terminal import run

ROOT = Path(__file__).resolve().parents[2]
NAMED = "Mrs. Ellen Whitcombe in bed 4 had her hip replaced on Tuesday."
FLU = "Flu shots are free for everyone on Saturday from 9 to 1."


@dataclass
class Ran:
    status: int
    out: str
    errors: str


def rounds(*words: str, given: bytes = b"", folder: Path | None = None) -> Ran:
    """In this process, with streams of its own."""
    streams = [io.TextIOWrapper(io.BytesIO(held), encoding="utf-8") for held in (given, b"", b"")]
    names = ("stdin", "stdout", "stderr")
    with contextlib.ExitStack() as stack:
        for name, stream in zip(names, streams, strict=True):
            stack.enter_context(patch.object(sys, name, stream))
        stack.enter_context(contextlib.chdir(folder or Path.cwd()))
        try:
            status = run(list(words))
        except SystemExit as end:
            status = int(end.code or 0)
    for stream in streams[1:]:
        stream.flush()
    out, errors = (stream.buffer.getvalue().decode() for stream in streams[1:])  # type: ignore[attr-defined]
    return Ran(status, out, errors)


def by_itself(*words: str, given: bytes = b"") -> Ran:
    """In a process of its own, where Django could not even be set up."""
    kept = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "DJANGO_SETTINGS_MODULE": "none", "ROUNDS_HOME": "/nowhere"}
    command = [sys.executable, "-W", "error", "-m", "rounds.command", *words]
    ran = subprocess.run(command, input=given, capture_output=True, env=kept, check=False)
    return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())
