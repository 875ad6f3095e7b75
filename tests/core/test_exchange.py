"""A restore may be killed at any moment; the next start leaves either all former data or all restored data."""

import os
import pathlib
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rounds.core import exchange

NAMES = ("rounds.sqlite3", "media", "keys")
Counted = Callable[..., Any]


def write(home: Path, text: str) -> None:
    for name in ("media", "keys"):
        (home / name).mkdir(parents=True)
        (home / name / "file").write_text(text)
    (home / "rounds.sqlite3").write_text(text)


def read(home: Path) -> set[str]:
    return {(home / name).read_text() for name in ("rounds.sqlite3", "media/file", "keys/file")}


def no_database() -> dict[str, object]:
    raise AssertionError


def exchange_all(home: Path) -> None:
    moves = [exchange.planned(home, name, home / name, "before") for name in ("rounds.sqlite3-wal", *NAMES)]
    exchange.decide(home, "before", moves, "")
    exchange.finish(home, no_database)


def killed_at(step: int, work: Callable[[], None]) -> bool:
    """Run `work` in a process that kills itself before its nth change to the disk; whether it was killed."""
    child = os.fork()
    if child == 0:
        kill_before(step)
        work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def kill_before(step: int) -> None:
    changes = iter(range(1, 1000))

    def counted(change: Counted) -> Counted:
        def call(*words: Any, **named: Any) -> Any:
            if next(changes) == step:
                os.kill(os.getpid(), signal.SIGKILL)
            return change(*words, **named)

        return call

    for owner, name in [(pathlib.Path, "rename"), (pathlib.Path, "replace"), (pathlib.Path, "unlink")]:
        setattr(owner, name, counted(getattr(owner, name)))
    for module, name in [(os, "fsync"), (os, "unlink"), (os, "rmdir"), (shutil, "rmtree")]:
        setattr(module, name, counted(getattr(module, name)))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    write(tmp_path, "former")
    (tmp_path / "rounds.sqlite3-wal").write_text("former")
    write(tmp_path / ".restore" / "unpacked", "restored")
    return tmp_path


def test_exchange_puts_the_new_in_place_and_keeps_the_former(home: Path) -> None:
    exchange_all(home)

    assert read(home) == {"restored"}
    assert read(home / "before") == {"former"}
    assert not (home / "rounds.sqlite3-wal").exists()
    assert not (home / ".restore").exists()


@pytest.mark.parametrize("step", range(1, 30))
def test_exchange_killed_at_any_step_is_finished_or_undone_by_the_next_start(home: Path, step: int) -> None:
    said: list[str] = []

    killed = killed_at(step, lambda: exchange_all(home))
    exchange.settle(home, no_database, said.append)

    assert read(home) in ({"former"}, {"restored"})
    assert read(home) == {"restored"} or said == [
        "A restore was interrupted before it changed anything. The data are as they were."
    ]
    assert killed or (step > 12 and said == [])
    assert not (home / ".restore").exists()
    if read(home) == {"restored"}:
        assert read(home / "before") == {"former"}


@pytest.mark.parametrize("second", range(1, 8))
def test_start_that_is_killed_while_it_finishes_is_finished_by_the_one_after(home: Path, second: int) -> None:
    killed_at(6, lambda: exchange_all(home))

    killed_at(second, lambda: exchange.settle(home, no_database, str))
    exchange.settle(home, no_database, str)

    assert read(home) == {"restored"}
    assert read(home / "before") == {"former"}


def test_exchange_into_an_empty_home_keeps_nothing_aside(tmp_path: Path) -> None:
    write(tmp_path / ".restore" / "unpacked", "restored")

    exchange_all(tmp_path)

    assert read(tmp_path) == {"restored"}
    assert list((tmp_path / "before").iterdir()) == []


def test_folder_that_the_backup_does_not_have_goes_aside(home: Path) -> None:
    shutil.rmtree(home / ".restore" / "unpacked" / "keys")

    exchange_all(home)

    assert not (home / "keys").exists()
    assert (home / "before" / "keys" / "file").read_text() == "former"


def test_home_without_an_interrupted_restore_is_left_alone(tmp_path: Path) -> None:
    said: list[str] = []

    exchange.settle(tmp_path, no_database, said.append)

    assert said == []
    assert list(tmp_path.iterdir()) == []
