from rounds.meetings.forms.arranging import DateForm, MeetingForm, RepeatForm, WhyForm
from rounds.meetings.forms.finding import MeetingsFilter, PeopleFilter
from rounds.meetings.forms.people import InviteForm, MaterialForm, MessageForm, MoveForm, PoolForm, RecordingForm
from rounds.meetings.forms.registering import AnotherDateForm, RegisterForm, RemindersForm

__all__ = [
    "AnotherDateForm",
    "DateForm",
    "InviteForm",
    "MaterialForm",
    "MeetingForm",
    "MeetingsFilter",
    "MessageForm",
    "MoveForm",
    "PeopleFilter",
    "PoolForm",
    "RecordingForm",
    "RegisterForm",
    "RemindersForm",
    "RepeatForm",
    "WhyForm",
]
