"""What PostgreSQL alone does: it keeps plans; it is copied and restored in a database of its own beside the suite's."""

import os
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.db.models import Count
from pytest_django import DjangoDbBlocker

from rounds.accounts.models import Person
from rounds.core.prepared import Prepared
from tests.processes import KEY, run

on_postgresql = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.both,
    pytest.mark.skipif(not on_postgresql, reason="only where the suite runs on PostgreSQL"),
]
NAME = f"rounds_backup_test_{os.getpid()}"


@pytest.fixture(scope="module")
def database(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The address of a migrated database on the server that the suite uses: a copy of the suite's own."""
    server = settings.DATABASES["default"]
    with django_db_blocker.unblock():
        connection.close()  # nobody may be connected to what is copied
        migrated = connection.settings_dict["NAME"]
    with psycopg.connect(
        host=server["HOST"], user=server["USER"], dbname="postgres", autocommit=True
    ) as administration:
        administration.execute(f"DROP DATABASE IF EXISTS {NAME}")
        administration.execute(f"CREATE DATABASE {NAME} TEMPLATE {migrated}")
        yield f"postgres://{server['USER']}@{quote(server['HOST'], safe='')}/{NAME}"
        administration.execute(f"DROP DATABASE {NAME} WITH (FORCE)")


def connect() -> psycopg.Connection[tuple[object, ...]]:
    server = settings.DATABASES["default"]
    return psycopg.connect(host=server["HOST"], user=server["USER"], dbname=NAME, autocommit=True)


def name_centre(name: str) -> None:
    with connect() as database:
        database.execute("DELETE FROM core_centre")
        values = (1, name, "", "#0a5c60", "#74d3c8", "#a83d18", "#f79a75")
        database.execute("INSERT INTO core_centre VALUES (%s, %s, %s, %s, %s, %s, %s)", values)


def centre() -> list[tuple[object, ...]]:
    with connect() as connection:
        return connection.execute("SELECT name FROM core_centre").fetchall()


def test_backup_made_while_people_write_comes_back_whole(database: str, tmp_path: Path) -> None:
    setting = {"ROUNDS_SECRET_KEY": KEY, "ROUNDS_DATABASE_URL": database}
    name_centre("former")
    stop = threading.Event()

    def write() -> None:
        with connect() as connection:
            connection.execute("CREATE TABLE test_pairs (number int)")
            while not stop.is_set():
                with connection.transaction():
                    connection.execute("INSERT INTO test_pairs VALUES (1)")
                    time.sleep(0.001)
                    connection.execute("INSERT INTO test_pairs VALUES (1)")

    writer = threading.Thread(target=write)
    writer.start()
    made = run(tmp_path, "backup", "b.zip", **setting)
    used = run(tmp_path, "restore", "b.zip", "--yes", **setting)
    stop.set()
    writer.join()
    name_centre("later")

    done = run(tmp_path, "restore", "b.zip", "--yes", **setting)

    assert (made.returncode, done.returncode) == (0, 0), made.stderr + done.stderr
    assert used.returncode == 1
    assert "1 other programs use the database. Stop them, then restore." in used.stderr
    assert centre() == [("former",)]
    with connect() as connection:
        (count,) = connection.execute("SELECT count(*) FROM test_pairs").fetchone() or (1,)
    assert isinstance(count, int)
    assert count > 0
    assert count % 2 == 0
    (aside,) = tmp_path.glob("before-restore-*")
    assert (aside / "database.dump").stat().st_size > 10_000
    assert set(zipfile.ZipFile(tmp_path / "b.zip").namelist()) == {"database.dump", "manifest.json"}


def test_restore_that_was_cut_short_is_finished_by_the_next_command(database: str, tmp_path: Path) -> None:
    """The journal is written and the process gone: the database must come back from the unpacked copy."""
    setting = {"ROUNDS_SECRET_KEY": KEY, "ROUNDS_DATABASE_URL": database}
    name_centre("former")
    assert run(tmp_path, "backup", "b.zip", **setting).returncode == 0
    name_centre("later")
    unpacked = tmp_path / ".restore/unpacked"
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        archive.extract("database.dump", unpacked)
    (tmp_path / ".restore/journal.json").write_text(
        '{"aside": "before", "moves": [], "dump": ".restore/unpacked/database.dump"}'
    )

    done = run(tmp_path, "version", **setting)

    assert done.returncode == 0
    assert "The restore is complete." in done.stderr
    assert centre() == [("former",)]


@pytest.mark.django_db
def test_what_is_asked_again_is_planned_once() -> None:
    ask = Prepared(lambda name: Person.objects.filter(name=name).annotate(letters_kept=Count("host_rows")))

    for name in ("Ana", "Bo", "Cem", "Dara"):
        ask(name)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%letters_kept%'")
        assert cursor.fetchone() == (1,)
