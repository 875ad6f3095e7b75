"""Taking over the attendance list of a webinar tool."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.meetings.attending import How, What
from rounds.meetings.logs import LogRefused, Table, Visit, decoded, read_table, visits
from rounds.meetings.models import AttendanceLog, Evidence, Meeting
from rounds.meetings.vocabulary import RegistrationState

LARGEST = 2_000_000
KEPT = dt.timedelta(days=1)
NAMES = uuid.UUID("6f0e8a51-3d4b-4b8f-9a53-5a1f1f0d7c11")


class ImportRefused(Exception):
    """The message is written for the person who asked."""


@dataclass(frozen=True)
class Found:
    """What taking a list over would write: visits of people with a place, and who nobody knows."""

    known: list[tuple[Person, Visit]] = field(default_factory=list)
    unknown: list[Visit] = field(default_factory=list)

    @property
    def people(self) -> int:
        return len({person.pk for person, _visit in self.known})

    @property
    def strangers(self) -> int:
        return len({(visit.email or visit.name.casefold()) for visit in self.unknown})


@transaction.atomic
def keep_log(meeting: Meeting, name: str, data: bytes, *, by: Person, at: dt.datetime) -> AttendanceLog:
    """Keep a list until somebody has said which column is what; at most for a day."""
    if len(data) > LARGEST:
        raise ImportRefused(_("This file is larger than 2 MB. Leave out other sheets and send it again."))
    text = decoded(data)
    table_of(text)
    AttendanceLog.objects.filter(meeting=meeting, by=by).delete()
    log = AttendanceLog.objects.create(meeting=meeting, name=name[:120], text=text.replace("\x00", ""), by=by, at=at)
    record("meetings.list_sent", subject=meeting, by=by, at=at)
    return log


def table_of(text: str) -> Table:
    try:
        return read_table(text)
    except LogRefused as refused:
        raise ImportRefused(plain(refused)) from refused


def plain(refused: LogRefused) -> str:
    told = {
        "nothing": _("This file is empty."),
        "columns": _(
            "We found no line with names of columns, such as Name, Email, Join time. Save it as CSV and try again."
        ),
        "rows": _("This list has more than 20,000 lines."),
        "row": _(
            "We cannot read the times in line %(row)d of the list. Choose other columns, or the other order of the date."
        )
        % {"row": refused.row},
    }
    return told[refused.reason]


def look_through(
    meeting: Meeting,
    log: AttendanceLog,
    columns: Mapping[str, int | None],
    *,
    zone: str,
    day_first: bool,
    by_name: bool,
) -> Found:
    """Who of the list has a place: by address, and by name where that is wanted and only one person has it."""
    if columns.get("email") is None and not (by_name and columns.get("name") is not None):
        raise ImportRefused(_("Choose the column with the e-mail addresses, or match by name."))
    try:
        rows = list(
            visits(
                table_of(log.text),
                columns,
                zone=zone,
                day_first=day_first,
                starts=meeting.starts_at,
                ends=meeting.ends_at,
            )
        )
    except LogRefused as refused:
        raise ImportRefused(plain(refused)) from refused
    return matched(meeting, rows, by_name=by_name)


def matched(meeting: Meeting, rows: Iterable[Visit], *, by_name: bool) -> Found:
    people, addresses, names = people_with_a_place(meeting)
    found = Found()
    for visit in rows:
        person = addresses.get(visit.email)
        same = names[" ".join(visit.name.casefold().split())] if by_name and person is None else []
        if person is None and len(same) == 1:
            person = same[0]
        if person is None:
            found.unknown.append(visit)
        else:
            found.known.append((people[person], visit))
    return found


def people_with_a_place(meeting: Meeting) -> tuple[dict[int, Person], dict[str, int], dict[str, list[int]]]:
    placed = meeting.registrations.filter(state=RegistrationState.REGISTERED).select_related("person")
    people = {one.person_id: one.person for one in placed}
    people |= {host.pk: host for host in meeting.hosts.all()}
    addresses = {person.email.lower(): key for key, person in people.items()}
    more = EmailAddress.objects.filter(user__in=people, verified=True)
    addresses |= {address.lower(): key for address, key in more.values_list("email", "user")}
    names = defaultdict[str, list[int]](list)
    for key, person in people.items():
        names[" ".join(person.name.casefold().split())].append(key)
    return people, addresses, names


@transaction.atomic
def take_list_over(meeting: Meeting, log: AttendanceLog, found: Found, *, by: Person, at: dt.datetime) -> int:
    """Write what the list says. Taking the same list over again adds nothing; its text is thrown away."""
    rows = [evidence(meeting, person, visit, by=by, at=at) for person, visit in found.known]
    there = set(Evidence.objects.filter(meeting=meeting, how=How.LIST).values_list("key", flat=True))
    new = {row.key: row for row in rows if row.key not in there}
    Evidence.objects.bulk_create(new.values(), ignore_conflicts=True)
    AttendanceLog.objects.filter(pk=log.pk).delete()
    record("meetings.list_taken_over", subject=meeting, by=by, at=at, visits=len(new), unknown=len(found.unknown))
    return len(new)


def evidence(meeting: Meeting, person: Person, visit: Visit, *, by: Person, at: dt.datetime) -> Evidence:
    """The key follows from who and when, so that the same visit is the same row."""
    told = f"{meeting.pk} {person.pk} {visit.joined.timestamp()} {visit.left.timestamp()}"
    return Evidence(
        meeting=meeting,
        person=person,
        what=What.CAME,
        how=How.LIST,
        at=visit.joined,
        until=visit.left,
        noted=at,
        by=by,
        key=uuid.uuid5(NAMES, told),
    )


def forget_logs(at: dt.datetime) -> None:
    """Lists that nobody took over hold addresses of strangers: they go after a day."""
    AttendanceLog.objects.filter(at__lt=at - KEPT).delete()
