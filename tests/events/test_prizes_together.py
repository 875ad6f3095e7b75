"""A prize is answered, taken back and given its ticket by several people at once: its tickets follow what it is in the end."""

from collections.abc import Callable

import pytest

from rounds.accounts.models import Person
from rounds.events.actions import judging, prizes
from rounds.events.actions.contests import ContestRefused
from rounds.events.actions.ticket_changes import cancel_tickets
from rounds.events.models import Prize, Ticket, TicketKind
from rounds.events.queries.purchases import tickets_that_disagree
from rounds.meetings.queries import pools_that_disagree
from tests.credentials.conftest import Together, together  # noqa: F401  a fixture
from tests.factories.accounts import StaffFactory
from tests.factories.contests import OVER, ContestFactory, finalist, marked
from tests.factories.tickets import NOON, buys, limited, taken

pytestmark = [pytest.mark.slow, pytest.mark.both]


@pytest.fixture
def kind(transactional_db: None) -> TicketKind:
    return limited(3)


@pytest.fixture
def staff(transactional_db: None) -> Person:
    return StaffFactory()


@pytest.fixture
def prize(kind: TicketKind, staff: Person) -> Prize:
    """One that waits for its ticket: there was no place when it was given, and there are places now."""
    entry = finalist(ContestFactory(event=kind.event, ticket=kind))
    for _sheet in range(2):
        marked(entry, 4, 4)
    full = [buys(kind) for _place in range(3)]
    [made] = judging.choose_recipients(entry.contest, [entry.code], by=staff, at=OVER)
    for one in full:
        cancel_tickets(one, list(one.tickets.all()), by=one.person, at=NOON)
    return made


def quiet(call: Callable[[], None]) -> Callable[[], bool]:
    def told() -> bool:
        try:
            call()
        except ContestRefused:
            return False
        return True

    return told


def read(prize: Prize) -> Prize:
    """As a page reads it, before anything is held."""
    return Prize.objects.select_related("entry__contest__event", "entry__contest__ticket", "entry__person").get(
        pk=prize.pk
    )


def test_a_ticket_that_waited_is_made_once(
    prize: Prize,
    kind: TicketKind,
    staff: Person,
    together: Together,  # noqa: F811
) -> None:
    pages = [read(prize) for _tab in range(3)]

    assert all(
        together([quiet(lambda one=one: prizes.make_waiting_tickets(one, by=staff, at=OVER)) for one in pages])  # type: ignore[misc]
    )

    assert (Ticket.objects.filter(ended=None).count(), taken(kind)) == (1, 1)


def test_no_ticket_outlives_its_prize(
    prize: Prize,
    kind: TicketKind,
    staff: Person,
    together: Together,  # noqa: F811
) -> None:
    making, taking, answering = read(prize), read(prize), read(prize)
    recipient = prize.entry.person

    def answers() -> None:
        judging.answer_prize(answering, "yes", companion_name="Aunt Joy", by=recipient, at=OVER)

    told = together(
        [
            quiet(lambda: prizes.make_waiting_tickets(making, by=staff, at=OVER)),
            quiet(lambda: prizes.take_prize_back(taking, "A second prize elsewhere", by=staff, at=OVER)),
            quiet(answers),
        ]
    )

    assert told[1]
    assert (Ticket.objects.filter(ended=None).count(), taken(kind)) == (0, 0)
    assert (list(pools_that_disagree()), list(tickets_that_disagree(kind.event))) == ([], [])
