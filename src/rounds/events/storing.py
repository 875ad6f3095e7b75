"""Files that people send: known kinds only, under names of our own, where nothing of them is ever run."""

import io
import re
import secrets
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from django.core.files.base import ContentFile, File
from django.core.files.storage import storages
from django.utils.translation import gettext as _

from rounds.screening.pictures import PictureRefused, clean_picture

LARGEST = 25_000_000
FOLDER = "events"
OFFICE = {"pptx": "ppt/", "docx": "word/", "xlsx": "xl/"}
OPEN_OFFICE = {"odp": "presentation", "odt": "text", "ods": "spreadsheet"}
STARTS = {"pdf": (b"%PDF-",), "png": (b"\x89PNG\r\n\x1a\n",), "jpg": (b"\xff\xd8\xff",), "jpeg": (b"\xff\xd8\xff",)}
KINDS = "PDF, PPTX, DOCX, XLSX, ODP, ODT, ODS, PNG, JPG"
RUN = re.compile(
    r"\.(exe|com|bat|cmd|scr|msi|js|jse|vbs|vbe|wsf|hta|ps1|jar|lnk|dll|sh|app|apk|html?|svg|pif|reg)\Z", re.I
)
MANY, UNPACKED = 5_000, 400_000_000


class FileRefused(Exception):
    """The message is written for the person who sent the file."""


@dataclass(frozen=True)
class Stored:
    stored: str
    name: str
    size: int


def clean_name(name: str) -> str:
    """The last part of a name, without what could hide its ending or break a header.

    >>> clean_name("C:\\\\talks\\\\my  talk.pdf"), clean_name("a\\u202egpj.exe"), clean_name("../../etc/x.pdf")
    ('my talk.pdf', 'agpj.exe', 'x.pdf')
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(one for one in last if unicodedata.category(one)[0] != "C" and one not in '<>:"|?*')
    kept = " ".join(unicodedata.normalize("NFC", kept).split()).strip(". ")
    stem, dot, ending = kept.rpartition(".")
    return f"{stem[: 110 - len(ending)]}{dot}{ending[:10]}" or "file"


def keep_file(upload: File[bytes]) -> Stored:
    """Keep a file that somebody sent in the private storage, or say why not."""
    name = clean_name(upload.name or "file")
    ending = PurePath(name).suffix.lower().lstrip(".")
    if (upload.size or 0) > LARGEST:
        megabytes = -(-upload.size // 1_000_000)
        raise FileRefused(_("This file is %(n)s MB. Use one smaller than 25 MB.") % {"n": megabytes})
    if not upload.size:
        raise FileRefused(_("This file is empty."))
    if any(RUN.search(f".{part}") for part in name.split(".")[1:]):
        raise FileRefused(_("“%(name)s” could be run as a program. Use %(kinds)s.") % {"name": name, "kinds": KINDS})
    refuse_other_contents(upload, ending, name)
    upload.seek(0)
    stored = storages["private"].save(f"{FOLDER}/{secrets.token_hex(16)}.{ending}", upload)
    return Stored(stored, name, upload.size)


def refuse_other_contents(upload: File[bytes], ending: str, name: str) -> None:
    upload.seek(0)
    begins = upload.read(8)
    if ending in STARTS:
        fits = begins.startswith(STARTS[ending])
    elif ending in OFFICE or ending in OPEN_OFFICE:
        fits = is_document(upload, ending)
    else:
        raise FileRefused(_("We do not take this kind of file. Use %(kinds)s.") % {"kinds": KINDS})
    if not fits:
        facts = {"name": name, "ending": ending.upper()}
        raise FileRefused(_("“%(name)s” is not a %(ending)s file inside. Save it again and send that.") % facts)


def is_document(upload: File[bytes], ending: str) -> bool:
    """Whether a ZIP file is a document of its kind; macros and programs inside are refused with their reason."""
    upload.seek(0)
    try:
        with zipfile.ZipFile(io.BytesIO(upload.read())) as packed:
            inside = packed.infolist()
            if len(inside) > MANY or sum(one.file_size for one in inside) > UNPACKED:
                raise FileRefused(_("This file unpacks to too much. Make it smaller."))
            names = [one.filename for one in inside]
            if any("vbaproject" in one.lower() or RUN.search(one) or one.startswith("Basic/") for one in names):
                raise FileRefused(_("This file has macros or a program inside. Save it without them."))
            if ending in OFFICE:
                return "[Content_Types].xml" in names and any(one.startswith(OFFICE[ending]) for one in names)
            kind = packed.read("mimetype").decode("ascii", "replace") if "mimetype" in names else ""
            return kind.strip() == f"application/vnd.oasis.opendocument.{OPEN_OFFICE[ending]}"
    except (zipfile.BadZipFile, ValueError, NotImplementedError, RuntimeError, OSError):
        return False


def keep_photo(upload: File[bytes]) -> str:
    """Keep a photo without what it tells about where and when it was taken."""
    if (upload.size or 0) > LARGEST:
        raise FileRefused(_("This photo is too large. Use one smaller than 10 MB."))
    upload.seek(0)
    try:
        cleaned = clean_picture(upload.read())
    except PictureRefused as refusal:
        raise FileRefused(str(refusal)) from None
    ending = cleaned.name.rpartition(".")[2]
    return storages["private"].save(f"{FOLDER}/photo-{secrets.token_hex(16)}.{ending}", ContentFile(cleaned.data))


def drop_file(stored: str) -> None:
    if stored.startswith(f"{FOLDER}/"):
        storages["private"].delete(stored)
