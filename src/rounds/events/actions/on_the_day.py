"""Checking people in at the event, counting heads in sessions, and telling everybody something."""

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from rounds.accounts.letters import TEMPLATE, Words, absolute
from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.core.mail import letter
from rounds.events.actions.ticket_orders import TicketsRefused
from rounds.events.models import Announcement, Bought, CheckIn, Event, HeadCount, Notice, Proposal, Ticket
from rounds.events.queries.on_the_day import addresses_to_tell
from rounds.meetings.tickets import typed_code

TOO_OLD = dt.timedelta(days=2)


@dataclass(frozen=True)
class Scan:
    """A code that was scanned or typed, with the scan's own key and when it was."""

    key: uuid.UUID
    code: str
    at: dt.datetime


@dataclass(frozen=True)
class Result:
    """What came of a scan: new, again (somebody is here already), over (the ticket ended) or unknown."""

    key: uuid.UUID
    state: str
    ticket: Ticket | None = None
    since: dt.datetime | None = None


def take_scans(event: Event, scans: Sequence[Scan], *, sent: dt.datetime, by: Person, at: dt.datetime) -> list[Result]:
    """Scans of any device in the order of their time, each once however often it is sent; the device's clock is set right."""
    drift = at - sent
    return [take_scan(event, one, drift, by=by, at=at) for one in sorted(scans, key=lambda scan: scan.at)]


def take_scan(event: Event, scan: Scan, drift: dt.timedelta, *, by: Person, at: dt.datetime) -> Result:
    moment = min(max(scan.at + drift, at - TOO_OLD), at)
    with transaction.atomic():
        tickets = Ticket.objects.select_for_update(of=("self",), no_key=True).select_related("purchase", "kind")
        ticket = tickets.filter(code=typed_code(scan.code), purchase__event=event).first()
        if ticket is None:
            return Result(scan.key, "unknown")
        if ticket.ended or ticket.purchase.state != Bought.KEPT:
            return Result(scan.key, "over", ticket)
        return noted(ticket, scan.key, moment, by=by, at=at)


def noted(ticket: Ticket, key: uuid.UUID, moment: dt.datetime, *, by: Person, at: dt.datetime) -> Result:
    """The row of the ticket is held by the caller, so two scans at once are one after the other."""
    before = CheckIn.objects.filter(ticket=ticket, undone__isnull=True).first()
    if before:
        return Result(key, "new" if before.key == key else "again", ticket, before.at)
    if CheckIn.objects.filter(key=key).exists():  # it was undone meanwhile: sending it again does not undo that
        return Result(key, "again", ticket, moment)
    CheckIn.objects.create(ticket=ticket, key=key, at=moment, by=by)
    record("events.checked_in", subject=ticket.purchase, by=by, at=at, ticket=ticket.pk)
    return Result(key, "new", ticket, moment)


@transaction.atomic
def undo_check_in(ticket: Ticket, *, by: Person, at: dt.datetime) -> None:
    open_ones = CheckIn.objects.filter(ticket=ticket, undone__isnull=True)
    if not open_ones.update(undone=at, undone_by=by):
        raise TicketsRefused(_("This person is not checked in."))
    record("events.check_in_undone", subject=ticket.purchase, by=by, at=at, ticket=ticket.pk)


@transaction.atomic
def count_heads(proposal: Proposal, count: int, *, by: Person, at: dt.datetime) -> HeadCount:
    made = HeadCount.objects.create(proposal=proposal, count=count, by=by, at=at)
    record("events.heads_counted", subject=proposal.event, by=by, at=at, talk=proposal.title, count=count)
    return made


@transaction.atomic
def announce(event: Event, *, subject: str, words: str, key: uuid.UUID, by: Person, at: dt.datetime) -> Announcement:
    """Tell everybody with a ticket, on the page and in one letter each. The same key again sends nothing more."""
    done = Announcement.objects.filter(key=key).first()
    if done:
        return done
    try:
        with transaction.atomic():
            made = Announcement.objects.create(event=event, subject=subject, words=words, key=key, by=by, at=at)
    except IntegrityError:
        return Announcement.objects.get(key=key)
    people = addresses_to_tell(event)
    Notice.objects.bulk_create(
        Notice(announcement=made, email=email, language=language) for email, language in people.items()
    )
    record("events.announced", subject=event, by=by, at=at, title=subject, count=len(people))
    return made


def deliver_notices(*, at: Callable[[], dt.datetime]) -> int:
    """Send the letters that nobody has begun to send; how many went."""
    numbers = list(Notice.objects.filter(taken__isnull=True).order_by("pk").values_list("pk", flat=True))
    return sum(deliver_notice(number, at=at) for number in numbers)


def deliver_notice(number: int, *, at: Callable[[], dt.datetime]) -> bool:
    """Claim a letter, send it, and write down that it went; killed in between it is never sent twice."""
    if not Notice.objects.filter(pk=number, taken__isnull=True).update(taken=at()):
        return False
    notice = Notice.objects.select_related("announcement__event").get(pk=number)
    with translation.override(notice.language):
        context = asdict(words_of(notice))
        message = letter(TEMPLATE, to=notice.email, language=notice.language, context=context)
    try:
        message.send()
    except OSError:  # the mail server did not take it: it waits for the next time
        Notice.objects.filter(pk=number).update(taken=None)
        return False
    Notice.objects.filter(pk=number).update(sent=at())
    return True


def words_of(notice: Notice) -> Words:
    told, event = notice.announcement, notice.announcement.event
    return Words(
        subject=f"{event.name}: {told.subject}",
        lines=[line for line in told.words.splitlines() if line.strip()],
        button=_("All announcements"),
        url=absolute("events:announcements", event.slug),
        why=_("You have a ticket for %(event)s.") % {"event": event.name},
    )
