"""Chats as pages: the list, the chat while it goes on, and its transcript. The part that changes asks with its version."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from rounds.accounts.access import Request, View, public, reader
from rounds.core.tables import csv_file
from rounds.events.actions import chats as actions
from rounds.events.forms.chats import ChatAnswerForm, JoinChatForm
from rounds.events.models import Chat, ChatAnswer
from rounds.events.queries.chats import (
    as_document,
    as_rows,
    as_text,
    chats_listed,
    chats_visible_to,
    consent_of,
    live_view,
    next_opening,
    numbered,
    phase_of,
    transcript_of,
    transcripts_visible_to,
    version_of,
)
from rounds.events.views.finding import findings_shown, refuse
from rounds.meetings.actions.asking import rules_for
from rounds.network.actions.words import WordsRefused
from rounds.network.queries.words import Checked, checked

A_PAGE = 20
HOST = "events.host_chat"


def open_chat(view: View) -> View:
    """A page of a chat for everybody who may see it."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, get_object_or_404(chats_visible_to(reader(request)), pk=pk), *args, **kwargs)

    guarded.access = "public"  # type: ignore[attr-defined]
    return guarded


def at_chat(permission: str = "") -> Callable[[View], View]:
    """For people who are signed in: 404 where the chat is not to be seen, 403 where this is not theirs."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            chat = get_object_or_404(chats_visible_to(request.user), pk=pk)
            if permission and not request.user.has_perm(permission, chat):
                raise PermissionDenied
            return view(request, chat, *args, **kwargs)

        guarded.access = permission or "signed_in"  # type: ignore[attr-defined]
        return guarded

    return decorate


@require_GET
@public
def chats(request: HttpRequest) -> HttpResponse:
    person, now, past = reader(request), timezone.now(), request.GET.get("when") == "past"
    page = Paginator(chats_listed(person, past=past, at=now), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(chat, phase_of(chat.meeting, at=now)) for chat in page],
        "past": past,
        "makes": bool(person and person.has_perm("events.make_chat")),
    }
    return render(request, "events/chats.html", context)


@require_GET
@open_chat
def chat(request: HttpRequest, chat: Chat) -> HttpResponse:
    return shown(request, chat)


def shown(
    request: HttpRequest, chat: Chat, form: forms.Form | None = None, join: forms.Form | None = None,
    found: Checked | None = None,
) -> HttpResponse:  # fmt: skip
    """The whole page, or for htmx the part that changes; 304 while nothing has."""
    person, now = reader(request), timezone.now()
    host = bool(person and person.has_perm(HOST, chat))
    consent, phase = consent_of(chat, person), phase_of(chat.meeting, at=now)
    inside = person is not None and (consent is not None or host)
    version = version_of(chat, person, host=host, at=now) if person else ""
    part = request.headers.get("HX-Request") == "true"
    if part and version and request.headers.get("If-None-Match", "").removeprefix("W/") == f'"{version}"':
        return finished(HttpResponse(status=304), version)
    reads = transcripts_visible_to(person, at=now).filter(pk=chat.pk).exists()
    context: dict[str, Any] = {
        "chat": chat,
        "meeting": chat.meeting,
        "host": host,
        "consent": consent,
        "phase": phase,
        "inside": inside,
        "version": version,
        "next": next_opening(chat, at=now) if phase in {"before", "open"} else None,
        "questions": live_view(chat, person, host=host, at=now) if person and inside and phase == "open" else [],
        "count": chat.questions.count(),
    }
    if part:
        return finished(render(request, "events/chat.html#live", context), version)
    context |= {
        "hosts": [one.person for one in chat.meeting.host_rows.select_related("person").order_by("place", "pk")],
        "transcript": transcript_of(chat) if reads else None,
        "reads": reads,
        "form": form or answer_form(chat, now),
        "join": join or JoinChatForm(initial={"named": consent.named if consent else None}),
        **findings_shown(found),
    }
    bad = bool((form and form.errors) or (join and join.errors))
    return finished(render(request, "events/chat.html", context, status=422 if bad else 200), "")


def finished(answer: HttpResponse, version: str) -> HttpResponse:
    if version:
        answer["ETag"] = f'"{version}"'
    patch_cache_control(answer, private=True, no_cache=True)
    patch_vary_headers(answer, ["HX-Request", "Cookie"])
    return answer


def answer_form(chat: Chat, now: Any) -> ChatAnswerForm:
    """For the question that opened last."""
    opened = [number for number, one in numbered(chat) if one.opens() <= now]
    first = {"question": opened[-1] if opened else 1, "key": uuid.uuid4()}
    return ChatAnswerForm(initial=first, count=chat.questions.count())


@require_POST
@at_chat()
def join(request: Request, chat: Chat) -> HttpResponse:
    form = JoinChatForm(request.POST)
    if form.is_valid():
        try:
            actions.join_chat(chat, form.cleaned_data["named"], by=request.user, at=timezone.now())
            messages.success(request, _("Your choice is kept."))
            return redirect("events:chat", pk=chat.pk)
        except actions.ChatRefused as refusal:
            refuse(form, refusal)
    return shown(request, chat, join=form)


@require_POST
@sensitive_post_parameters("words")
@at_chat()
def answer(request: Request, chat: Chat) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return check_only(request, chat)
    form, found = ChatAnswerForm(request.POST, count=chat.questions.count()), None
    if form.is_valid():
        given = form.cleaned_data
        question = dict(numbered(chat))[given.pop("question")]
        try:
            actions.answer(question, **given, by=request.user, at=timezone.now())
            return redirect("events:chat", pk=chat.pk)
        except actions.ChatRefused as refusal:
            refuse(form, refusal)
        except WordsRefused as refusal:
            form.add_error("words", str(refusal))
            found = refusal.checked
    return shown(request, chat, form=form, found=found)


def check_only(request: Request, chat: Chat) -> HttpResponse:
    """What the box asks for while somebody types: the findings, and nothing is kept."""
    words = request.POST.get("words", "")[:2000].replace("\r\n", "\n").strip()
    found = checked(words, by=request.user, place=rules_for(chat.meeting, request.user)) if words else None
    return render(request, "network/words_checked.html", findings_shown(found))


@require_POST
@at_chat()
def take_back(request: Request, chat: Chat, number: int) -> HttpResponse:
    found = get_object_or_404(ChatAnswer, pk=number, question__chat=chat, person=request.user)
    found.question.chat = chat
    try:
        actions.take_answer_back(found, by=request.user, at=timezone.now())
    except actions.ChatRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("events:chat", pk=chat.pk)


def read(view: Callable[[HttpRequest, Chat], HttpResponseBase]) -> View:
    """A file of the transcript, for those who may read it."""

    @require_GET
    @wraps(view)
    def guarded(request: HttpRequest, pk: int) -> HttpResponseBase:
        return view(request, get_object_or_404(transcripts_visible_to(reader(request), at=timezone.now()), pk=pk))

    guarded.access = "public"  # type: ignore[attr-defined]
    return guarded


@read
def transcript_csv(_request: HttpRequest, chat: Chat) -> HttpResponseBase:
    head = [_("Number"), _("Question"), _("When"), _("Who"), _("Words")]
    return csv_file(f"chat-{chat.tag}", head, as_rows(chat), on=chat.meeting.local_start.date())


@read
def transcript_json(_request: HttpRequest, chat: Chat) -> HttpResponseBase:
    name = f'attachment; filename="chat-{chat.pk}.json"'
    return JsonResponse(
        as_document(chat), json_dumps_params={"ensure_ascii": False}, headers={"Content-Disposition": name}
    )


@read
def transcript_text(_request: HttpRequest, chat: Chat) -> HttpResponseBase:
    name = f'attachment; filename="chat-{chat.pk}.txt"'
    return HttpResponse(as_text(chat), content_type="text/plain; charset=utf-8", headers={"Content-Disposition": name})
