from rounds.meetings.models.attendance import AttendanceLog, Evidence, HeadCount
from rounds.meetings.models.feed import CalendarFeed
from rounds.meetings.models.live import Live
from rounds.meetings.models.meeting import Host, Invited, Material, Meeting, Prerequisite, Series
from rounds.meetings.models.places import CapacityPool, Hold
from rounds.meetings.models.registration import Registration, Reminded, ReminderChoice
from rounds.meetings.models.room import Ballot, Choice, Poll, Question, Vote

__all__ = [
    "AttendanceLog",
    "Ballot",
    "CalendarFeed",
    "CapacityPool",
    "Choice",
    "Evidence",
    "HeadCount",
    "Hold",
    "Host",
    "Invited",
    "Live",
    "Material",
    "Meeting",
    "Poll",
    "Prerequisite",
    "Question",
    "Registration",
    "Reminded",
    "ReminderChoice",
    "Series",
    "Vote",
]
