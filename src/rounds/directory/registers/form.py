"""Our own CSV form, for other countries and other kinds of organisation; docs/how-to/import-hospitals.md describes it."""

import datetime as dt
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from rounds.directory.registers.lines import Facts, RowRefused, needed, read_lines, short
from rounds.directory.vocabulary import HospitalType, Kind, Ownership, Status

NEEDED = ("key", "name", "country")
FORM_COLUMNS = (
    *NEEDED,
    "kind",
    "type",
    "ownership",
    "address",
    "city",
    "state",
    "zip",
    "telephone",
    "website",
    "beds",
    "beds_on",
    "emergency",
    "teaching",
    "rural",
    "status",
    "closed_on",
)
KEY = re.compile(r"[a-z][a-z0-9-]{1,30}:[!-~]{1,48}")
COUNTRY = re.compile(r"[A-Z]{2}")
YES_NO = {"yes": True, "no": False, "": None}


def read_form(name: str, data: bytes) -> list[Facts]:
    return read_lines(name, data, NEEDED, facts, lambda row: row.key)


def facts(line: int, cells: Mapping[str, str]) -> Facts:
    if unknown := [column for column in cells if column not in FORM_COLUMNS]:
        raise RowRefused(_("The form has no column “%s”.") % unknown[0][:40])
    if not KEY.fullmatch(cells["key"]):
        raise RowRefused(_("key “%s” is not of the form register:number, such as gb-ods:RJ1.") % cells["key"][:40])
    if not COUNTRY.fullmatch(cells["country"]):
        raise RowRefused(_("country “%s” is not two capital letters, such as GB.") % cells["country"][:20])
    texts = {"address": 200, "city": 100, "state": 60, "zip": 20, "telephone": 40}
    status = chosen(cells, "status", Status.values) or Status.OPEN.value
    closed_on = day(cells, "closed_on")
    if closed_on and status != Status.CLOSED:
        raise RowRefused(_("closed_on has a day, but status is not closed."))
    return Facts(
        line=line,
        key=cells["key"],
        name=needed(cells["name"], 200, "name"),
        country=cells["country"],
        kind=chosen(cells, "kind", Kind.values) or Kind.HOSPITAL.value,
        type=chosen(cells, "type", HospitalType.values),
        ownership=chosen(cells, "ownership", Ownership.values),
        website=website(cells.get("website", "")),
        beds=beds(cells.get("beds", "")),
        beds_on=day(cells, "beds_on"),
        emergency=yes_no(cells, "emergency"),
        teaching=yes_no(cells, "teaching"),
        rural=yes_no(cells, "rural"),
        status=status,
        closed_on=closed_on,
        **{column: short(cells.get(column, ""), most, column) for column, most in texts.items()},
    )


def chosen(cells: Mapping[str, str], column: str, values: list[str]) -> str:
    value = cells.get(column, "")
    if value and value not in values:
        words = _("%(column)s says “%(value)s”. Use one of: %(values)s.")
        raise RowRefused(words % {"column": column, "value": value[:40], "values": ", ".join(values)})
    return value


def yes_no(cells: Mapping[str, str], column: str) -> bool | None:
    value = cells.get(column, "").lower()
    if value not in YES_NO:
        raise RowRefused(
            _("%(column)s says “%(value)s”. Use yes or no, or leave it empty.")
            % {"column": column, "value": value[:20]}
        )
    return YES_NO[value]


def day(cells: Mapping[str, str], column: str) -> dt.date | None:
    value = cells.get(column, "")
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError:
        words = _("%(column)s “%(value)s” is no day. Write it as 2026-11-30.")
        raise RowRefused(words % {"column": column, "value": value[:20]}) from None


def beds(value: str) -> int | None:
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and 0 < int(value) < 100_000):
        raise RowRefused(_("beds “%s” is not a number above 0.") % value[:20])
    return int(value)


def website(value: str) -> str:
    if not value:
        return ""
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or "." not in (parts.hostname or "") or " " in value:
        raise RowRefused(_("website “%s” is no whole address, such as https://hospital.example.") % value[:60])
    return short(value, 500, "website")
