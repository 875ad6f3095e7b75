"""Brings a backup back: looks at all of it first, then exchanges it for the present data."""

import datetime as dt
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from rounds.core import exchange, postgresql
from rounds.core.archive import BackupRefused, Manifest, Progress, mark_of_key, opened, read_manifest, unpack
from rounds.core.backup import FOLDERS, SETTINGS_FILE, look_into, our_version

DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
WORDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def look_at(source: Path) -> Manifest:
    """The manifest of a backup that this installation could take; BackupRefused says why it cannot."""
    with opened(source) as archive:
        manifest = read_manifest(archive)
    refuse_other_database(manifest)
    refuse_newer(manifest)
    return manifest


def refuse_other_database(manifest: Manifest) -> None:
    if manifest.database != connection.vendor:
        made, here = (WORDS.get(name, name) for name in (manifest.database, connection.vendor))
        raise BackupRefused(f"This backup was made on {made}, and this centre runs on {here}. They cannot be mixed.")


def refuse_newer(manifest: Manifest) -> None:
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    unknown = set(manifest.migrations) - known
    own = {name for name in unknown if name.split(".")[0] in own_labels()}
    if own or numbers(manifest.version) > numbers(our_version()):
        raise BackupRefused(
            f"A newer version of Rounds ({manifest.version}) made this backup. Install that version, then restore it."
        )


def own_labels() -> set[str]:
    from django.apps import apps

    return {app.label for app in apps.get_app_configs() if app.name.startswith("rounds.")}


def numbers(version: str) -> list[int]:
    """
    >>> numbers("0.10.0") > numbers("0.9.1")
    True
    """
    return [int(part) for part in version.split(".") if part.isdecimal()]


def has_other_key(manifest: Manifest) -> bool:
    return manifest.key_mark != mark_of_key(settings.SECRET_KEY)


def restore(source: Path, *, at: dt.datetime, with_settings: bool, progress: Progress) -> str:
    """Unpack beside, verify, decide, exchange. The caller holds the home alone. Says where the former data are."""
    home = Path(settings.HOME)
    manifest = look_at(source)
    refuse_unmovable(home)
    refuse_when_full(home, manifest)
    unpacked = home / exchange.FOLDER / exchange.UNPACKED
    unpacked.mkdir(parents=True)
    try:
        unpack(source, unpacked, allowed, progress)
        verify_database(unpacked, manifest)
        aside = f"before-restore-{at.astimezone(dt.UTC):%Y%m%d-%H%M%S}"
        keep_postgresql(home, aside)
    except BaseException:
        shutil.rmtree(home / exchange.FOLDER, ignore_errors=True)
        raise
    exchange_data(home, aside, with_settings)
    return aside


def allowed(name: str) -> bool:
    return name in {*DATABASES.values(), SETTINGS_FILE} or name.split("/", maxsplit=1)[0] in FOLDERS


def refuse_unmovable(home: Path) -> None:
    """A folder that is a mount, or a database on another disk, cannot be exchanged by renaming."""
    for name in FOLDERS:
        if os.path.ismount(home / name):
            raise BackupRefused(f"{home / name} is mounted by itself. Mount {home} as a whole, then restore.")
    if connection.vendor == "sqlite":
        folder = Path(connection.settings_dict["NAME"]).parent
        if folder.exists() and folder.stat().st_dev != home.stat().st_dev:
            raise BackupRefused(f"The database in {folder} is on another disk than {home}; restore needs them on one.")


def refuse_when_full(home: Path, manifest: Manifest) -> None:
    free = shutil.disk_usage(home).free
    if manifest.size * 1.1 > free:
        raise BackupRefused(f"The backup unpacks to {manifest.size // 1024**2 + 1} MB; {free // 1024**2} MB are free.")


def verify_database(unpacked: Path, manifest: Manifest) -> None:
    path = unpacked / DATABASES[connection.vendor]
    if not path.exists():
        raise BackupRefused("This backup holds no database.")
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(path)) as copy:
            whole = copy.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            if not whole or look_into(copy)[1] != manifest.counts:
                raise BackupRefused("The database in this backup is damaged.")


def keep_postgresql(home: Path, aside: str) -> None:
    """A database on a server cannot be renamed: keep a copy of what it holds now."""
    if connection.vendor != "postgresql":
        return
    refuse_while_used()
    (home / aside).mkdir(exist_ok=True)
    postgresql.dump(home / aside / "database.dump", database=connection.settings_dict)


def refuse_while_used() -> None:
    with connection.cursor() as cursor:
        asked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        cursor.execute(asked + " AND backend_type = 'client backend'")
        (others,) = cursor.fetchone()
    if others:
        raise BackupRefused(f"{others} other programs use the database. Stop them, then restore.")


def exchange_data(home: Path, aside: str, with_settings: bool) -> None:
    database = dict(connection.settings_dict)
    connection.close()
    names = [*FOLDERS, *([SETTINGS_FILE] if with_settings else [])]
    moves = [exchange.planned(home, name, home / name, aside) for name in names]
    if with_settings:  # a backup without settings leaves the present ones
        moves = [move for move in moves if move["source"] or not str(move["place"]).endswith(SETTINGS_FILE)]
    dump = ""
    if connection.vendor == "sqlite":
        place = Path(database["NAME"])
        beside = [place.with_name(place.name + ending) for ending in ("-wal", "-shm")]
        moves = [exchange.planned(home, path.name, path, aside) for path in beside] + moves
        moves.append(exchange.planned(home, DATABASES["sqlite"], place, aside))
    else:
        dump = f"{exchange.FOLDER}/{exchange.UNPACKED}/{DATABASES['postgresql']}"
    exchange.decide(home, aside, moves, dump)
    exchange.finish(home, lambda: database)
