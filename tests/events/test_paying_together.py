"""Tickets are cancelled at the moment when their invoice is paid: one comes after the other, and no money is lost."""

import pytest

from rounds.billing.actions import record_payment
from rounds.billing.models import Credit, Invoice
from rounds.events.actions import ticket_money
from rounds.events.actions.ticket_changes import cancel_tickets
from rounds.events.actions.ticket_orders import TicketsRefused
from rounds.events.models import Purchase, Ticket
from tests.credentials.conftest import Together, in_step, together  # noqa: F401  a fixture
from tests.factories.accounts import PersonFactory
from tests.factories.tickets import NOON, buys, limited, taken, tickets

pytestmark = [pytest.mark.slow, pytest.mark.both]
TIMES = 8


def test_who_cancels_while_the_money_comes_gets_it_back(
    transactional_db: None,
    together: Together,  # noqa: F811
) -> None:
    kind, buyer = limited(TIMES, amount=100_00), PersonFactory()
    made = [buys(kind, person=buyer) for _each in range(TIMES)]
    for one in made:
        ticket_money.ask_invoice(one, "invoice", by=buyer, at=NOON)

    def pays(one: Purchase) -> None:
        invoice = Invoice.objects.get(order=one.order_id)
        record_payment(invoice, invoice.gross, "bank", by=None, at=NOON, tell=False)

    def cancels(one: Purchase) -> None:
        cancel_tickets(Purchase.objects.get(pk=one.pk), tickets(one), by=buyer, at=NOON, staff=True)

    together(in_step(made, TicketsRefused, pays, cancels))

    assert (list(Ticket.objects.open()), taken(kind)) == ([], 0)
    assert Credit.objects.get().minor == sum(invoice.gross_minor for invoice in Invoice.objects.all())
