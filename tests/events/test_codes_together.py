"""People buy with the same code, wait and cancel at once: nobody waits for somebody who waits for them."""

import pytest

from rounds.accounts.models import Person
from rounds.events.actions.ticket_changes import cancel_tickets
from rounds.events.actions.ticket_orders import TicketsRefused
from rounds.events.models import InvitationCode, Purchase, TicketKind
from rounds.events.queries.purchases import tickets_that_disagree
from tests.credentials.conftest import Together, together  # noqa: F401  a fixture
from tests.factories.accounts import PersonFactory
from tests.factories.tickets import NOON, buys, limited, taken

pytestmark = [pytest.mark.slow, pytest.mark.both]


@pytest.fixture
def kind(transactional_db: None) -> TicketKind:
    made = limited(2, needs="code")
    InvitationCode.objects.create(kind=made, code="FRIENDS", limit=60)
    return made


@pytest.fixture
def people(transactional_db: None) -> list[Person]:
    return [PersonFactory() for _each in range(3)]


def test_code_and_places_are_taken_in_one_order(
    kind: TicketKind,
    people: list[Person],
    together: Together,  # noqa: F811
) -> None:
    def come_and_go(number: int) -> int:
        done = 0
        for _time in range(3):
            bought: Purchase = buys(kind, person=people[number], code="friends")
            try:
                cancel_tickets(bought, list(bought.tickets.all()), by=people[number], at=NOON)
            except TicketsRefused:  # it waits, or was offered places meanwhile
                continue
            done += 1
        return done

    assert sum(together([lambda number=number: come_and_go(number) for number in range(3)])) > 0

    living = Purchase.objects.exclude(state="cancelled")
    assert InvitationCode.objects.get().used == sum(one.tickets.filter(ended=None).count() for one in living)
    assert taken(kind) <= 2
    assert list(tickets_that_disagree(kind.event)) == []
