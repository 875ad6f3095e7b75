"""Says how far a long piece of work has come: on one line of a terminal, else once for each quarter."""

import sys
import time
from typing import TextIO


class Progress:
    def __init__(self, what: str, stream: TextIO | None = None) -> None:
        self.what, self.stream = what, stream or sys.stderr
        self.said, self.at = -1, 0.0

    def __call__(self, done: int, total: int) -> None:
        percent = 100 * done // total if total else 100
        step = 1 if self.stream.isatty() else 25
        if percent // step == self.said or (time.monotonic() - self.at < 0.2 and percent < 100):
            return
        self.said, self.at = percent // step, time.monotonic()
        start, end = ("\r", "\n" if percent == 100 else "") if self.stream.isatty() else ("", "\n")
        self.stream.write(f"{start}{self.what}: {percent} %{end}")
        self.stream.flush()
