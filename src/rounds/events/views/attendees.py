"""Everybody with a ticket, at the desk: the list, one order, free tickets, a list taken over, badges."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from rounds.accounts.access import Request
from rounds.core.paper import Unprintable
from rounds.core.tables import csv_file
from rounds.events.actions import attendees as listing
from rounds.events.actions import badging
from rounds.events.actions import ticket_changes as actions
from rounds.events.actions.ticket_orders import TicketsRefused
from rounds.events.badges import SHEETS
from rounds.events.forms.attendees import BadgesForm, DeskHolderForm, FindForm, GiveForm, ListForm
from rounds.events.models import Bought, Event, Purchase, Ticket, TicketKind
from rounds.events.models.purchase import LIVING
from rounds.events.papers import badges_pdf, without_letters
from rounds.events.queries.on_the_day import arrived
from rounds.events.queries.purchases import find_tickets, purchases_run_by, waiting_rows
from rounds.events.tasks import end_called_off
from rounds.events.views.finding import at_event, desk_of, either, refuse
from rounds.events.views.holding import TOLD, cancelling, said
from rounds.events.vocabulary import Standing

RUN = "events.run_event"
A_PAGE = 50


@require_GET
@never_cache
@at_event(RUN)
def attendees(request: Request, event: Event) -> HttpResponse:
    form = FindForm(request.GET or None, event=event)
    found = find_tickets(event, **form.wanted())
    waits = Purchase.objects.filter(event=event, state__in=[Bought.WAITING, Bought.OFFERED]).count()
    context = {
        **desk_of(request, event, "attendees"),
        "form": form,
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "query": request.GET.urlencode(),
        "filtered": bool(request.GET),
        "arrived": arrived(event),
        "waits": waits,
        "called_off": event.standing == Standing.CANCELLED,
    }
    return render(request, "events/attendees.html", context)


@require_GET
@at_event(RUN)
def attendees_csv(request: Request, event: Event) -> StreamingHttpResponse:
    form = FindForm(request.GET or None, event=event)
    head = [_("Name"), _("E-mail address"), _("Pronouns"), _("Organisation"), _("Role"), _("Kind of ticket")]
    head += [_("State"), _("Code"), _("Order"), _("Bought by"), _("What helps to take part"), _("Checked in")]
    rows = (
        [
            *(one.name, one.email, one.pronouns, one.organisation, one.role, one.kind.name),
            Bought(one.purchase.state).label if not one.ended else _("Cancelled"),
            *(one.code, one.purchase.number, one.purchase.person.name, one.needs),
            _("yes") if one.here else _("no"),
        ]
        for one in find_tickets(event, **form.wanted()).iterator()
    )
    return csv_file(f"attendees-{event.slug}", head, rows, on=timezone.localdate())


def order_at(request: Request, event: Event, number: int) -> Purchase:
    found = purchases_run_by(request.user).select_related("event", "person", "order", "given_by", "code")
    return get_object_or_404(found, event=event, pk=number)


@require_GET
@never_cache
@at_event(RUN)
def attendee_order(request: Request, event: Event, number: int) -> HttpResponse:
    found = order_at(request, event, number)
    placed = found.order
    context = {
        **desk_of(request, event, "attendees"),
        "purchase": found,
        "tickets": found.tickets.select_related("kind", "main").order_by("pk"),
        "lines": list(placed.lines.order_by("position")) if placed else [],
        "invoice": getattr(placed, "invoice", None) if placed else None,
        "living": found.state in LIVING,
    }
    return render(request, "events/attendee_order.html", context)


def ticket_at(request: Request, event: Event, number: int) -> Ticket:
    found = Ticket.objects.filter(purchase__in=purchases_run_by(request.user), purchase__event=event)
    return get_object_or_404(found.select_related("purchase__event", "purchase__person", "kind"), pk=number)


@either
@never_cache
@at_event(RUN)
def attendee(request: Request, event: Event, number: int) -> HttpResponse:
    """The desk writes a name, also after the deadline."""
    found = ticket_at(request, event, number)
    names = (*TOLD, "role")
    form = DeskHolderForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    if form.is_valid():
        try:
            by, at = request.user, timezone.now()
            fresh = actions.name_ticket(found, form.cleaned_data, by=by, at=at, staff=True)
            messages.success(request, said(found, fresh))
            return redirect("events:attendee_order", slug=event.slug, number=found.purchase_id)
        except TicketsRefused as refusal:
            refuse(form, refusal)
    context = {**desk_of(request, event, "attendees"), "form": form, "ticket": found}
    return render(request, "events/attendee.html", context, status=422 if form.errors else 200)


@either
@never_cache
@at_event(RUN)
def cancel_order(request: Request, event: Event, number: int) -> HttpResponse:
    """The organisers take tickets back; everything that was paid for them comes back."""
    found = order_at(request, event, number)
    if found.state not in LIVING:
        return redirect("events:attendee_order", slug=event.slug, number=number)
    context: dict[str, Any] = {**desk_of(request, event, "attendees"), "steps": None}
    context["back_url"] = reverse("events:attendee_order", args=[event.slug, number])
    return cancelling(request, found, "events/desk_cancel.html", context, staff=True)


@either
@at_event(RUN)
def give(request: Request, event: Event) -> HttpResponse:
    """A ticket free of charge for one person."""
    form = GiveForm(request.POST or None, event=event)
    if form.is_valid():
        told = form.cleaned_data
        kind = get_object_or_404(TicketKind, pk=told["kind"], event=event)
        guest = actions.Guest(**{name: told[name] for name in ("name", "email", "organisation", "pronouns", "role")})
        try:
            facts = {"why": told["why"], "key": told["key"], "by": request.user, "at": timezone.now()}
            made = actions.give_tickets(kind, [guest], **facts)
            messages.success(request, _("%(name)s has a ticket.") % {"name": guest.name})
            return redirect("events:attendee_order", slug=event.slug, number=made.pk)
        except TicketsRefused as refusal:
            refuse(form, refusal)
    context = {**desk_of(request, event, "attendees"), "form": form, "heading": _("Give a ticket")}
    return render(request, "events/desk_form.html", context, status=422 if form.errors else 200)


@either
@at_event(RUN)
def take_over(request: Request, event: Event) -> HttpResponse:
    """A list of attendees: looked through first, written by a second press."""
    form = ListForm(request.POST or None, request.FILES or None, event=event)
    found = None
    if form.is_valid():
        told = form.cleaned_data
        kind = get_object_or_404(TicketKind.objects.select_related("event"), pk=told["kind"], event=event)
        try:
            words = told["words"] if not told.get("file") else listing.read_guests(told["file"].read())
            found = listing.look_through(kind, words)
            if request.POST.get("do") == "take" and found.guests:
                facts = {"why": told["why"], "key": told["key"], "by": request.user, "at": timezone.now()}
                made = actions.give_tickets(kind, found.guests, **facts)
                count = len(found.guests)
                words = ngettext("%(count)s person has a ticket.", "%(count)s people have tickets.", count)
                messages.success(request, words % {"count": count})
                return redirect("events:attendee_order", slug=event.slug, number=made.pk)
            form = ListForm(initial={**told, "words": words}, event=event)
            context = {**desk_of(request, event, "attendees"), "form": form, "found": found, "told": told}
            return render(request, "events/take_over_check.html", {**context, "words": words, "kind": kind})
        except TicketsRefused as refusal:
            refuse(form, refusal)
    context = {**desk_of(request, event, "attendees"), "form": form}
    return render(request, "events/take_over.html", context, status=422 if form.errors else 200)


@require_GET
@never_cache
@at_event(RUN)
def waiting(request: Request, event: Event) -> HttpResponse:
    """The waiting list in its order."""
    context = {**desk_of(request, event, "attendees"), "rows": waiting_rows(event)}
    return render(request, "events/waiting_list.html", context)


@either
@at_event(RUN)
def badges(request: Request, event: Event) -> HttpResponse:
    """Choose a sheet and get the badges as PDF; what is printed is noted, so that latecomers can be printed alone."""
    form = BadgesForm(request.POST or None, event=event)
    if form.is_valid():
        told = form.cleaned_data
        kind = int(told["kind"]) if told["kind"] else None
        found = badging.badges_to_print(event, kind=kind, only_new=told["only"] == "new")
        answer = printed(request, event, form, found) if found else None
        if answer:
            return answer
        if not form.errors:
            form.add_error(None, _("There are no such badges. Tickets need a name first."))
    counts = badging.badge_counts(event)
    context = {**desk_of(request, event, "attendees"), "form": form, "counts": counts}
    return render(request, "events/badges.html", context, status=422 if form.errors else 200)


def printed(request: Request, event: Event, form: BadgesForm, tickets: list[Ticket]) -> HttpResponse | None:
    told = form.cleaned_data
    try:
        pdf = badges_pdf(event, tickets, sheet=told["sheet"], skip=told["skip"] or 0)
    except Unprintable:
        bad = without_letters(event, tickets)
        good = [one for one in tickets if one not in bad]
        if told["leave_out"] and good:
            return printed(request, event, form, good)
        names = ", ".join(one.name for one in bad)
        form.add_error(None, _("This server has no letters for: %(names)s. Leave them out.") % {"names": names})
        return None
    badging.note_printed(event, tickets, by=request.user, at=timezone.now())
    return as_pdf(pdf, f"badges-{event.slug}")


def as_pdf(pdf: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


@require_GET
@at_event(RUN)
def badge(request: Request, event: Event, number: int) -> HttpResponse:
    """One badge again, on a sheet of its own size."""
    found, sheet = ticket_at(request, event, number), request.GET.get("sheet", "single")
    if found.ended or sheet not in SHEETS:
        raise Http404
    try:
        return as_pdf(badges_pdf(event, [found], sheet=sheet), f"badge-{found.code}")
    except Unprintable as refusal:
        messages.warning(request, str(refusal))
        return redirect("events:attendee_order", slug=event.slug, number=found.purchase_id)


@either
@at_event(RUN)
def call_off(request: Request, event: Event) -> HttpResponse:
    """After an event was cancelled: all tickets end, and everything that was paid comes back."""
    if event.standing != Standing.CANCELLED:
        raise Http404
    if request.method == "POST":
        end_called_off.enqueue(event.pk)
        messages.success(request, _("The tickets are ending now, and everybody gets a letter."))
        return redirect("events:attendees", slug=event.slug)
    context = {**desk_of(request, event, "attendees")}
    context["count"] = find_tickets(event).count()
    return render(request, "events/call_off.html", context)
