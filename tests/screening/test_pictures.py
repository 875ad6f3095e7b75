import io

import pytest
from PIL import Image

from rounds.screening import pictures
from rounds.screening.looking import look_at
from rounds.screening.pictures import PictureRefused, clean_picture, small_copy


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **more: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "teal" if mode == "RGB" else None).save(out, form, **more)
    return out.getvalue()


def located() -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x0132], exif[0x013B], exif[0x0112] = "Acme", "2026:01:02 03:04:05", "Somebody", 6
    exif.get_ifd(0x8825).update({1: "N", 2: (41.0, 50.0, 1.0), 3: "W", 4: (87.0, 37.0, 1.0)})
    return picture(exif=exif)


def test_hidden_facts_are_told_and_taken_out() -> None:
    cleaned = clean_picture(located())

    assert list(cleaned.told) == [pictures.WHERE, pictures.WHEN, pictures.WITH, pictures.BY_WHOM]
    with Image.open(io.BytesIO(cleaned.data)) as again:
        assert (dict(again.getexif()), again.info.get("exif"), again.size) == ({}, None, (40, 60))
    assert b"Acme" not in cleaned.data
    assert clean_picture(cleaned.data).told == ()


@pytest.mark.parametrize(("form", "ending"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_each_format_stays_what_it_is(form: str, ending: str) -> None:
    cleaned = clean_picture(picture(form))

    assert (cleaned.form, cleaned.name) == (form, f"picture.{ending}")
    assert small_copy(cleaned)[:2] == b"\xff\xd8"


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "LA", "1", "I;16"])
def test_pictures_of_other_kinds_are_read(mode: str) -> None:
    assert clean_picture(picture("PNG", mode=mode)).form == "PNG"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"not a picture", pictures.NO_PICTURE),
        (b"", pictures.NO_PICTURE),
        (picture()[:200], pictures.NO_PICTURE),
        (picture("GIF"), pictures.NO_PICTURE),
        (b"\0\0\0\x18ftypheic\0\0\0\0", pictures.FROM_A_PHONE),
        (b"x" * (pictures.LARGEST + 1), pictures.TOO_LARGE),
        (picture("PNG", (9000, 8000), mode="1"), pictures.TOO_MANY_DOTS),
    ],
)
def test_file_that_cannot_be_cleaned_is_explained(data: bytes, reason: str) -> None:
    with pytest.raises(PictureRefused) as refused:
        clean_picture(data)

    assert str(refused.value) == str(reason)


def test_moving_picture_is_refused() -> None:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "WEBP", save_all=True, append_images=[Image.new("RGB", (4, 4), "red")])

    with pytest.raises(PictureRefused):
        clean_picture(out.getvalue())


def test_what_was_not_looked_for_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rounds.screening.looking.find_spec", lambda name: None)

    seen = look_at(picture())

    assert (seen.words, seen.faces) == (None, None)
