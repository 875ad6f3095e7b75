"""Real threads with connections of their own, on PostgreSQL and on SQLite."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from threading import Barrier
from typing import Any, TypeVar

import pytest
from django.db import connection, connections

Thing = TypeVar("Thing")
Together = Callable[[list[Callable[[], Any]]], list[Any]]


@pytest.fixture
def together(transactional_db: None, tmp_path: Path) -> Iterator[Together]:
    """Run calls at once, each in a thread; SQLite's tables in memory are moved to a file, as in a real installation,
    and read from there until the test ends."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with sqlite3.connect(tmp_path / "threads.sqlite3") as target:
            connection.connection.backup(target)
            target.execute("PRAGMA journal_mode=WAL")  # a served database is: only one at a time could make it so
        target.close()
        connections.settings["default"]["NAME"] = str(tmp_path / "threads.sqlite3")
        memory, connection.connection = connection.connection, None
    yield run
    if connection.vendor == "sqlite":
        connection.close()
        connection.connection = memory
    connections.settings["default"]["NAME"] = name


def run(calls: list[Callable[[], Any]]) -> list[Any]:
    def closing(call: Callable[[], Any]) -> Any:
        try:
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(closing, call) for call in calls]]


def in_step(
    things: Sequence[Thing], refused: type[Exception], *steps: Callable[[Thing], object]
) -> list[Callable[[], None]]:
    """Calls that take one thing after the other, each of them at the same moment; who comes too late may be refused."""
    start = Barrier(len(steps))

    def each(step: Callable[[Thing], object]) -> Callable[[], None]:
        def one_by_one() -> None:
            for thing in things:
                start.wait(timeout=60)
                with suppress(refused):
                    step(thing)

        return one_by_one

    return [each(step) for step in steps]
