"""A kind of ticket is removed while somebody orders it or gives it: they are told, and nothing is written."""

import uuid

import pytest

from rounds.events.actions import buying
from rounds.events.actions.selling import remove_kind
from rounds.events.actions.ticket_changes import Guest, give_tickets
from rounds.events.actions.ticket_orders import TicketsRefused
from rounds.events.models import Purchase, TicketKind
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.tickets import NOON, limited, wish

pytestmark = pytest.mark.django_db


def test_a_kind_that_is_removed_while_a_basket_is_looked_at_is_not_on_sale() -> None:
    kind = limited(2)
    basket = buying.basket_of(kind.event, PersonFactory(), wish(kind), at=NOON)
    remove_kind(kind, by=StaffFactory(), at=NOON)

    with pytest.raises(TicketsRefused, match="not on sale"):
        buying.full_kinds(basket)


def test_tickets_of_a_kind_that_was_removed_meanwhile_are_not_given() -> None:
    kind, staff = limited(2), StaffFactory()
    stale = TicketKind.objects.get(pk=kind.pk)
    remove_kind(kind, by=staff, at=NOON)

    with pytest.raises(TicketsRefused, match="not on sale"):
        give_tickets(stale, [Guest("Ada Obi")], why="They speak", key=uuid.uuid4(), by=staff, at=NOON)

    assert not Purchase.objects.exists()
