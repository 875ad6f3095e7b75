"""Taking over a list of attendees from a CSV file: looked through first, then given tickets free of charge."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from rounds.events.actions.ticket_changes import Guest
from rounds.events.actions.ticket_orders import TicketsRefused
from rounds.events.models import TicketKind
from rounds.events.queries.purchases import attendees
from rounds.meetings.logs import decoded

LARGEST, MOST = 1_000_000, 500
HEADS = {
    "name": ("name", "full name", "attendee name", "attendee"),
    "email": ("email", "e-mail", "mail", "e-mail address", "email address"),
    "organisation": ("organisation", "organization", "company", "employer"),
    "pronouns": ("pronouns",),
    "role": ("role", "badge", "function"),
}
LENGTHS = {"name": 120, "email": 254, "organisation": 120, "pronouns": 40, "role": 40}


@dataclass(frozen=True)
class LookedThrough:
    """What a file would give: guests, those who have such a ticket already, and lines that cannot be used."""

    guests: list[Guest] = field(default_factory=list)
    known: list[Guest] = field(default_factory=list)
    faults: list[tuple[int, str]] = field(default_factory=list)


def read_guests(data: bytes) -> str:
    """The text of a file, or why it cannot be read."""
    if len(data) > LARGEST:
        raise TicketsRefused(_("This file is larger than 1 MB."), "file")
    return decoded(data).replace("\x00", "")


def look_through(kind: TicketKind, text: str) -> LookedThrough:
    """Read a list by the words of its first line."""
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff")), dialect=dialect_of(text)))
    columns = columns_of(rows[0]) if rows else {}
    if "name" not in columns:
        raise TicketsRefused(_("The first line has no column “name”."), "file")
    if len(rows) - 1 > MOST:
        raise TicketsRefused(_("At most %(most)s people at a time.") % {"most": MOST}, "file")
    have = {email.lower() for email in attendees(kind.event).filter(kind=kind).values_list("email", flat=True) if email}
    return sorted_out(rows[1:], columns, have)


def dialect_of(text: str) -> type[csv.Dialect]:
    try:
        return csv.Sniffer().sniff(text[:4000].partition("\n")[0], delimiters=",;\t")
    except csv.Error:
        return csv.excel


def columns_of(head: list[str]) -> dict[str, int]:
    names = [cell.strip().casefold() for cell in head]
    return {field: names.index(word) for field, words in HEADS.items() for word in words if word in names}


def sorted_out(rows: Iterable[list[str]], columns: dict[str, int], have: set[str]) -> LookedThrough:
    found, seen = LookedThrough(), set[str]()
    for line, row in enumerate(rows, start=2):
        told = {name: " ".join(row[place].split()) if place < len(row) else "" for name, place in columns.items()}
        if not any(told.values()):
            continue
        fault = fault_of(told)
        guest = Guest(**told) if not fault else None
        email = told.get("email", "").lower()
        if guest is None:
            found.faults.append((line, fault))
        elif email and (email in have or email in seen):
            found.known.append(guest)
        else:
            found.guests.append(guest)
            seen.add(email)
    return found


def fault_of(told: dict[str, str]) -> str:
    if not told.get("name"):
        return _("The name is missing.")
    too_long = [name for name, text in told.items() if len(text) > LENGTHS[name]]
    if too_long:
        return _("Too long: %(what)s.") % {"what": ", ".join(too_long)}
    try:
        validate_email(told["email"]) if told.get("email") else None
    except ValidationError:
        return _("This is no e-mail address: %(text)s") % {"text": told["email"]}
    return ""
