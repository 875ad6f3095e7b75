"""HIFLD, "Hospitals": beds and websites. The data are of 2019 and 2020, so websites are candidates."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from rounds.directory.registers.lines import RowRefused, needed, read_lines, short

COLUMNS = ("ID", "NAME", "ADDRESS", "CITY", "STATE", "ZIP", "TELEPHONE", "STATUS", "SOURCEDATE", "WEBSITE", "BEDS")
KEY = re.compile(r"\d{1,12}")
DAY = re.compile(r"(\d{4})/(\d{2})/(\d{2})\b")
MISSING = {"", "N/A", "NOT AVAILABLE", "-999"}


@dataclass(frozen=True, slots=True)
class Extra:
    """What HIFLD adds to a hospital of another register."""

    line: int
    key: str
    name: str
    address: str
    city: str
    state: str
    zip: str
    telephone: str
    open: bool
    on: dt.date | None
    website: str
    beds: int | None


def read_hifld(name: str, data: bytes) -> list[Extra]:
    return read_lines(name, data, COLUMNS, extra, lambda row: row.key)


def extra(line: int, cells: Mapping[str, str]) -> Extra:
    key, status, zip_code = cells["ID"], cells["STATUS"].upper(), cells["ZIP"]
    if not KEY.fullmatch(key):
        raise RowRefused(_("ID “%s” is not a number.") % key[:20])
    if status not in {"OPEN", "CLOSED"}:
        raise RowRefused(_("STATUS “%s” is neither OPEN nor CLOSED.") % status[:20])
    if not (zip_code.isascii() and zip_code.isdigit() and len(zip_code) <= 5):
        raise RowRefused(_("ZIP “%s” is not five digits.") % zip_code[:20])
    return Extra(
        line=line,
        key=key,
        name=needed(cells["NAME"], 200, "NAME"),
        address=short(known(cells["ADDRESS"]), 200, "ADDRESS"),
        city=known(cells["CITY"])[:100],
        state=cells["STATE"][:60],
        zip=zip_code.zfill(5),
        telephone=short(known(cells["TELEPHONE"]), 40, "TELEPHONE"),
        open=status == "OPEN",
        on=day(cells["SOURCEDATE"]),
        website=website(cells["WEBSITE"]),
        beds=beds(cells["BEDS"]),
    )


def known(value: str) -> str:
    return "" if value.upper() in MISSING else value


def beds(value: str) -> int | None:
    """
    >>> beds("49"), beds("N/A"), beds("0")
    (49, None, None)
    """
    if not known(value):
        return None
    if not (value.isascii() and value.isdigit() and len(value) < 6):
        raise RowRefused(_("BEDS “%s” is not a number.") % value[:20])
    return int(value) or None


def day(value: str) -> dt.date | None:
    found = DAY.match(value)
    if not found:
        return None
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise RowRefused(_("SOURCEDATE “%s” is no day.") % value[:20]) from None


def website(value: str) -> str:
    """Only a whole address is taken; some were broken by a space at the end of a line.

    >>> website("http://www.example.org/losa ngeles.aspx"), website("www.example.org"), website("NOT AVAILABLE")
    ('http://www.example.org/losangeles.aspx', '', '')
    """
    whole = "".join(value.split())
    try:
        host = urlsplit(whole).hostname or ""
    except ValueError:
        return ""
    good = whole.lower().startswith(("http://", "https://")) and "." in host and len(whole) <= 500
    return whole if good else ""
