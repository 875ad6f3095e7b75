"""How a meeting is held, and when."""

import datetime as dt

from django.utils.crypto import salted_hmac

from rounds.accounts.models import Person
from rounds.meetings.models import Live, Meeting
from rounds.meetings.vocabulary import MeetingState

OPENS_BEFORE = dt.timedelta(minutes=15)
LASTS_AFTER = dt.timedelta(minutes=30)  # a meeting may run over
NOT_HELD = (MeetingState.DRAFT, MeetingState.CANCELLED)


def live_of(meeting: Meeting) -> Live:
    """How the meeting is held; what stands in the model where nobody has changed anything."""
    return Live.objects.filter(meeting=meeting).first() or Live(meeting=meeting)


def opens(meeting: Meeting) -> dt.datetime:
    return meeting.starts_at - OPENS_BEFORE


def is_running(meeting: Meeting, at: dt.datetime) -> bool:
    """Whether people can join and write: from a quarter of an hour before until the end."""
    return meeting.state not in {*NOT_HELD, MeetingState.DONE} and opens(meeting) <= at < meeting.ends_at


def self_window(live: Live) -> tuple[dt.datetime, dt.datetime]:
    """When the code in the room works: as the hosts said, else from a quarter of an hour before until half an hour after."""
    meeting = live.meeting
    if live.self_from and live.self_until:
        return live.self_from, live.self_until
    return opens(meeting), min(meeting.starts_at + dt.timedelta(minutes=30), meeting.ends_at)


def room_key(meeting: Meeting) -> str:
    """The name of the room on a video server: not to be guessed, and the same for everybody."""
    return salted_hmac("rounds.meetings.room", meeting.uid.hex, algorithm="sha256").hexdigest()[:24]


def guest_key(meeting: Meeting, person: Person) -> str:
    return salted_hmac("rounds.meetings.guest", f"{meeting.uid.hex}{person.pk}", algorithm="sha256").hexdigest()[:16]
