"""Afterwards: my tickets, one ticket by its link, names, giving back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from rounds.accounts.access import Request, public, reader, signed_in
from rounds.events.actions import ticket_changes as actions
from rounds.events.actions.ticket_orders import TicketsRefused
from rounds.events.forms.tickets import CancelForm, HolderForm
from rounds.events.models import Bought, Event, Purchase, Ticket
from rounds.events.models.purchase import LIVING
from rounds.events.papers import qr_code
from rounds.events.queries.purchases import (
    back_for,
    own_purchases,
    refund_steps,
    ticket_by_token,
    ticket_token,
    tickets_of,
)
from rounds.events.queries.tickets import sales_of
from rounds.events.ticket_letters import tell_ticket
from rounds.events.views.buying import own
from rounds.events.views.finding import at_event, either, refuse, site_of
from rounds.meetings.tickets import shown_code

TOLD = ("name", "email", "pronouns", "organisation", "needs")


@require_GET
@never_cache
@signed_in
def mine(request: Request) -> HttpResponse:
    """All that somebody bought, and the tickets in their name."""
    bought = list(own_purchases(request.user)[:50])
    in_my_name = [
        (one, ticket_token(one)) for one in tickets_of(request.user).order_by("-purchase__event__starts", "pk")
    ]
    return render(request, "events/my_tickets.html", {"bought": bought, "tickets": in_my_name})


@require_GET
@never_cache
@public
def ticket(request: HttpRequest, token: str) -> HttpResponse:
    """A ticket by the link of its letter: whoever has the link has the ticket."""
    found = by_link(token)
    event = found.purchase.event
    valid = found.ended is None and found.purchase.state == Bought.KEPT
    context = {
        **site_of(request, event, "tickets"),
        "ticket": found,
        "token": token,
        "valid": valid,
        "code": shown_code(found.code),
        "qr": qr_code(found) if valid else "",
        "may_change": valid and actions.names_may_change(event, at=timezone.now()),
        "sales": sales_of(event),
        "here": found.check_ins.filter(undone__isnull=True).first(),
    }
    return render(request, "events/ticket.html", context)


def by_link(token: str) -> Ticket:
    found = ticket_by_token(token)
    if found is None:
        raise Http404
    return found


@either
@never_cache
@public
def ticket_name(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever comes writes their own name; another name makes another code and another link."""
    found = by_link(token)
    form, fresh = named(request, found, by=reader(request))
    if fresh is not None:
        messages.success(request, said(found, fresh))
        return redirect("events:ticket", token=ticket_token(fresh))
    context = {**site_of(request, found.purchase.event, "tickets"), "form": form, "ticket": found, "token": token}
    return render(request, "events/ticket_name.html", context, status=422 if form.errors else 200)


def named(request: HttpRequest, ticket: Ticket, *, by: Any) -> tuple[HolderForm, Ticket | None]:
    form = HolderForm(request.POST or None, initial={name: getattr(ticket, name) for name in TOLD})
    if form.is_valid():
        try:
            return form, actions.name_ticket(ticket, form.cleaned_data, by=by, at=timezone.now())
        except TicketsRefused as refusal:
            refuse(form, refusal)
    return form, None


def said(before: Ticket, after: Ticket) -> str:
    if before.code != after.code:
        return _("Changed. The ticket has a new code; the old one no longer works.")
    return _("Saved.")


def one_of(found: Purchase, ticket: int) -> Ticket:
    tickets = Ticket.objects.select_related("purchase__event", "purchase__person", "kind")
    return get_object_or_404(tickets, pk=ticket, purchase=found)


@either
@never_cache
@at_event()
def rename(request: Request, event: Event, number: int, ticket: int) -> HttpResponse:
    """The buyer writes who comes, or passes a ticket on."""
    found = one_of(own(request, event, number), ticket)
    form, fresh = named(request, found, by=request.user)
    if fresh is not None:
        messages.success(request, said(found, fresh))
        return redirect("events:purchase", slug=event.slug, number=number)
    context = {**site_of(request, event, "tickets"), "form": form, "ticket": found, "purchase": found.purchase}
    return render(request, "events/ticket_name.html", context, status=422 if form.errors else 200)


@require_POST
@at_event()
def send_link(request: Request, event: Event, number: int, ticket: int) -> HttpResponse:
    """Send the holder of a ticket their link once more."""
    found = one_of(own(request, event, number), ticket)
    if found.email and found.ended is None and found.purchase.state == Bought.KEPT:
        tell_ticket(found, at=timezone.now())
        messages.success(request, _("We have written to %(email)s.") % {"email": found.email})
    return redirect("events:purchase", slug=event.slug, number=number)


@either
@never_cache
@at_event()
def cancel(request: Request, event: Event, number: int) -> HttpResponse:
    """Give tickets back: choose, see what comes back, confirm."""
    found = own(request, event, number)
    if found.state not in LIVING:
        return redirect("events:purchase", slug=event.slug, number=number)
    context: dict[str, Any] = {**site_of(request, event, "tickets"), "steps": refund_steps(event)}
    context["back_url"] = reverse("events:purchase", args=[event.slug, number])
    return cancelling(request, found, "events/cancel_tickets.html", context, staff=False)


def cancelling(
    request: Request, found: Purchase, template: str, context: dict[str, Any], *, staff: bool
) -> HttpResponse:
    """The same three steps for the buyer and for the desk."""
    tickets = list(found.tickets.filter(ended__isnull=True).select_related("kind").order_by("pk"))
    choices = [(str(one.pk), f"{one.kind.name}: {one.name or _('no name yet')}") for one in tickets]
    typed = request.POST if request.method == "POST" else None
    form = CancelForm(
        typed, choices=choices, initial={"tickets": [key for key, _words in choices if len(choices) == 1]}
    )
    whole = found.state != Bought.KEPT
    context |= {"purchase": found, "form": form, "whole": whole, "checked": False}
    if request.method == "POST" and (whole or form.is_valid()):
        chosen = tickets if whole else [one for one in tickets if str(one.pk) in form.cleaned_data["tickets"]]
        if request.POST.get("do") == "confirm":
            try:
                actions.cancel_tickets(found, chosen, by=request.user, at=timezone.now(), staff=staff)
                messages.success(request, _("Cancelled. Somebody else can take the places now."))
                name = "events:attendee_order" if staff else "events:purchase"
                return redirect(name, slug=found.event.slug, number=found.pk)
            except TicketsRefused as refusal:
                form.add_error(None, str(refusal))
        else:
            gone = actions.with_companions(found, chosen)
            back = back_for(found, gone, at=timezone.now(), whole=staff) if not whole else None
            context |= {"checked": True, "chosen": gone, "back": back, "asked": [str(one.pk) for one in chosen]}
    return render(request, template, context, status=422 if form.errors and not whole else 200)
