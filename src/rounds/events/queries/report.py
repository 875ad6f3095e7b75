"""What an event came to. Each figure says what it counts, out of how many, and how that is defined."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from rounds.billing.models import Standing
from rounds.events.models import Bought, Event, Purchase, Ticket
from rounds.events.queries.came import Came, came_to, sessions_of
from rounds.events.queries.credit import credits_of
from rounds.events.queries.events import talks_of
from rounds.events.queries.feedback import feedback_closes, results_of
from rounds.events.queries.figures import Figure
from rounds.events.queries.purchases import attendees
from rounds.meetings.models import HeadCount, Registration
from rounds.meetings.vocabulary import RegistrationState


def report_of(event: Event, *, at: dt.datetime) -> list[Figure]:
    """Tickets, attendance, waiting list, feedback, credit and money."""
    came = came_to(event, at=at)
    found = [*tickets(event), *attendance(event, came, at), *waiting(event), *feedback(event, at)]
    return [*found, *credit(event, came), *money(event)]


def tickets(event: Event) -> Iterator[Figure]:
    part = _("Tickets")
    valid = attendees(event)
    came, sold = valid.filter(here=True).count(), valid.count()
    waits = Ticket.objects.filter(purchase__event=event, purchase__state=Bought.WAITING, ended__isnull=True).count()
    if not sold + waits:
        return
    yield Figure(
        part, _("Tickets that let somebody in"), sold, None,
        _("Tickets that are bought or free, and were not taken back."), part,
    )  # fmt: skip
    yield Figure(
        part, _("Checked in"), came, sold,
        _("Tickets whose holder was checked in at the desk, out of all that let somebody in."), _("Check-in desk"),
    )  # fmt: skip
    yield Figure(
        part, _("Tickets waited for in vain"), waits, waits + sold,
        _("Tickets still in the waiting list, out of these and all that let somebody in."), part,
    )  # fmt: skip


def attendance(event: Event, came: Came, at: dt.datetime) -> Iterator[Figure]:
    part, talks = _("Attendance"), list(sessions_of(event))
    held = [
        one
        for one in talks
        if one.meeting and one.meeting.ends_at <= at and one.meeting.state not in {"cancelled", "draft"}
    ]
    yield Figure(
        part, _("Talks held"), len(held), talks_of(event).count(),
        _("Published talks whose session is over and was not cancelled, out of all published talks."), _("Programme"),
    )  # fmt: skip
    yield Figure(
        part, _("People who came"), len(came.seen & came.expected), len(came.expected),
        _("People with a place or a ticket who were seen at one session at least, out of all with a place or a ticket."),
        _("Attendance of the sessions"),
    )  # fmt: skip
    yield Figure(
        part, _("People who came without a place"), len(came.seen - came.expected), None,
        _("People seen at a session who had no place and no ticket."), _("Attendance of the sessions"),
    )  # fmt: skip
    kept = [number for number in came.attended if came.kept(number)]
    used = sum(len(came.at_meeting(number) & came.registered.get(number, set())) for number in kept)
    places = sum(len(came.registered.get(number, set())) for number in kept)
    yield Figure(
        part, _("Places that were used"), used, places,
        _("Places at sessions whose holder came, out of all places at sessions that kept a list."),
        _("Attendance of the sessions"),
    )  # fmt: skip
    counted = HeadCount.objects.filter(meeting__in=[one.meeting_id for one in talks]).order_by("at", "pk")
    last = dict(counted.values_list("meeting", "people"))
    yield Figure(
        part, _("Heads counted without a place"), sum(last.values()), None,
        _("The last head count of each session, added up. Who went to two sessions counts twice."), _("Head counts"),
    )  # fmt: skip


def waiting(event: Event) -> Iterator[Figure]:
    rows = Registration.objects.filter(meeting__in=sessions_of(event).values("meeting"))
    vain = rows.filter(state=RegistrationState.WAITING).count()
    wanted = rows.filter(state__in=[RegistrationState.WAITING, RegistrationState.REGISTERED]).count()
    yield Figure(
        _("Waiting list"), _("Waited in vain"), vain, wanted,
        _("Still in the list of a session, out of all who have a place there or wait for one."), _("Registrations"),
    )  # fmt: skip


def feedback(event: Event, at: dt.datetime) -> Iterator[Figure]:
    part = _("Feedback")
    if at < feedback_closes(event):
        yield Figure(part, _("Answers"), None, None, _("Results are there when feedback is closed."), part, shown="–")
        return
    whole, *talks = results_of(event, at=at)
    yield Figure(
        part, _("Answers about talks"), sum(one.answers for one in talks), sum(one.could for one in talks),
        _("Answers given, out of one for each talk and each person who was there."), part,
    )  # fmt: skip
    few = _("fewer than 5 answers")
    yield Figure(
        part, _("Mark of the event"), whole.answers if whole.shown else None, whole.could if whole.shown else None,
        _("Mean of the marks from 1 to 5; the share is that of people who answered."), part,
        shown=whole.mean if whole.shown else few,
    )  # fmt: skip


def credit(event: Event, came: Came) -> Iterator[Figure]:
    part, given = _("Credit"), credits_of(event)
    held = {person for person, one in given.items() if one.minutes}
    yield Figure(
        part, _("People with a certificate"), len(held & came.seen), len(came.seen),
        _("People with a certificate of attendance that holds, out of all seen at a session."), _("Record of credit"),
    )  # fmt: skip
    quarters = sum(one.quarters for one in given.values())
    yield Figure(
        part, _("Credit in all"), quarters, None, _("Sum of what holds now, after corrections, in hours."),
        _("Record of credit"), shown=f"{quarters / 4:g}",
    )  # fmt: skip


def money(event: Event) -> Iterator[Figure]:
    """What the books say of places at the sessions, and of tickets."""
    places = Registration.objects.filter(meeting__in=sessions_of(event).values("meeting"), order__isnull=False)
    lines = [
        *paid(places.values("order"), _("Paid for places at sessions")),
        *paid(Purchase.objects.filter(event=event, order__isnull=False).values("order"), _("Paid for tickets")),
    ]
    yield from lines or [
        Figure(_("Money"), _("Invoices"), 0, None, _("Nothing was invoiced for this event."), _("Books"))
    ]


def paid(orders: QuerySet[Any, Any], name: str) -> Iterator[Figure]:
    """One figure for each currency, of the invoices of these orders."""
    found = Standing.objects.filter(invoice__order__in=orders).values("invoice__currency")
    sums = found.annotate(gross=Sum("gross_minor"), credited=Sum("credited_minor"), paid=Sum("paid_minor"))
    for line in sums.order_by("invoice__currency"):
        yield Figure(
            _("Money"), name, int(line["paid"]), int(line["gross"] - line["credited"]),
            _("Paid on invoices, out of what was invoiced less what was credited."), _("Books"),
            currency=str(line["invoice__currency"]),
        )  # fmt: skip


def report_rows(event: Event, *, at: dt.datetime) -> Iterator[tuple[object, ...]]:
    for one in report_of(event, at=at):
        yield one.part, one.name, one.text, one.number, one.of, one.share, one.definition, one.source, at.date()
