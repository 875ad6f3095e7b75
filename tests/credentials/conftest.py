"""Real threads with connections of their own, on PostgreSQL and on SQLite."""

import sqlite3
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

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
