"""What rooms and calendars forget when a person is erased."""

import datetime as dt

from rounds.accounts.models import Person
from rounds.meetings.models import AttendanceLog, Ballot, CalendarFeed, Question, Vote


def forget_rooms(person: Person, at: dt.datetime) -> None:
    """Words, votes, answers and addresses go. That somebody was there stays, as evidence of credit, without a name."""
    Question.objects.filter(by=person).update(words="", unnamed=True)
    Vote.objects.filter(person=person).delete()
    Ballot.objects.filter(person=person).delete()
    CalendarFeed.objects.filter(person=person).delete()
    AttendanceLog.objects.filter(by=person).delete()
