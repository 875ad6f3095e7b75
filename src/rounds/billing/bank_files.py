"""Reads a bank's CSV file: which money came in, and which rows cannot be read and why."""

import csv
import datetime as dt
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from rounds.billing.money import Money, NotMoney, places

LARGEST = 2 * 1024 * 1024
MOST_ROWS = 20_000
COLUMNS = {
    "date": ("date", "booking date", "value date", "buchungstag", "buchungsdatum", "fecha", "datum"),
    "amount": ("amount", "betrag", "importe", "bedrag", "credit amount"),
    "currency": ("currency", "währung", "waehrung", "divisa", "moneda", "valuta", "ccy"),
    "name": ("name", "payer", "counterparty", "who paid", "auftraggeber", "ordenante", "naam", "remitter"),
    "text": ("text", "reference", "remittance", "description", "verwendungszweck", "concepto", "details", "memo"),
    "id": ("id", "transaction id", "bank reference", "referencia", "transaction"),
}
DATES = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y", "%Y/%m/%d", "%Y%m%d")


class NotABankFile(Exception):
    """The message is written for the person who brought the file."""


@dataclass(frozen=True)
class Row:
    line: int
    on: dt.date
    amount: Money
    name: str
    text: str
    fingerprint: str


@dataclass(frozen=True)
class BadRow:
    line: int
    why: str


@dataclass(frozen=True)
class Reading:
    rows: list[Row]
    bad: list[BadRow]
    out: int  # rows of money that went out, which are not ours to book


def read_bank_file(content: bytes, *, currency: str) -> Reading:
    """All rows of a file. `currency` holds where the file has no column for it."""
    if len(content) > LARGEST:
        raise NotABankFile(_("This file is larger than 2 MB. Split it by month."))
    text = decoded(content)
    lines = text.splitlines()
    table = csv.reader(io.StringIO(text), delimiter=delimiter(lines))
    rows: list[Row] = []
    bad: list[BadRow] = []
    out, seen = 0, Counter[str]()
    head: dict[str, int] = {}
    for number, cells in enumerated(table):
        if not any(cell.strip() for cell in cells):
            continue
        if not head:
            head = columns(cells)
            continue
        if len(rows) + len(bad) + out >= MOST_ROWS:
            raise NotABankFile(_("This file has more than %(most)s rows. Split it by month.") % {"most": MOST_ROWS})
        try:
            row = read_row(number, cells, head, currency, seen)
        except ValueError as error:
            bad.append(BadRow(number, str(error)))
            continue
        if row is None:
            out += 1
        else:
            rows.append(row)
    if not head:
        raise NotABankFile(_("This file is empty."))
    return Reading(rows, bad, out)


def enumerated(table: "Iterable[list[str]]") -> Iterator[tuple[int, list[str]]]:
    reader = iter(table)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise NotABankFile(
                _("This is not a CSV file. Save it as CSV (comma or semicolon) and try again.")
            ) from None
        yield reader.line_num, cells  # type: ignore[attr-defined]


def decoded(content: bytes) -> str:
    if b"\x00" in content:
        raise NotABankFile(_("This is not a CSV file. Save it as CSV (comma or semicolon) and try again."))
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def delimiter(lines: list[str]) -> str:
    """
    >>> delimiter(["Date;Amount;Text, long"])
    ';'
    """
    first = next((line for line in lines if line.strip()), "")
    return max(";,\t|", key=first.count)


def columns(cells: list[str]) -> dict[str, int]:
    """Which column holds what, by the names in the first row."""
    names = [" ".join(cell.strip().casefold().split()) for cell in cells]
    found = {
        key: next(names.index(name) for name in known if name in names)
        for key, known in COLUMNS.items()
        if any(name in names for name in known)
    }
    missing = [name for name in ("date", "amount") if name not in found]
    if missing:
        raise NotABankFile(
            _("The first row has no column called %(names)s. The first row names the columns.")
            % {"names": ", ".join(missing)}
        )
    return found


def read_row(number: int, cells: list[str], head: dict[str, int], currency: str, seen: Counter[str]) -> Row | None:
    """One row; None where money went out. A ValueError says why a row cannot be read."""

    def cell(key: str) -> str:
        place = head.get(key, len(cells))
        return " ".join(cells[place].split()) if place < len(cells) else ""

    if not cell("date") or not cell("amount"):
        raise ValueError(_("The date or the amount is missing."))
    code = (cell("currency") or currency).upper()
    if not re.fullmatch("[A-Z]{3}", code):
        raise ValueError(_("“%(code)s” is not a currency.") % {"code": code[:20]})
    on, amount = read_date(cell("date")), read_amount(cell("amount"), code)
    if amount.minor < 0:
        return None
    if amount.minor == 0:
        raise ValueError(_("The amount is zero."))
    same = "\x1f".join([on.isoformat(), str(amount), cell("name"), cell("text"), cell("id")])
    seen[same] += 1  # two equal payments on one day are two payments
    print_of = hashlib.sha256(f"{same}\x1f{seen[same]}".encode()).hexdigest()
    return Row(number, on, amount, cell("name")[:200], cell("text")[:500], print_of)


def read_date(text: str) -> dt.date:
    for form in DATES:
        try:
            return dt.datetime.strptime(text, form).date()  # noqa: DTZ007  a bank's day has no time zone
        except ValueError:
            continue
    raise ValueError(_("“%(text)s” is not a date. Write 2026-03-31 or 31.03.2026.") % {"text": text[:30]})


def read_amount(text: str, currency: str) -> Money:
    """An amount with a comma or a point before the cents, and either between thousands.

    >>> read_amount("1.234,50", "EUR").minor, read_amount("1,234.50", "EUR").minor, read_amount("-5", "EUR").minor
    (123450, 123450, -500)
    >>> read_amount("1.234", "EUR").minor, read_amount("12,5", "EUR").minor
    (123400, 1250)
    >>> read_amount("1.234", "KWD").minor
    1234
    """
    plain = (
        re.sub(r"[\s'\u00a0\u202f]|^\+", "", text).replace("\u2212", "-").removesuffix(currency).removeprefix(currency)
    )
    whole = re.fullmatch(r"-?[1-9]\d{0,2}([.,]\d{3})+|-?\d+", plain)
    parts = re.fullmatch(r"(-?\d+|-?\d{1,3}(?:[.,]\d{3})+)[.,](\d{1,3})", plain)
    try:
        if whole and not (parts and places(currency) == 3):
            return Money.of(Decimal(re.sub("[.,]", "", plain)), currency)
        if parts:
            return Money.of(Decimal(re.sub("[.,]", "", parts[1]) + "." + parts[2]), currency)
    except (NotMoney, InvalidOperation):
        pass
    raise ValueError(_("“%(text)s” is not an amount.") % {"text": text[:30]})
