"""CMS, "Hospital General Information" (Provider Data Catalog). Other columns of the file are left aside."""

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

from rounds.directory.registers.lines import Facts, RowRefused, needed, read_lines, short

COLUMNS = (
    "Facility ID",
    "Facility Name",
    "Address",
    "City/Town",
    "State",
    "ZIP Code",
    "Telephone Number",
    "Hospital Type",
    "Hospital Ownership",
    "Emergency Services",
)
KEY = re.compile(r"[0-9A-Z]{6}")
ZIP = re.compile(r"\d{5}(-\d{4})?")
STATE = re.compile(r"[A-Z]{2}")
TYPES = {
    "acute care hospitals": "acute",
    "critical access hospitals": "critical_access",
    "psychiatric": "psychiatric",
    "childrens": "childrens",
    "rural emergency hospital": "rural_emergency",
    "long-term": "long_term",
    "acute care - veterans administration": "veterans",
    "acute care - department of defense": "defence",
}
OWNERSHIPS = {
    "voluntary non-profit": "non_profit",
    "proprietary": "for_profit",
    "physician": "for_profit",
    "government - federal": "federal",
    "veterans health administration": "federal",
    "department of defense": "federal",
    "government": "public",
    "tribal": "tribal",
}
YES_NO = {"yes": True, "no": False, "": None, "not available": None}


def read_cms(name: str, data: bytes) -> list[Facts]:
    return read_lines(name, data, COLUMNS, facts, lambda row: row.key)


def facts(line: int, cells: Mapping[str, str]) -> Facts:
    key, state, zip_code = cells["Facility ID"].upper(), cells["State"], cells["ZIP Code"]
    if not KEY.fullmatch(key):
        raise RowRefused(_("Facility ID “%s” is not six digits or letters. Keep it as text.") % key[:20])
    if not STATE.fullmatch(state):
        raise RowRefused(_("State “%s” is not two capital letters.") % state[:20])
    if not ZIP.fullmatch(zip_code):
        raise RowRefused(_("ZIP Code “%s” is not five digits. Keep it as text.") % zip_code[:20])
    return Facts(
        line=line,
        key=key,
        name=needed(cells["Facility Name"], 200, "Facility Name"),
        address=short(cells["Address"], 200, "Address"),
        city=short(cells["City/Town"], 100, "City/Town"),
        state=state,
        zip=zip_code,
        telephone=short(cells["Telephone Number"], 40, "Telephone Number"),
        type=TYPES.get(cells["Hospital Type"].lower(), "other" if cells["Hospital Type"] else ""),
        ownership=ownership(cells["Hospital Ownership"]),
        emergency=yes_no(cells["Emergency Services"]),
    )


def ownership(words: str) -> str:
    """The group of an ownership; the longest beginning that fits says it.

    >>> ownership("Government - Federal"), ownership("Government - Local"), ownership("Voluntary non-profit - Church")
    ('federal', 'public', 'non_profit')
    """
    fitting = [begins for begins in OWNERSHIPS if words.lower().startswith(begins)]
    return OWNERSHIPS[max(fitting, key=len)] if fitting else ""


def yes_no(words: str) -> bool | None:
    if words.lower() not in YES_NO:
        raise RowRefused(_("Emergency Services says “%s”, which is neither Yes nor No.") % words[:20])
    return YES_NO[words.lower()]
