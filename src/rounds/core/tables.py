"""A table as a CSV file, written row by row while the database still answers."""

import csv
import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal

from django.http import StreamingHttpResponse

FORMULA = ("=", "+", "-", "@", "\t", "\r")
MARK = "\ufeff"  # by it Excel knows that the file is UTF-8


class Echo:
    def write(self, line: str) -> str:
        return line


def plain(cell: object) -> object:
    """A cell that no spreadsheet runs as a formula; None is empty.

    >>> plain("=1+1"), plain(-4), plain(None), plain(Decimal("-4.50"))
    ("'=1+1", -4, '', Decimal('-4.50'))
    """
    if isinstance(cell, int | float | Decimal):
        return cell
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text


def csv_lines(head: Iterable[object], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """The lines of the file, each as it is sent."""
    writer = csv.writer(Echo())
    yield MARK + str(writer.writerow(head))
    for row in rows:
        yield str(writer.writerow([plain(cell) for cell in row]))


def csv_file(
    name: str, head: Iterable[object], rows: Iterable[Iterable[object]], *, on: dt.date
) -> StreamingHttpResponse:
    """The table to download as NAME-DATE.csv."""
    headers = {"Content-Disposition": f'attachment; filename="{name}-{on}.csv"'}
    return StreamingHttpResponse(csv_lines(head, rows), content_type="text/csv; charset=utf-8", headers=headers)
