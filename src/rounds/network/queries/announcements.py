from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from rounds.accounts.models import Person
from rounds.network.models import Announcement, Organisation, Receipt, Seat


def announcements_visible_to(person: Person) -> QuerySet[Announcement]:
    """Those meant for somebody who still sits there, and those of the organisations they manage."""
    if not person.is_active:
        return Announcement.objects.none()
    seat = Seat.objects.open().filter(person=person, organisation=OuterRef("organisation"))
    meant = Receipt.objects.filter(announcement=OuterRef("pk"), person=person)
    told = Q(Exists(seat)) & Q(Exists(meant)) & Q(withdrawn__isnull=True)
    manager = Seat.objects.open().filter(person=person, manages=True)
    here = Q(Exists(manager.filter(organisation=OuterRef("organisation"))))
    above = Q(Exists(manager.filter(organisation=OuterRef("organisation__parent"))))
    return Announcement.objects.filter(told | here | above).select_related("organisation", "by", "department")


def announcements_at(organisation: Organisation, person: Person) -> QuerySet[Any]:
    """With how many have opened and confirmed each, and when the reader did."""
    mine = Receipt.objects.filter(announcement=OuterRef("pk"), person=person)
    found = announcements_visible_to(person).filter(organisation=organisation)
    return found.annotate(
        meant=Count("receipts"),
        opened=Count("receipts__opened"),
        confirmed=Count("receipts__confirmed"),
        for_me=Exists(mine),
        my_opening=Subquery(mine.values("opened")[:1]),
        my_confirming=Subquery(mine.values("confirmed")[:1]),
    ).order_by("-at", "-pk")


def receipts_of(announcement: Announcement) -> QuerySet[Receipt]:
    """Who has read it: those who have not come first."""
    return announcement.receipts.select_related("person").order_by("confirmed", "opened", "person__name", "pk")


@dataclass(frozen=True)
class Reads:
    meant: int
    opened: int
    confirmed: int


def reads_of(announcement: Announcement) -> Reads:
    found = announcement.receipts.aggregate(meant=Count("pk"), opened=Count("opened"), confirmed=Count("confirmed"))
    return Reads(**found)


def waiting_to_confirm(person: Person) -> QuerySet[Announcement]:
    """What a person is asked to confirm and has not."""
    open_ones = Receipt.objects.filter(announcement=OuterRef("pk"), person=person, confirmed__isnull=True)
    found = announcements_visible_to(person).filter(Exists(open_ones), confirm=True, withdrawn__isnull=True)
    return found.order_by("at", "pk")
