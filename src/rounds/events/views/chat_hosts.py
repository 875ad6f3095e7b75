"""What hosts of a chat do: make it, write its questions, hide words, and publish the transcript."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rounds.accounts.access import Request, permitted
from rounds.events.actions import chats as actions
from rounds.events.forms.chats import ChatQuestionForm, HideForm, NewChatForm
from rounds.events.models import Chat, ChatAnswer, ChatQuestion
from rounds.events.queries.chats import numbered, phase_of
from rounds.events.queries.events import events_run_by
from rounds.events.views.chats import HOST, at_chat
from rounds.events.views.finding import either, refuse


@either
@permitted("events.make_chat")
def new_chat(request: Request) -> HttpResponse:
    person = request.user
    form = NewChatForm(
        request.POST or None, person=person, events=events_run_by(person), initial={"zone": person.time_zone}
    )
    if form.is_valid():
        given = form.cleaned_data
        try:
            chat = actions.make_chat(
                form.facts(), tag=given["tag"], questions=given["asked"], event=given["event"], hosts=given["hosts"],
                by=person, at=timezone.now(),
            )  # fmt: skip
            messages.success(request, _("The chat is announced."))
            return redirect("events:chat", pk=chat.pk)
        except actions.ChatRefused as refusal:
            refuse(form, refusal)
    return render(request, "events/chat_new.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
@at_chat(HOST)
def questions(request: Request, chat: Chat) -> HttpResponse:
    now = timezone.now()
    rows = [(number, one, one.opens(), one.opens() <= now) for number, one in numbered(chat)]
    phase = phase_of(chat.meeting, at=now)
    context = {"chat": chat, "meeting": chat.meeting, "rows": rows, "phase": phase}
    return render(request, "events/chat_questions.html", context)


@either
@at_chat(HOST)
def question(request: Request, chat: Chat, number: int | None = None) -> HttpResponse:
    """Add a question, or change one that is not open yet."""
    held = get_object_or_404(ChatQuestion, pk=number, chat=chat) if number else None
    first = {"words": held.words, "minute": held.minute} if held else {}
    form = ChatQuestionForm(request.POST or None, initial=first)
    if form.is_valid():
        given, now = form.cleaned_data, timezone.now()
        try:
            if held:
                actions.change_question(held, given["minute"], given["words"], by=request.user, at=now)
            else:
                actions.add_question(chat, given["minute"], given["words"], by=request.user, at=now)
            return redirect("events:chat_questions", pk=chat.pk)
        except actions.ChatRefused as refusal:
            refuse(form, refusal)
    context = {"chat": chat, "meeting": chat.meeting, "form": form, "held": held}
    return render(request, "events/chat_question.html", context, status=422 if form.errors else 200)


@require_POST
@at_chat(HOST)
def remove_question(request: Request, chat: Chat, number: int) -> HttpResponse:
    try:
        held = get_object_or_404(ChatQuestion, pk=number, chat=chat)
        actions.remove_question(held, by=request.user, at=timezone.now())
    except actions.ChatRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("events:chat_questions", pk=chat.pk)


def answer_at(chat: Chat, number: int) -> ChatAnswer:
    found = get_object_or_404(ChatAnswer.objects.select_related("question", "person"), pk=number, question__chat=chat)
    found.question.chat = chat
    return found


@either
@at_chat(HOST)
def hide(request: Request, chat: Chat, number: int) -> HttpResponse:
    found, form = answer_at(chat, number), HideForm(request.POST or None)
    if form.is_valid():
        try:
            actions.hide_answer(found, form.cleaned_data["reason"], by=request.user, at=timezone.now())
            return redirect("events:chat", pk=chat.pk)
        except actions.ChatRefused as refusal:
            refuse(form, refusal)
    context = {"chat": chat, "meeting": chat.meeting, "answer": found, "form": form}
    return render(request, "events/chat_hide.html", context, status=422 if form.errors else 200)


@require_POST
@at_chat(HOST)
def show(request: Request, chat: Chat, number: int) -> HttpResponse:
    actions.show_answer(answer_at(chat, number), by=request.user, at=timezone.now())
    return redirect("events:chat_look", pk=chat.pk)


@require_GET
@at_chat(HOST)
def look(request: Request, chat: Chat) -> HttpResponse:
    """Everything that was written, hidden words too, to look through before the transcript is published."""
    answers = ChatAnswer.objects.filter(question__chat=chat).select_related("person", "question")
    context = {
        "chat": chat,
        "meeting": chat.meeting,
        "phase": phase_of(chat.meeting, at=timezone.now()),
        "answers": answers.order_by("question__minute", "at", "pk"),
        "numbers": {one.pk: number for number, one in numbered(chat)},
    }
    return render(request, "events/chat_look.html", context)


@require_POST
@at_chat(HOST)
def publish(request: Request, chat: Chat) -> HttpResponse:
    wanted = request.POST.get("do") != "back"
    try:
        actions.publish_transcript(chat, wanted, by=request.user, at=timezone.now())
        messages.success(request, _("The transcript is published.") if wanted else _("The transcript is taken back."))
    except actions.ChatRefused as refusal:
        messages.warning(request, str(refusal))
    return redirect("events:chat", pk=chat.pk)
