"""A migrated SQLite database, kept in a file, from which each run of the fast suite begins.

All migrations take a quarter of a minute. They are run once, by whoever comes first; the others wait. The result stays in
`.test-databases/`, named after a hash of everything that it depends on: every migration and model file of every app, the
published figures, the settings' list of apps, the versions of Python, Django and SQLite. A changed file gives another
name, so a stale database is never read. On PostgreSQL the first process of each run runs all migrations, so a fault in them
cannot hide behind the file, and the server copies the result for the others. `make clean` removes the file.
"""

import fcntl
import hashlib
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper

FOLDER = Path(__file__).resolve().parent.parent / ".test-databases"
IN_MEMORY = "file:memorydb_default?mode=memory&cache=shared"


def sources() -> Iterator[Path]:
    for app in sorted(apps.get_app_configs(), key=lambda app: app.name):
        folder = Path(app.path)
        yield from sorted(folder.glob("migrations/**/*.py"))
        yield from sorted([*folder.glob("models.py"), *folder.glob("models/**/*.py"), *folder.glob("published/*.toml")])


def name_of_database() -> str:
    versions = [
        sys.version,
        django.get_version(),
        sqlite3.sqlite_version,
        *(app.name for app in apps.get_app_configs()),
    ]
    found = hashlib.sha256("\n".join(versions).encode())
    for path in sources():
        found.update(f"{path}\n".encode() + path.read_bytes())
    return f"{found.hexdigest()[:20]}.sqlite3"


@contextmanager
def alone() -> Iterator[None]:
    """Wait until no other process of the tests prepares a database."""
    FOLDER.mkdir(exist_ok=True)
    with (FOLDER / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def load_prepared(connection: BaseDatabaseWrapper) -> bool:
    """Make the test database from the prepared one; False when there is none yet."""
    return load_file(connection) if connection.vendor == "sqlite" else load_template(connection)


def keep_prepared(connection: BaseDatabaseWrapper) -> None:
    keep = keep_file if connection.vendor == "sqlite" else keep_template
    keep(connection)


def load_template(connection: BaseDatabaseWrapper) -> bool:
    """Let the server copy the database that another process of this run has migrated."""
    name, template = connection.creation._get_test_db_name(), template_name()
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
        if not cursor.fetchone():
            return False
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    connection.close()
    connection.settings_dict["NAME"] = name
    return True


def keep_template(connection: BaseDatabaseWrapper) -> None:
    name = connection.settings_dict["NAME"]
    connection.close()
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(f'CREATE DATABASE "{template_name()}" TEMPLATE "{name}"')


def template_name() -> str:
    return f"rounds_prepared_{name_of_database().partition('.')[0]}"


def load_file(connection: BaseDatabaseWrapper) -> bool:
    """Fill the in-memory test database from the file; False when there is none yet."""
    path = FOLDER / name_of_database()
    if not path.exists():
        return False
    connection.close()
    connection.settings_dict["NAME"] = IN_MEMORY
    connection.ensure_connection()
    source = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    source.backup(connection.connection)
    source.close()
    return True


def keep_file(connection: BaseDatabaseWrapper) -> None:
    """Write the freshly migrated test database to the file, whole or not at all, and forget older ones."""
    path = FOLDER / name_of_database()
    unfinished = path.with_suffix(f".{os.getpid()}")
    target = sqlite3.connect(unfinished)
    connection.ensure_connection()
    connection.connection.backup(target)
    target.close()
    for older in FOLDER.glob("*.sqlite3"):
        older.unlink(missing_ok=True)
    unfinished.replace(path)
