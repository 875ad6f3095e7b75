"""Scans of a device that may have been without a network for hours."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.meetings.actions.checking_in import DOOR_OPENS, CheckInRefused, refuse_before_the_door_opens
from rounds.meetings.attending import How, What
from rounds.meetings.models import Evidence, Meeting, Registration
from rounds.meetings.queries.attendance import registrations_by_code
from rounds.meetings.tickets import typed_code
from rounds.meetings.vocabulary import RegistrationState

MOST = 200  # scans in one sending


@dataclass(frozen=True)
class Scan:
    """`key` is the device's own name for it, `at` what the clock of the device said."""

    key: uuid.UUID
    code: str
    at: dt.datetime


@dataclass(frozen=True)
class Result:
    """`state` is new, again, over or unknown."""

    key: uuid.UUID
    state: str
    name: str = ""
    party: int = 1
    since: dt.datetime | None = None


@transaction.atomic
def take_scans(
    meeting: Meeting, scans: Sequence[Scan], *, sent: dt.datetime, device: str, by: Person, at: dt.datetime
) -> list[Result]:
    """Add the scans of a device to what is known.

    Each scan is one row with the key of the device, so that sending it again adds nothing. The order in which devices
    send does not matter: the earliest scan of a person counts (`attending.settled`). `sent` is what the device's clock
    says now; by how much it is wrong is taken off each scan.
    """
    refuse_before_the_door_opens(meeting, at)
    if len(scans) > MOST:
        raise CheckInRefused(_("Send at most %(most)d scans at a time.") % {"most": MOST})
    known, wrong, first = registrations_by_code(meeting), at - sent, first_arrivals(meeting)
    keys = [scan.key for scan in scans]
    there = set(Evidence.objects.filter(meeting=meeting, key__in=keys).values_list("key", flat=True))
    results, rows = [], []
    for scan in sorted(scans, key=lambda one: (one.at, one.key)):
        registration = known.get(typed_code(scan.code))
        moment = min(max(scan.at + wrong, meeting.starts_at - DOOR_OPENS), at)
        if registration and registration.state == RegistrationState.REGISTERED:
            arrival = (moment, str(scan.key))
            first[registration.person_id] = min(first.get(registration.person_id, arrival), arrival)
            if scan.key not in there:
                there.add(scan.key)
                rows.append(row_of(meeting, registration, scan.key, moment, device=device, by=by, at=at))
        results.append(result_of(scan, registration, first))
    Evidence.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:
        record("meetings.scans_taken", subject=meeting, by=by, at=at, scans=len(rows), device=device)
    return results


Arrival = tuple[dt.datetime, str]


def first_arrivals(meeting: Meeting) -> dict[int, Arrival]:
    """The earliest of each person comes last, so that it is the one that is kept."""
    rows = Evidence.objects.filter(meeting=meeting, what=What.CAME).order_by("-at", "-key")
    return {person: (moment, str(key)) for person, moment, key in rows.values_list("person", "at", "key")}


def result_of(scan: Scan, registration: Registration | None, first: dict[int, Arrival]) -> Result:
    if registration is None:
        return Result(scan.key, "unknown")
    name = registration.person.name
    if registration.state != RegistrationState.REGISTERED:
        return Result(scan.key, "over", name)
    since, key = first[registration.person_id]
    return Result(scan.key, "new" if key == str(scan.key) else "again", name, registration.party, since)


def row_of(
    meeting: Meeting,
    registration: Registration,
    key: uuid.UUID,
    moment: dt.datetime,
    *,
    device: str,
    by: Person,
    at: dt.datetime,
) -> Evidence:
    return Evidence(
        meeting=meeting,
        person_id=registration.person_id,
        what=What.CAME,
        how=How.QR,
        at=moment,
        noted=at,
        by=by,
        device=device[:40],
        key=key,
    )
