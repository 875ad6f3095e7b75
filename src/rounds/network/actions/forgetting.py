"""What groups and the directory forget when a person is erased."""

import datetime as dt

from rounds.accounts.models import Person
from rounds.network.models import Draft, GroupMember, Listing, Post, Receipt, Report, Seat


def forget_words(person: Person, at: dt.datetime) -> None:
    """Their entry, drafts and letters go, and the words of their posts; that they wrote, and when, stays."""
    Listing.objects.filter(person=person).delete()
    Draft.objects.filter(person=person).delete()
    Receipt.objects.filter(person=person).delete()
    GroupMember.objects.filter(person=person).delete()
    Post.objects.filter(by=person).update(words="", changed=at)
    Post.mentions.through.objects.filter(person=person).delete()
    Report.objects.filter(by=person, settled__isnull=True).update(words="")


def close_inside(seats: list[Seat], at: dt.datetime) -> None:
    """For the hook "rounds_seats_ended": the groups of its staff end for who left, and letters on their way do not go.

    What they read and confirmed while they were there stays, so that managers can show it.
    """
    for seat in seats:
        here = GroupMember.objects.filter(person=seat.person_id, group__organisation=seat.organisation_id)
        here.exclude(state=GroupMember.State.OUT).update(state=GroupMember.State.OUT, moderates=False, since=at)
        Draft.objects.filter(person=seat.person_id, group__organisation=seat.organisation_id).delete()
        told = Receipt.objects.filter(person=seat.person_id, announcement__organisation=seat.organisation_id)
        told.filter(opened__isnull=True).delete()
