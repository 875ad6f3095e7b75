"""What has to be done before a centre can be served: tables, static files, the demonstration's people."""

import hashlib
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command, get_commands
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from rounds.core.migrating import settings_remembered

Say = Callable[[str], object]
UNUSED = ["ninja", "django_htmx"]  # pages of these packages that we do not offer: three quarters of all static files


def prepare(say: Say) -> None:
    """Bring the database and the static files up to date; quick when nothing changed."""
    migrate_when_needed(say)
    collect_when_changed(say)
    if settings.DEMO:
        load_demonstration_when_new(say)
    count_rows()


def migrate_when_needed(say: Say) -> None:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        say(f"Preparing the database ({len(plan)} steps) …")
        with settings_remembered():
            call_command("migrate", interactive=False, verbosity=0)


def collect_when_changed(say: Say) -> None:
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    wanted = static_fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    say("Collecting style sheets, fonts and scripts …")
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED)
    stamp.write_text(wanted)


def static_fingerprint() -> str:
    """Changes when any static file of any app changes its name, size or time."""
    found = hashlib.sha256(str(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        listed: list[tuple[str, Any]] = list(finder.list(None))
        for path, storage in sorted(listed, key=lambda entry: entry[0]):
            status = Path(storage.path(path)).stat()
            found.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return found.hexdigest()


def load_demonstration_when_new(say: Say) -> None:
    if "load_demonstration" not in get_commands() or get_user_model().objects.exists():
        return
    say("Loading the demonstration centre …")
    with transaction.atomic():
        call_command("load_demonstration", verbosity=0)


def count_rows() -> None:
    """SQLite guesses how to answer until it has looked at a sample of each table; PostgreSQL looks by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit=400")
            cursor.execute("ANALYZE")


def port_is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
