"""Meetings that follow something else, such as the agenda of an event."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.meetings.actions.arranging import change_words, name_hosts
from rounds.meetings.letters import tell_changed
from rounds.meetings.models import Meeting
from rounds.meetings.vocabulary import LIVING, MeetingState


@transaction.atomic
def follow(
    meeting: Meeting, facts: Mapping[str, Any], *, hosts: Sequence[Person], by: Person | None, at: dt.datetime
) -> bool:
    """Write what is new of a meeting that is neither over nor cancelled; places and registrations stay.

    Who comes or waits is told of another time or place, and calendars count one up. Says whether anything was new.
    """
    held = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    new = [name for name, value in facts.items() if getattr(held, name) != value]
    leads = list(held.host_rows.order_by("place", "pk").values_list("person", flat=True))
    if held.state in {MeetingState.CANCELLED, MeetingState.DONE} or not (new or leads != [one.pk for one in hosts]):
        return False
    changes = change_words(held, facts)
    Meeting.objects.filter(pk=held.pk).update(**facts, sequence=held.sequence + 1, changed=at)
    name_hosts(held, hosts)
    held.refresh_from_db()
    record("meetings.meeting_changed", subject=held, by=by, at=at, fields=new)
    for one in held.registrations.filter(state__in=LIVING).select_related("person", "meeting") if changes else ():
        tell_changed(one, changes, at=at)
    return True
