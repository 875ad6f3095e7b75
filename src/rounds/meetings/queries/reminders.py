"""Who is to be reminded of a meeting at a moment."""

import datetime as dt

from django.db.models import Exists, F, OuterRef, QuerySet

from rounds.accounts.models import Person
from rounds.meetings.models import Registration, Reminded, ReminderChoice
from rounds.meetings.reminding import BEFORE, Reminding
from rounds.meetings.vocabulary import MeetingState, RegistrationState

KINDS = list(Reminding)


def registrations_to_remind(at: dt.datetime) -> list[Registration]:
    """Those with a place in a meeting that begins soon, and whose reminder of this moment has not been dealt with."""
    return [one for kind in KINDS for one in due_for(kind, at)]


def due_for(kind: Reminding, at: dt.datetime) -> QuerySet[Registration]:
    """A reminder is due from its moment on, until that of the next; who registered after its moment needs none."""
    after = KINDS[KINDS.index(kind) + 1 :]
    soonest = at + BEFORE[after[0]] if after else at
    told = Reminded.objects.filter(registration=OuterRef("pk"), starts_at=OuterRef("meeting__starts_at"), kind=kind)
    found: QuerySet[Registration] = Registration.objects.filter(
        ~Exists(told),
        state=RegistrationState.REGISTERED,
        made__lte=F("meeting__starts_at") - BEFORE[kind],
        meeting__state__in=(MeetingState.OPEN, MeetingState.CLOSED),
        meeting__starts_at__gt=soonest,
        meeting__starts_at__lte=at + BEFORE[kind],
    )
    return found.select_related("meeting", "person").order_by("meeting__starts_at", "pk")


def reminders_of(person: Person) -> dict[str, bool]:
    chosen = ReminderChoice.objects.filter(person=person).first() or ReminderChoice(person=person)
    return {"week": chosen.week, "day": chosen.day, "hour": chosen.hour}
