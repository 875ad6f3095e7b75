"""Words and faces in a picture, where the programs for it are installed; each check that was not made is named."""

import io
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import Any

from PIL import Image

SURE = 0.5


@dataclass(frozen=True, slots=True)
class Seen:
    """`words` and `faces` are None where nobody looked."""

    words: str | None = None
    faces: int | None = None


def look_at(data: bytes) -> Seen:
    return Seen(words_in(data), faces_in(data))


def can_read() -> bool:
    return find_spec("rapidocr_onnxruntime") is not None


def can_see_faces() -> bool:
    return find_spec("cv2") is not None


@cache
def reader() -> Any:
    from rapidocr_onnxruntime import RapidOCR

    return RapidOCR()


@cache
def detector() -> Any:
    import cv2

    return cv2.CascadeClassifier(cv2.data.haarcascades + "haarcascade_frontalface_default.xml")


def dots(data: bytes, mode: str) -> Any:
    import numpy

    with Image.open(io.BytesIO(data)) as opened:
        small = opened.convert(mode)
        small.thumbnail((2000, 2000))
        return numpy.asarray(small)


def words_in(data: bytes) -> str | None:
    if not can_read():
        return None
    found, _times = reader()(dots(data, "RGB")[:, :, ::-1])
    return "\n".join(words for _box, words, sure in found or [] if float(sure) >= SURE)


def faces_in(data: bytes) -> int | None:
    if not can_see_faces():
        return None
    return len(detector().detectMultiScale(dots(data, "L"), 1.1, 6, minSize=(40, 40)))
