import datetime as dt

from django.db.models.functions import Lower

from rounds.accounts.models import Person
from rounds.billing.actions import hold_order
from rounds.events.actions.ticket_changes import end_unpaid
from rounds.events.models import Bought, Ended, Notice, Purchase, Ticket
from rounds.events.reach import addresses_of
from rounds.events.tickets import fresh_code

GONE = {"name": "", "email": "", "pronouns": "", "organisation": "", "role": "", "needs": ""}


def leave_tickets(person: Person, at: dt.datetime) -> None:
    """What is not paid ends and its places go on; what was bought stays as a record of money, without who came."""
    unpaid = Purchase.objects.filter(person=person, state__in=[Bought.HELD, Bought.OFFERED, Bought.WAITING])
    for one in unpaid.select_related("event", "person", "code").order_by("pk"):
        end_unpaid(one, hold_order(one.order_id), Ended.LEFT, by=None, at=at)
    addresses = addresses_of(person)
    Notice.objects.annotate(lower=Lower("email")).filter(lower__in=addresses).delete()
    for ticket in Ticket.objects.annotate(lower=Lower("email")).filter(lower__in=addresses):
        Ticket.objects.filter(pk=ticket.pk).update(**GONE, code=fresh_code())
