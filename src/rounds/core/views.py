"""Uploaded files: pictures, films, sound, captions and PDF open in the page; the rest is only ever downloaded."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils._os import safe_join
from django.utils.http import content_disposition_header, http_date
from django.views.decorators.http import require_safe

TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".ogv": "video/ogg",
    ".mp3": "audio/mpeg",
    ".m4a": "audio/mp4",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".wav": "audio/wav",
    ".vtt": "text/vtt; charset=utf-8",
    ".pdf": "application/pdf",
}
# Wagtail serves documents itself, at /documents/, where it asks who may read them; only what a lesson plays stands
# here too, because a player asks for parts of a file, and Wagtail gives whole ones
ELSEWHERE = "documents"
PLAYED = {".mp4", ".webm", ".ogv", ".mp3", ".m4a", ".ogg", ".oga", ".wav", ".vtt"}
RANGE = re.compile(r"bytes=(\d*)-(\d*)\Z")
CHUNK = 256 * 1024


def uploaded_file(path: str) -> Path:
    """The file behind an address; 404 for folders, for what is not there and for ways out of the folder of uploads."""
    root = Path(settings.MEDIA_ROOT).resolve()
    try:
        found = Path(safe_join(root, path)).resolve()
    except (SuspiciousFileOperation, ValueError, OSError):
        raise Http404 from None
    if not found.is_relative_to(root) or not found.is_file():
        raise Http404
    if found.relative_to(root).parts[0] == ELSEWHERE and found.suffix.lower() not in PLAYED:
        raise Http404
    return found


def asked_range(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte of a single range; None when the whole file is to be sent (RFC 9110, section 14).

    >>> asked_range("bytes=0-99", 1000), asked_range("bytes=-100", 1000), asked_range("bytes=900-", 1000)
    ((0, 99), (900, 999), (900, 999))
    >>> asked_range("bytes=0-1,5-6", 1000), asked_range("lines=1-2", 1000), asked_range("bytes=7-3", 1000)
    (None, None, None)
    """
    match = RANGE.match(header.strip())
    if not match or match[0].endswith("=-"):
        return None
    if not match[1]:
        return max(0, size - int(match[2])), size - 1
    first, last = int(match[1]), int(match[2] or size - 1)
    return None if match[2] and last < first else (first, min(last, size - 1))


def pieces(path: Path, first: int, length: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(first)
        while length > 0 and (piece := file.read(min(CHUNK, length))):
            length -= len(piece)
            yield piece


def headers_of(path: Path) -> dict[str, str]:
    status = path.stat()
    kind = TYPES.get(path.suffix.lower())
    found = {
        "Content-Type": kind or "application/octet-stream",
        "ETag": f'"{status.st_mtime_ns:x}-{status.st_size:x}"',
        "Last-Modified": http_date(status.st_mtime),
        "Accept-Ranges": "bytes",
        "Cache-Control": "public, max-age=31536000",
        "X-Content-Type-Options": "nosniff",
    }
    if kind is None:
        found["Content-Disposition"] = content_disposition_header(True, path.name) or "attachment"
    if kind == TYPES[".svg"]:
        found["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return found


def is_known(request: HttpRequest, headers: dict[str, str]) -> bool:
    """Whether the browser already holds this version."""
    if known := request.headers.get("If-None-Match"):
        return known.strip() == "*" or headers["ETag"] in {tag.strip().removeprefix("W/") for tag in known.split(",")}
    return request.headers.get("If-Modified-Since") == headers["Last-Modified"]


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    found = uploaded_file(path)
    headers, size = headers_of(found), found.stat().st_size
    if is_known(request, headers):
        return HttpResponse(status=304, headers=headers)
    part = asked_range(request.headers.get("Range", ""), size)
    if request.headers.get("If-Range", headers["ETag"]) not in {headers["ETag"], headers["Last-Modified"]}:
        part = None
    if part and part[0] >= size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    first, last = part or (0, size - 1)
    headers["Content-Length"] = str(last - first + 1)
    if part:
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    status = 206 if part else 200
    if request.method == "HEAD":
        return HttpResponse(status=status, headers=headers)
    return StreamingHttpResponse(pieces(found, first, last - first + 1), status=status, headers=headers)


media.access = "public"  # type: ignore[attr-defined]
