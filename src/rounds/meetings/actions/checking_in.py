"""Noting who is there: at the door, from the list, with the code in the room, and what hosts put right."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.meetings.attending import How, What
from rounds.meetings.models import Evidence, HeadCount, Live, Meeting
from rounds.meetings.queries.attendance import attended, ticket_of
from rounds.meetings.queries.live import live_of, opens, self_window
from rounds.meetings.tickets import typed_code
from rounds.meetings.vocabulary import MeetingState

DOOR_OPENS = dt.timedelta(hours=3)  # before the start
MOST_HEADS = 100_000


class CheckInRefused(Exception):
    """The message is written for the person who asked."""


@dataclass(frozen=True)
class CheckedIn:
    """`again` when they were there already; `since` is the earliest moment."""

    person: Person
    since: dt.datetime
    again: bool


@transaction.atomic
def check_in(
    meeting: Meeting, person: Person, how: str, *, key: uuid.UUID, by: Person, at: dt.datetime, device: str = ""
) -> CheckedIn:
    """Note that somebody is there. Noting it twice is noting it once, whoever does it."""
    refuse_before_the_door_opens(meeting, at)
    if at >= meeting.ends_at:
        raise CheckInRefused(_("The meeting is over. A host can press the name in the list and give the minutes."))
    now = attended(person, meeting, at=at)
    if now.came and now.arrived and now.arrived <= at:
        return CheckedIn(person, now.arrived, again=True)
    if now.corrected:
        raise CheckInRefused(_("A host has noted that this person was not there. A host can change it in the list."))
    add(meeting, person, What.CAME, how, key=key, by=by, at=at, device=device)
    record("meetings.checked_in", subject=meeting, by=by, at=at, person=person.pk, how=str(how))
    return CheckedIn(person, at, again=False)


def refuse_before_the_door_opens(meeting: Meeting, at: dt.datetime) -> None:
    if meeting.state in {MeetingState.DRAFT, MeetingState.CANCELLED}:
        raise CheckInRefused(_("This meeting does not take place."))
    if at < meeting.starts_at - DOOR_OPENS:
        raise CheckInRefused(_("The door opens 3 hours before the start."))


def add(
    meeting: Meeting,
    person: Person,
    what: str,
    how: str,
    *,
    key: uuid.UUID,
    by: Person | None,
    at: dt.datetime,
    noted: dt.datetime | None = None,
    device: str = "",
    minutes: int | None = None,
    reason: str = "",
) -> None:
    """One more row, unless the same thing was sent before."""
    try:
        with transaction.atomic():
            Evidence.objects.create(
                meeting=meeting,
                person=person,
                what=what,
                how=how,
                at=at,
                noted=noted or at,
                by=by,
                device=device,
                key=key,
                minutes=minutes,
                reason=reason,
            )
    except IntegrityError:
        if not Evidence.objects.filter(meeting=meeting, key=key).exists():
            raise


def check_self_in(meeting: Meeting, code: str, *, key: uuid.UUID, by: Person, at: dt.datetime) -> CheckedIn:
    """Somebody in the room types the code that is shown there."""
    live = live_of(meeting)
    begin, end = self_window(live)
    if not live.self_code:
        raise CheckInRefused(_("There is no code for this meeting. A host checks you in."))
    if ticket_of(by, meeting) is None:
        raise CheckInRefused(_("You need a place in this meeting. Speak to a host at the door."))
    if not begin <= at < end:
        raise CheckInRefused(_("The code does not work at this time. A host can check you in."))
    if not constant_time_compare(typed_code(code), typed_code(live.self_code)):
        raise CheckInRefused(_("This is not the code. Look at the screen in the room and type it again."))
    return check_in(meeting, by, How.SELF, key=key, by=by, at=at)


@transaction.atomic
def note_leaving(meeting: Meeting, person: Person, *, by: Person, at: dt.datetime) -> None:
    """Somebody goes before the end."""
    now = attended(person, meeting, at=at)
    if not now.came:
        raise CheckInRefused(_("This person is not checked in."))
    if not meeting.starts_at <= at < meeting.ends_at:
        raise CheckInRefused(_("Who leaves early can be noted while the meeting goes on."))
    add(meeting, person, What.LEFT, How.HOST, key=uuid.uuid4(), by=by, at=at)
    record("meetings.leaving_noted", subject=meeting, by=by, at=at, person=person.pk)


@transaction.atomic
def correct_attendance(
    meeting: Meeting,
    person: Person,
    *,
    came: bool,
    minutes: int | None,
    reason: str,
    by: Person,
    at: dt.datetime,
) -> None:
    """What a host says holds from now on. What was seen before stays written."""
    if not reason.strip():
        raise CheckInRefused(_("Say why."))
    if came and (minutes is None or not 0 <= minutes <= meeting.minutes):
        raise CheckInRefused(_("Give the minutes: from 0 to %(most)d.") % {"most": meeting.minutes})
    if at < opens(meeting):
        raise CheckInRefused(_("Attendance can be put right from 15 minutes before the start."))
    add(
        meeting,
        person,
        What.WAS if came else What.WAS_NOT,
        How.HOST,
        key=uuid.uuid4(),
        by=by,
        at=at,
        minutes=minutes if came else None,
        reason=reason.strip(),
    )
    record("meetings.attendance_corrected", subject=meeting, by=by, at=at, person=person.pk, came=came)


@transaction.atomic
def send_apologies(meeting: Meeting, sorry: bool, *, by: Person, at: dt.datetime) -> None:
    """Say that one does not come, or that one comes after all. Only before the start."""
    if ticket_of(by, meeting) is None:
        raise CheckInRefused(_("You have no place in this meeting, so there is nothing to call off."))
    if at >= meeting.starts_at:
        raise CheckInRefused(_("The meeting has begun. Write to the hosts instead."))
    if attended(by, meeting, at=at).apologised == sorry:
        return
    what = What.APOLOGY if sorry else What.COMES
    add(meeting, by, what, How.PERSON, key=uuid.uuid4(), by=by, at=at)
    verb = "meetings.apologies_sent" if sorry else "meetings.apologies_taken_back"
    record(verb, subject=meeting, by=by, at=at)


@transaction.atomic
def count_heads(meeting: Meeting, people: int, *, by: Person, at: dt.datetime) -> None:
    """How many came without a place. The last count holds; the earlier ones stay written."""
    if not 0 <= people <= MOST_HEADS:
        raise CheckInRefused(_("Give a number from 0 to 100,000."))
    HeadCount.objects.create(meeting=meeting, people=people, by=by, at=at)
    record("meetings.heads_counted", subject=meeting, by=by, at=at, people=people)


@transaction.atomic
def set_self_check_in(
    meeting: Meeting,
    code: str,
    *,
    opens_at: dt.datetime | None,
    closes_at: dt.datetime | None,
    by: Person,
    at: dt.datetime,
) -> None:
    """The code for the screen in the room, and when it works; no code switches it off."""
    if (opens_at is None) != (closes_at is None):
        raise CheckInRefused(_("Give both times or none."))
    if opens_at and closes_at and closes_at <= opens_at:
        raise CheckInRefused(_("The second time has to be after the first."))
    shown = "".join(code.split()).upper()
    Live.objects.get_or_create(meeting=meeting)
    Live.objects.filter(meeting=meeting).update(self_code=shown, self_from=opens_at, self_until=closes_at)
    record("meetings.room_code_changed", subject=meeting, by=by, at=at, on=bool(code))
