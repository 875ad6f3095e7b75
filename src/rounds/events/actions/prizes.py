"""The tickets that come with prizes: made with the award, ended with it, and waiting where no place is left."""

import datetime as dt
import uuid
from collections.abc import Callable

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.events.actions.contests import ContestRefused, locked
from rounds.events.actions.ticket_changes import Guest, cancel_tickets, give_tickets, name_ticket
from rounds.events.actions.ticket_ends import hold_kinds
from rounds.events.actions.ticket_orders import TicketsRefused
from rounds.events.letters_after import tell_entry
from rounds.events.models import Prize, Ticket
from rounds.events.queries.contests import prizes_held
from rounds.events.queries.tickets import pools_by_kind
from rounds.events.tickets import fresh_code
from rounds.events.vocabulary import Taken
from rounds.meetings.actions.places import Claim, PlacesGone, lock_pools, take_claims


def settle_tickets(prize: Prize, *, by: Person, at: dt.datetime) -> bool:
    """Bring tickets in line with a prize, in the caller's transaction, which holds the contest; False where one waits, or was
    used already. What the prize said before the contest was held may be old."""
    prize.refresh_from_db(fields=["purchase", "reply", "companion_name"])
    kinds = prize.entry.contest.event.ticket_kinds  # of the ticket and of its companion
    hold_kinds(kinds.values_list("pk", flat=True))
    held = prizes_held(prize.entry.contest).filter(pk=prize.pk).exists()
    steps = (give_ticket, follow_companion) if held else (end_tickets,)
    return all(attempted(step, prize, by, at) for step in steps)


def attempted(step: Callable[[Prize, Person, dt.datetime], None], prize: Prize, by: Person, at: dt.datetime) -> bool:
    try:
        with transaction.atomic():
            step(prize, by, at)
    except (TicketsRefused, PlacesGone):
        return False
    return True


def open_tickets(prize: Prize) -> QuerySet[Ticket]:
    return Ticket.objects.filter(purchase=prize.purchase_id, ended__isnull=True).select_related("kind").order_by("pk")


def give_ticket(prize: Prize, by: Person, at: dt.datetime) -> None:
    contest, person = prize.entry.contest, prize.entry.person
    if contest.ticket is None or open_tickets(prize).exists():
        return
    guest = Guest(person.name, person.email)
    prize.purchase = give_tickets(
        contest.ticket, [guest], why=contest.name, key=uuid.uuid4(), by=by, at=at, holder=person
    )
    prize.save(update_fields=["purchase"])


def follow_companion(prize: Prize, by: Person, at: dt.datetime) -> None:
    """The companion's ticket is bound to the recipient's: it comes, changes its name and ends with what was answered."""
    tickets = list(open_tickets(prize))
    main, there = ([one for one in tickets if (one.main_id is not None) is bound] for bound in (False, True))
    name = prize.companion_name if prize.reply == Taken.YES else ""
    if prize.purchase is None or not main:
        return
    if there and not name:
        cancel_tickets(prize.purchase, there, by=by, at=at, staff=True)
    elif there and there[0].name != name:
        name_ticket(there[0], {"name": name}, by=by, at=at, staff=True)
    elif name and not there:
        add_companion(prize, main[0], name, by, at)


def add_companion(prize: Prize, main: Ticket, name: str, by: Person, at: dt.datetime) -> None:
    kind = main.kind.companions.order_by("order", "pk").first() or main.kind
    pools = pools_by_kind(kind.event)[kind.pk]
    lock_pools(pools)
    ticket = Ticket.objects.create(purchase_id=main.purchase_id, kind=kind, code=fresh_code(), name=name, main=main)
    take_claims([Claim(ticket.key, pools)], at=at)
    record("events.tickets_given", subject=main.purchase, by=by, at=at, count=1, why=prize.entry.contest.name)


def end_tickets(prize: Prize, by: Person, at: dt.datetime) -> None:
    tickets = list(open_tickets(prize))
    if prize.purchase and tickets:
        cancel_tickets(prize.purchase, tickets, by=by, at=at, staff=True)


@transaction.atomic
def make_waiting_tickets(prize: Prize, *, by: Person, at: dt.datetime) -> None:
    """Try again what had no place when the prize was given."""
    locked(prize.entry.contest)
    if not settle_tickets(prize, by=by, at=at):
        raise ContestRefused(_("There is still no place. Make the quota larger, or wait until somebody cancels."))


@transaction.atomic
def take_prize_back(prize: Prize, reason: str, *, by: Person, at: dt.datetime) -> None:
    """The prize is free again, and so are the places of its tickets; the recipient is told why."""
    contest = locked(prize.entry.contest)
    if not reason.strip():
        raise ContestRefused(_("Say why. The recipient reads it."), field="reason")
    if not Prize.objects.filter(pk=prize.pk, taken_back__isnull=True).update(taken_back=at):
        raise ContestRefused(_("This prize was taken back already."))
    prize.taken_back = at
    if not settle_tickets(prize, by=by, at=at):
        raise ContestRefused(_("Somebody has come with this ticket. The prize stays."))
    record("events.prize_taken_back", subject=contest, by=by, at=at, entry=prize.entry.code, why=reason.strip())
    tell_entry(prize.entry, "taken back", at=at, why=reason.strip())
