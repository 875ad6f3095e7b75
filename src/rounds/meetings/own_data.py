"""What meetings hold about a person, for their export."""

from typing import Any

from rounds.accounts.models import Person
from rounds.meetings.models import Host, Invited, Registration, ReminderChoice

Section = tuple[str, list[dict[str, Any]]]
FIELDS = ("meeting__title", "meeting__starts_at", "state", "party", "needs", "made", "changed", "because")


def own_data(person: Person) -> Section:
    registrations = Registration.objects.filter(person=person).order_by("pk").values(*FIELDS)
    hosted = Host.objects.filter(person=person).order_by("pk").values("meeting__title", "meeting__starts_at")
    invited = Invited.objects.filter(person=person).order_by("pk").values("meeting__title", "at")
    chosen = ReminderChoice.objects.filter(person=person).values("week", "day", "hour")
    return "meetings", [
        *({"what": "registration", **row} for row in registrations),
        *({"what": "meeting you host", **row} for row in hosted),
        *({"what": "invitation to a meeting", **row} for row in invited),
        *({"what": "reminders you want", **row} for row in chosen),
    ]
