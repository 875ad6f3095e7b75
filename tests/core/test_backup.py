"""Backup and restore as a person types them, while the centre is written to."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.processes import KEY, command, environment, run, with_tables

pytestmark = [pytest.mark.slow, pytest.mark.long, pytest.mark.own_home]


def furnish(home: Path) -> Path:
    with_tables(home)
    (home / "media/pictures").mkdir(parents=True)
    (home / "media/pictures/one.png").write_bytes(b"one")
    (home / "rounds.env").write_text(f"ROUNDS_SECRET_KEY={KEY}\n")
    write(home, "former")
    return home


@pytest.fixture
def home(tmp_path: Path, django_db_setup: None) -> Path:
    return furnish(tmp_path / "home")


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None) -> Path:
    """A home with two backups, one of them with its settings: made once and copied for each test that needs one."""
    found = furnish(tmp_path_factory.mktemp("backup") / "home")
    for words in (["b.zip"], ["with.zip", "--with-settings"]):
        done = run(found, "backup", *words)
        assert done.returncode == 0, done.stderr
    return found


@pytest.fixture
def kept(once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(once, tmp_path / "kept"))


def write(home: Path, name: str) -> None:
    with closing(sqlite3.connect(home / "rounds.sqlite3", timeout=20)) as database:
        values = (1, name, "", "#0a5c60", "#74d3c8", "#a83d18", "#f79a75")
        database.execute("INSERT OR REPLACE INTO core_centre VALUES (?, ?, ?, ?, ?, ?, ?)", values)
        database.commit()


def read(home: Path) -> str:
    with closing(sqlite3.connect(home / "rounds.sqlite3")) as database:
        return str(database.execute("SELECT name FROM core_centre").fetchone()[0])


def test_backup_comes_back_and_the_present_is_kept_aside(kept: Path) -> None:
    home = kept
    write(home, "later")
    (home / "media/pictures/one.png").unlink()
    (home / "media/pictures/two.png").write_bytes(b"two")

    done = run(home, "restore", "b.zip", "--yes")

    assert done.returncode == 0, done.stderr
    assert read(home) == "former"
    assert [path.name for path in (home / "media/pictures").iterdir()] == ["one.png"]
    (aside,) = home.glob("before-restore-*")
    assert read(aside) == "later"
    assert (aside / "media/pictures/two.png").read_bytes() == b"two"


def test_backup_leaves_the_settings_out_unless_asked(once: Path) -> None:
    names = {name: set(zipfile.ZipFile(once / name).namelist()) for name in ("b.zip", "with.zip")}

    assert names["b.zip"] == {"database.sqlite3", "media/pictures/one.png", "manifest.json"}
    assert names["with.zip"] == names["b.zip"] | {"rounds.env"}
    assert KEY not in zipfile.ZipFile(once / "b.zip").read("manifest.json").decode()


def test_backup_does_not_write_over_a_file(home: Path) -> None:
    (home / "b.zip").write_text("older")

    done = run(home, "backup", "b.zip")

    assert (done.returncode, (home / "b.zip").read_text()) == (1, "older")


@pytest.fixture
def busy(home: Path) -> Iterator[list[int]]:
    """Somebody who adds a picture and then the row that names it, all the time."""
    count, stop = [0], threading.Event()

    def work() -> None:
        with closing(sqlite3.connect(home / "rounds.sqlite3", timeout=20)) as database:
            database.execute("CREATE TABLE IF NOT EXISTS test_pictures (number INTEGER)")
            while not stop.is_set():
                count[0] += 1
                (home / f"media/pictures/n{count[0]}.png").write_bytes(b"n" * 1000)
                database.execute("INSERT INTO test_pictures VALUES (?)", (count[0],))
                database.commit()
                time.sleep(0.002)

    worker = threading.Thread(target=work)
    worker.start()
    yield count
    stop.set()
    worker.join()


def test_backup_while_people_write_holds_every_file_that_its_rows_name(home: Path, busy: list[int]) -> None:
    made = run(home, "backup", "b.zip")

    assert made.returncode == 0, made.stderr
    with zipfile.ZipFile(home / "b.zip") as archive:
        files = set(archive.namelist())
        (home / "copy.sqlite3").write_bytes(archive.read("database.sqlite3"))
    with closing(sqlite3.connect(home / "copy.sqlite3")) as copy:
        named = {f"media/pictures/n{number}.png" for (number,) in copy.execute("SELECT number FROM test_pictures")}
    assert len(named) > 3
    assert named - files == set()


def test_restore_is_refused_while_the_centre_is_served(kept: Path) -> None:
    home = kept
    worker = subprocess.Popen(command("worker"), env=environment(home), cwd=home, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while not (home / "home.lock").exists() and time.monotonic() < until:
        time.sleep(0.1)
    time.sleep(1)

    done = run(home, "restore", "b.zip", "--yes")
    worker.terminate()
    worker.wait(30)

    assert done.returncode == 1
    assert "is in use" in done.stderr
    assert read(home) == "former"


def test_restore_of_a_newer_backup_is_refused(kept: Path) -> None:
    home = kept
    with zipfile.ZipFile(home / "b.zip") as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(held["manifest.json"])
    for change in ({"version": "9.0.0"}, {"migrations": [*manifest["migrations"], "accounts.9999_from_the_future"]}):
        with zipfile.ZipFile(home / "newer.zip", "w") as newer:
            for name, content in {**held, "manifest.json": json.dumps(manifest | change).encode()}.items():
                newer.writestr(name, content)

        done = run(home, "restore", "newer.zip", "--yes")

        assert done.returncode == 1
        assert "A newer version of Rounds" in done.stderr
    assert read(home) == "former"


def test_restore_of_a_backup_from_another_database_is_refused(kept: Path) -> None:
    home = kept
    with zipfile.ZipFile(home / "b.zip") as archive, zipfile.ZipFile(home / "other.zip", "w") as other:
        for name in archive.namelist():
            content = archive.read(name)
            other.writestr(name, content.replace(b'"sqlite"', b'"postgresql"') if name == "manifest.json" else content)

    done = run(home, "restore", "other.zip", "--yes")

    assert done.returncode == 1
    assert "made on PostgreSQL, and this centre runs on SQLite" in done.stderr


def test_restore_asks_and_a_no_changes_nothing(kept: Path) -> None:
    home = kept
    write(home, "later")

    done = run(home, "restore", "b.zip", typed="no\n")

    assert (done.returncode, read(home)) == (1, "later")
    assert "Nothing was changed." in done.stderr


def test_restore_under_another_key_says_what_will_not_work(kept: Path) -> None:
    home = kept
    (home / "rounds.env").write_text(f"ROUNDS_SECRET_KEY={KEY[::-1]}\n")

    done = run(home, "restore", "b.zip", "--yes")

    assert done.returncode == 0
    assert "made under another ROUNDS_SECRET_KEY" in done.stdout


def test_restore_killed_while_unpacking_is_undone_by_the_next_command(home: Path) -> None:
    (home / "media/film.mp4").write_bytes(os.urandom(80_000_000))
    run(home, "backup", "b.zip")
    write(home, "later")
    restore = subprocess.Popen(command("restore", "b.zip", "--yes"), env=environment(home), cwd=home)
    until = time.monotonic() + 60
    while not (home / ".restore/unpacked/media").exists() and time.monotonic() < until:
        time.sleep(0.001)
    restore.send_signal(signal.SIGKILL)
    restore.wait()

    done = run(home, "version")

    assert (done.returncode, done.stdout.split()[0]) == (0, "Rounds")
    assert "A restore was interrupted before it changed anything." in done.stderr
    assert read(home) == "later"
    assert not (home / ".restore").exists()
