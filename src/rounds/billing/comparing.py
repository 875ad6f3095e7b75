"""Who pays more? Two price lists over the same members; nothing is stored."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from rounds.billing.pricing import Book
from rounds.billing.vocabulary import PayerKind, SizeMetric

MOST_ROWS = 5000
COLUMNS = ("name", "kind", *SizeMetric.values)


@dataclass(frozen=True, slots=True)
class PricedMember:
    """Somebody whose price is looked at: who, what kind, how large, and what they pay now, where that is known."""

    name: str
    kind: str
    sizes: Mapping[str, int] = field(default_factory=dict)
    paid: int | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """One member under two lists; None where a list has no price for them."""

    member: PricedMember
    before: int | None
    after: int | None

    @property
    def change(self) -> int | None:
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    rows: tuple[Compared, ...]

    @property
    def priced(self) -> list[Compared]:
        return [row for row in self.rows if row.change is not None]

    @property
    def before(self) -> int:
        return sum(row.before or 0 for row in self.priced)

    @property
    def after(self) -> int:
        return sum(row.after or 0 for row in self.priced)

    @property
    def more(self) -> int:
        return sum(row.change > 0 for row in self.priced if row.change is not None)

    @property
    def less(self) -> int:
        return sum(row.change < 0 for row in self.priced if row.change is not None)

    @property
    def same(self) -> int:
        return len(self.priced) - self.more - self.less

    @property
    def unpriced(self) -> int:
        return len(self.rows) - len(self.priced)


def compare(members: Iterable[PricedMember], before: Book | None, after: Book) -> Comparison:
    """Each member under both lists, the largest rise first. Without an earlier list it is what they pay now.

    >>> from rounds.billing.pricing import Band, Ladder
    >>> old, new = (Book("USD", {"hospital": Ladder("", (Band(0, amount),))}) for amount in (100, 130))
    >>> found = compare([PricedMember("North", "hospital"), PricedMember("East", "school")], old, new)
    >>> [(row.member.name, row.change) for row in found.rows], found.more, found.unpriced
    ([('North', 30), ('East', None)], 1, 1)
    """
    rows = [Compared(one, amount(before, one) if before else one.paid, amount(after, one)) for one in members]
    return Comparison(tuple(sorted(rows, key=lambda row: (row.change is None, -(row.change or 0), row.member.name))))


def amount(book: Book, member: PricedMember) -> int | None:
    found = book.find(member.kind, member.sizes)
    return found.band.amount if found else None


@dataclass(frozen=True, slots=True)
class BadRow:
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class MemberFile:
    members: tuple[PricedMember, ...] = ()
    bad: tuple[BadRow, ...] = ()


class FileRefused(ValueError):
    """The message is written for the person who gave the file."""


def read_members(text: str) -> MemberFile:
    """Members from a CSV text with the columns name, kind, and sizes; what cannot be read is listed with its line.

    >>> found = read_members("name,kind,beds\\nNorth,hospital,120\\nEast,castle,3\\n")
    >>> found.members[0].sizes, [(row.line, row.reason) for row in found.bad]
    ({'beds': 120}, [(3, '“castle” is not a kind of member.')])
    """
    reader = csv.DictReader(io.StringIO(text.lstrip("\ufeff"), newline=""), strict=True, restkey="?", restval="")
    try:
        check_head(reader.fieldnames)
        return sort_rows(reader)
    except csv.Error as error:
        raise FileRefused(
            _("From line %(line)s on the file cannot be read as CSV: %(error)s.")
            % {"line": reader.line_num + 1, "error": error}
        ) from None


def check_head(names: Iterable[str] | None) -> None:
    missing = {"name", "kind"} - {clean(name) for name in names or ()}
    if missing:
        raise FileRefused(
            _("The first line must name the columns. Not found: %(names)s.") % {"names": ", ".join(sorted(missing))}
        )


def sort_rows(reader: "csv.DictReader[str]") -> MemberFile:
    members: list[PricedMember] = []
    bad: list[BadRow] = []
    for count, row in enumerate(reader):
        if count == MOST_ROWS:
            raise FileRefused(_("The file has more than %(most)s rows. Compare it in parts.") % {"most": MOST_ROWS})
        try:
            members.append(read_row(row))
        except ValueError as error:
            bad.append(BadRow(reader.line_num, str(error)))
    return MemberFile(tuple(members), tuple(bad))


def read_row(row: Mapping[str, str]) -> PricedMember:
    if "?" in row:
        raise ValueError(_("The row has more cells than the first line."))
    cells = {clean(column): (cell or "").strip() for column, cell in row.items()}
    name, kind = cells["name"], clean(cells["kind"])
    if not name:
        raise ValueError(_("The name is empty."))
    if kind not in PayerKind.values:
        raise ValueError(_("“%(kind)s” is not a kind of member.") % {"kind": cells["kind"]})
    sizes = {metric: whole(metric, cells[metric]) for metric in SizeMetric.values if cells.get(metric)}
    return PricedMember(name[:200], kind, sizes)


def whole(metric: str, text: str) -> int:
    """A size; spaces and commas between thousands are fine.

    >>> whole("beds", "1,200")
    1200
    """
    digits = text.replace(",", "").replace(" ", "").replace("\u00a0", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 15):
        raise ValueError(_("%(metric)s is “%(text)s”, not a whole number.") % {"metric": metric, "text": text[:40]})
    return int(digits)


def clean(word: str) -> str:
    """
    >>> clean(" Health system ")
    'health_system'
    """
    return "_".join(word.lower().replace("-", " ").replace("_", " ").split())
