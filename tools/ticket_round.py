"""The round of the proof of seats that sells tickets of an event: kinds with a shared quota, groups, a voucher, late money."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from seat_scene import ask, people, without_invoice

Send = Callable[..., Iterator[dict[str, Any]]]


@dataclass
class Tickets:
    """Two kinds that share the hall, of which one needs the room as well; one without a limit where a voucher counts once."""

    event: Any
    full: Any
    workshop: Any
    online: Any
    hall: Any
    staff: Any
    places: int
    code: str
    processor: float = 0.0
    buyers: float = 0.0
    faults: list[str] = field(default_factory=list)

    def check(self, name: str, found: object, wanted: object) -> None:
        if found != wanted:
            self.faults.append(f"{name}: {found}, wanted {wanted}")


def stage_tickets(staff: Any, places: int) -> Tickets:
    from django.utils import timezone

    from rounds.billing.actions.reductions import make_voucher
    from rounds.events.actions import events, selling
    from rounds.events.models import Event

    at = timezone.now()
    first = at.date() + dt.timedelta(days=60)
    name = f"Proof {uuid.uuid4().hex[:8]}"
    event = events.make_event(name, about="A proof", zone="UTC", starts=first, ends=first, by=staff, at=at)
    Event.objects.filter(pk=event.pk).update(standing="announced")
    event.refresh_from_db()
    hall = selling.save_quota(event, "Hall", places, quota=None, by=staff, at=at).pool
    room = selling.save_quota(event, "Room", max(1, places // 2), quota=None, by=staff, at=at).pool

    def kind(name: str, pools: list[Any]) -> Any:
        values = {"name": name, "amount": 120_00}
        return selling.save_kind(event, values, pools=[one.pk for one in pools], kind=None, by=staff, at=at)

    code = f"ONCE-{uuid.uuid4().hex[:6].upper()}"
    day = {"starts": at.date(), "ends": at.date()}
    terms = {"percent": 50, "amount": None, "currency": "", "subject": "", "kind": "", "limit": 1}
    make_voucher(code=code, words="A proof", **terms, **day, by=staff, at=at)
    kinds = kind("Full", [hall]), kind("Workshop", [hall, room]), kind("Online", [])
    return Tickets(event, *kinds, hall, staff, places, code)


def wants_tickets(scene: Tickets, person: Any, kind: Any, count: int = 1, **more: str) -> dict[str, Any]:
    typed = {"do": "buy", "key": str(uuid.uuid4()), "myself": "on", f"kind-{kind.pk}": str(count), **more}
    return ask(person, f"/events/{scene.event.slug}/tickets/order", **typed)


def sell_tickets(
    port: int,
    scene: Tickets,
    count: int,
    send: Send,
    around: Callable[..., AbstractContextManager[Callable[..., list[dict[str, Any]]]]],
    *,
    again: bool = False,
) -> list[dict[str, Any]]:
    """So many buyers at once: a tenth with the voucher, a fifth for the workshop, some groups of two, the rest alone.

    `around` is what happens while they are served: it measures them, or ends a process of the server.
    """
    buyers = people(count)
    with_voucher, rest = buyers[: count // 10], buyers[count // 10 :]
    asks = [wants_tickets(scene, one, scene.online, voucher=scene.code) for one in with_voucher]
    for number, one in enumerate(rest):
        kind = scene.workshop if number % 5 == 0 else scene.full
        asks.append(wants_tickets(scene, one, kind, 2 if number % 4 == 1 else 1))
    with around(scene, count) as gather:
        answers = gather(send(port, asks, again=again))
    look(scene, answers, count, len(with_voucher))
    money_round(port, scene, send)
    return answers


def look(scene: Tickets, answers: list[dict[str, Any]], count: int, with_voucher: int) -> None:
    from rounds.billing.models import Voucher
    from rounds.events.models import Purchase

    scene.check("what buyers saw", Counter((a["status"], a["page"]) for a in answers), Counter({(302, 200): count}))
    scene.check("orders", Purchase.objects.filter(event=scene.event).count(), count)
    voucher = Voucher.objects.get(code=scene.code)
    scene.check("uses of the voucher", (voucher.used, voucher.uses.filter(given_back=None).count()), (1, 1))
    scene.check("told that the voucher is used up", sum(a["first"] == 422 for a in answers), with_voucher - 1)
    sound(scene)
    in_order(scene, answers)


def sound(scene: Tickets) -> None:
    """The books of places agree; what is free is too little for everybody who waits, or kept for a group."""
    from rounds.events.models import Purchase, Ticket
    from rounds.events.models.purchase import HOLDING
    from rounds.events.queries.purchases import tickets_that_disagree
    from rounds.meetings.queries import pools_that_disagree

    scene.hall.refresh_from_db()
    living = Ticket.objects.filter(purchase__event=scene.event, purchase__state__in=HOLDING, ended=None)
    held = living.filter(kind__in=[scene.full, scene.workshop]).count()
    scene.check("tickets and places", (held, held <= scene.places), (scene.hall.taken, True))
    scene.check("pools that disagree", list(pools_that_disagree()), [])
    scene.check("tickets that disagree", list(tickets_that_disagree(scene.event)), [])
    left = scene.places - held
    wait = Purchase.objects.filter(event=scene.event, state="waiting", tickets__kind=scene.full).exists()
    scene.check("places that nobody was offered", left if wait and left > 1 else 0, 0)


def in_order(scene: Tickets, answers: list[dict[str, Any]]) -> None:
    """Whoever was answered before somebody else asked stands before them in the list of the same event."""
    from rounds.events.models import Purchase

    waiting = Purchase.objects.filter(event=scene.event, state="waiting")
    places = dict(waiting.values_list("person", "place"))
    scene.check("positions in the list", len(set(places.values())), len(places))
    listed = [one for one in answers if one["who"] in places]
    wrong = [
        (a["who"], b["who"])
        for a in listed
        for b in listed
        if a["answered"] < b["begun"] and places[a["who"]] > places[b["who"]]
    ]
    scene.check("overtaken in the list", wrong, [])


def money_round(port: int, scene: Tickets, send: Send) -> None:
    """Some pay, some let the time pass, some pay too late, while newcomers ask at the same moment."""
    from django.utils import timezone

    from rounds.billing.models import Invoice
    from rounds.billing.queries import differences
    from rounds.events.actions.ticket_money import expire_over
    from rounds.events.models import Purchase
    from rounds.meetings.models import Hold

    held = Purchase.objects.filter(event=scene.event, state="held", tickets__kind=scene.full).distinct()
    carts = list(held.select_related("person"))
    pays, lets, late = carts[0::3], carts[1::3], carts[2::3]
    path = f"/events/{scene.event.slug}/tickets/orders"
    asked = [ask(one.person, f"{path}/{one.pk}/pay", how="card") for one in [*pays, *late]]
    answers = list(send(port, asked * 2))
    scene.check("asking for invoices", Counter(a["status"] for a in answers), Counter({302: len(asked) * 2}))
    papers = {
        one.order.ticket_purchases.get().pk: one for one in Invoice.objects.filter(order__ticket_purchases__in=carts)
    }
    if without_invoice(scene, [*pays, *late], papers, answers):
        return
    past = timezone.now() - dt.timedelta(minutes=1)
    over = [one.pk for one in [*lets, *late]]
    Purchase.objects.filter(pk__in=over).update(until=past)
    Hold.objects.filter(
        key__in=list(Purchase.objects.filter(pk__in=over).values_list("tickets__key", flat=True))
    ).update(expires_at=past)
    moneys = [money(scene.staff, papers[one.pk]) for one in pays] * 2 + [
        money(scene.staff, papers[one.pk]) for one in late
    ]
    newcomers = [wants_tickets(scene, one, scene.full) for one in people(len(carts))]
    answers = list(send(port, [*moneys, *newcomers]))
    expire_over(at=timezone.now())
    wanted = Counter({302: len(moneys) + len(newcomers)})
    scene.check("while paying", Counter(a["status"] for a in answers), wanted)
    states = Purchase.objects.filter(pk__in=[one.pk for one in pays]).values_list("state", "order__state")
    scene.check("who paid", Counter(states), Counter({("kept", "paid"): len(pays)} if pays else {}))
    for one in late:
        look_at_late(scene, one)
    sound(scene)
    scene.check("the books of money", list(differences()), [])


def money(staff: Any, invoice: Any) -> dict[str, Any]:
    from django.utils import timezone

    amount = f"{invoice.gross_minor / 100:.2f}"
    on = timezone.localdate().isoformat()
    typed = {"amount": amount, "method": "bank", "received_on": on, "key": f"ticket-{invoice.token}"}
    return ask(staff, f"/staff/invoices/{invoice.token}/payment", follow=False, **typed)


def look_at_late(scene: Tickets, cart: Any) -> None:
    """Late money has found the places, or came back as credit with the first place in the list."""
    from rounds.events.models import Purchase

    now = Purchase.objects.select_related("order__invoice__standing").get(pk=cart.pk)
    standing = now.order.invoice.standing  # type: ignore[union-attr]
    if now.state == "kept":
        scene.check("late and kept", (standing.credited_minor, standing.open_minor), (0, 0))
        return
    again = Purchase.objects.filter(event=scene.event, person=now.person_id, state__in=["waiting", "offered"])
    scene.check("late and gone", (standing.credited_minor, again.count()), (standing.gross_minor, 1))
