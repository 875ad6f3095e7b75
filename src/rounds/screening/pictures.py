"""Pictures without what they tell about where, when and by whom they were taken. Nothing is ever written down."""

import io
import warnings
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from PIL import ExifTags, Image, ImageCms, ImageOps, UnidentifiedImageError

LARGEST = 10 * 1024 * 1024
MOST_PIXELS = 60_000_000
TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
HEIC = (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1", b"ftypmsf1")

TOO_LARGE = _("This picture is larger than 10 MB. Use a smaller one.")
NO_PICTURE = _("We cannot read this file. Use a JPEG, PNG or WebP picture.")
FROM_A_PHONE = _(
    "This is a HEIC picture, which we cannot read. Save it as JPEG; on an iPhone choose “Most compatible” "
    "in the camera settings."
)
TOO_MANY_DOTS = _("This picture has too many dots. Make it smaller, such as 4,000 dots wide.")
MOVES = _("This picture moves. Use a still one.")

WHERE = _("This picture says where it was taken.")
WHEN = _("This picture says when it was taken.")
WITH = _("This picture says which device took it.")
BY_WHOM = _("This picture says who made it or owns it.")
TITLED = _("This picture carries words that are not seen, such as a title or a comment.")
SMALLER = _("This picture carries a small copy of itself, which may show what was cut off.")
MORE = _("This picture carries notes of the program that made it.")


class PictureRefused(Exception):
    """Why a file cannot be cleaned, for the person who chose it."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A picture without its hidden facts, and what those facts were about."""

    data: bytes
    form: str
    width: int
    height: int
    told: tuple[str | Promise, ...]

    @property
    def type(self) -> str:
        return TYPES[self.form]

    @property
    def name(self) -> str:
        return f"picture.{ENDINGS[self.form]}"


def clean_picture(data: bytes) -> Cleaned:
    if len(data) > LARGEST:
        raise PictureRefused(TOO_LARGE)
    if data[4:12] in HEIC:
        raise PictureRefused(FROM_A_PHONE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return redrawn(data)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        raise PictureRefused(NO_PICTURE) from None


def redrawn(data: bytes) -> Cleaned:
    """The same dots in a new file, so that nothing else comes along."""
    with Image.open(io.BytesIO(data), formats=list(TYPES)) as opened:
        form = opened.format or ""
        if opened.width * opened.height > MOST_PIXELS:
            raise PictureRefused(TOO_MANY_DOTS)
        if getattr(opened, "n_frames", 1) > 1 and form != "JPEG":
            raise PictureRefused(MOVES)
        opened.load()
        told = tuple(facts(opened, data))
        turned = plain_colours(ImageOps.exif_transpose(opened))
    new = Image.new(turned.mode, turned.size)
    new.paste(turned)
    out = io.BytesIO()
    new.save(out, form, quality=92, **({"optimize": True} if form == "PNG" else {}))
    return Cleaned(out.getvalue(), form, new.width, new.height, told)


def plain_colours(picture: Image.Image) -> Image.Image:
    """In the colours every screen knows, because the colour table of a phone is a hidden fact as well."""
    profile = picture.info.get("icc_profile")
    wide = picture.mode in {"RGB", "RGBA", "L", "P", "1", "LA"}
    if profile and picture.mode == "RGB":
        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            changed = ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB"))
            picture = changed or picture
        except (ImageCms.PyCMSError, OSError):
            pass
    if picture.mode == "P":
        return picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    return picture if wide else picture.convert("RGB")


def facts(picture: Image.Image, data: bytes) -> Sequence[str | Promise]:
    """What the hidden part of a file is about; never the facts themselves."""
    exif, info = picture.getexif(), picture.info
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    base = ExifTags.Base
    packet = bytes(str(info.get("xmp", info.get("XML:com.adobe.xmp", ""))), "utf-8", "replace")
    found = {
        WHERE: bool(exif.get_ifd(ExifTags.IFD.GPSInfo)) or b"GPSLatitude" in packet,
        WHEN: any(
            tag in inner or tag in exif for tag in (base.DateTimeOriginal, base.DateTime, base.DateTimeDigitized)
        ),
        WITH: any(
            tag in exif or tag in inner for tag in (base.Make, base.Model, base.BodySerialNumber, base.LensModel)
        ),
        BY_WHOM: any(tag in exif for tag in (base.Artist, base.Copyright, base.XPAuthor)) or b"dc:creator" in packet,
        TITLED: any(tag in exif for tag in (base.ImageDescription, base.XPTitle, base.XPComment))
        or bool({"comment", "Comment", "Title", "Description", "photoshop"} & set(info)),
        SMALLER: bool(exif.get_ifd(ExifTags.IFD.IFD1)) or b"<xmpGImg:image>" in data,
    }
    told = [sentence for sentence, true in found.items() if true]
    return told or ([MORE] if len(exif) or packet or "Software" in info else [])


def small_copy(cleaned: Cleaned, widest: int = 480) -> bytes:
    """A small picture to look at, as JPEG."""
    with Image.open(io.BytesIO(cleaned.data)) as opened:
        ground = Image.new("RGB", opened.size, "white")
        ground.paste(opened, mask=opened.getchannel("A") if "A" in opened.getbands() else None)
        ground.thumbnail((widest, widest))
        out = io.BytesIO()
        ground.save(out, "JPEG", quality=80)
        return out.getvalue()
