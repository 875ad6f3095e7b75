"""Small invented files of other registers."""

import csv
import io
from pathlib import Path

CMS = {
    "Facility ID": "010001",
    "Facility Name": "NORTHLAKE HOSPITAL",
    "Address": "1 LAKE STREET",
    "City/Town": "NORTHLAKE",
    "State": "WI",
    "ZIP Code": "54321",
    "Telephone Number": "(555) 555-0100",
    "Hospital Type": "Acute Care Hospitals",
    "Hospital Ownership": "Voluntary non-profit - Private",
    "Emergency Services": "Yes",
}
HIFLD = {
    "ID": "1",
    "NAME": "NORTHLAKE HOSPITAL",
    "ADDRESS": "1 LAKE STREET",
    "CITY": "NORTHLAKE",
    "STATE": "WI",
    "ZIP": "54321",
    "TELEPHONE": "(555) 555-0100",
    "STATUS": "OPEN",
    "SOURCEDATE": "2019/08/02 00:00:00",
    "WEBSITE": "http://www.northlake.example",
    "BEDS": "250",
}
FORM = {"key": "gb-ods:RJ1", "name": "Lakeside Infirmary", "country": "GB"}


def table(usual: dict[str, str], rows: tuple[dict[str, str], ...]) -> bytes:
    columns = list(dict.fromkeys([*usual, *(name for row in rows for name in row)]))
    written = io.StringIO()
    writer = csv.DictWriter(written, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({**usual, **row} for row in rows)
    return written.getvalue().encode()


def cms_file(*rows: dict[str, str]) -> bytes:
    return table(CMS, rows)


def hifld_file(*rows: dict[str, str]) -> bytes:
    return b"\xef\xbb\xbf" + table(HIFLD, rows)


def form_file(*rows: dict[str, str]) -> bytes:
    return table(FORM, rows)


def real_files() -> Path | None:
    """The folder with the two government files beside the project, when it is there."""
    for folder in Path(__file__).resolve().parents:
        found = folder / "shared" / "data" / "hospitals"
        if (found / "HIFLD_Hospitals.csv").exists():
            return found
    return None
