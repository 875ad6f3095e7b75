"""The card of a hospital: a picture for programs that show links, drawn here, loaded from nowhere else."""

import io
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont

from rounds.core.models import Centre
from rounds.core.queries import the_centre
from rounds.directory.models import Hospital

SIZE = (1200, 630)
EDGE = 80
FONTS = Path(__file__).resolve().parents[1] / "core" / "static" / "vendor"
CANVAS, INK, SOFT = "#faf8f4", "#17211f", "#4b5754"


def draw_card(hospital: Hospital, *, networks: int, verified: int) -> bytes:
    """A PNG with the name, the place and what is known of the accounts."""
    centre = the_centre()
    picture = Image.new("RGB", SIZE, CANVAS)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, 24, SIZE[1]), fill=centre.brand_light)
    pen.text((EDGE, 70), _("Register of hospitals"), font=font(34, "SemiBold"), fill=centre.brand_light)
    lines, size = fitted(pen, hospital.name)
    for number, line in enumerate(lines):
        pen.text((EDGE, 150 + number * size * 1.15), line, font=font(size, "Bold"), fill=INK)
    below = 150 + len(lines) * size * 1.15 + 24
    pen.text((EDGE, below), place(hospital), font=font(38, "Regular"), fill=SOFT)
    pen.text((EDGE, 470), told(networks, verified), font=font(38, "SemiBold"), fill=INK)
    pen.text((EDGE, 545), foot(hospital, centre), font=font(28, "Regular"), fill=SOFT)
    written = io.BytesIO()
    picture.quantize(64).save(written, "PNG", optimize=True)
    return written.getvalue()


@cache
def font(size: int, weight: str) -> ImageFont.FreeTypeFont:
    made = ImageFont.truetype(FONTS / "atkinson-hyperlegible-next-latin-wght-normal.woff2", size)
    made.set_variation_by_name(weight)
    return made


def fitted(pen: ImageDraw.ImageDraw, name: str) -> tuple[list[str], int]:
    """The name in at most three lines, as large as it fits."""
    for size in (76, 64, 52, 44):
        lines = broken(pen, name, font(size, "Bold"))
        if len(lines) <= (3 if size < 76 else 2):
            return lines, size
    return [*lines[:2], f"{lines[2]} …"], 44


def broken(pen: ImageDraw.ImageDraw, text: str, letters: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and pen.textlength(longer, font=letters) > SIZE[0] - 2 * EDGE:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def place(hospital: Hospital) -> str:
    return ", ".join(part for part in (hospital.city, hospital.state, hospital.country) if part)


def told(networks: int, verified: int) -> str:
    if not networks:
        return _("No checked accounts yet")
    return _("Networks: %(networks)s. Verified accounts: %(verified)s.") % {"networks": networks, "verified": verified}


def foot(hospital: Hospital, centre: Centre) -> str:
    invented = _("an invented hospital")
    return f"{centre.name} · {invented}" if hospital.demonstration else centre.name
