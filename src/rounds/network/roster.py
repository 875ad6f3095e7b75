"""Reads a list of people to invite: a CSV file, or lines that somebody pasted."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from rounds.network.vocabulary import Role

MOST_ROWS = 500
LONGEST = 200_000
ADDRESS = re.compile(r"[^@\s,;<>]{1,64}@[^@\s,;<>]+\.[^@\s,;<>.]{2,}\Z")
COLUMNS = ("email", "name", "roles", "department")
ROLES = {"manager": Role.MANAGES, "approver": Role.APPROVES, "privacy officer": Role.GUARDS, "billing": Role.PAYS}


class RosterRefused(Exception):
    """The message is written for the person who sent the list."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: `problem` says in words why it cannot be used."""

    line: int
    email: str
    name: str = ""
    roles: tuple[str, ...] = ()
    department: str = ""
    problem: str = ""


def read_roster(text: str) -> list[Row]:
    """The rows of a list with the columns e-mail, name, roles, department; only the first is needed.

    >>> rows = read_roster("email,name,roles\\nLena@northlake.example,Lena Kovac,privacy officer; manager\\n")
    >>> rows[0].email, rows[0].roles
    ('lena@northlake.example', ('guards', 'manages'))
    >>> [row.line for row in read_roster("a@b.example\\n\\nc@d.example")]
    [1, 3]
    """
    if len(text) > LONGEST:
        raise RosterRefused(_("This list is too long. Send at most 500 people at a time."))
    rows = list(once(row_of(line, cells) for line, cells in lines(text)))
    if not rows:
        raise RosterRefused(_("This list is empty. Give one person a line."))
    if len(rows) > MOST_ROWS:
        raise RosterRefused(_("This list is too long. Send at most 500 people at a time."))
    return rows


def lines(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines that say something, with what stands in each column; a head may name the columns in any order."""
    columns: tuple[str, ...] = COLUMNS
    delimiter = ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ","
    reader = csv.reader(text.lstrip("\ufeff").replace("\0", "").splitlines(), delimiter=delimiter)
    try:
        for number, cells in enumerate(reader):
            told = [" ".join(cell.split()) for cell in cells]
            if not any(told):
                continue
            if "@" not in "".join(told) and {"email", "e-mail"} & {cell.lower() for cell in told}:
                columns = tuple(cell.lower().replace("e-mail", "email") for cell in told)
                continue
            yield number + 1, dict(zip(columns, told, strict=False))
    except csv.Error:
        raise RosterRefused(_("This is no CSV file. Save the sheet as CSV and try again.")) from None


def row_of(line: int, cells: dict[str, str]) -> Row:
    roles, unknown = roles_in(cells.get("roles", ""))
    made = Row(
        line,
        email=cells.get("email", "").lower()[:254],
        name=cells.get("name", "")[:120],
        roles=roles,
        department=cells.get("department", "")[:120],
    )
    if not ADDRESS.match(made.email):
        return replace(made, problem=_("This is no e-mail address."))
    if unknown:
        return replace(made, problem=_("We do not know the role “%(role)s”.") % {"role": unknown})
    return made


def roles_in(text: str) -> tuple[tuple[str, ...], str]:
    """What somebody will do, and the first word that names nothing.

    >>> roles_in("Billing / approver"), roles_in("boss"), roles_in("member")
    ((('pays', 'approves'), ''), ((), 'boss'), ((), ''))
    """
    names = [part.strip().lower() for part in re.split(r"[;/|+]", text) if part.strip()]
    known = [ROLES.get(name) or (Role(name) if name in Role.values else None) for name in names]
    unknown = next((name for name, role in zip(names, known, strict=True) if role is None and name != "member"), "")
    return tuple(role.value for role in known if role), unknown


def once(rows: Iterator[Row]) -> Iterator[Row]:
    """The second line with an address is a problem."""
    seen: dict[str, int] = {}
    for row in rows:
        first = seen.setdefault(row.email, row.line)
        twice = first != row.line and not row.problem
        yield replace(row, problem=_("Stands in line %(line)s already.") % {"line": first}) if twice else row
