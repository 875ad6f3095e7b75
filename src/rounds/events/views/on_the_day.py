"""On the day: check-in by code or by name, heads in sessions, announcements."""

import datetime as dt
import json
import uuid
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from rounds.accounts.access import Request
from rounds.events.actions import on_the_day as actions
from rounds.events.actions.ticket_orders import TicketsRefused
from rounds.events.forms.attendees import AnnounceForm, CodeTypedForm, FindForm, HeadsForm
from rounds.events.models import Event, Ticket
from rounds.events.queries.on_the_day import (
    addresses_to_tell,
    announcements_of,
    arrived,
    arrived_by_kind,
    sessions_counted,
)
from rounds.events.queries.purchases import attendees, find_tickets
from rounds.events.tasks import send_notices
from rounds.events.views.finding import at_event, desk_of, either, open_event, site_of

DOOR = "events.keep_door"
CAMERA = "camera=(self), geolocation=(), microphone=()"
FOUND = 20


@either
@never_cache
@at_event(DOOR)
def check_in(request: Request, event: Event) -> HttpResponse:
    return checking(request, event)


def checking(request: Request, event: Event) -> HttpResponse:
    """By code or by name. Without script each code is a form; with it scans are kept until they are sent."""
    form, now = CodeTypedForm(request.POST or None), timezone.now()
    result = None
    if form.is_valid():
        scan = actions.Scan(form.cleaned_data["key"], form.cleaned_data["code"], now)
        [result] = actions.take_scans(event, [scan], sent=now, by=request.user, at=now)
        if result.state in {"new", "again"}:
            form = CodeTypedForm()
        else:
            form.add_error("code", refusal_of(result))
    search = FindForm(request.GET or None, event=event)
    words = search.wanted()["words"]
    rows = find_tickets(event, words=words, state="kept")[:FOUND] if words else []
    context = {
        **desk_of(request, event, "check_in"),
        "form": form,
        "result": result,
        "since": f"{result.since.astimezone(event.tz):%H:%M}" if result and result.since else "",
        "search": search,
        "words": words,
        "rows": rows,
        "arrived": arrived(event),
        "by_kind": arrived_by_kind(event),
    }
    answer = render(request, "events/check_in.html", context, status=422 if form.errors else 200)
    answer["Permissions-Policy"] = CAMERA
    return answer


def ticket_at(event: Event, number: int) -> Ticket:
    """For whoever keeps the door, who sees names and nothing of the orders."""
    return get_object_or_404(Ticket.objects.select_related("kind"), pk=number, purchase__event=event)


def refusal_of(result: actions.Result) -> str:
    if result.state == "over" and result.ticket is not None:
        name = result.ticket.name or result.ticket.code
        return _("The ticket of %(name)s is not valid: it was cancelled, or is not paid.") % {"name": name}
    return _("This code belongs to no ticket of this event. An old code no longer works after a change of name.")


@either
@never_cache
@at_event(DOOR)
def scanned(request: Request, event: Event, code: str) -> HttpResponse:
    """What the QR code leads to with the camera of any telephone: the ticket, and one button."""
    form = CodeTypedForm(request.POST or None, initial={"code": code})
    found = find_tickets(event, words="").filter(code=code).first()
    if request.method == "POST" and form.is_valid():
        return checking(request, event)
    context = {**desk_of(request, event, "check_in"), "form": form, "ticket": found, "code": code}
    return render(request, "events/scanned.html", context)


@require_POST
@at_event(DOOR)
def arrive(request: Request, event: Event, number: int) -> HttpResponse:
    """Check somebody in from the list of names."""
    found, now = ticket_at(event, number), timezone.now()
    scan = actions.Scan(uuid.uuid4(), found.code, now)
    [result] = actions.take_scans(event, [scan], sent=now, by=request.user, at=now)
    name = found.name or found.code
    if result.state == "new":
        messages.success(request, _("%(name)s is checked in.") % {"name": name})
    elif result.state == "again" and result.since:
        since = result.since.astimezone(event.tz)
        messages.warning(
            request, _("%(name)s is here already, since %(time)s.") % {"name": name, "time": f"{since:%H:%M}"}
        )
    else:
        messages.warning(request, refusal_of(result))
    return redirect("events:check_in", slug=event.slug)


@require_POST
@at_event(DOOR)
def undo(request: Request, event: Event, number: int) -> HttpResponse:
    found = ticket_at(event, number)
    try:
        actions.undo_check_in(found, by=request.user, at=timezone.now())
        messages.success(request, _("%(name)s is no longer checked in.") % {"name": found.name or found.code})
    except TicketsRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("events:check_in", slug=event.slug)


@require_GET
@never_cache
@at_event(DOOR)
def door_people(request: Request, event: Event) -> HttpResponse:
    """Codes and names for a device that will have no network: the page throws them away when the event is over."""
    listed = [
        {"code": one.code, "name": one.name or one.code, "party": 1, "here": one.here}
        for one in attendees(event).order_by("pk")
    ]
    ends = dt.datetime.combine(event.ends + dt.timedelta(days=1), dt.time(), event.tz)
    return JsonResponse({"people": listed, "ends": ends.isoformat()})


@require_POST
@at_event(DOOR)
def door_scans(request: Request, event: Event) -> HttpResponse:
    """Scans of a device as JSON; each has the device's own key, so that sending twice adds nothing."""
    try:
        told = json.loads(request.body)
        found = [scan_of(each) for each in told["scans"]][:500]
        sent = moment(told["sent"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"refused": _("These scans cannot be read.")}, status=400)
    results = actions.take_scans(event, found, sent=sent, by=request.user, at=timezone.now())
    return JsonResponse({"results": [shown(result, event) for result in results]})


def scan_of(told: dict[str, Any]) -> actions.Scan:
    return actions.Scan(uuid.UUID(str(told["key"])), str(told["code"])[:400].replace("\x00", ""), moment(told["at"]))


def moment(text: Any) -> dt.datetime:
    read = parse_datetime(str(text))
    if read is None or read.tzinfo is None:
        raise ValueError
    return read


def shown(result: actions.Result, event: Event) -> dict[str, Any]:
    since = result.since.astimezone(event.tz).strftime("%H:%M") if result.since else ""
    name = (result.ticket.name or result.ticket.code) if result.ticket else ""
    return {"key": str(result.key), "state": result.state, "name": name, "party": 1, "since": since}


@require_GET
@at_event(DOOR)
def heads(request: Request, event: Event) -> HttpResponse:
    """Each session with the last count of its room."""
    found = sessions_counted(event)
    page = Paginator(found, 50).get_page(request.GET.get("page"))
    return render(request, "events/heads.html", {**desk_of(request, event, "check_in"), "page": page})


@either
@at_event(DOOR)
def count_heads(request: Request, event: Event, code: str) -> HttpResponse:
    talk = get_object_or_404(sessions_counted(event), code=code)
    form = HeadsForm(request.POST or None)
    if form.is_valid():
        actions.count_heads(talk, form.cleaned_data["count"], by=request.user, at=timezone.now())
        messages.success(request, _("Noted."))
        return redirect("events:heads", slug=event.slug)
    context = {**desk_of(request, event, "check_in"), "form": form, "talk": talk}
    context["history"] = talk.head_counts.select_related("by").order_by("-pk")[:10]
    return render(request, "events/count_heads.html", context, status=422 if form.errors else 200)


@either
@at_event("events.run_event")
def announce(request: Request, event: Event) -> HttpResponse:
    """Write, see it as it will be read and how many get it, then send; once."""
    form = AnnounceForm(request.POST or None)
    context: dict[str, Any] = {**desk_of(request, event, "announce"), "form": form}
    if form.is_valid() and request.POST.get("do") == "send":
        made = actions.announce(event, **form.cleaned_data, by=request.user, at=timezone.now())
        send_notices.enqueue()
        count = made.notices.count()
        words = ngettext("%(count)s letter is on its way.", "%(count)s letters are on their way.", count)
        messages.success(request, words % {"count": count})
        return redirect("events:announce", slug=event.slug)
    if form.is_valid() and request.POST.get("do") != "change":
        context |= {"told": form.cleaned_data, "count": len(addresses_to_tell(event))}
        return render(request, "events/announce_check.html", context)
    context["sent"] = announcements_of(event)[:20]
    bad = bool(form.errors) and request.POST.get("do") != "change"
    return render(request, "events/announce.html", context, status=422 if bad else 200)


@require_GET
@open_event
def announcements(request: Request, event: Event) -> HttpResponse:
    """What was announced, for everybody: nothing in it is for some alone."""
    page = Paginator(announcements_of(event), 20).get_page(request.GET.get("page"))
    return render(request, "events/announcements.html", {**site_of(request, event, "announcements"), "page": page})
