"""What tickets hold about a person, for their export."""

from typing import Any

from django.db.models.functions import Lower

from rounds.accounts.models import Person
from rounds.events.models import Announcement, CheckIn, HeadCount, Notice, Purchase, Ticket
from rounds.events.reach import addresses_of

Section = tuple[str, list[dict[str, Any]]]


def held_in_tickets(person: Person) -> Section:
    addresses = addresses_of(person)
    mine = Ticket.objects.annotate(lower=Lower("email")).filter(lower__in=addresses)
    bought = Ticket.objects.filter(purchase__person=person)
    told = ("kind__name", "name", "email", "pronouns", "organisation", "role", "needs", "ended", "because")
    about = {
        "order": Purchase.objects.filter(person=person).values("event__name", "state", "made", "changed", "because"),
        "ticket bought": bought.values("purchase__event__name", *told),
        "ticket": mine.values("purchase__event__name", *told),
        "check-in": CheckIn.objects.filter(ticket__in=mine).values("ticket__purchase__event__name", "at", "undone"),
        "announcement heard": Notice.objects.filter(email__in=addresses).values("announcement__subject", "sent"),
        "announcement made": Announcement.objects.filter(by=person).values("event__name", "subject", "words", "at"),
        "head count": HeadCount.objects.filter(by=person).values("proposal__title", "count", "at"),
    }
    return "tickets", [{"what": what, **row} for what, rows in about.items() for row in rows.order_by("pk")]
