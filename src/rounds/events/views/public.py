"""What everybody may read about an event."""

from typing import Any

from django.core.files.storage import storages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from rounds.accounts.access import public, reader
from rounds.core.palette import soft_of
from rounds.events.models import Event, Material, Speaker
from rounds.events.queries.book import recording_of
from rounds.events.queries.chats import chats_visible_to
from rounds.events.queries.disclosures import asks_for_disclosure, shown_planners, told_for
from rounds.events.queries.events import (
    call_of,
    deadline_of,
    events_listed,
    is_open_to,
    pass_of,
    profiles_of,
    public_speakers,
    session_types_of,
    stage_of,
    talks_of,
    tracks_of,
)
from rounds.events.queries.published import placement_of
from rounds.events.views.finding import download, open_event, site_of
from rounds.network.markup import to_html

A_PAGE = 20


@require_GET
@public
def events(request: HttpRequest) -> HttpResponse:
    words, past, now = request.GET.get("words", ""), request.GET.get("when") == "past", timezone.now()
    found = events_listed(reader(request), words=words, past=past, at=now)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(event, stage_of(event, getattr(event, "call", None), at=now)) for event in page],
        "filtered": bool(words),
        "past": past,
        "fields": [
            {"name": "words", "label": _("Words"), "value": words},
            {
                "name": "when",
                "label": _("When"),
                "options": [("", _("To come")), ("past", _("Over"))],
                "value": "past" if past else "",
            },
        ],
    }
    return render(request, "events/events.html", context)


@require_GET
@open_event
def event(request: HttpRequest, event: Event) -> HttpResponse:
    head = site_of(request, event, "about")
    context = {
        **head,
        "stage": stage_of(event, head["call"], at=timezone.now()),
        "html": to_html(event.words),
        "tracks": tracks_of(event),
        "chats": chats_visible_to(reader(request)).filter(event=event).order_by("meeting__starts_at", "pk")[:6],
        "partners": event.co_organisers.order_by("name"),
    }
    return render(request, "events/event.html", context)


@require_GET
@open_event
def call(request: HttpRequest, event: Event) -> HttpResponse:
    found, person, now = call_of(event), reader(request), timezone.now()
    if found is None:
        raise Http404
    tracks = list(tracks_of(event))
    context = {
        **site_of(request, event, "call"),
        "html": to_html(found.words),
        "tracks": [(track, deadline_of(found, track), now < deadline_of(found, track)) for track in tracks],
        "types": session_types_of(event),
        "early": now < found.opens,
        "open": any(is_open_to(found, person, track, at=now) for track in tracks),
        "late": pass_of(event, person, at=now) if person else None,
    }
    return render(request, "events/call.html", context)


@require_GET
@open_event
def travel(request: HttpRequest, event: Event) -> HttpResponse:
    context = {**site_of(request, event, "travel"), "travel": to_html(event.travel), "access": to_html(event.access)}
    return render(request, "events/travel.html", context)


@require_GET
@open_event
def conduct(request: HttpRequest, event: Event) -> HttpResponse:
    context = {**site_of(request, event, "conduct"), "html": to_html(event.conduct)}
    return render(request, "events/conduct.html", context)


@require_GET
@open_event
def talks(request: HttpRequest, event: Event) -> HttpResponse:
    page = Paginator(talks_of(event), A_PAGE).get_page(request.GET.get("page"))
    names = speakers_by_proposal(event)
    rows = [(talk, names.get(talk.proposal_id, [])) for talk in page]
    return render(request, "events/talks.html", {**site_of(request, event, "talks"), "page": page, "rows": rows})


def speakers_by_proposal(event: Event) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for one in public_speakers(event):
        found.setdefault(one.proposal_id, []).append(one.shown)
    return found


@require_GET
@open_event
def talk(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """With the interests of its speakers before anything else of the talk."""
    found = get_object_or_404(talks_of(event), proposal__code=code)
    proposal, profiles = found.proposal, profiles_of(event)
    proposal.event = event
    people = [one for one in public_speakers(event) if one.proposal_id == proposal.pk]
    clinical = asks_for_disclosure(proposal)
    context = {
        **site_of(request, event, "talks"),
        "talk": found,
        "proposal": proposal,
        "html": to_html(proposal.abstract),
        "speakers": [(one.person, profiles.get(one.person_id or 0)) for one in people],
        "told": told_for(proposal) if clinical else [],
        "planners": shown_planners(event) if clinical else [],
        "place": placement_of(event, proposal.pk),
        "recording": recording_of(found),
        "materials": proposal.materials.filter(shown=True).order_by("title", "pk"),
    }
    return render(request, "events/talk.html", context)


@require_GET
@open_event
def speakers(request: HttpRequest, event: Event) -> HttpResponse:
    profiles = profiles_of(event)
    people: dict[Any, list[Any]] = {}
    for one in public_speakers(event):
        people.setdefault(one.person, []).append(one.proposal)
    rows = [(person, profiles.get(person.pk), given) for person, given in people.items()]
    return render(request, "events/speakers.html", {**site_of(request, event, "speakers"), "rows": rows})


@require_GET
@cache_control(public=True, max_age=31536000)
@open_event
def theme(request: HttpRequest, event: Event) -> HttpResponse:
    if not event.colour_light:
        raise Http404
    soft = [soft_of(event.colour_light, 0), soft_of(event.colour_dark, 1)]
    return render(request, "events/theme.css", {"event": event, "soft": soft}, content_type="text/css")


@require_GET
@open_event
def photo(request: HttpRequest, event: Event, number: int) -> FileResponse:
    """Of somebody who speaks in public, or one's own, or for the organisers."""
    found = get_object_or_404(Speaker, event=event, pk=number)
    person = reader(request)
    seen = public_speakers(event).filter(person=found.person_id).exists()
    if not (seen or (person and (person.pk == found.person_id or person.has_perm("events.run_event", event)))):
        raise Http404
    if not found.photo or not storages["private"].exists(found.photo):
        raise Http404
    answer = FileResponse(storages["private"].open(found.photo))
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@require_GET
@open_event
def material(request: HttpRequest, event: Event, code: str, number: int) -> FileResponse:
    """A file that goes with a talk: for everybody where it is shown, else for its speakers and the organisers."""
    found = get_object_or_404(
        Material.objects.select_related("proposal"), pk=number, proposal__event=event, proposal__code=code
    )
    person = reader(request)
    seen = found.shown and talks_of(event).filter(proposal=found.proposal_id).exists()
    near = person is not None and (
        person.has_perm("events.see_proposal", found.proposal)
        or person.has_perm("events.see_submission", found.proposal)
    )
    if not (seen or near):
        raise Http404
    return download(found.stored, found.name)
