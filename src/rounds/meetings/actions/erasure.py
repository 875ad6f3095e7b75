import datetime as dt

from rounds.accounts.models import Person
from rounds.meetings.actions.leaving import LeavingRefused, leave
from rounds.meetings.models import Host, Invited, Registration, ReminderChoice
from rounds.meetings.vocabulary import LIVING


def leave_meetings(person: Person, at: dt.datetime) -> None:
    """Give up what lies ahead, as if the person had cancelled. That somebody was registered stays, without a name."""
    ahead = Registration.objects.filter(person=person, state__in=LIVING, meeting__starts_at__gt=at)
    for one in ahead.order_by("pk"):
        try:
            leave(one, by=None, at=at)
        except LeavingRefused:
            continue
    Registration.objects.filter(person=person).exclude(needs="").update(needs="")
    ReminderChoice.objects.filter(person=person).delete()
    Invited.objects.filter(person=person).delete()
    Host.objects.filter(person=person, meeting__starts_at__gt=at).delete()
