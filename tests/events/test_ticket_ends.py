import pytest

from rounds.billing.models import Order
from rounds.events.actions import buying, ticket_money
from rounds.events.actions.ticket_ends import end_purchase
from rounds.events.models import Ended, Purchase
from rounds.meetings.queries import pools_that_disagree
from tests.factories.tickets import LATER, buys, limited, taken

pytestmark = pytest.mark.django_db


def test_an_offer_that_was_taken_up_meanwhile_is_not_ended_as_one_that_waits_for_an_answer() -> None:
    kind = limited(1, 120_00)
    buys(kind)
    offered = buys(kind)
    ticket_money.expire_over(at=LATER)
    older = Purchase.objects.get(pk=offered.pk)

    held = buying.accept_offer(Purchase.objects.get(pk=offered.pk), at=LATER)

    assert not end_purchase(older, Ended.LEFT, by=older.person, at=LATER)
    held.refresh_from_db()
    assert (older.state, held.state, Order.objects.get(pk=held.order_id).state) == ("offered", "held", "placed")
    assert (taken(kind), list(pools_that_disagree())) == (1, [])
