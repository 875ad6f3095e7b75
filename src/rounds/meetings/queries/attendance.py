"""Who was at a meeting, as all that was seen says together."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from rounds.accounts.models import Person
from rounds.meetings.attending import Attendance, Seen, settled
from rounds.meetings.models import Evidence, Live, Meeting, Registration
from rounds.meetings.queries.live import live_of
from rounds.meetings.tickets import ticket_code
from rounds.meetings.vocabulary import RegistrationState

FIELDS = ("what", "how", "at", "noted", "until", "minutes", "reason")


@dataclass(frozen=True)
class Row:
    """One person of the list: with a place, or seen without one."""

    person: Person
    party: int
    code: str
    registered: bool
    attendance: Attendance


@dataclass(frozen=True)
class Totals:
    """The figures above the list."""

    expected: int
    came: int
    sorry: int
    walk_ins: int


def attended(person: Person, meeting: Meeting, *, at: dt.datetime) -> Attendance:
    """What credit may rest on: whether the person was there, and for how many minutes."""
    rows = Evidence.objects.filter(meeting=meeting, person=person)
    return meaning(meeting, live_of(meeting), [seen(one) for one in rows], at)


def meaning(meeting: Meeting, live: Live, rows: list[Seen], at: dt.datetime) -> Attendance:
    return settled(rows, starts=meeting.starts_at, ends=meeting.ends_at, now=at, clicks_count=live.clicks_count)


def seen(one: Evidence) -> Seen:
    return Seen(key=str(one.key), **{name: getattr(one, name) for name in FIELDS})


def attendance_of(meeting: Meeting, *, at: dt.datetime) -> list[Row]:
    """Everybody with a place, then everybody who was seen without one; each once, by name."""
    live, by_person = live_of(meeting), defaultdict[int, list[Seen]](list)
    people: dict[int, Person] = {}
    for one in Evidence.objects.filter(meeting=meeting).select_related("person"):
        by_person[one.person_id].append(seen(one))
        people[one.person_id] = one.person
    placed = Registration.objects.filter(meeting=meeting, state=RegistrationState.REGISTERED).select_related("person")
    held = {one.person_id: one for one in placed}
    people |= {key: one.person for key, one in held.items()}
    found = [
        Row(
            person,
            held[key].party if key in held else 1,
            ticket_code(held[key].key) if key in held else "",
            key in held,
            meaning(meeting, live, by_person[key], at),
        )
        for key, person in people.items()
    ]
    return sorted(found, key=lambda row: (not row.registered, row.person.name.casefold(), row.person.pk))


def totals(meeting: Meeting, rows: list[Row]) -> Totals:
    counted = meeting.head_counts.order_by("-at", "-pk").first()
    return Totals(
        expected=sum(row.party for row in rows if row.registered),
        came=sum(row.attendance.came for row in rows),
        sorry=sum(row.attendance.apologised and not row.attendance.came for row in rows),
        walk_ins=counted.people if counted else 0,
    )


def ticket_of(person: Person, meeting: Meeting) -> Registration | None:
    return Registration.objects.filter(meeting=meeting, person=person, state=RegistrationState.REGISTERED).first()


def registrations_by_code(meeting: Meeting) -> dict[str, Registration]:
    """Every registration of the meeting, those that ended too: a host wants to know whose ticket it was."""
    rows = meeting.registrations.select_related("person").order_by("pk")
    found: dict[str, Registration] = {}
    for one in rows:
        found.setdefault(ticket_code(one.key), one)
    return found


def seen_of(meeting: Meeting, person: Person) -> list[Evidence]:
    """Everything that was written of one person, in the order in which it was heard."""
    rows = Evidence.objects.filter(meeting=meeting, person=person).select_related("by")
    return list(rows.order_by("noted", "pk"))
