"""The tickets of prizes: made with the award, ended with it, and waiting where no place is left."""

from typing import Any

import pytest
from django.core import mail

from rounds.events.actions import entries, judging, on_the_day, prizes
from rounds.events.actions.contests import ContestRefused
from rounds.events.models import Contest, Entry, Event, Prize, Ticket, TicketKind
from rounds.events.queries.contests import scholarships_of
from rounds.events.queries.waiting import waiting_at_desk
from rounds.meetings.queries import pools_that_disagree
from tests.factories.accounts import StaffFactory, signed_in
from tests.factories.contests import OVER, ContestFactory, finalist, marked
from tests.factories.events import EventFactory, helper
from tests.factories.tickets import TicketKindFactory, buys, limited, quota, taken

pytestmark = pytest.mark.django_db
DESK = "/events/summit/desk/contests"


@pytest.fixture
def event() -> Event:
    return EventFactory(slug="summit")


@pytest.fixture
def kind(event: Event) -> TicketKind:
    """Two places in all."""
    return limited(2, event=event)


@pytest.fixture
def entry(event: Event, kind: TicketKind) -> Entry:
    """A finalist with its sheets."""
    found = finalist(ContestFactory(event=event, slug="grants", name="Patient grants", ticket=kind))
    for _sheet in range(2):
        marked(found, 4, 4)
    return found


def awarded(entry: Entry) -> Prize:
    [made] = judging.choose_recipients(entry.contest, [entry.code], by=StaffFactory(), at=OVER)
    return made


def living(prize: Prize) -> list[str]:
    prize.refresh_from_db()
    return list(prizes.open_tickets(prize).values_list("name", flat=True))


def answered(prize: Prize, reply: str, companion: str = "") -> None:
    judging.answer_prize(prize, reply, companion_name=companion, by=prize.entry.person, at=OVER)


def test_award_makes_the_ticket_of_the_recipient(entry: Entry, kind: TicketKind) -> None:
    prize = awarded(entry)

    ticket = Ticket.objects.get()
    assert (ticket.name, ticket.email, ticket.kind) == (entry.person.name, entry.person.email, kind)
    assert (prize.purchase.person, prize.purchase.given) == (entry.person, "Patient grants")  # type: ignore[union-attr]
    assert taken(kind) == 1
    assert sum(letter.to == [entry.person.email] for letter in mail.outbox) == 2


def test_companion_comes_changes_and_stays_away(entry: Entry, kind: TicketKind) -> None:
    prize, name = awarded(entry), entry.person.name

    answered(prize, "yes", "Uncle Ben")
    code = Ticket.objects.get(name="Uncle Ben").code
    assert (living(prize), taken(kind)) == ([name, "Uncle Ben"], 2)
    answered(prize, "yes", "Aunt Joy")
    assert (living(prize), Ticket.objects.filter(code=code).exists()) == ([name, "Aunt Joy"], False)
    answered(prize, "yes")

    assert (living(prize), taken(kind)) == ([name], 1)


def test_companion_has_a_kind_of_their_own_where_there_is_one(entry: Entry, event: Event, kind: TicketKind) -> None:
    own = TicketKindFactory(event=event, companion_of=kind, quotas=[quota(event, 1, "Galleries")])

    answered(awarded(entry), "yes", "Uncle Ben")

    assert (taken(kind), taken(own)) == (1, 1)


def test_no_gives_the_places_back(entry: Entry, kind: TicketKind) -> None:
    prize = awarded(entry)
    answered(prize, "yes", "Uncle Ben")

    answered(prize, "no")

    assert (living(prize), taken(kind), list(pools_that_disagree())) == ([], 0, [])


def test_withdrawn_entry_gives_the_places_back(entry: Entry, kind: TicketKind) -> None:
    prize = awarded(entry)

    entries.withdraw_entry(entry, by=entry.person, at=OVER)

    assert (living(prize), taken(kind)) == ([], 0)


def test_prize_is_taken_back_with_its_tickets(entry: Entry, kind: TicketKind) -> None:
    prize, staff = awarded(entry), StaffFactory()
    with pytest.raises(ContestRefused, match="reads it"):
        prizes.take_prize_back(prize, " ", by=staff, at=OVER)
    mail.outbox.clear()

    prizes.take_prize_back(prize, "The text was not your own.", by=staff, at=OVER)

    assert (living(prize), taken(kind), scholarships_of(entry.contest.event)) == ([], 0, [])
    assert ["not your own" in letter.body for letter in mail.outbox if "taken back" in letter.subject] == [True]
    with pytest.raises(ContestRefused, match="taken back already"):
        prizes.take_prize_back(prize, "Again", by=staff, at=OVER)
    with pytest.raises(ContestRefused, match="taken back. Write"):
        answered(prize, "yes")


def test_prize_of_somebody_who_has_come_stays(entry: Entry) -> None:
    prize, staff = awarded(entry), StaffFactory()
    scan = on_the_day.Scan(prize.entry.contest.event.purchases.get().key, Ticket.objects.get().code, OVER)
    on_the_day.take_scans(entry.contest.event, [scan], sent=OVER, by=staff, at=OVER)

    with pytest.raises(ContestRefused, match="The prize stays"):
        prizes.take_prize_back(prize, "Too late", by=staff, at=OVER)

    assert (living(prize), Prize.objects.get().taken_back) == ([entry.person.name], None)


def test_without_a_place_the_ticket_waits_at_the_desk(entry: Entry, event: Event, kind: TicketKind) -> None:
    buys(kind, 2)
    client = signed_in(helper(event, "organiser"))

    chosen = client.post(f"{DESK}/grants/step", {"do": "recipients", "code": entry.code}, follow=True)
    prize = Prize.objects.get()
    still = client.post(f"{DESK}/grants/prizes/{prize.pk}/ticket", follow=True)
    tasks = [one.name for one in waiting_at_desk(event, None, at=OVER)]
    kind.pools.update(cap=3)
    made = client.post(f"{DESK}/grants/prizes/{prize.pk}/ticket", follow=True)

    assert f"No place is left for {entry.person.name}" in chosen.content.decode()
    assert "There is still no place" in still.content.decode()
    assert "Make tickets of prizes" in tasks
    assert "1 free ticket" in made.content.decode()
    assert (living(prize), taken(kind)) == ([entry.person.name], 3)


def test_prize_is_taken_back_by_the_form(entry: Entry, event: Event) -> None:
    prize, client = awarded(entry), signed_in(helper(event, "organiser"))
    page = f"{DESK}/grants/prizes/{prize.pk}/back"

    first, empty = client.get(page), client.post(page, {"reason": ""})
    done = client.post(page, {"reason": "A mistake of ours."})

    assert [one.status_code for one in (first, empty, done)] == [200, 422, 302]
    assert "Taken back" in client.get(f"{DESK}/grants").content.decode()
    assert signed_in(entry.person).get("/events/summit/contests/grants/entry/prize").status_code == 404


def test_contest_without_a_kind_of_ticket_gives_none(entry: Entry, event: Event) -> None:
    Contest.objects.update(ticket=None)
    contest: Any = Contest.objects.get()

    judging.choose_recipients(contest, [entry.code], by=StaffFactory(), at=OVER)

    [fact] = scholarships_of(event)
    assert (fact.tickets, fact.waits, Ticket.objects.count()) == (0, False, 0)
