"""Who uses a home: any number of programs share it, one server serves it, a restore has it alone."""

import fcntl
import os
from pathlib import Path
from typing import IO


class HomeBusy(Exception):
    """The message says who holds the home, for the person who typed the command."""


def opened(home: Path, name: str) -> IO[str]:
    home.mkdir(parents=True, exist_ok=True)
    return (home / name).open("a+", encoding="utf-8")


def locked(home: Path, name: str, kind: int) -> IO[str] | None:
    """The open file, locked until it is closed or the process ends; None when somebody else has it."""
    file = opened(home, name)
    try:
        fcntl.flock(file, kind | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


def share_home(home: Path) -> IO[str]:
    """Taken by everything that reads or writes the data."""
    held = locked(home, "home.lock", fcntl.LOCK_SH)
    if held is None:
        raise HomeBusy("A restore is under way here. Try again when it has finished.")
    return held


def own_home(home: Path) -> IO[str]:
    """Taken by a restore, which exchanges the data under everybody's feet."""
    held = locked(home, "home.lock", fcntl.LOCK_EX)
    if held is None:
        raise HomeBusy(f"{who_serves(home)} Stop it, and every other `rounds` command, then try again.")
    return held


def serve_home(home: Path, address: str) -> IO[str]:
    """Taken by `rounds serve`: one server for each home."""
    held = locked(home, "server.lock", fcntl.LOCK_EX)
    if held is None:
        raise HomeBusy(who_serves(home))
    held.truncate(0)
    held.write(f"{os.getpid()} {address}")
    held.flush()
    return held


def who_serves(home: Path) -> str:
    try:
        process, address = (home / "server.lock").read_text(encoding="utf-8").split()
    except (OSError, ValueError):
        return f"This centre ({home}) is in use."
    return f"This centre ({home}) is in use; process {process} was the last to serve it, at {address}."
