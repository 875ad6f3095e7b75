from pathlib import Path

import pytest
from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db


@pytest.fixture
def uploads(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "film.mp4").write_bytes(bytes(range(100)))
    (tmp_path / "secret.txt").write_text("secret")
    return Path(settings.MEDIA_ROOT)


def body(response: HttpResponseBase) -> bytes:
    return response.getvalue() if isinstance(response, StreamingHttpResponse) else response.content  # type: ignore[attr-defined]


def test_upload_is_sent_whole_with_its_type(client: Client, uploads: Path) -> None:
    response = client.get("/media/film.mp4")

    assert (response.status_code, body(response)) == (200, bytes(range(100)))
    assert response["Content-Type"] == "video/mp4"
    assert response["Content-Length"] == "100"
    assert response["Cache-Control"] == "public, max-age=31536000"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "Content-Disposition" not in response


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("bytes=0-9", 0, 9), ("bytes=90-", 90, 99), ("bytes=-5", 95, 99), ("bytes=95-500", 95, 99), ("bytes=-500", 0, 99)],
)
def test_upload_part_is_sent_alone(client: Client, uploads: Path, asked: str, first: int, last: int) -> None:
    response = client.get("/media/film.mp4", headers={"range": asked})

    assert (response.status_code, body(response)) == (206, bytes(range(first, last + 1)))
    assert response["Content-Range"] == f"bytes {first}-{last}/100"
    assert response["Content-Length"] == str(last - first + 1)


@pytest.mark.parametrize("asked", ["bytes=100-", "bytes=500-600"])
def test_upload_part_behind_the_end_is_refused(client: Client, uploads: Path, asked: str) -> None:
    response = client.get("/media/film.mp4", headers={"range": asked})

    assert (response.status_code, response["Content-Range"]) == (416, "bytes */100")


@pytest.mark.parametrize("asked", ["bytes=0-1,4-5", "bytes=-", "bytes=9-3", "seconds=0-1", "bytes=a-b"])
def test_upload_is_sent_whole_when_the_range_is_not_one_we_know(client: Client, uploads: Path, asked: str) -> None:
    response = client.get("/media/film.mp4", headers={"range": asked})

    assert (response.status_code, body(response)) == (200, bytes(range(100)))


def test_upload_part_of_another_version_becomes_the_whole(client: Client, uploads: Path) -> None:
    tag = client.get("/media/film.mp4")["ETag"]

    same = client.get("/media/film.mp4", headers={"range": "bytes=0-9", "if-range": tag})
    other = client.get("/media/film.mp4", headers={"range": "bytes=0-9", "if-range": '"older"'})

    assert (same.status_code, other.status_code) == (206, 200)


def test_upload_is_not_sent_again_to_a_browser_that_has_it(client: Client, uploads: Path) -> None:
    first = client.get("/media/film.mp4")

    by_tag = client.get("/media/film.mp4", headers={"if-none-match": first["ETag"]})
    by_time = client.get("/media/film.mp4", headers={"if-modified-since": first["Last-Modified"]})
    stale = client.get("/media/film.mp4", headers={"if-none-match": '"older"'})

    assert (by_tag.status_code, by_time.status_code, stale.status_code) == (304, 304, 200)


def test_head_tells_the_length_without_the_body(client: Client, uploads: Path) -> None:
    response = client.head("/media/film.mp4")

    assert (response.status_code, response["Content-Length"], body(response)) == (200, "100", b"")


def test_empty_upload_is_sent(client: Client, uploads: Path) -> None:
    (uploads / "empty.vtt").write_text("")

    response = client.get("/media/empty.vtt", headers={"range": "bytes=0-"})

    assert (response.status_code, response["Content-Range"]) == (416, "bytes */0")
    assert client.get("/media/empty.vtt").status_code == 200


@pytest.mark.parametrize("name", ["page.html", "script.js", "sheet.xlsx", "noending"])
def test_upload_that_a_browser_might_run_is_only_downloaded(client: Client, uploads: Path, name: str) -> None:
    (uploads / name).write_text("<script>alert(1)</script>")

    response = client.get(f"/media/{name}")

    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Content-Type"] == "application/octet-stream"


def test_drawing_opened_by_itself_may_run_nothing(client: Client, uploads: Path) -> None:
    (uploads / "drawing.svg").write_text("<svg/>")

    response = client.get("/media/drawing.svg")

    assert response["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt",
        "..%2fsecret.txt",
        "%2e%2e/secret.txt",
        "a/../../secret.txt",
        "//etc/passwd",
        "missing",
        "%00",
        ".",
    ],
)
def test_no_address_leads_out_of_the_uploads(client: Client, uploads: Path, path: str) -> None:
    assert client.get(f"/media/{path}").status_code == 404


def test_link_that_leads_out_of_the_uploads_is_not_followed(client: Client, uploads: Path) -> None:
    (uploads / "way-out.txt").symlink_to(uploads.parent / "secret.txt")

    assert client.get("/media/way-out.txt").status_code == 404


def test_film_of_a_lesson_is_served_in_parts(client: Client, uploads: Path) -> None:
    (uploads / "documents").mkdir()
    (uploads / "documents" / "room.mp4").write_bytes(b"0123456789" * 100)
    part = client.get("/media/documents/room.mp4", headers={"Range": "bytes=10-19", "Accept-Encoding": "gzip"})

    assert (part.status_code, part.headers["Content-Type"]) == (206, "video/mp4")
    assert b"".join(part.streaming_content) == b"0123456789"  # type: ignore[attr-defined]
    assert "Content-Encoding" not in part.headers


def test_documents_are_left_to_the_page_that_asks_for_rights(client: Client, uploads: Path) -> None:
    (uploads / "documents").mkdir()
    (uploads / "documents" / "minutes.pdf").write_text("private")

    assert client.get("/media/documents/minutes.pdf").status_code == 404
    assert client.get("/media/x/../documents/minutes.pdf").status_code == 404


def test_upload_cannot_be_posted_to(client: Client, uploads: Path) -> None:
    assert client.post("/media/film.mp4").status_code == 405
