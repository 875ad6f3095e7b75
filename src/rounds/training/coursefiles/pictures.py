"""Reads and writes the line of a picture: `![what it shows](path "caption")`."""

import re

from rounds.training.coursefiles.lines import one_line
from rounds.training.coursefiles.markdown import SOURCE, why_not_source
from rounds.training.coursefiles.place import Place
from rounds.training.coursefiles.shapes import PictureBlock

PICTURE = re.compile(
    r" {0,3}!\[((?:[^\[\]\\]|\\.|\[[^\[\]\\]*\])*)\]"  # the description, with [pairs] of brackets
    r"\( *([^ ()<>\"]+)"
    r"(?: +\"((?:[^\"\\]|\\.)*)\")? *\)"
)
FORM = 'a picture is written ![what it shows](../media/name.svg "caption"); in a caption " is written \\"'


def read_picture(line: int, text: str, place: Place) -> PictureBlock:
    """Give the picture of a line; an empty one after telling why it cannot be read."""
    match = PICTURE.fullmatch(text)
    if not match:
        place.wrong(line, FORM)
        return PictureBlock("", "")
    alt, caption = _unescaped(match[1]), _unescaped(match[3] or "")
    if not alt.strip():
        place.wrong(line, "the picture has no description: say in the square brackets what it shows")
    for number in SOURCE.findall(match[3] or ""):
        if reason := why_not_source(number, place.sources):
            place.wrong(line, reason)
    return PictureBlock(place.media(line, match[2], "picture"), alt, caption)


def picture_line(picture: PictureBlock) -> str:
    """Give the line of a picture as a lesson writes it."""
    alt = re.sub(r"([\\\[\]])", r"\\\1", one_line(picture.alt))
    caption = re.sub(r"([\\\"])", r"\\\1", one_line(picture.caption))
    return f'![{alt}](../{picture.path} "{caption}")' if caption else f"![{alt}](../{picture.path})"


def _unescaped(text: str) -> str:
    return one_line(re.sub(r"\\([\\\[\]\"])", r"\1", text))
