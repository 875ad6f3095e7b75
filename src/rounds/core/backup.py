"""Copies the whole centre into one file while it runs."""

import datetime as dt
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection, transaction

from rounds.core import postgresql
from rounds.core.archive import BackupRefused, Manifest, Progress, mark_of_key, tree, write_archive

FOLDERS = ("media", "keys")  # what a home holds beside the database
SETTINGS_FILE = "rounds.env"


def back_up(target: Path, *, at: dt.datetime, with_settings: bool, progress: Progress) -> Manifest:
    """Database and files as of one moment, in one file; the centre goes on working meanwhile."""
    if target.exists():
        raise BackupRefused(f"{target} is there already. Choose a new name, so that no older backup is lost.")
    if not target.absolute().parent.is_dir():
        raise BackupRefused(f"There is no folder {target.absolute().parent}.")
    home = Path(settings.HOME)
    forget_unfinished(home)
    with TemporaryDirectory(prefix=".backup-", dir=home) as name:
        staged = Path(name)
        hold_files(home, staged)
        manifest = copy_database(staged, at)
        hold_files(home, staged)
        if with_settings and (home / SETTINGS_FILE).exists():
            shutil.copy(home / SETTINGS_FILE, staged)
        files = {str(path.relative_to(staged)): path for path in tree(staged)}
        return write_archive(target, files, manifest, progress)


def forget_unfinished(home: Path) -> None:
    """A backup that was killed leaves a folder of links behind; after a day nobody works in it."""
    yesterday = dt.datetime.now(dt.UTC).timestamp() - 86400
    for folder in home.glob(".backup-*"):
        if folder.stat().st_mtime < yesterday:
            shutil.rmtree(folder, ignore_errors=True)


def hold_files(home: Path, staged: Path) -> None:
    """Link each upload, so that it stays even if somebody deletes it meanwhile.

    Called before and after the database is copied: each file that the copy names is then held, since a file is written
    before the row that names it and deleted after it.
    """
    for name in FOLDERS:
        for path in tree(home / name):
            hold(path, staged / name / path.relative_to(home / name))


def hold(path: Path, held: Path) -> None:
    if held.exists():
        return
    held.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, held)
    except FileNotFoundError:  # deleted since it was listed
        return
    except OSError:  # a file system without links
        shutil.copyfile(path, held)


def copy_database(staged: Path, at: dt.datetime) -> Manifest:
    if connection.vendor == "sqlite":
        migrations, counts = copy_sqlite(Path(connection.settings_dict["NAME"]), staged / "database.sqlite3")
    else:
        migrations, counts = copy_postgresql(staged / "database.dump")
    return Manifest(
        made=at.astimezone(dt.UTC).isoformat(timespec="seconds"),
        version=our_version(),
        database=connection.vendor,
        migrations=migrations,
        counts=counts,
        key_mark=mark_of_key(settings.SECRET_KEY),
    )


def our_version() -> str:
    try:
        return version("rounds")
    except PackageNotFoundError:
        return "0"


def copy_sqlite(source: Path, target: Path) -> tuple[list[str], dict[str, int]]:
    with closing(sqlite3.connect(source, timeout=60)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        return look_into(copy)


def look_into(database: sqlite3.Connection) -> tuple[list[str], dict[str, int]]:
    """Which migrations a SQLite file has seen, and how many rows each table holds."""
    listed = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    tables = [name for (name,) in database.execute(listed)]
    migrations = [
        f"{app}.{name}" for app, name in database.execute("SELECT app, name FROM django_migrations ORDER BY id")
    ]
    return migrations, {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}  # noqa: S608


@contextmanager
def one_moment() -> Iterator[str]:
    """A transaction that sees one moment of a PostgreSQL database; gives the name under which pg_dump can share it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        yield cursor.fetchone()[0]


def copy_postgresql(target: Path) -> tuple[list[str], dict[str, int]]:
    with one_moment() as snapshot, connection.cursor() as cursor:
        postgresql.dump(target, database=connection.settings_dict, snapshot=snapshot)
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        migrations = [f"{app}.{name}" for app, name in cursor.fetchall()]
        counts = {}
        for name in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")  # noqa: S608
            counts[name] = cursor.fetchone()[0]
    return migrations, counts
