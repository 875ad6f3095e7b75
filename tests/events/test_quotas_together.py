"""A kind of ticket gets other quotas, or its event is called off, at the moment when people get tickets of it."""

import pytest

from rounds.accounts.models import Person
from rounds.events.actions.events import change_standing
from rounds.events.actions.selling import save_kind
from rounds.events.actions.ticket_changes import Guest, call_off_tickets, give_tickets
from rounds.events.actions.ticket_orders import TicketsRefused
from rounds.events.models import Event, Ticket, TicketKind
from rounds.events.queries.purchases import tickets_that_disagree
from rounds.events.vocabulary import Standing
from rounds.meetings.queries import pools_that_disagree
from tests.credentials.conftest import Together, in_step, together  # noqa: F401  a fixture
from tests.factories.accounts import PersonFactory, StaffFactory
from tests.factories.tickets import NOON, TicketKindFactory, buys, limited, quota, wish

pytestmark = [pytest.mark.slow, pytest.mark.both]
ROUNDS = 8


@pytest.fixture
def kinds(transactional_db: None) -> list[TicketKind]:
    """Kinds of one event that nobody has bought yet; none of them has a limit."""
    event = limited(5).event
    return [TicketKindFactory(event=event) for _each in range(ROUNDS)]


@pytest.fixture
def staff(transactional_db: None) -> Person:
    return StaffFactory()


@pytest.fixture
def buyer(transactional_db: None) -> Person:
    return PersonFactory()


def test_each_ticket_takes_a_place_of_the_quotas_its_kind_has(
    kinds: list[TicketKind],
    staff: Person,
    buyer: Person,
    together: Together,  # noqa: F811
) -> None:
    hall = quota(kinds[0].event, cap=100)

    def limits(kind: TicketKind) -> None:
        save_kind(kind.event, {"name": kind.name}, pools=[hall.pool_id], kind=kind, by=staff, at=NOON)

    def gives(kind: TicketKind) -> None:
        give_tickets(kind, [Guest("Ada")], why="Speaks", key=wish(kind).key, by=staff, at=NOON)

    together(in_step(kinds, TicketsRefused, limits, gives, lambda kind: buys(kind, person=buyer)))

    assert Ticket.objects.count() == 2 * ROUNDS
    assert (list(tickets_that_disagree(kinds[0].event)), list(pools_that_disagree())) == ([], [])


def test_nobody_keeps_a_ticket_of_an_event_that_is_called_off(
    transactional_db: None,
    staff: Person,
    buyer: Person,
    together: Together,  # noqa: F811
) -> None:
    kinds = [TicketKindFactory() for _each in range(ROUNDS)]

    def calls_off(kind: TicketKind) -> None:
        change_standing(kind.event, Standing.CANCELLED, by=staff, at=NOON)
        call_off_tickets(kind.event, by=staff, at=NOON)

    def gives(kind: TicketKind) -> None:
        give_tickets(kind, [Guest("Ada")], why="Speaks", key=wish(kind).key, by=staff, at=NOON)

    together(in_step(kinds, TicketsRefused, calls_off, gives, lambda kind: buys(kind, person=buyer)))

    assert not Event.objects.exclude(standing=Standing.CANCELLED).exists()
    assert list(Ticket.objects.open()) == []
