"""The published agenda for calendars, conference apps, paper, a pocket without a network, and other sites."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from rounds.accounts.access import reader
from rounds.core.clocks import place_of
from rounds.events.frab import schedule_json, schedule_xml
from rounds.events.hub import hub_json
from rounds.events.models import AgendaVersion, Embedding, Event
from rounds.events.queries.published import latest_version, shown_entries
from rounds.events.queries.reading import Asked, asked_of, reading_of
from rounds.events.queries.schedule import agenda_calendar, schedule_of
from rounds.events.views.agenda import plan_for, zone_for
from rounds.events.views.finding import open_event, site_of

GENERATOR = "Rounds"


def version_or_404(event: Event) -> AgendaVersion:
    found = latest_version(event)
    if found is None:
        raise Http404
    return found


@require_safe
@open_event
def agenda_ics(request: HttpRequest, event: Event) -> HttpResponse:
    """All of it, or one's own plan."""
    version = version_or_404(event)
    entries, person = shown_entries(version), reader(request)
    if request.GET.get("mine"):
        plan = plan_for(request, event, person)
        entries = [one for one in entries if one.code in plan]
    headers = {"Content-Disposition": f'attachment; filename="{event.slug}.ics"', "Cache-Control": "private, no-cache"}
    file = agenda_calendar(event, version, entries)
    return HttpResponse(file, content_type="text/calendar; charset=utf-8", headers=headers)


@require_safe
@open_event
def agenda_xml(request: HttpRequest, event: Event) -> HttpResponse:
    file = schedule_xml(schedule_of(event, version_or_404(event)), generator=GENERATOR)
    return HttpResponse(file, content_type="application/xml; charset=utf-8")


@require_safe
@open_event
def agenda_json(request: HttpRequest, event: Event) -> JsonResponse:
    return JsonResponse(schedule_json(schedule_of(event, version_or_404(event)), generator=GENERATOR))


@require_safe
@open_event
def agenda_hub(request: HttpRequest, event: Event) -> JsonResponse:
    return JsonResponse(hub_json(schedule_of(event, version_or_404(event)), generator=GENERATOR))


@require_safe
@open_event
def agenda_print(request: HttpRequest, event: Event) -> HttpResponse:
    """A table for each day, with room to write; by the clocks that were chosen."""
    zone = zone_for(request, event, reader(request))
    context = {**site_of(request, event, "agenda"), **plain(request, event, asked_of(request.GET, zone=zone))}
    return render(request, "events/agenda_print.html", context)


def plain(request: HttpRequest, event: Event, asked: Asked) -> dict[str, Any]:
    version = version_or_404(event)
    plan = plan_for(request, event, reader(request)) if asked.mine else []
    reading = reading_of(shown_entries(version), asked, plan=plan, event=event)
    return {"version": version, "reading": reading, "place": place_of(asked.zone), "event": event}


@require_safe
@open_event
def agenda_offline(request: HttpRequest, event: Event) -> HttpResponse:
    """One file that needs no network, to be kept: it is not opened here, where its own style would be refused."""
    page = render_to_string("events/pdf/offline.html", plain(request, event, Asked(zone=event.zone)))
    headers = {"Content-Disposition": f'attachment; filename="{event.slug}-agenda.html"'}
    headers["X-Content-Type-Options"] = "nosniff"
    return HttpResponse(page, content_type="application/octet-stream", headers=headers)


@require_safe
@open_event
def agenda_embed(request: HttpRequest, event: Event) -> HttpResponse:
    """For a frame on the sites that the organisers named; it sets no cookie, and knows nobody."""
    held = Embedding.objects.filter(event=event).first()
    sites = held.sites.split() if held else []
    if not sites:
        raise Http404
    context = {**plain(request, event, Asked(zone=event.zone)), "base": settings.BASE_URL}
    response = render(request, "events/agenda_embed.html", context)
    policy = settings.CONTENT_POLICY.replace("frame-ancestors 'none'", f"frame-ancestors {' '.join(sites)}")
    response.headers["Content-Security-Policy"] = policy
    response.xframe_options_exempt = True  # the policy says who may
    return response
