"""How far the work is, for a person who waits; never in a file or a pipe."""

import sys
import time

EVERY, WIDE = 0.2, 30


class Bar:
    def __init__(self, total: int) -> None:
        self.total, self.size, self.posts, self.last = total, 0, 0, time.monotonic()
        self.on = sys.stderr.isatty() and not sys.stdout.isatty()

    def step(self, size: int) -> None:
        self.size, self.posts = self.size + size, self.posts + 1
        if self.on and time.monotonic() - self.last > EVERY:
            self.last = time.monotonic()
            share = min(1.0, self.size / self.total) if self.total else 0.0
            done = f"[{'#' * int(WIDE * share):.<{WIDE}}] {share:4.0%} " if self.total else ""
            sys.stderr.write(f"\r{done}{self.posts:,} posts")
            sys.stderr.flush()

    def clear(self) -> None:
        if self.on:
            sys.stderr.write("\r\x1b[K")
