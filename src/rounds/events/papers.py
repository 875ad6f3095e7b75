"""Badges as PDF, several to a sheet, and the square code of a ticket."""

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from rounds.core.paper import Unprintable, direction, written
from rounds.events.badges import SHEETS, columns, name_size
from rounds.events.models import Event, Ticket


def ticket_address(ticket: Ticket) -> str:
    """What the square code says: it leads whoever runs the event to the check-in, and says nothing to others."""
    return settings.BASE_URL + reverse("events:scanned", args=[ticket.purchase.event.slug, ticket.code])


def qr_code(ticket: Ticket, *, border: int = 3) -> str:
    """A drawing that a telephone reads, as a data: address; white around it, so that it is read in the dark as well."""
    made = segno.make(ticket_address(ticket), error="m", micro=False)
    return str(made.svg_data_uri(border=border, light="#ffffff", omitsize=True))


def badges_pdf(event: Event, tickets: list[Ticket], *, sheet: str, skip: int = 0) -> bytes:
    """Badges in the order given. `skip` leaves so many places of the first sheet empty, for a sheet that was begun."""
    found = SHEETS[sheet]
    cells: list[dict[str, object] | None] = [*[None] * min(skip, found.places - 1), *[badge(one) for one in tickets]]
    pages = [
        [{**one, **place} for place, one in zip(found.corners(), cells[start:], strict=False) if one]
        for start in range(0, len(cells), found.places)
    ]
    html = render_to_string("events/pdf/badges.html", {"event": event, "sheet": found, "pages": pages})
    return written(html, refusal=_("This server has no font for a name on these badges. Print it by hand."))


def without_letters(event: Event, tickets: list[Ticket]) -> list[Ticket]:
    """Whose badges this server has no letters for; the list is halved until they are found."""
    try:
        badges_pdf(event, tickets, sheet="single")
    except Unprintable:
        if len(tickets) == 1:
            return tickets
        half = len(tickets) // 2
        return [*without_letters(event, tickets[:half]), *without_letters(event, tickets[half:])]
    return []


def badge(ticket: Ticket) -> dict[str, object]:
    name = ticket.name or _("Guest")
    return {
        "name": name,
        "direction": direction(name),
        "size": name_size(name),
        "pronouns": ticket.pronouns,
        "organisation": ticket.organisation,
        "dense": columns(ticket.organisation) > 50,
        "role": ticket.role or ticket.kind.name,
        "code": ticket.code,
        "qr": qr_code(ticket, border=1),
    }
