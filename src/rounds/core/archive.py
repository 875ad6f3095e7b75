"""The backup file: a ZIP with the database, the uploads and a manifest that lets a restore trust every byte."""

import datetime as dt
import hashlib
import json
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

FORMAT = 1
MANIFEST = "manifest.json"
PACKED = {".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif", ".mp4", ".webm", ".mp3", ".m4a", ".ogg", ".pdf", ".woff2"}
CHUNK = 1024 * 1024
Progress = Callable[[int, int], object]


class BackupRefused(Exception):
    """The message says in plain words what is wrong with the file."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: a SHA-256 sum and a size for each file, and what made it."""

    made: str
    version: str
    database: str
    migrations: list[str]
    counts: dict[str, int]
    key_mark: str
    files: dict[str, tuple[str, int]] = field(default_factory=dict)
    format: int = FORMAT

    @property
    def size(self) -> int:
        return sum(size for _, size in self.files.values())


def mark_of_key(secret: str) -> str:
    """Tells two secret keys apart without giving either away."""
    return hashlib.pbkdf2_hmac("sha256", secret.encode(), b"rounds backup", 100_000).hex()[:16]


def write_archive(target: Path, files: Mapping[str, Path], manifest: Manifest, progress: Progress) -> Manifest:
    """Write everything to a name of its own, then give it the asked name: a half-written file never has that name."""
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.unfinished")
    total, done = sum(path.stat().st_size for path in files.values()), 0
    try:
        with open_private(unfinished) as raw, zipfile.ZipFile(raw, "w", allowZip64=True) as archive:
            for name, path in files.items():
                manifest.files[name] = add_file(archive, name, path)
                done += manifest.files[name][1]
                progress(done, total)
            archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1), zipfile.ZIP_DEFLATED)
        with unfinished.open("rb") as raw:
            os.fsync(raw.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def open_private(path: Path) -> IO[bytes]:
    """A backup holds people's data: only the account that made it may read it."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def add_file(archive: zipfile.ZipFile, name: str, path: Path) -> tuple[str, int]:
    info = zipfile.ZipInfo(name, date_time=dt.datetime.now(dt.UTC).timetuple()[:6])
    info.compress_type = zipfile.ZIP_STORED if path.suffix.lower() in PACKED else zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    with path.open("rb") as source, archive.open(info, "w", force_zip64=True) as target:
        return copied(source, target)


def copied(source: IO[bytes], target: IO[bytes] | None) -> tuple[str, int]:
    """Copy, and give the SHA-256 sum and the number of bytes; without a target only look."""
    found, size = hashlib.sha256(), 0
    while piece := source.read(CHUNK):
        found.update(piece)
        size += len(piece)
        if target:
            target.write(piece)
    return found.hexdigest(), size


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        text = archive.read(MANIFEST)
    except KeyError:
        raise BackupRefused("This is a ZIP file, but not a backup of Rounds: it has no manifest.") from None
    try:
        values = json.loads(text)
        values["files"] = {name: (str(digest), int(size)) for name, (digest, size) in values["files"].items()}
        manifest = Manifest(**values)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise BackupRefused("The manifest of this file cannot be read, or a newer Rounds wrote it.") from None
    if manifest.format != FORMAT:
        raise BackupRefused("A newer version of Rounds made this backup. Install that version first.")
    return manifest


SAFE = re.compile(r"[^\x00-\x1f\\:]+\Z")


def is_safe(name: str) -> bool:
    """Whether a name stays inside the folder it is unpacked to.

    >>> is_safe("media/film.mp4"), is_safe("../film.mp4"), is_safe("/etc/passwd"), is_safe("media//film.mp4")
    (True, False, False, False)
    """
    parts = PurePosixPath(name).parts
    return bool(SAFE.match(name) and parts and ".." not in parts and "/".join(parts) == name and parts[0] != "/")


def check_names(archive: zipfile.ZipFile, manifest: Manifest, allowed: Callable[[str], bool]) -> None:
    held = [info.filename for info in archive.infolist()]
    strange = [name for name in manifest.files if not is_safe(name) or not allowed(name)]
    if strange:
        raise BackupRefused(f"This file holds something that no backup of Rounds holds: {strange[0]!r}.")
    if len(held) != len(set(held)) or {*held} != {MANIFEST, *manifest.files}:
        raise BackupRefused("This file is damaged: what it holds is not what its manifest lists.")


def unpack(source: Path, folder: Path, allowed: Callable[[str], bool], progress: Progress) -> Manifest:
    """Unpack into an empty folder and compare every sum; BackupRefused leaves nothing that anybody would use."""
    with opened(source) as archive:
        manifest = read_manifest(archive)
        check_names(archive, manifest, allowed)
        done = 0
        for name, wanted in manifest.files.items():
            if unpacked(archive, name, folder / name, wanted[1]) != wanted:
                raise BackupRefused(f"This file is damaged: {name} is not what was backed up.")
            done += wanted[1]
            progress(done, manifest.size)
    return manifest


def unpacked(archive: zipfile.ZipFile, name: str, target: Path, size: int) -> tuple[str, int]:
    if archive.getinfo(name).file_size != size:
        return "", 0
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with archive.open(name) as source, target.open("xb") as file:
            found = copied(source, file)
            file.flush()
            os.fsync(file.fileno())
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return "", 0
    return found


class opened:  # noqa: N801 - reads as a verb after `with`
    """Open a backup for reading; what is no whole ZIP file is refused in plain words."""

    def __init__(self, source: Path) -> None:
        self.source = source

    def __enter__(self) -> zipfile.ZipFile:
        try:
            self.archive = zipfile.ZipFile(self.source)
        except zipfile.BadZipFile:
            raise BackupRefused("This is not a whole backup: it was cut off, or it is another kind of file.") from None
        except OSError as error:
            raise BackupRefused(f"This file cannot be read: {error.strerror}.") from None
        return self.archive

    def __exit__(self, *_: Any) -> None:
        self.archive.close()


def tree(folder: Path) -> Iterator[Path]:
    """All plain files below a folder, in a steady order; links are not followed."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path
