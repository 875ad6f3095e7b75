from rounds.meetings.models.meeting import Host, Invited, Material, Meeting, Prerequisite, Series
from rounds.meetings.models.places import CapacityPool, Hold
from rounds.meetings.models.registration import Registration, Reminded, ReminderChoice

__all__ = [
    "CapacityPool",
    "Hold",
    "Host",
    "Invited",
    "Material",
    "Meeting",
    "Prerequisite",
    "Registration",
    "Reminded",
    "ReminderChoice",
    "Series",
]
