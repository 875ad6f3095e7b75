"""What hosts do in the room: answer, put on top, hide, poll, and write notes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from rounds.accounts.access import Request
from rounds.meetings.actions import asking, polling
from rounds.meetings.actions.asking import RoomRefused
from rounds.meetings.forms.live import AnswerForm, NotesForm, PollForm, ReasonForm
from rounds.meetings.models import Meeting, Poll
from rounds.meetings.queries.live import live_of
from rounds.meetings.views.inside import COME_IN, HOST, findings_shown, of_meeting
from rounds.meetings.views.room import act, question_at
from rounds.network.actions.words import WordsRefused
from rounds.network.queries.words import Checked

either = require_http_methods(["GET", "POST"])


@either
@of_meeting(HOST)
def answer(request: Request, meeting: Meeting, number: int) -> HttpResponse:
    question = question_at(request, meeting, number)
    form = AnswerForm(request.POST or None, initial={"words": question.answer})
    found: Checked | None = None
    if form.is_bound and form.is_valid():
        try:
            asking.answer_question(question, **form.cleaned_data, by=request.user, at=timezone.now())
            return redirect("meetings:room", pk=meeting.pk)
        except RoomRefused as refusal:
            form.add_error(None, str(refusal))
        except WordsRefused as refusal:
            form.add_error("words", str(refusal))
            found = refusal.checked
    context = {"meeting": meeting, "question": question, "form": form, **findings_shown(found)}
    return render(request, "meetings/question_answer.html", context, status=422 if form.errors else 200)


@require_POST
@of_meeting(HOST)
def pin(request: Request, meeting: Meeting, number: int) -> HttpResponse:
    question, pinned = question_at(request, meeting, number), request.POST.get("do") == "pin"
    return act(request, meeting, lambda: asking.pin_question(question, pinned, by=request.user, at=timezone.now()))


@either
@of_meeting(HOST)
def hide(request: Request, meeting: Meeting, number: int) -> HttpResponse:
    question = question_at(request, meeting, number)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            asking.hide_question(question, form.cleaned_data["reason"], by=request.user, at=timezone.now())
            return redirect("meetings:room", pk=meeting.pk)
        except RoomRefused as refusal:
            form.add_error(None, str(refusal))
    context = {"meeting": meeting, "question": question, "form": form}
    return render(request, "meetings/question_hide.html", context, status=422 if form.errors else 200)


@require_POST
@of_meeting(HOST)
def show(request: Request, meeting: Meeting, number: int) -> HttpResponse:
    question = question_at(request, meeting, number)
    return act(request, meeting, lambda: asking.show_question(question, by=request.user, at=timezone.now()))


@either
@of_meeting(HOST)
def new_poll(request: Request, meeting: Meeting) -> HttpResponse:
    form = PollForm(request.POST or None)
    if form.is_valid():
        given, now = form.cleaned_data, timezone.now()
        try:
            poll = polling.make_poll(
                meeting, given["words"], given["choices"].split("\n"), several=given["several"], by=request.user, at=now
            )
        except RoomRefused as refusal:
            form.add_error("choices", str(refusal))
        else:
            return ready(request, meeting, poll)
    return render(
        request, "meetings/poll_new.html", {"meeting": meeting, "form": form}, status=422 if form.errors else 200
    )


def ready(request: Request, meeting: Meeting, poll: Poll) -> HttpResponse:
    """Ask at once where that was pressed; a room that is closed keeps the poll for later."""
    if request.POST.get("do") == "open":
        try:
            polling.open_poll(poll, by=request.user, at=timezone.now())
        except RoomRefused as refusal:
            messages.warning(request, str(refusal))
    return redirect("meetings:room", pk=meeting.pk)


def poll_at(meeting: Meeting, number: int) -> Poll:
    poll: Poll = get_object_or_404(meeting.polls.all(), pk=number)
    poll.meeting = meeting
    return poll


@require_POST
@of_meeting(HOST)
def move_poll(request: Request, meeting: Meeting, number: int, step: str) -> HttpResponse:
    poll = poll_at(meeting, number)
    step_of = {"open": polling.open_poll, "close": polling.close_poll, "remove": polling.remove_poll}
    return act(request, meeting, lambda: step_of[step](poll, by=request.user, at=timezone.now()))


@require_POST
@of_meeting(COME_IN)
def answer_poll(request: Request, meeting: Meeting, number: int) -> HttpResponse:
    """A poll that is not open yet is not there for those who do not host."""
    poll = poll_at(meeting, number)
    if poll.state == Poll.State.DRAFT:
        messages.warning(request, _("This poll is closed."))
        return redirect("meetings:room", pk=meeting.pk)
    chosen = [int(value) for value in request.POST.getlist("choice") if value.isdecimal() and len(value) < 18]
    return act(request, meeting, lambda: polling.answer_poll(poll, chosen, by=request.user, at=timezone.now()))


@either
@sensitive_post_parameters("words")
@of_meeting(HOST)
def notes(request: Request, meeting: Meeting) -> HttpResponse:
    live = live_of(meeting)
    form = NotesForm(request.POST or None, initial={"words": live.notes, "version": live.notes_version})
    found: Checked | None = None
    if form.is_valid():
        try:
            polling.write_notes(meeting, **form.cleaned_data, by=request.user, at=timezone.now())
            messages.success(request, _("The notes are saved."))
            return redirect("meetings:room", pk=meeting.pk)
        except RoomRefused as refusal:
            form.add_error("words", str(refusal))
            live = live_of(meeting)
            form.data = {**form.data.dict(), "version": str(live.notes_version)}  # type: ignore[attr-defined]
        except WordsRefused as refusal:
            form.add_error("words", str(refusal))
            found = refusal.checked
    context = {"meeting": meeting, "live": live, "form": form, **findings_shown(found)}
    return render(request, "meetings/notes.html", context, status=422 if form.errors else 200)
