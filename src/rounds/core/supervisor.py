"""Runs the web server and the worker as children: small, because it stays in memory and does nothing else."""

import argparse
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from types import FrameType

THREADS = 12  # of each web process to wait in: a slow reader of a long file keeps one
GRACE = 30  # seconds in which a worker may finish its task and a page may be sent
STEADY = 60  # a worker that lived this long starts again at once
LONGEST_PAUSE = 30
SERVED = 10  # a web server that lived this long had begun to serve: it starts again when it ends by itself
HOUR, DAY = 3600, 24 * 3600
PARENT_DEATH = 1  # prctl(PR_SET_PDEATHSIG)


def die_with_parent() -> None:
    """On Linux a child is told to stop when this process is killed and cannot tell it."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(PARENT_DEATH, signal.SIGTERM)


def started(command: list[str]) -> subprocess.Popen[bytes]:
    """A session of its own keeps Ctrl+C away from the children: they are stopped once, by us."""
    return subprocess.Popen(command, start_new_session=True, preexec_fn=die_with_parent)  # noqa: PLW1509, S603


def web_command(host: str, port: int, workers: int) -> list[str]:
    # it would warn of more threads than cores, which do nothing but wait
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "error"]
    where = ["--host", host, "--port", str(port), "--workers", str(workers), "--blocking-threads", str(THREADS)]
    # a worker that is killed comes back; without this the server would stop with it
    again = ["--respawn-failed-workers", "--respawn-interval", "0.5"]
    return [*granian, *where, *again, "--workers-kill-timeout", "10", "rounds.wsgi:application"]


@dataclass
class Web:
    """The web server. It ends as a whole when the same process of it dies twice within six seconds."""

    command: list[str]
    process: subprocess.Popen[bytes]
    since: float

    def tend(self, now: float) -> bool:
        """Whether it runs. One that ends soon after its start has a fault that only a person can mend."""
        code = self.process.poll()
        if code is not None and now - self.since >= SERVED:
            say(f"The web server stopped by itself ({code}); it starts again.")
            self.process, self.since = started(self.command), now
            return True
        return code is None


@dataclass
class Worker:
    """The process that does the jobs; when it dies it comes back after a pause that doubles."""

    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    since: float = 0.0
    pause: float = 0.0

    def tend(self, now: float) -> None:
        if self.process and self.process.poll() is not None:
            self.pause = 0.0 if now - self.since > STEADY else min(LONGEST_PAUSE, self.pause * 2 or 1.0)
            say(f"The worker stopped ({self.process.returncode}); it starts again in {self.pause:.0f} s.")
            self.process, self.since = None, now
        if self.process is None and now - self.since >= self.pause:
            self.process, self.since = started(self.command), now


@dataclass
class Chores:
    """Tidying up, an hour after the start and then once a day."""

    command: list[str]
    due: float
    process: subprocess.Popen[bytes] | None = None

    def tend(self, now: float) -> None:
        if self.process and self.process.poll() is not None:
            self.process = None
        if self.process is None and now >= self.due:
            self.process, self.due = started(self.command), now + DAY


@dataclass
class Supervisor:
    host: str
    port: int
    web: Web
    worker: Worker | None
    chores: Chores | None
    announced: bool = False
    asked_to_stop: int = 0

    def stop(self, number: int, frame: FrameType | None) -> None:
        self.asked_to_stop += 1

    def run(self) -> int:
        while not self.asked_to_stop and self.web.tend(time.monotonic()):
            if self.worker:
                self.worker.tend(time.monotonic())
            if self.chores:
                self.chores.tend(time.monotonic())
            self.announce()
            time.sleep(0.2)
        code = 0 if self.asked_to_stop else self.web.process.returncode or 1
        if code:
            say(f"The web server stopped by itself ({self.web.process.returncode}).")
        self.end_children()
        return code

    def announce(self) -> None:
        if not self.announced and answers(self.host, self.port):
            self.announced = True
            say(f"Rounds answers at {address(self.host, self.port)} (Ctrl+C stops it).")

    def end_children(self) -> None:
        """Ask each child to stop; end it when the time is over or the person asks a second time."""
        others = [part.process for part in (self.worker, self.chores) if part and part.process]
        children = [self.web.process, *others]
        for child in children:
            if child.poll() is None:
                child.terminate()
        until = time.monotonic() + GRACE
        while any(child.poll() is None for child in children) and time.monotonic() < until and self.asked_to_stop < 2:
            time.sleep(0.1)
        for child in children:
            if child.poll() is None:
                child.kill()
            child.wait()


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


def address(host: str, port: int) -> str:
    """What to type into a browser on this machine.

    >>> address("0.0.0.0", 8000)
    'http://127.0.0.1:8000'
    """
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{shown}:{port}"


def answers(host: str, port: int) -> bool:
    where = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    try:
        socket.create_connection((where, port), timeout=1).close()
    except OSError:
        return False
    return True


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--workers", type=int, required=True)
    parser.add_argument("--no-worker", action="store_true")
    asked = parser.parse_args(arguments)
    worker = None if asked.no_worker else Worker([sys.executable, "-m", "rounds.command", "worker"])
    tidying = [sys.executable, "-m", "rounds.command", "housekeeping"]
    chores = None if asked.no_worker else Chores(tidying, time.monotonic() + HOUR)
    # among several processes each makes one page at a time, which costs less than taking turns at the interpreter
    os.environ.setdefault("ROUNDS_TURNS", "2" if asked.workers == 1 else "1")
    serving = web_command(asked.host, asked.port, asked.workers)
    web = Web(serving, started(serving), time.monotonic())
    supervisor = Supervisor(asked.host, asked.port, web, worker, chores)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, supervisor.stop)
    return supervisor.run()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
