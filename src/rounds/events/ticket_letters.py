"""The words of the letters about tickets, and how they are sent: to buyers, and to those who come."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict

from django.conf import settings
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task

from rounds.accounts.letters import TEMPLATE, Words, absolute, tell
from rounds.core.clocks import place_of
from rounds.core.mail import letter, post
from rounds.events.models import Bought, Event, Purchase, Ticket
from rounds.events.queries.purchases import offer_token, ticket_token
from rounds.events.queries.tickets import is_over, place_in_line
from rounds.events.vocabulary import Standing
from rounds.meetings.calendars import CANCEL, CANCELLED, CONFIRMED, REQUEST, Mailbox, Occasion, calendar_file
from rounds.meetings.queries.feeds import centre_mailbox

File = tuple[str, str, str]


def when_of(event: Event) -> str:
    if event.starts == event.ends:
        return date_format(event.starts, "DATE_FORMAT")
    facts = {"first": date_format(event.starts, "DATE_FORMAT"), "last": date_format(event.ends, "DATE_FORMAT")}
    return _("%(first)s to %(last)s") % facts


def facts_of(purchase: Purchase) -> dict[str, str]:
    event = purchase.event
    until = purchase.until.astimezone(event.tz) if purchase.until else None
    return {
        "event": event.name,
        "number": purchase.number,
        "when": when_of(event),
        "where": ", ".join(" ".join(part.split()) for part in (event.venue, event.address) if part),
        "until": f"{date_format(until, 'j F')}, {until:%H:%M} ({place_of(event.zone)})" if until else "",
    }


def ticket_lines(tickets: Sequence[Ticket]) -> list[str]:
    unnamed = _("name to come")
    return [f"{one.kind.name}: {one.name or unnamed}" for one in tickets]


def own_url(purchase: Purchase) -> str:
    return absolute("events:purchase", purchase.event.slug, purchase.pk)


def entry(event: Event, *, uid: str, url: str, guest: Mailbox, off: bool = False) -> File:
    """The days of the event for a calendar. A newer one replaces it, and its end takes it out again."""
    host = settings.BASE_URL.partition("//")[2].partition("/")[0].partition(":")[0]
    midnight = dt.time()
    one = Occasion(
        uid=f"{uid}@{host}",
        sequence=event.sequence + 1 if off else event.sequence,
        changed=timezone.now(),
        title=event.name,
        starts=dt.datetime.combine(event.starts, midnight, event.tz),
        ends=dt.datetime.combine(event.ends + dt.timedelta(days=1), midnight, event.tz),
        zone=event.zone,
        words=event.about,
        place=", ".join(" ".join(part.split()) for part in (event.venue, event.address) if part),
        url=url,
        status=CANCELLED if off else CONFIRMED,
    )
    method = CANCEL if off else REQUEST
    file = calendar_file([one], method=method, organiser=centre_mailbox(), guest=guest)
    return "event.ics", file.decode(), f"text/calendar; method={method}"


@task()
def write_ticket_letter(what: str, number: int) -> None:
    """A letter that the worker writes, so that nobody waits for it who holds places."""
    one = Purchase.objects.select_related("event", "person").get(pk=number)
    LATER[what](one, at=timezone.now())


def tell_bought(purchase: Purchase) -> None:
    write_ticket_letter.enqueue("bought", purchase.pk)


def tell_waiting(purchase: Purchase) -> None:
    write_ticket_letter.enqueue("waiting", purchase.pk)


def tell_moved(event: Event, *, at: dt.datetime) -> None:
    """Everybody who has a ticket, each by a letter of the worker; nobody of a draft or of an event that is over."""
    if event.standing != Standing.ANNOUNCED or is_over(event, at=at):
        return
    for number in Purchase.objects.filter(event=event, state=Bought.KEPT).order_by("pk").values_list("pk", flat=True):
        write_ticket_letter.enqueue("moved", number)


def write_bought(purchase: Purchase, *, at: dt.datetime) -> None:
    """To the buyer, and to each who comes and has an address."""
    tickets = tickets_to_tell(purchase)
    if tickets and not purchase.given:
        tell_buyer(purchase, tickets, at=at)
    for one in others_in(tickets):
        tell_ticket(one, at=at)


def tickets_to_tell(purchase: Purchase) -> list[Ticket]:
    """The tickets of a purchase that is kept; none where it was given back before the letter was written."""
    if purchase.state != Bought.KEPT:
        return []
    tickets = list(purchase.tickets.filter(ended__isnull=True).select_related("kind").order_by("pk"))
    for one in tickets:
        one.purchase = purchase
    return tickets


def others_in(tickets: Sequence[Ticket]) -> list[Ticket]:
    """The tickets whose person gets a letter besides the one to the buyer."""
    return [
        one
        for one in tickets
        if one.email and (one.purchase.given or one.email.lower() != one.purchase.person.email.lower())
    ]


def tell_buyer(purchase: Purchase, tickets: Sequence[Ticket], *, at: dt.datetime) -> None:
    person = purchase.person

    def words() -> Words:
        facts = facts_of(purchase)
        unnamed = sum(not one.name for one in tickets)
        more = ngettext("%(count)s ticket has no name yet.", "%(count)s tickets have no name yet.", unnamed)
        hint = (
            [more % {"count": unnamed} + " " + _("Write the names, or send each person their link.")] if unnamed else []
        )
        return Words(
            subject=_("Your tickets for %(event)s") % facts,
            lines=[
                _("You have tickets for %(event)s. Order %(number)s.") % facts,
                facts["when"],
                *([facts["where"]] if facts["where"] else []),
                *ticket_lines(tickets),
                *hint,
            ],
            button=_("See your tickets"),
            url=own_url(purchase),
            why=_("You bought these tickets."),
        )

    with translation.override(person.language):
        guest = Mailbox(person.name, person.email)
        file = entry(purchase.event, uid=f"tickets-{purchase.key}", url=own_url(purchase), guest=guest)
    tell(person, words, at=at, files=[file])


def tell_ticket(ticket: Ticket, *, at: dt.datetime) -> None:
    """To whoever comes, who may have no account: the letter has the link to their ticket."""
    purchase, event = ticket.purchase, ticket.purchase.event
    url = absolute("events:ticket", ticket_token(ticket))
    with translation.override(purchase.person.language):
        facts = {**facts_of(purchase), "kind": ticket.kind.name, "name": ticket.name}
        words = Words(
            subject=_("Your ticket for %(event)s") % facts,
            lines=[
                _("You have a ticket for %(event)s: %(kind)s.") % facts,
                facts["when"],
                *([facts["where"]] if facts["where"] else []),
                _("Open your ticket for its code. Show the code when you arrive."),
            ],
            button=_("Open your ticket"),
            url=url,
            why=_("Your address was written on a ticket for this event."),
        )
        file = entry(event, uid=f"ticket-{ticket.key}", url=url, guest=Mailbox(ticket.name, ticket.email))
    send(ticket.email, purchase.person.language, words, [file])


def send(to: str, language: str, words: Words, files: Sequence[File] = ()) -> None:
    message = letter(TEMPLATE, to=to, language=language, context=asdict(words))
    for file in files:
        message.attach(*file)
    post(message)


def write_moved(purchase: Purchase, *, at: dt.datetime) -> None:
    """To the buyer, and to each who comes and has an address: the entry in their calendars moves along."""
    person, event, tickets = purchase.person, purchase.event, tickets_to_tell(purchase)
    if tickets and not purchase.given:
        with translation.override(person.language):
            guest, url = Mailbox(person.name, person.email), own_url(purchase)
            file = entry(event, uid=f"tickets-{purchase.key}", url=url, guest=guest)
        tell(person, lambda: moved_words(purchase, own_url(purchase)), at=at, files=[file])
    for one in others_in(tickets):
        url = absolute("events:ticket", ticket_token(one))
        with translation.override(person.language):
            file = entry(event, uid=f"ticket-{one.key}", url=url, guest=Mailbox(one.name, one.email))
            send(one.email, person.language, moved_words(purchase, url), [file])


def moved_words(purchase: Purchase, url: str) -> Words:
    facts = facts_of(purchase)
    return Words(
        subject=_("New days or a new place: %(event)s") % facts,
        lines=[
            _("The days or the place of %(event)s have changed. Your ticket stays good.") % facts,
            facts["when"],
            *([facts["where"]] if facts["where"] else []),
        ],
        button=_("See your tickets"),
        url=url,
        why=_("You have a ticket for %(event)s.") % facts,
    )


def write_waiting(purchase: Purchase, *, at: dt.datetime) -> None:
    if purchase.state != Bought.WAITING:  # it was offered before this letter was written
        return
    kind = purchase.tickets.select_related("kind").order_by("pk")[0].kind

    def words() -> Words:
        facts = {**facts_of(purchase), "position": place_in_line(purchase), "kind": kind.name}
        return Words(
            subject=_("You are on the waiting list for %(event)s") % facts,
            lines=[
                _("You are number %(position)s in the list for “%(kind)s”.") % facts,
                _("When tickets are free for you, we write to you. You then have some time to say yes."),
            ],
            button=_("See your place in the list"),
            url=own_url(purchase),
            why=_("You joined the waiting list of this event."),
        )

    tell(purchase.person, words, at=at)


def tell_offer(purchase: Purchase, *, at: dt.datetime) -> None:
    count = purchase.tickets.filter(ended__isnull=True).count()

    def words() -> Words:
        facts = facts_of(purchase)
        free = ngettext(
            "A ticket for %(event)s is free, and you are next.",
            "Tickets for %(event)s are free, and you are next.",
            count,
        )
        return Words(
            subject=_("Answer by %(until)s: tickets for %(event)s") % facts,
            lines=[
                free % facts,
                facts["when"],
                _("They are kept for you until %(until)s. Then the next in the list is asked.") % facts,
            ],
            button=_("Take them"),
            url=absolute("events:accept_tickets", purchase.event.slug, purchase.pk),
            why=_("You joined the waiting list of this event."),
            more=_("You cannot come? Pass them on with one click"),
            more_url=absolute("events:decline_tickets", offer_token(purchase)),
        )

    tell(purchase.person, words, at=at)


def tell_lapsed(purchase: Purchase, *, at: dt.datetime) -> None:
    def words() -> Words:
        facts = facts_of(purchase)
        return Words(
            subject=_("Your tickets went to the next: %(event)s") % facts,
            lines=[
                _("We kept tickets for %(event)s for you and heard nothing, so they went to the next in the list.")
                % facts,
                _("You can join the list again, at its end."),
            ],
            button=_("See the tickets"),
            url=absolute("events:tickets", purchase.event.slug),
            why=_("You joined the waiting list of this event."),
        )

    tell(purchase.person, words, at=at)


def tell_unpaid(purchase: Purchase, *, at: dt.datetime) -> None:
    def words() -> Words:
        facts = facts_of(purchase)
        return Words(
            subject=_("Your tickets were not paid in time: %(event)s") % facts,
            lines=[
                _("The time to pay for your tickets for %(event)s is over, so others can take them now.") % facts,
                _("Nothing is owed. If you have just paid, you keep them where they are still free."),
                _("If they are not, you come first in the waiting list and the money stays yours."),
            ],
            button=_("See the tickets"),
            url=absolute("events:tickets", purchase.event.slug),
            why=_("You began to buy tickets for this event."),
        )

    tell(purchase.person, words, at=at)


def tell_late(purchase: Purchase, waits: Sequence[Purchase], *, at: dt.datetime) -> None:
    def words() -> Words:
        facts = facts_of(purchase)
        first = _("You are now the first in the waiting list. We write to you as soon as tickets are free.")
        return Words(
            subject=_("Your payment came too late: %(event)s") % facts,
            lines=[
                _("Your payment for %(event)s came after the time to pay was over.") % facts,
                _("By then somebody else had taken the tickets. We are sorry."),
                _("We wrote a credit note. The money is yours: use it for another invoice, or ask us to send it back."),
                *([first] if waits else []),
            ],
            button=_("See your invoices"),
            url=absolute("billing:home"),
            why=_("You paid for tickets for this event."),
        )

    tell(purchase.person, words, at=at)


def tell_ended(purchase: Purchase, *, at: dt.datetime, tickets: Sequence[Ticket] = ()) -> None:
    """To the buyer, and to each whose ticket it was; the entry in their calendars goes with the last ticket."""

    def words() -> Words:
        facts = facts_of(purchase)
        return Words(
            subject=_("Tickets are cancelled: %(event)s") % facts,
            lines=[
                _("Tickets of your order %(number)s for %(event)s are cancelled.") % facts,
                *ticket_lines(tickets),
                _("If something comes back to you, a credit note tells how much."),
            ],
            button=_("See your tickets"),
            url=own_url(purchase),
            why=_("You bought these tickets, or they were given by you."),
        )

    person, files = purchase.person, list[File]()
    if not purchase.given and not purchase.tickets.filter(ended__isnull=True).exists():
        with translation.override(person.language):
            guest, url = Mailbox(person.name, person.email), own_url(purchase)
            files.append(entry(purchase.event, uid=f"tickets-{purchase.key}", url=url, guest=guest, off=True))
    tell(person, words, at=at, files=files)
    for one in tickets:
        if one.email and one.email.lower() != purchase.person.email.lower():
            tell_ticket_ended(one, purchase)


def tell_ticket_ended(ticket: Ticket, purchase: Purchase) -> None:
    with translation.override(purchase.person.language):
        facts = facts_of(purchase)
        url = absolute("events:event", purchase.event.slug)
        words = Words(
            subject=_("Your ticket is no longer valid: %(event)s") % facts,
            lines=[_("Your ticket for %(event)s was cancelled or passed on. Its code no longer works.") % facts],
            button=_("See the event"),
            url=url,
            why=_("Your address was written on a ticket for this event."),
        )
        guest = Mailbox(ticket.name, ticket.email)
        file = entry(purchase.event, uid=f"ticket-{ticket.key}", url=url, guest=guest, off=True)
    send(ticket.email, purchase.person.language, words, [file])


LATER = {"bought": write_bought, "moved": write_moved, "waiting": write_waiting}
