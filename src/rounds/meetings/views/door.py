"""The page at the door: a camera or a box for the code, and scans that wait until there is a network."""

import datetime as dt
import json
import uuid
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rounds.accounts.access import Request
from rounds.meetings.actions.checking_in import CheckInRefused
from rounds.meetings.actions.syncing import Result, Scan, take_scans
from rounds.meetings.forms.live import CodeForm
from rounds.meetings.models import Meeting
from rounds.meetings.queries.attendance import attendance_of, totals
from rounds.meetings.views.inside import HOST, of_meeting

CAMERA = "camera=(self), geolocation=(), microphone=()"


@require_http_methods(["GET", "POST"])
@never_cache
@of_meeting(HOST)
def door(request: Request, meeting: Meeting) -> HttpResponse:
    """Without script each code is a form that is sent; with it the page keeps scans until they are sent."""
    form, now, results = CodeForm(request.POST or None), timezone.now(), list[Result]()
    if form.is_valid():
        scan = Scan(form.cleaned_data["key"], form.cleaned_data["code"], now)
        try:
            results = take_scans(meeting, [scan], sent=now, device="", by=request.user, at=now)
            form = CodeForm() if results[0].state in {"new", "again"} else form
        except CheckInRefused as refusal:
            form.add_error("code", str(refusal))
        if results and results[0].state not in {"new", "again"}:
            form.add_error("code", refusal_of(results[0]))
    context = {
        "meeting": meeting,
        "form": form,
        "result": results[0] if results else None,
        "totals": totals(meeting, attendance_of(meeting, at=now)),
    }
    answer = render(request, "meetings/door.html", context, status=422 if form.errors else 200)
    answer["Permissions-Policy"] = CAMERA
    return answer


def refusal_of(result: Result) -> str:
    if result.state == "over":
        return _("The place of %(name)s was given back. Send them to a host.") % {"name": result.name}
    return _("This code belongs to no place in this meeting.")


@require_GET
@never_cache
@of_meeting(HOST)
def people(request: Request, meeting: Meeting) -> HttpResponse:
    """Codes and names for a device that will have no network: the page throws them away when the meeting is over."""
    rows = attendance_of(meeting, at=timezone.now())
    listed = [
        {"code": row.code, "name": row.person.name, "party": row.party, "here": row.attendance.came}
        for row in rows
        if row.registered
    ]
    return JsonResponse({"people": listed, "ends": meeting.ends_at.isoformat()})


@require_POST
@of_meeting(HOST)
def scans(request: Request, meeting: Meeting) -> HttpResponse:
    """Scans of a device as JSON; each has the device's own key, so that sending twice adds nothing."""
    try:
        told = json.loads(request.body)
        found = [scan_of(each) for each in told["scans"]]
        sent = moment(told["sent"])
        results = take_scans(
            meeting, found, sent=sent, device=str(told.get("device", ""))[:40], by=request.user, at=timezone.now()
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return JsonResponse({"refused": _("These scans cannot be read.")}, status=400)
    except CheckInRefused as refusal:
        return JsonResponse({"refused": str(refusal)}, status=422)
    return JsonResponse({"results": [shown(result) for result in results]})


def scan_of(told: dict[str, Any]) -> Scan:
    return Scan(uuid.UUID(str(told["key"])), str(told["code"])[:400], moment(told["at"]))


def moment(text: Any) -> dt.datetime:
    read = parse_datetime(str(text))
    if read is None or read.tzinfo is None:
        raise ValueError
    return read


def shown(result: Result) -> dict[str, Any]:
    since = timezone.localtime(result.since).strftime("%H:%M") if result.since else ""
    return {
        "key": str(result.key),
        "state": result.state,
        "name": result.name,
        "party": result.party,
        "since": since,
    }
