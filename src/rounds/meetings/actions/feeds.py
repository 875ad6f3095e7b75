"""The private address of a person's calendar."""

import datetime as dt

from django.db import transaction

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.meetings.models import CalendarFeed

READ_EVERY = dt.timedelta(hours=1)  # that a program reads it is written down at most this often


@transaction.atomic
def make_feed(person: Person, *, at: dt.datetime) -> CalendarFeed:
    """A new address; the old one shows nothing from now on."""
    Person.objects.select_for_update().get(pk=person.pk)
    CalendarFeed.objects.filter(person=person, ended__isnull=True).update(ended=at)
    feed = CalendarFeed.objects.create(person=person, made=at)
    record("meetings.calendar_address_made", subject=person, by=person, at=at)
    return feed


@transaction.atomic
def end_feed(person: Person, *, at: dt.datetime) -> None:
    if CalendarFeed.objects.filter(person=person, ended__isnull=True).update(ended=at):
        record("meetings.calendar_address_ended", subject=person, by=person, at=at)


def note_reading(feed: CalendarFeed, *, at: dt.datetime) -> None:
    if feed.read is None or at - feed.read > READ_EVERY:
        CalendarFeed.objects.filter(pk=feed.pk).update(read=at)
