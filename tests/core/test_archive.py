import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest

from rounds.core.archive import (
    MANIFEST,
    BackupRefused,
    Manifest,
    mark_of_key,
    opened,
    read_manifest,
    unpack,
    write_archive,
)


def manifest(**values: Any) -> Manifest:
    usual = {
        "made": "2026-11-20T09:00:00+00:00",
        "version": "0.1.0",
        "database": "sqlite",
        "migrations": [],
        "counts": {},
    }
    return Manifest(**{**usual, "key_mark": "", **values})


def quiet(done: int, total: int) -> None:
    pass


def everything(name: str) -> bool:
    return True


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "one").write_bytes(b"one" * 10_000)
    (tmp_path / "two.jpg").write_bytes(os.urandom(20_000))
    target = tmp_path / "backup.zip"
    write_archive(
        target, {"database.sqlite3": tmp_path / "one", "media/two.jpg": tmp_path / "two.jpg"}, manifest(), quiet
    )
    return target


def rewritten(archive: Path, change: dict[str, bytes], **values: Any) -> Path:
    """The same file with other contents, as somebody who knows the format could make it."""
    target = archive.with_name("changed.zip")
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(target, "w") as copy:
        held = {name: source.read(name) for name in source.namelist()} | change
        held[MANIFEST] = json.dumps(json.loads(held[MANIFEST]) | values).encode()
        for name, content in held.items():
            copy.writestr(name, content)
    return target


def test_archive_comes_back_as_it_was(archive: Path, tmp_path: Path) -> None:
    found = unpack(archive, tmp_path / "new", everything, quiet)

    assert (tmp_path / "new/database.sqlite3").read_bytes() == b"one" * 10_000
    assert (tmp_path / "new/media/two.jpg").read_bytes() == (tmp_path / "two.jpg").read_bytes()
    assert found.size == 50_000


def test_archive_is_readable_by_its_owner_only(archive: Path) -> None:
    assert archive.stat().st_mode & 0o777 == 0o600


def test_archive_that_fails_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_archive(tmp_path / "backup.zip", {"database.sqlite3": tmp_path / "missing"}, manifest(), quiet)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.9, 0.999])
def test_archive_that_was_cut_off_is_refused(archive: Path, tmp_path: Path, share: float) -> None:
    archive.write_bytes(archive.read_bytes()[: int(archive.stat().st_size * share)])

    with pytest.raises(BackupRefused, match="not a whole backup"):
        unpack(archive, tmp_path / "new", everything, quiet)


@pytest.mark.parametrize("place", range(40, 19_000, 1_999))
def test_archive_with_one_changed_byte_is_refused(archive: Path, tmp_path: Path, place: int) -> None:
    content = bytearray(archive.read_bytes())
    content[place] ^= 0xFF
    archive.write_bytes(content)

    with pytest.raises(BackupRefused):
        unpack(archive, tmp_path / "new", everything, quiet)


def test_archive_with_a_changed_file_is_refused(archive: Path, tmp_path: Path) -> None:
    changed = rewritten(archive, {"database.sqlite3": b"two" * 10_000})

    with pytest.raises(BackupRefused, match=r"database\.sqlite3 is not what was backed up"):
        unpack(changed, tmp_path / "new", everything, quiet)


def test_archive_with_more_than_its_manifest_lists_is_refused(archive: Path, tmp_path: Path) -> None:
    changed = rewritten(archive, {"media/three.jpg": b""})

    with pytest.raises(BackupRefused, match="not what its manifest lists"):
        unpack(changed, tmp_path / "new", everything, quiet)


@pytest.mark.parametrize(
    "name", ["../outside", "/outside", "media/../../outside", "media\\..\\outside", "C:/outside", "a//b"]
)
def test_archive_that_leads_outside_is_refused(archive: Path, tmp_path: Path, name: str) -> None:
    changed = rewritten(archive, {name: b""}, files={name: ["", 0]})

    with pytest.raises(BackupRefused, match="no backup of Rounds holds"):
        unpack(changed, tmp_path / "new" / "deep", everything, quiet)

    assert not (tmp_path / "outside").exists()


def test_archive_with_a_file_that_no_backup_has_is_refused(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="no backup of Rounds holds"):
        unpack(archive, tmp_path / "new", lambda name: name == "database.sqlite3", quiet)


def test_other_zip_file_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("letter.txt", "hello")

    with pytest.raises(BackupRefused, match="not a backup of Rounds"), opened(tmp_path / "other.zip") as found:
        read_manifest(found)


@pytest.mark.parametrize("content", [b"", b"no json", b"[]", b"{}", b'{"files": 3}', b'{"files": {"a": 1}}'])
def test_manifest_that_makes_no_sense_is_refused(tmp_path: Path, content: bytes) -> None:
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr(MANIFEST, content)

    with pytest.raises(BackupRefused, match="cannot be read"), opened(tmp_path / "other.zip") as found:
        read_manifest(found)


def test_archive_of_a_newer_format_is_refused(archive: Path) -> None:
    with pytest.raises(BackupRefused, match="newer version"), opened(rewritten(archive, {}, format=2)) as found:
        read_manifest(found)


def test_archive_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BackupRefused, match="No such file"), opened(tmp_path / "missing.zip"):
        pass


def test_mark_of_a_key_tells_keys_apart() -> None:
    assert mark_of_key("one") == mark_of_key("one")
    assert mark_of_key("one") != mark_of_key("two")
