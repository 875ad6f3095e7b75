"""Runs the `rounds` command as a person would, in a home of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.prepared import FOLDER, alone, name_of_database

ROOT = Path(__file__).resolve().parent.parent
KEY = "a-key-for-tests-only-that-is-long-enough-to-be-taken-seriously"


def environment(home: Path, **more: str) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("ROUNDS_", "DJANGO_"))}
    return {**plain, "PYTHONPATH": str(ROOT / "src"), "ROUNDS_HOME": str(home), **more}


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "rounds.command", *words]


def run(home: Path, *words: str, typed: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*words),
        input=typed,
        env=environment(home, **more),
        cwd=home,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


def with_tables(home: Path) -> Path:
    """A home whose database is migrated: a copy of the prepared file, which is made first where there is none yet."""
    home.mkdir(parents=True, exist_ok=True)
    prepared = FOLDER / name_of_database()
    with alone():
        if not prepared.exists():
            assert run(home, "migrate", ROUNDS_SECRET_KEY=KEY).returncode == 0
            return home
    shutil.copy(prepared, home / "rounds.sqlite3")
    return home


def with_files(home: Path) -> Path:
    """A home with tables whose style sheets and scripts are collected as well, so that it is served at once."""
    collected = FOLDER / "static"
    stamp, newest = (
        collected / ".collected",
        max(file.stat().st_mtime for file in ROOT.glob("src/rounds/*/static/**/*")),
    )
    with_tables(home)
    with alone():
        if not stamp.exists() or stamp.stat().st_mtime < newest:
            done = run(home, "serve", "--prepare-only", ROUNDS_SECRET_KEY=KEY)
            assert done.returncode == 0, done.stderr
            shutil.rmtree(collected, ignore_errors=True)
            shutil.copytree(home / "static", collected)
            return home
    shutil.copytree(collected, home / "static")
    return home
