"""The list of the hosts: who is there, what they put right, and how many came without a place."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rounds.accounts.access import Request
from rounds.accounts.models import Person
from rounds.core.tables import csv_file
from rounds.meetings.actions import checking_in as actions
from rounds.meetings.attending import How
from rounds.meetings.forms.live import CorrectionForm, HeadsForm, RoomCodeForm
from rounds.meetings.models import Meeting
from rounds.meetings.queries.attendance import Row, attendance_of, attended, seen_of, totals
from rounds.meetings.queries.live import live_of, self_window
from rounds.meetings.views.inside import HOST, of_meeting
from rounds.meetings.views.tickets import words_of

A_PAGE = 50
either = require_http_methods(["GET", "POST"])
SHOWN: dict[str, Callable[[Row], bool]] = {
    "missing": lambda row: not row.attendance.came and not row.attendance.apologised,
    "came": lambda row: row.attendance.came,
    "sorry": lambda row: row.attendance.apologised and not row.attendance.came,
}


def narrowed(rows: list[Row], words: str, show: str) -> list[Row]:
    wanted = words.casefold().split()
    rows = [row for row in rows if all(word in row.person.name.casefold() for word in wanted)]
    return [row for row in rows if SHOWN[show](row)] if show in SHOWN else rows


@require_GET
@never_cache
@of_meeting(HOST)
def attendance(request: Request, meeting: Meeting) -> HttpResponse:
    return shown(request, meeting, HeadsForm())


def shown(request: Request, meeting: Meeting, heads: HeadsForm) -> HttpResponse:
    now = timezone.now()
    rows, words, show = attendance_of(meeting, at=now), request.GET.get("q", ""), request.GET.get("show", "")
    page = Paginator(narrowed(rows, words, show), A_PAGE).get_page(request.GET.get("page"))
    options = [
        ("", _("Everybody")),
        ("missing", _("Not yet here")),
        ("came", _("Here")),
        ("sorry", _("Sent apologies")),
    ]
    context: dict[str, Any] = {
        "meeting": meeting,
        "page": page,
        "totals": totals(meeting, rows),
        "words": words,
        "show": show,
        "heads": heads,
        "query": request.GET.urlencode(),
        "fields": [
            {"name": "q", "label": _("Name"), "value": words},
            {"name": "show", "label": _("Show"), "value": show, "options": options},
        ],
        "running": meeting.starts_at <= now < meeting.ends_at,
        "over": now >= meeting.ends_at,
    }
    return render(request, "meetings/attendance.html", context, status=422 if heads.errors else 200)


@require_GET
@of_meeting(HOST)
def attendance_csv(request: Request, meeting: Meeting) -> HttpResponseBase:
    now = timezone.now()
    rows = narrowed(attendance_of(meeting, at=now), request.GET.get("q", ""), request.GET.get("show", ""))
    head = [_("Name"), _("E-mail address"), _("Places"), _("Was there"), _("Since"), _("Minutes"), _("How")]
    head += [_("Put right"), _("Reason"), _("Apologies")]
    return csv_file(f"attendance-{meeting.pk}", head, lines(rows, meeting), on=timezone.localdate())


def lines(rows: list[Row], meeting: Meeting) -> Iterator[list[object]]:
    yes, no = _("yes"), _("no")
    for row in rows:
        one = row.attendance
        since = one.arrived.astimezone(meeting.tzinfo).isoformat(timespec="minutes") if one.arrived else ""
        how = How(one.how).label if one.how else ""
        yield [
            row.person.name,
            row.person.email,
            row.party if row.registered else 0,
            yes if one.came else no,
            since,
            one.minutes,
            how,
            yes if one.corrected else no,
            one.reason,
            yes if one.apologised else no,
        ]


def somebody_of(meeting: Meeting, number: int) -> Person:
    """A person of this list; anybody else is not there."""
    known = Person.objects.filter(registrations__meeting=meeting) | Person.objects.filter(
        meeting_evidence__meeting=meeting
    )
    found: Person = get_object_or_404(known.distinct(), pk=number)
    return found


@require_POST
@of_meeting(HOST)
def note(request: Request, meeting: Meeting, number: int) -> HttpResponse:
    """One press for one person: here, or gone before the end."""
    person, now = somebody_of(meeting, number), timezone.now()
    try:
        if request.POST.get("do") == "left":
            actions.note_leaving(meeting, person, by=request.user, at=now)
            messages.success(request, _("%(name)s has left.") % {"name": person.name})
        else:
            done = actions.check_in(meeting, person, How.HOST, key=uuid.uuid4(), by=request.user, at=now)
            messages.success(request, words_of(done))
    except actions.CheckInRefused as refusal:
        messages.warning(request, str(refusal))
    return back_to_list(request, meeting)


def back_to_list(request: Request, meeting: Meeting) -> HttpResponse:
    answer = redirect("meetings:attendance", pk=meeting.pk)
    if query := request.POST.get("query", ""):
        answer["Location"] += f"?{query}"
    return answer


@either
@never_cache
@of_meeting(HOST)
def correct(request: Request, meeting: Meeting, number: int) -> HttpResponse:
    """Everything that was seen of a person, and what holds from now on."""
    person, now = somebody_of(meeting, number), timezone.now()
    held = attended(person, meeting, at=now)
    minutes = meeting.minutes if held.minutes is None else held.minutes
    form = CorrectionForm(request.POST or None, initial={"came": "yes" if held.came else "no", "minutes": minutes})
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.correct_attendance(
                meeting,
                person,
                came=given["came"] == "yes",
                minutes=given["minutes"],
                reason=given["reason"],
                by=request.user,
                at=now,
            )
            messages.success(request, _("It is put right. What was seen before stays in the record."))
            return redirect("meetings:attendance", pk=meeting.pk)
        except actions.CheckInRefused as refusal:
            form.add_error("minutes" if given["came"] == "yes" else None, str(refusal))
    context = {"meeting": meeting, "person": person, "held": held, "form": form, "seen": seen_of(meeting, person)}
    return render(request, "meetings/correct.html", context, status=422 if form.errors else 200)


@require_POST
@of_meeting(HOST)
def heads(request: Request, meeting: Meeting) -> HttpResponse:
    form = HeadsForm(request.POST)
    if not form.is_valid():
        return shown(request, meeting, form)
    actions.count_heads(meeting, form.cleaned_data["people"], by=request.user, at=timezone.now())
    messages.success(request, _("The count is kept."))
    return redirect("meetings:attendance", pk=meeting.pk)


@either
@never_cache
@of_meeting(HOST)
def room_code(request: Request, meeting: Meeting) -> HttpResponse:
    """The code for the screen in the room."""
    live = live_of(meeting)
    first = {"code": live.self_code, "opens_at": live.self_from, "closes_at": live.self_until}
    form = RoomCodeForm(request.POST or None, initial=first)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.set_self_check_in(
                meeting,
                given["code"],
                opens_at=given["opens_at"],
                closes_at=given["closes_at"],
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("The code is set.") if given["code"] else _("The code is off."))
            return redirect("meetings:room_code", pk=meeting.pk)
        except actions.CheckInRefused as refusal:
            form.add_error("closes_at", str(refusal))
    begin, end = self_window(live)
    context = {"meeting": meeting, "live": live, "form": form, "begin": begin, "end": end}
    return render(request, "meetings/room_code.html", context, status=422 if form.errors else 200)
