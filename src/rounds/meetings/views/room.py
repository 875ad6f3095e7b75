"""The room of a meeting. The part that changes asks every few seconds, and is told with 304 that nothing has."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rounds.accounts.access import Request
from rounds.core.tables import csv_file
from rounds.meetings.actions import asking as actions
from rounds.meetings.actions.asking import RoomRefused
from rounds.meetings.forms.live import QuestionForm
from rounds.meetings.models import Meeting, Question
from rounds.meetings.queries.live import is_running, live_of, opens
from rounds.meetings.queries.room import polls_of, questions_of, room_rows, version_of
from rounds.meetings.views.inside import COME_IN, HOST, findings_shown, hosts, of_meeting
from rounds.network.actions.words import WordsRefused
from rounds.network.queries.words import Checked, checked

either = require_http_methods(["GET", "POST"])


@require_GET
@of_meeting(COME_IN)
def room(request: Request, meeting: Meeting) -> HttpResponse:
    """The whole page, or for htmx the part that changes."""
    return shown(request, meeting, QuestionForm(initial={"key": uuid.uuid4()}))


def shown(request: Request, meeting: Meeting, form: QuestionForm, found: Checked | None = None) -> HttpResponse:
    now, host, live = timezone.now(), hosts(request, meeting), live_of(meeting)
    version = version_of(meeting, live, request.user, host=host, at=now)
    part = request.headers.get("HX-Request") == "true"
    if part and request.headers.get("If-None-Match", "").removeprefix("W/") == f'"{version}"':  # weak once compressed
        return finished(HttpResponse(status=304), version)
    context: dict[str, Any] = {
        "meeting": meeting,
        "live": live,
        "host": host,
        "version": version,
        "open": is_running(meeting, now),
        "before": now < opens(meeting),
        "questions": questions_of(meeting, request.user, host=host),
        "polls": polls_of(meeting, request.user, host=host),
    }
    if part:
        return finished(render(request, "meetings/room.html#live", context), version)
    context |= {"form": form, "materials": list(meeting.materials.all()), **findings_shown(found)}
    return finished(render(request, "meetings/room.html", context, status=422 if form.errors else 200), "")


def finished(answer: HttpResponse, version: str) -> HttpResponse:
    """Kept by nobody but the reader, who asks each time whether it still holds."""
    if version:
        answer["ETag"] = f'"{version}"'
    patch_cache_control(answer, private=True, no_cache=True)
    patch_vary_headers(answer, ["HX-Request", "Cookie"])
    return answer


@require_POST
@sensitive_post_parameters("words")
@of_meeting(COME_IN)
def ask(request: Request, meeting: Meeting) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return check_only(request, meeting)
    form, found = QuestionForm(request.POST), None
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.ask_question(meeting, **given, by=request.user, at=timezone.now())
            messages.success(request, _("Your question is asked."))
            return redirect("meetings:room", pk=meeting.pk)
        except RoomRefused as refusal:
            form.add_error(None, str(refusal))
        except WordsRefused as refusal:
            form.add_error("words", str(refusal))
            found = refusal.checked
    return shown(request, meeting, form, found)


def check_only(request: Request, meeting: Meeting) -> HttpResponse:
    """What the box asks for while somebody types: the findings, and nothing is kept."""
    words = request.POST.get("words", "")[:2000].replace("\r\n", "\n").strip()
    found = checked(words, by=request.user, place=actions.rules_for(meeting, request.user)) if words else None
    return render(request, "network/words_checked.html", findings_shown(found))


def question_at(request: Request, meeting: Meeting, number: int) -> Question:
    found = questions_of(meeting, request.user, host=hosts(request, meeting)).filter(pk=number).first()
    if found is None:
        raise Http404
    found.meeting = meeting
    return found


@require_POST
@of_meeting(COME_IN)
def vote(request: Request, meeting: Meeting, number: int) -> HttpResponse:
    question = question_at(request, meeting, number)
    return act(
        request,
        meeting,
        lambda: actions.vote(question, request.POST.get("do") != "less", by=request.user, at=timezone.now()),
    )


@require_POST
@of_meeting(COME_IN)
def take_back(request: Request, meeting: Meeting, number: int) -> HttpResponse:
    question = question_at(request, meeting, number)
    return act(request, meeting, lambda: actions.take_question_back(question, by=request.user, at=timezone.now()))


def act(request: Request, meeting: Meeting, action: Any) -> HttpResponse:
    """Do it, then show the room: the part of it for htmx, the page for everybody else."""
    try:
        action()
    except RoomRefused as refusal:
        messages.warning(request, str(refusal))
        if request.headers.get("HX-Request"):
            answer = HttpResponse(status=204)
            answer["HX-Refresh"] = "true"
            return answer
    if request.headers.get("HX-Request"):
        return room_part(request, meeting)
    return redirect("meetings:room", pk=meeting.pk)


def room_part(request: Request, meeting: Meeting) -> HttpResponse:
    return shown(request, meeting, QuestionForm())


@require_GET
@of_meeting(HOST)
def room_csv(request: Request, meeting: Meeting) -> HttpResponseBase:
    head = [_("Kind"), _("When"), _("Who"), _("Words"), _("Votes"), _("Answer"), _("Hidden because")]
    return csv_file(f"room-{meeting.pk}", head, room_rows(meeting), on=timezone.localdate())
