"""Tickets of the invented summit, with orders in every state; relative to today."""

import datetime as dt
import uuid
from typing import Any

from rounds.accounts.models import Person
from rounds.billing.actions import record_payment
from rounds.events.actions import buying, on_the_day, selling, ticket_changes, ticket_money
from rounds.events.actions.ticket_changes import Guest
from rounds.events.models import Event, Purchase, Quota, TicketKind

DAY = dt.timedelta(days=1)
KIND: dict[str, Any] = {
    "about": "",
    "content": "",
    "member_amount": None,
    "subject": "",
    "most": 10,
    "sale_from": None,
    "sale_until": None,
    "needs": "",
    "proof": "",
    "companion_of_id": None,
    "waiting_list": True,
    "shown": True,
}


def load_tickets(people: dict[str, Person], *, at: dt.datetime) -> None:
    event = Event.objects.get(slug="social-media-summit")
    staff, before = people["staff"], at - 30 * DAY
    set_up(event, staff, before)
    kinds = {one.name: one for one in event.ticket_kinds.all()}
    orders(event, kinds, people, at)
    guests(kinds["Speakers and helpers"], staff, at)
    on_the_day.announce(
        event,
        subject="Rooms at the Pier Hotel",
        words="Until the end of the month the Pier Hotel keeps rooms for us.\n\nSay the name of the summit when you book.",
        key=key_of("hotel"),
        by=staff,
        at=at - 3 * DAY,
    )


def set_up(event: Event, staff: Person, at: dt.datetime) -> None:
    first = dt.datetime.combine(event.starts, dt.time(18), event.tz)
    words = "All tickets have lunch, coffee and captions. If money is in the way, write to us."
    sale = {"currency": "USD", "words": words, "names_until": first - 7 * DAY, "offer_hours": 48}
    selling.set_sales(event, sale, by=staff, at=at)
    selling.set_refunds(event, [(30, 100), (7, 50)], by=staff, at=at)
    hall, room = quota(event, "Hall", 120, staff, at), quota(event, "Workshop room", 6, staff, at)
    full = kind(event, "Full ticket", [hall], staff, at, amount=390_00, member_amount=290_00, order=1)
    kind(event, "Student", [hall], staff, at, amount=90_00, needs="proof", proof="your student card", most=1, order=2)
    kind(event, "Patient or caregiver", [hall], staff, at, most=2, order=3, about="Free. You make this summit better.")
    facts = {"companion_of_id": full.pk, "about": "For somebody who helps you to take part.", "order": 4}
    kind(event, "Companion", [hall], staff, at, **facts)
    facts = {"about": "The day before, with two mentors.", "content": "Plan a film\nFilm it\nCaption it", "order": 5}
    kind(event, "Workshop day", [room], staff, at, amount=120_00, **facts)
    invited = kind(event, "Speakers and helpers", [hall], staff, at, needs="code", waiting_list=False, order=6)
    selling.add_code(invited, "SPEAK", 40, by=staff, at=at)


def quota(event: Event, name: str, cap: int, staff: Person, at: dt.datetime) -> Quota:
    return selling.save_quota(event, name, cap, quota=None, by=staff, at=at)


def kind(event: Event, name: str, quotas: list[Quota], staff: Person, at: dt.datetime, **facts: Any) -> TicketKind:
    contents = "Both days\nLunch and coffee\nRecordings afterwards" if name in {"Full ticket", "Student"} else ""
    values = {**KIND, "name": name, "amount": 0, "content": contents, **facts}
    return selling.save_kind(event, values, pools=[one.pool_id for one in quotas], kind=None, by=staff, at=at)


def key_of(name: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"demonstration:tickets:{name}")


def buy(person: Person, at: dt.datetime, *wanted: tuple[TicketKind, int], **more: Any) -> Purchase:
    counts = {kind.pk: count for kind, count in wanted}
    key = key_of(f"{person.email}:{sorted(counts)}")
    return buying.buy(wanted[0][0].event, person, buying.Wish(key=key, counts=counts, **more), at=at)


def pay(purchase: Purchase, at: dt.datetime) -> Purchase:
    invoice = ticket_money.ask_invoice(purchase, "invoice", by=purchase.person, at=at)
    record_payment(invoice, invoice.gross, "card", by=None, at=at, tell=False)
    purchase.refresh_from_db()
    return purchase


def orders(event: Event, kinds: dict[str, TicketKind], people: dict[str, Person], at: dt.datetime) -> None:
    """Paid, given back in part, free, to be paid, on an invoice, full and waiting."""
    full, companion, workshop = kinds["Full ticket"], kinds["Companion"], kinds["Workshop day"]
    group = pay(buy(people["communications"], at - 20 * DAY, (full, 4), (companion, 1)), at - 20 * DAY)
    unnamed = [one for one in group.tickets.order_by("pk") if not one.name and one.main_id is None]
    told = {"email": "tamsin.ode@northlake.example", "pronouns": "they/them", "organisation": "Northlake Hospital"}
    ticket_changes.name_ticket(
        unnamed[0], {"name": "Tamsin Ode", "needs": "", **told}, by=group.person, at=at - 19 * DAY
    )
    pay(buy(people["Lena Kovac"], at - 18 * DAY, (full, 1)), at - 18 * DAY)
    left = pay(buy(people["Olive Tamm"], at - 17 * DAY, (full, 2)), at - 17 * DAY)
    ticket_changes.cancel_tickets(left, [left.tickets.order_by("pk")[1]], by=left.person, at=at - 5 * DAY)
    buy(people["patient"], at - 16 * DAY, (kinds["Patient or caregiver"], 2))
    pay(buy(people["Joy Adeyemi"], at - 15 * DAY, (workshop, 4)), at - 15 * DAY)
    pay(buy(people["communications"], at - 14 * DAY, (workshop, 2)), at - 14 * DAY)
    buy(people["Hana Sato"], at - 4 * DAY, (workshop, 2))
    buy(people["patient"], at - 2 * DAY, (workshop, 1))
    ticket_money.ask_invoice(
        buy(people["Dr Sun-hee Park"], at - DAY, (full, 3)), "invoice", by=people["Dr Sun-hee Park"], at=at - DAY
    )
    buy(people["Hana Sato"], at, (full, 1))


def guests(kind: TicketKind, staff: Person, at: dt.datetime) -> None:
    named = [
        Guest("أمينة الخطيب", "amina@people.example", "Open Ward Foundation", "she/her", "Speaker"),
        Guest("Wilhelmina van der Oudewaterschapsheuvel-Montgomery", "w.montgomery@people.example", "", "", "Speaker"),
        Guest("Ottoline Bright", "ottoline@people.example", "Harbour Centre", "she/her", "Helper"),
    ]
    why = "They speak or help"
    ticket_changes.give_tickets(kind, named, why=why, key=key_of("guests"), by=staff, at=at - 10 * DAY)
