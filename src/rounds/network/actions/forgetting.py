"""What groups and the directory forget when a person is erased."""

import datetime as dt

from rounds.accounts.models import Person
from rounds.network.models import Draft, GroupMember, Listing, Post, Receipt, Report


def forget_words(person: Person, at: dt.datetime) -> None:
    """Their entry, drafts and letters go, and the words of their posts; that they wrote, and when, stays."""
    Listing.objects.filter(person=person).delete()
    Draft.objects.filter(person=person).delete()
    Receipt.objects.filter(person=person).delete()
    GroupMember.objects.filter(person=person).delete()
    Post.objects.filter(by=person).update(words="", changed=at)
    Post.mentions.through.objects.filter(person=person).delete()
    Report.objects.filter(by=person, settled__isnull=True).update(words="")
