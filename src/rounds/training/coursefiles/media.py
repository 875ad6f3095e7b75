"""Finds the pictures, films, recordings and captions that a course refers to, and refuses unfit ones."""

import posixpath
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from rounds.training.coursefiles.captions import why_not_webvtt
from rounds.training.coursefiles.pages import stays_inside
from rounds.training.coursefiles.svg import why_not_svg

MediaKind = Literal["picture", "video", "audio", "captions"]
MEGABYTE = 1024 * 1024
ENDINGS: dict[MediaKind, tuple[str, ...]] = {
    "picture": ("svg", "png", "jpg", "jpeg", "webp", "gif", "avif"),
    "video": ("mp4", "webm"),
    "audio": ("mp3", "ogg", "m4a"),
    "captions": ("vtt",),
}
NAMES: dict[MediaKind, str] = {
    "picture": "a picture is",
    "video": "a video is",
    "audio": "a recording is",
    "captions": "captions are",
}
LARGEST: dict[MediaKind, int] = {"picture": 10, "video": 200, "audio": 200, "captions": 1}
PATH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*")


def course_path(reference: str, inside: str) -> str | None:
    """Give a reference from a folder of the course as a path from the course folder, or None when it leads out.

    >>> course_path("../media/map.svg", "1-why")
    'media/map.svg'
    >>> course_path("../../map.svg", "1-why")
    """
    path = posixpath.normpath(posixpath.join(inside, reference))
    return None if path.startswith(("/", "..")) else path


@dataclass(frozen=True, slots=True)
class Shelf:
    """The media of a course folder; each file is looked at once."""

    folder: Path
    known: dict[tuple[str, MediaKind], str | None] = field(default_factory=dict)

    def why_not(self, path: str, kind: MediaKind) -> str | None:
        """Say why a file, named from the course folder, does not do as a picture, film …; None when it does."""
        if (path, kind) not in self.known:
            self.known[path, kind] = _why_not_name(path, kind) or _why_not_file(self.folder / path, self.folder, kind)
        return self.known[path, kind]


def _why_not_name(path: str, kind: MediaKind) -> str | None:
    if not PATH.fullmatch(path):
        return "its name may hold only the letters a to z, digits, dots, hyphens and underscores"
    if path.rpartition(".")[2].lower() in ENDINGS[kind]:
        return None
    return f"{NAMES[kind]} of one of these kinds: {', '.join(ENDINGS[kind])}"


def _why_not_file(path: Path, folder: Path, kind: MediaKind) -> str | None:
    if not path.exists() and not path.is_symlink():
        return "the file is missing"
    if not stays_inside(path, folder):
        return "the link leads out of the course folder"
    if not path.is_file():
        return "this is not a file"
    if path.stat().st_size > LARGEST[kind] * MEGABYTE:
        return f"the file is over {LARGEST[kind]} MB"
    return _why_not_content(path, kind)


def _why_not_content(path: Path, kind: MediaKind) -> str | None:
    if kind == "captions":
        return why_not_webvtt(path.read_bytes())
    return why_not_svg(path.read_bytes()) if path.suffix.lower() == ".svg" else None
