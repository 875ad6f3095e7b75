import datetime as dt

from django.db import transaction

from rounds.accounts.models import Kind, Person
from rounds.accounts.queries import mail_moment
from rounds.accounts.trail import record
from rounds.meetings.letters import tell_reminder
from rounds.meetings.models import Registration, Reminded, ReminderChoice
from rounds.meetings.queries.reminders import registrations_to_remind, reminders_of
from rounds.meetings.reminding import Reminding, reminder_due


def send_reminders(*, at: dt.datetime) -> int:
    """Remind those who have a place, each once for each moment, whoever runs this how often; how many letters went."""
    return sum(remind(one, at=at) for one in registrations_to_remind(at))


@transaction.atomic
def remind(registration: Registration, *, at: dt.datetime) -> bool:
    """A letter that would come in the quiet hours and after the start is not sent."""
    meeting, person = registration.meeting, registration.person
    kind = reminder_due(meeting.starts_at, at)
    if kind is None:
        return False
    facts = {"registration": registration, "kind": kind, "starts_at": meeting.starts_at}
    _row, new = Reminded.objects.get_or_create(**facts, defaults={"at": at})
    moment = mail_moment(person, Kind.NEEDS, at=at)
    if not new or not wants(person, kind) or moment is None or moment >= meeting.starts_at:
        return False
    return tell_reminder(registration, kind, at=at)


def wants(person: Person, kind: Reminding) -> bool:
    return reminders_of(person)[kind.value]


@transaction.atomic
def choose_reminders(person: Person, *, week: bool, day: bool, hour: bool, at: dt.datetime) -> None:
    facts = {"week": week, "day": day, "hour": hour}
    ReminderChoice.objects.update_or_create(person=person, defaults=facts)
    wanted = [name for name, chosen in facts.items() if chosen]
    record("meetings.reminders_chosen", subject=person, by=person, at=at, wanted=wanted)
