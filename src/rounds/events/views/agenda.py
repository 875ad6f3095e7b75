"""The agenda that everybody reads, one's own plan, and what has changed."""

import hashlib
import zoneinfo
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rounds.accounts.access import reader
from rounds.accounts.forms import zones
from rounds.accounts.models import Person
from rounds.core.clocks import place_of
from rounds.events.actions.starring import add_stars, drop_star
from rounds.events.models import AgendaVersion, Event
from rounds.events.plans import read_plan, write_plan
from rounds.events.queries.pages import Pages, pages_of
from rounds.events.queries.plans import plan_of, to_be_starred
from rounds.events.queries.published import Shown, Stamp, history_of_agenda, shown_entries, versions_of
from rounds.events.queries.publishing import change_words, kind_words
from rounds.events.queries.reading import FILTERS, Asked, Day, Reading, asked_of, reading_of, zone_choices
from rounds.events.views.finding import open_event, site_of, stamped

ZONE_COOKIE, SALT, KEEP, FRESH = "agenda-zone", "rounds.events.plan", 200 * 86400, 60
TOKENS_PLACE = "csrf-token-of-this-reader"
LONGEST = 400
ITEM = '<li class="slot {}{}">{}</li>'


def plan_cookie(event: Event) -> str:
    return f"plan-{event.pk}"


def plan_for(request: HttpRequest, event: Event, person: Person | None) -> list[str]:
    """A visitor's from the browser; after signing in it moves to the account."""
    kept = read_plan(request.get_signed_cookie(plan_cookie(event), default="", salt=SALT) or "")
    if person is None:
        return kept
    if kept:
        add_stars(event, kept, by=person, at=timezone.now())
    return plan_of(person, event)


def zone_for(request: HttpRequest, event: Event, person: Person | None) -> str:
    """Chosen now, chosen before, or that of the event."""
    for told in (request.GET.get("zone", ""), request.COOKIES.get(ZONE_COOKIE, "")):
        if told == "mine" and person:
            return person.time_zone
        if told and is_zone(told):
            return told
    return event.zone


def is_zone(name: str) -> bool:
    return name in KNOWN


KNOWN = zoneinfo.available_timezones()


@require_GET
@stamped
def agenda(request: HttpRequest, event: Event, stamp: Stamp | None) -> HttpResponse:
    """One list in order of time. The same page again is not written again: it is kept until something changes."""
    person = reader(request)
    if stamp is None:
        return render(request, "events/agenda.html", {**site_of(request, event, "agenda"), "version": None})
    plan = plan_for(request, event, person)
    asked = asked_of(request.GET, zone=zone_for(request, event, person))
    tag = tag_of(request, stamp, plan, asked.zone)
    if request.headers.get("If-None-Match", "").removeprefix("W/") == tag:  # weak once compressed
        return finish(request, event, HttpResponse(status=304), tag=tag, zone=asked.zone, person=person)
    if person or plan or "messages" in request.COOKIES or len(request.get_full_path()) > LONGEST:
        response = written(request, event, stamp, asked, plan)
    else:
        response = kept_page(request, event, stamp, asked)
    return finish(request, event, response, tag=tag, zone=asked.zone, person=person)


def kept_page(request: HttpRequest, event: Event, stamp: Stamp, asked: Asked) -> HttpResponse:
    """For visitors without a plan the page is the same, but for the token of its forms."""
    parts = (stamp.words, request.get_full_path(), asked.zone, request.COOKIES.get("theme", ""), language_of(request))
    key = "agenda-" + hashlib.sha256("\n".join(parts).encode(errors="replace")).hexdigest()
    body = cache.get(key)
    if body is None:
        body = written(request, event, stamp, asked, [], csrf_token=TOKENS_PLACE).content.decode()
        cache.set(key, body, FRESH)
    return HttpResponse(body.replace(TOKENS_PLACE, get_token(request)))


def language_of(request: HttpRequest) -> str:
    return str(getattr(request, "LANGUAGE_CODE", ""))


def tag_of(request: HttpRequest, stamp: Stamp, plan: list[str], zone: str) -> str:
    """Names the page as this reader has it: another plan, sign-in, language or token is another page."""
    minute = int(timezone.now().timestamp()) // FRESH
    cookies = [request.COOKIES.get(name, "") for name in ("csrftoken", "sessionid", "theme", "messages")]
    parts = (stamp.words, request.get_full_path(), zone, ".".join(plan), language_of(request), str(minute), *cookies)
    return f'"{hashlib.sha256("|".join(parts).encode(errors="replace")).hexdigest()[:24]}"'


def finish(
    request: HttpRequest, event: Event, response: HttpResponse, *, tag: str, zone: str, person: Person | None
) -> HttpResponse:
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    if request.GET.get("zone"):
        response.set_cookie(ZONE_COOKIE, zone, max_age=KEEP, samesite="Lax", httponly=True, secure=request.is_secure())
    if person and plan_cookie(event) in request.COOKIES:
        response.delete_cookie(plan_cookie(event))
    return response


def written(
    request: HttpRequest, event: Event, stamp: Stamp, asked: Asked, plan: list[str], **more: str
) -> HttpResponse:
    person = reader(request)
    version = kept_version(stamp)
    reading = reading_of(kept_entries(stamp, version), asked, plan=plan, event=event)
    own = person.time_zone if person else ""
    clocks = {
        "name": "zone",
        "label": _("Show times in"),
        "options": zone_choices(event, own, asked.zone),
        "value": asked.zone,
    }
    query = urlencode({name: getattr(asked, name) for name in FILTERS if getattr(asked, name)})
    context: dict[str, Any] = {
        **site_of(request, event, "agenda", pages=kept_pages(event, stamp)),
        "version": version,
        "reading": reading,
        "fields": [*reading.choices, clocks],
        "asked": asked,
        "place": place_of(asked.zone),
        "days": written_days(reading, kept_bodies(stamp, reading, event, asked.zone, language_of(request))),
        "query": f"?{query}" if query else "",
        "planned": len(plan),
        "person": person,
        **more,
    }
    return render(request, "events/agenda.html", context)


def kept_pages(event: Event, stamp: Stamp) -> Pages:
    return cache.get_or_set(f"agenda-tabs-{named(stamp)}", lambda: pages_of(event), FRESH) or pages_of(event)


def named(stamp: Stamp, *more: str) -> str:
    """The name under which something of a version is kept."""
    return hashlib.sha256("|".join((stamp.words, *more)).encode()).hexdigest()


def kept_version(stamp: Stamp) -> AgendaVersion:
    """A version that was published is never changed."""
    found: AgendaVersion | None = cache.get(f"agenda-version-{stamp.version}")
    if found is None:
        found = AgendaVersion.objects.get(pk=stamp.version)
        cache.set(f"agenda-version-{stamp.version}", found, FRESH)
    return found


def kept_entries(stamp: Stamp, version: AgendaVersion) -> list[Shown]:
    """Read once for all pages of a version, whatever they leave out."""
    key = f"agenda-entries-{named(stamp)}"
    found: list[Shown] = cache.get_or_set(key, lambda: shown_entries(version), FRESH) or []
    return found


def written_days(reading: Reading, bodies: dict[str, SafeString]) -> list[tuple[Day, SafeString]]:
    """Each day with the items of its list, joined here: a loop in the template takes three times as long."""
    return [
        (
            day,
            format_html_join("\n", ITEM, ((cell.css, cell.what.css, bodies[cell.what.key]) for cell in day.grid.cells)),
        )
        for day in reading.days
    ]


def kept_bodies(stamp: Stamp, reading: Reading, event: Event, zone: str, language: str) -> dict[str, SafeString]:
    """The words of each entry, written once for all filters; where it stands differs from page to page."""
    key = f"agenda-bodies-{named(stamp, zone, language)}"
    held: dict[str, SafeString] = cache.get(key) or {}
    base = reverse("events:talks", args=[event.slug]) + "/"
    lines = [cell.what for day in reading.days for cell in day.grid.cells]
    missing = [line for line in lines if line.key not in held]
    if missing:
        entry = get_template("events/agenda_entry.html").template  # type: ignore[attr-defined]
        held |= {line.key: entry.render(Context({"line": line, "base": base})) for line in missing}
        cache.set(key, held, FRESH)
    return held


@require_POST
@open_event
def star(request: HttpRequest, event: Event) -> HttpResponse:
    """Put a talk into one's plan, or take it out: with the account, or in the browser of a visitor."""
    person, add, drop = reader(request), request.POST.get("add", ""), request.POST.get("drop", "")
    query = request.META.get("QUERY_STRING", "")[:LONGEST]
    back = reverse("events:agenda", args=[event.slug]) + (f"?{query}" if query else "")
    response = redirect(f"{back}#{add or drop}" if (add or drop).isalnum() else back)
    if person and add:
        add_stars(event, [add], by=person, at=timezone.now())
    elif person:
        drop_star(event, drop, by=person)
    else:
        keep_plan(request, event, response, add, drop)
    return response


def keep_plan(request: HttpRequest, event: Event, response: HttpResponse, add: str, drop: str) -> None:
    plan = [code for code in plan_for(request, event, None) if code != drop]
    if add and to_be_starred(event, [add]).exists():
        plan.append(add)
    facts: dict[str, Any] = {"max_age": KEEP, "httponly": True, "samesite": "Lax", "secure": request.is_secure()}
    response.set_signed_cookie(plan_cookie(event), write_plan(plan), salt=SALT, **facts)


@require_GET
@open_event
def agenda_zone(request: HttpRequest, event: Event) -> HttpResponse:
    """Every time zone there is, on a page of its own: the list is longer than the agenda."""
    context = {
        **site_of(request, event, "agenda"),
        "zones": zones(),
        "chosen": zone_for(request, event, reader(request)),
    }
    return render(request, "events/agenda_zone.html", context)


@require_GET
@open_event
def agenda_versions(request: HttpRequest, event: Event) -> HttpResponse:
    """What each version changed, the newest first."""
    page = Paginator(versions_of(event), 20).get_page(request.GET.get("page"))
    rows = [
        (version, [(kind_words(one.kind), change_words(one, event)) for one in changes])
        for version, changes in history_of_agenda(event, page)
    ]
    context = {**site_of(request, event, "agenda"), "page": page, "rows": rows}
    return render(request, "events/agenda_versions.html", context)
