"""Calendar files: one meeting, and the private address of a person."""

import hashlib

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from rounds.accounts.access import Request, public, reader, signed_in
from rounds.meetings.actions.feeds import end_feed, make_feed, note_reading
from rounds.meetings.queries import meetings_visible_to
from rounds.meetings.queries.feeds import calendar_of_meeting, calendar_of_person, feed_of, feed_token, read_feed

CALENDAR = "text/calendar; charset=utf-8"


@require_GET
@never_cache
@public
def meeting_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever sees the meeting may put it in a calendar; the way to join is told to those alone who have a place."""
    person = reader(request)
    meeting = get_object_or_404(meetings_visible_to(person), pk=pk)
    joins = person is not None and person.has_perm("meetings.come_in", meeting)
    headers = {"Content-Disposition": f'attachment; filename="meeting-{meeting.pk}.ics"'}
    return HttpResponse(calendar_of_meeting(meeting, joins=bool(joins)), content_type=CALENDAR, headers=headers)


@require_safe
@public
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """What a calendar program reads: no sign-in, the address itself is the key. Ended addresses are not there."""
    found = read_feed(token)
    if found is None:
        raise Http404
    now = timezone.now()
    with translation.override(found.person.language):
        file = calendar_of_person(found.person, at=now)
    note_reading(found, at=now)
    tag = f'"{hashlib.sha256(file).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Referrer-Policy": "no-referrer"}
    headers["X-Robots-Tag"] = "noindex"
    if request.headers.get("If-None-Match", "").removeprefix("W/") == tag:  # weak once compressed
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(file, content_type=CALENDAR, headers=headers)


@require_http_methods(["GET", "POST"])
@never_cache
@signed_in
def own_calendar(request: Request) -> HttpResponse:
    """The address of one's own calendar: make it, copy it, end it."""
    if request.method == "POST":
        if request.POST.get("do") == "end":
            end_feed(request.user, at=timezone.now())
            messages.success(request, _("The address has ended. Programs that read it get nothing any more."))
        else:
            make_feed(request.user, at=timezone.now())
            messages.success(request, _("You have a new address. An older one has ended."))
        return redirect("meetings:own_calendar")
    found = feed_of(request.user)
    address = settings.BASE_URL + reverse("meetings:feed", args=[feed_token(found)]) if found else ""
    webcal = address.replace("https://", "webcal://").replace("http://", "webcal://")
    return render(request, "meetings/own_calendar.html", {"feed": found, "address": address, "webcal": webcal})
