import secrets
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rounds.accounts.access import Request, public, reader, signed_in
from rounds.training import markup
from rounds.training.actions import rehearsing as actions
from rounds.training.forms import RoomForm
from rounds.training.models import Rehearsal, RehearsalAttempt
from rounds.training.queries import rehearsals as queries
from rounds.training.queries.rehearsal_scripts import present_edition, script_of
from rounds.training.queries.stories import parts_of, story_of, worked_parts
from rounds.training.rehearsing.shapes import RehearsalFile
from rounds.training.views.lessons import whole_number

A_PAGE = 24
Typed = dict[str, Any]


@require_GET
@public
def room(request: HttpRequest) -> HttpResponse:
    form = RoomForm(request.GET)
    found = queries.find_rehearsals(queries.rehearsals_in_room(), form.wanted)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    cards = queries.cards_for(page.object_list, reader(request))
    context = {"form": form, "page": page, "cards": cards, "wanted": form.wanted}
    template = "training/room.html#found" if request.headers.get("HX-Request") else "training/room.html"
    response = render(request, template, context)
    response.headers["Vary"] = "HX-Request, Cookie"
    return response


def load(slug: str, request: HttpRequest) -> tuple[Rehearsal, RehearsalAttempt | None]:
    """The rehearsal and the reader's open attempt; one that was taken out of the room stays for who is in it."""
    rehearsal = get_object_or_404(Rehearsal, slug=slug)
    attempt = queries.open_attempt(reader(request), rehearsal)
    if not rehearsal.live and attempt is None and not queries.ended_attempts(reader(request), rehearsal):
        raise Http404
    return rehearsal, attempt


@require_GET
@public
def rehearsal(request: HttpRequest, slug: str) -> HttpResponse:
    found, attempt = load(slug, request)
    return show_story(request, found, attempt) if attempt else show_start(request, found)


def show_start(request: HttpRequest, found: Rehearsal) -> HttpResponse:
    script = script_of(present_edition(found))
    person = reader(request)
    context = {
        "rehearsal": found,
        "situation": parts_of(script.situation, len(script.sources)),
        "audiences": queries.audiences_of(found),
        "earlier": queries.ended_attempts(person, found),
        "state": queries.states_for(person, [found]).get(found.pk, ""),
    }
    return render(request, "training/rehearsal_start.html", context)


def show_story(
    request: HttpRequest,
    found: Rehearsal,
    attempt: RehearsalAttempt,
    *,
    typed: Typed | None = None,
    problem: actions.AnswerRefused | None = None,
    moved: bool = False,
) -> HttpResponse:
    script = script_of(attempt.edition)
    story = story_of(attempt)
    task = script.task_at(attempt.task)
    marks = next((told.marks for told in reversed(story) if told.marks), None)
    mine, others = words_for(request, attempt, typed, story)
    context = {
        "rehearsal": found,
        "sources": script.sources if story else (),
        "attempt": attempt,
        "number": attempt.answered + 1,
        "situation": parts_of(script.situation, len(script.sources)),
        "ask": parts_of(script.ask, len(script.sources)) if not attempt.task else [],
        "choices": task.choices,
        "writes": any(choice.writes for choice in task.choices),
        "story": story,
        "last": story[-1] if story else None,
        "marks": marks,
        "bar": bar(marks) if marks else [],
        "mine": mine,
        "others": others,
        "problem": problem,
        "moved": moved,
        "most": actions.LONGEST,
        "may_look": attempt.answered >= actions.BEFORE_LOOKING,
        "earlier": queries.ended_attempts(attempt.person, found),
    }
    return render(request, "training/rehearsal.html", context, status=422 if problem or moved else 200)


def bar(marks: Typed) -> list[Typed]:
    """Both results for phones, where they stand below the form: each leads to the words about it."""
    kinds = {
        "block": ("bad", "shield-alert", _("Must be changed")),
        "review": ("warn", "triangle-alert", _("Look at it")),
        "clear": ("ok", "shield-check", _("Clear")),
    }
    kind, icon, text = kinds[marks["verdict"]]
    items = [{"url": "#marks", "kind": kind, "icon": icon, "text": text}]
    if marks["grade"]:
        grade = _("Grade %s") % marks["grade"]
        items.append(
            {"url": "#marks", "kind": "warn" if marks["grade"] > 8 else "ok", "icon": "book-open", "text": grade}
        )
    return items


def words_for(
    request: HttpRequest, attempt: RehearsalAttempt, typed: Typed | None, story: list[Any]
) -> tuple[Typed, list[Typed]]:
    """What stands in the form, and what other tabs have saved: typed now, else saved last, else the words before."""
    saved = [{"choice": s.choice, "words": s.words, "tab": s.tab, "at": s.at} for s in queries.saved_words(attempt)]
    if typed:
        return typed, [each for each in saved if each["tab"] != typed["tab"] and each["words"] != typed["words"]]
    if request.GET.get("tab"):
        saved.sort(key=lambda each: each["tab"] != request.GET["tab"])
    if saved:
        return {**saved[0], "tab": saved[0]["tab"]}, [each for each in saved[1:] if each["words"] != saved[0]["words"]]
    before = next((told for told in reversed(story) if told.words), None) if again(story) else None
    same = before.key if before and before is story[-1] else ""
    return {"choice": same, "words": before.words if before else "", "tab": secrets.token_urlsafe(9)}, []


def again(story: list[Any]) -> bool:
    """Whether the last step asks to write again, so that the words before it are worth keeping in the form."""
    return bool(story) and story[-1].result in ("not yet", "go on")


@require_POST
@signed_in
def begin(request: Request, slug: str) -> HttpResponse:
    found, _attempt = load(slug, request)
    if found.live:
        actions.begin_rehearsal(request.user, found, at=timezone.now())
    return redirect("training:rehearsal", slug=slug)


def typed_in(request: HttpRequest) -> Typed:
    tab = request.POST.get("tab", "")[:22] or secrets.token_urlsafe(9)
    words = request.POST.get("words", "").replace("\r\n", "\n")
    return {"choice": request.POST.get("choice", "")[:80], "words": words, "tab": tab}


@require_POST
@signed_in
def answer(request: Request, slug: str) -> HttpResponse:
    found, attempt = load(slug, request)
    typed = typed_in(request)
    if attempt is None or attempt.pk != whole_number(request.POST.get("attempt")):
        return over(request, found, attempt, typed)
    if "save" in request.POST:
        return saved(request, attempt, typed)
    number = whole_number(request.POST.get("number"))
    try:
        given = actions.give_answer(attempt, number=number, at=timezone.now(), **typed)
    except actions.AnswerRefused as refused:
        return show_story(request, found, attempt, typed=typed, problem=refused)
    except actions.StoryMoved:
        return over(request, found, queries.open_attempt(request.user, found), typed)
    if given.attempt.ended:
        return redirect("training:rehearsed", slug=slug, number=given.attempt.pk)
    return redirect("training:rehearsal", slug=slug)


def over(request: Request, found: Rehearsal, attempt: RehearsalAttempt | None, typed: Typed) -> HttpResponse:
    """The page was old: show where the story stands now, and the words that were sent."""
    if attempt:
        return show_story(request, found, attempt, typed=typed, moved=True)
    context = {"rehearsal": found, "words": typed["words"], "earlier": queries.ended_attempts(request.user, found)}
    return render(request, "training/rehearsal_over.html", context, status=422)


def saved(request: Request, attempt: RehearsalAttempt, typed: Typed) -> HttpResponse:
    kept = actions.save_words(attempt, at=timezone.now(), **typed)
    if request.headers.get("HX-Request"):
        return render(
            request, "training/rehearsal.html#saved", {"saved": timezone.now() if kept else None, "tried": True}
        )
    if kept:
        messages.success(request, _("Your words are saved. Continue on any device."))
        return redirect("training:rehearsal", slug=attempt.rehearsal.slug)
    problem = actions.AnswerRefused(_("This is too long to save. Use 4,000 characters or fewer."), "words")
    return show_story(request, attempt.rehearsal, attempt, typed=typed, problem=problem)


@signed_in
def start_again(request: Request, slug: str) -> HttpResponse:
    found, attempt = load(slug, request)
    if request.method == "POST" and found.live:
        actions.start_again(request.user, found, at=timezone.now())
        return redirect("training:rehearsal", slug=slug)
    if attempt is None:
        return redirect("training:rehearsal", slug=slug)
    return render(request, "training/rehearsal_again.html", {"rehearsal": found, "attempt": attempt})


@signed_in
def look(request: Request, slug: str) -> HttpResponse:
    found, attempt = load(slug, request)
    if attempt is None:
        return redirect("training:rehearsal", slug=slug)
    if request.method == "POST":
        try:
            actions.look_at_answer(attempt, at=timezone.now())
        except actions.LookRefused as refused:
            messages.info(request, str(refused))
            return redirect("training:rehearsal", slug=slug)
        return redirect("training:rehearsed", slug=slug, number=attempt.pk)
    return render(request, "training/rehearsal_look.html", {"rehearsal": found})


@require_GET
@signed_in
def rehearsed(request: Request, slug: str, number: int) -> HttpResponse:
    """The page after the action: what a good answer does, beside what the learner wrote."""
    attempt = queries.attempt_of(request.user, number)
    if attempt is None or attempt.rehearsal.slug != slug:
        raise Http404
    script = script_of(attempt.edition)
    story = story_of(attempt)
    context = {
        "rehearsal": attempt.rehearsal,
        "attempt": attempt,
        "story": story,
        "last": story[-1] if story else None,
        "written": [told for told in story if told.words],
        "took": attempt.ended - attempt.began if attempt.ended else None,
        "lessons": queries.lessons_with(attempt.rehearsal),
        "earlier": [e for e in queries.ended_attempts(request.user, attempt.rehearsal) if e.pk != attempt.pk],
        **after_action(script),
    }
    return render(request, "training/rehearsed.html", context)


def after_action(script: RehearsalFile) -> Typed:
    sources = len(script.sources)
    return {
        "points": [markup.line(point, sources) for point in script.points],
        "worked": worked_parts(script),
        "why": markup.text(script.why, sources),
        "sources": script.sources,
        "principle": script.principle,
        "language": script.language,
    }
