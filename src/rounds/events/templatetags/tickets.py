from django import template
from django.utils.translation import ngettext

from rounds.accounts.letters import absolute
from rounds.events.models import Ticket
from rounds.events.queries.purchases import ticket_token

register = template.Library()


@register.filter
def token(ticket: Ticket) -> str:
    return ticket_token(ticket)


@register.filter
def name_link(ticket: Ticket) -> str:
    """The whole address under which somebody writes their own name on a ticket."""
    return absolute("events:name_ticket", ticket_token(ticket))


@register.filter
def time_left(left: tuple[int, int]) -> str:
    """What is left, in words: nothing on the page has to count."""
    hours, minutes = left
    if hours >= 48:
        return ngettext("%(n)s day is left.", "%(n)s days are left.", hours // 24) % {"n": hours // 24}
    if hours:
        return ngettext("%(n)s hour is left.", "%(n)s hours are left.", hours) % {"n": hours}
    return ngettext("%(n)s minute is left.", "%(n)s minutes are left.", minutes) % {"n": minutes}
