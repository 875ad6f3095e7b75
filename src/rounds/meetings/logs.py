"""Reads the list of people that a webinar tool writes, whichever tool it was."""

import csv
import datetime as dt
import io
import re
import zoneinfo
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

MOST_ROWS = 20_000
FIELDS = ("name", "email", "joined", "left", "minutes")
# how common tools name their columns, in small letters; the first that fits is offered
NAMES: Mapping[str, Sequence[str]] = {
    "email": ("user email", "attendee email", "email address", "e-mail", "email", "participant id (upn)", "upn"),
    "name": ("name (original name)", "user name (original name)", "attendee name", "full name", "display name", "name"),
    "joined": ("join time", "first join", "time joined", "joined at", "join", "connected", "start time"),
    "left": ("leave time", "last leave", "time exited", "left at", "leave", "disconnected", "end time"),
    "minutes": (
        "time in session (minutes)",
        "duration (minutes)",
        "in-meeting duration",
        "attendance duration",
        "duration",
        "minutes",
    ),
}
FORMATS = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S")
MONTH_FIRST = (
    "%m/%d/%Y %I:%M:%S %p",
    "%m/%d/%y %I:%M:%S %p",
    "%m/%d/%Y %I:%M %p",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %H:%M",
)
DAY_FIRST = ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d/%m/%Y %I:%M:%S %p")


class LogRefused(Exception):
    """`reason` says what could not be read: nothing, columns, rows, or a row by its number."""

    def __init__(self, reason: str, row: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.row = reason, row


@dataclass(frozen=True)
class Table:
    head: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Visit:
    """One line of the list: who, from when until when. Where the tool tells no times, minutes from the start."""

    row: int
    name: str
    email: str
    joined: dt.datetime
    left: dt.datetime


def decoded(data: bytes) -> str:
    """
    >>> decoded("Näme".encode("utf-16")), decoded(b"N\\xe4me"), decoded(b"\\xef\\xbb\\xbfName")
    ('Näme', 'Näme', 'Name')
    """
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def read_table(text: str) -> Table:
    """The table in the file: the lines from the first that names two columns that we know."""
    lines = text.replace("\x00", "").splitlines()
    for place, line in enumerate(lines[:60]):
        mark = max(",;\t", key=line.count)
        head = next(csv.reader([line], delimiter=mark), [])
        if sum(1 for each in guessed(head).values() if each is not None) >= 2:
            body = "\n".join(lines[place + 1 :])
            return Table([cell.strip() for cell in head], list(rows_until_gap(body, mark, len(head))))
    raise LogRefused("columns" if text.strip() else "nothing")


def rows_until_gap(body: str, mark: str, width: int) -> Iterator[list[str]]:
    """Rows until one that is empty: below it some tools write a second table."""
    for number, row in enumerate(csv.reader(io.StringIO(body), delimiter=mark)):
        if not any(cell.strip() for cell in row):
            return
        if number >= MOST_ROWS:
            raise LogRefused("rows")
        yield ([cell.strip() for cell in row] + [""] * width)[:width]


def guessed(head: Sequence[str]) -> dict[str, int | None]:
    """For each of our fields the column that looks like it.

    >>> guessed(["Name (Original Name)", "User Email", "Join Time"])["email"]
    1
    """
    small = [cell.strip().lower() for cell in head]
    return {field: next((small.index(name) for name in NAMES[field] if name in small), None) for field in FIELDS}


def moment(text: str, *, zone: str, day_first: bool) -> dt.datetime | None:
    """
    >>> moment("03/04/2026 09:05:00 AM", zone="UTC", day_first=False)
    datetime.datetime(2026, 3, 4, 9, 5, tzinfo=zoneinfo.ZoneInfo(key='UTC'))
    >>> moment("2026-03-04T09:05:00Z", zone="Europe/London", day_first=True).isoformat()
    '2026-03-04T09:05:00+00:00'
    """
    plain = " ".join(text.replace("\u202f", " ").replace("\u00a0", " ").replace(", ", " ").split())
    there = zoneinfo.ZoneInfo(zone)
    order = (*DAY_FIRST, *MONTH_FIRST) if day_first else (*MONTH_FIRST, *DAY_FIRST)
    for form in (*FORMATS, *order):
        try:
            return dt.datetime.strptime(plain, form).replace(tzinfo=there)
        except ValueError:
            continue
    try:
        read = dt.datetime.fromisoformat(plain)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=there)


SPOKEN = re.compile(r"(?:(\d+)\s*h\w*)?\s*(?:(\d+)\s*m\w*)?\s*(?:(\d+)\s*s\w*)?", re.IGNORECASE)


def length(text: str) -> dt.timedelta | None:
    """
    >>> [str(length(each)) for each in ("42", "1h 2m 3s", "0:42:10", "7 mins", "", "soon")]
    ['0:42:00', '1:02:03', '0:42:10', '0:07:00', 'None', 'None']
    """
    plain = text.strip()
    if re.fullmatch(r"\d{1,5}([.,]\d+)?", plain):
        return dt.timedelta(minutes=float(plain.replace(",", ".")))
    if clock := re.fullmatch(r"(\d{1,3}):(\d\d)(?::(\d\d))?", plain):
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)
    spoken = SPOKEN.fullmatch(plain)
    if not plain or spoken is None or not any(spoken.groups()):
        return None
    hours, minutes, seconds = (int(part or 0) for part in spoken.groups())
    return dt.timedelta(hours=hours, minutes=minutes, seconds=seconds)


def visits(
    table: Table,
    columns: Mapping[str, int | None],
    *,
    zone: str,
    day_first: bool,
    starts: dt.datetime,
    ends: dt.datetime,
) -> Iterator[Visit]:
    """Each line as a visit. A line whose times cannot be read stops it, with its number."""
    for number, row in enumerate(table.rows, start=1):
        cell = {field: row[place] if place is not None and place < len(row) else "" for field, place in columns.items()}
        if not cell["name"] and not cell["email"]:
            continue
        joined = moment(cell["joined"], zone=zone, day_first=day_first) if cell["joined"] else None
        left = moment(cell["left"], zone=zone, day_first=day_first) if cell["left"] else None
        lasted = length(cell["minutes"])
        unread = (cell["joined"] and joined is None) or (cell["left"] and left is None)
        if unread or (cell["minutes"] and lasted is None and left is None):
            raise LogRefused("row", number)
        begin = joined or starts
        end = left or (begin + lasted if lasted is not None else ends)
        yield Visit(number, cell["name"], cell["email"].lower(), begin, max(begin, end))
