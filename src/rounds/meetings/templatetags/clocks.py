from django import template
from django.contrib.auth.models import AnonymousUser

from rounds.accounts.models import Person
from rounds.meetings.models import Meeting
from rounds.meetings.queries import shown

register = template.Library()


@register.filter
def clocks(meeting: Meeting, user: Person | AnonymousUser) -> shown.Clocks:
    """When it is, on its own clock and on the reader's where that differs."""
    return shown.clocks(meeting, user if isinstance(user, Person) else None)
