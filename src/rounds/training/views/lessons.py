import random
from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rounds.accounts.access import Request, public, reader, signed_in
from rounds.training.actions import answering, finishing
from rounds.training.actions.enrolment import open_lesson
from rounds.training.models import Attempt, CoursePage, LessonPage
from rounds.training.queries.asking import questions_shown
from rounds.training.queries.attempts import content_of, present_attempt
from rounds.training.queries.catalogue import published_courses
from rounds.training.queries.outline import Progress, below, course_for
from rounds.training.queries.reading import parts_of
from rounds.training.queries.rehearsals import has_finished
from rounds.training.questions import questions_in

SHOWN = (
    "path", "slug", "title", "live", "live_revision_id", "minutes", "objective", "action", "body", "sources",
    "draw", "edition", "rehearsal",
)  # fmt: skip


def load(course: str, lesson: str) -> tuple[CoursePage, LessonPage]:
    page = get_object_or_404(published_courses().only("path", "slug", "title", "language"), slug=course)
    lessons = LessonPage.objects.live().filter(below(page.path), slug=lesson).order_by("path").only(*SHOWN)
    found = lessons.first()
    if found is None:
        raise Http404
    return page, found


def attempt_to_show(person: Any, lesson: LessonPage, progress: Progress) -> Attempt | None:
    """The open attempt; else the last one of this edition; else, for who takes the course, a new one."""
    if not person or not progress.enrolment:
        return None
    present = present_attempt(person, lesson)
    if (present and (present.submitted is None or present.edition == lesson.edition)) or not questions_in(lesson.body):
        return present
    return answering.begin_attempt(person, lesson, at=timezone.now(), chance=random.SystemRandom())


def show(
    request: HttpRequest, page: CoursePage, lesson: LessonPage, *, problems: Mapping[str, str] | None = None
) -> HttpResponse:
    person = reader(request)
    progress = course_for(person, page)
    attempt = attempt_to_show(person, lesson, progress)
    content = content_of(attempt) if attempt else lesson
    line = next(line for line in progress.lessons if line.pk == lesson.pk)
    questions = questions_shown(attempt, content, problems=problems) if attempt else {}
    context = {
        "course": page,
        "lesson": content,
        "line": line,
        "progress": progress,
        "parts": [(part, questions.get(part.get("key", ""))) for part in parts_of(content)],
        "sources": [source.value for source in content.sources],
        "attempt": attempt,
        "questions": list(questions.values()),
        "count": len(questions_in(content.body)),
        "problems": problems or {},
        "done": lesson.pk in progress.done,
        "rehearsal": lesson.rehearsal,
        "rehearsed": lesson.rehearsal_id is not None and has_finished(person, lesson.rehearsal),
        "previous": progress.lessons[line.number - 2] if line.number > 1 else None,
        "following": progress.lessons[line.number] if line.number < len(progress.lessons) else None,
    }
    return render(request, "training/lesson.html", context, status=422 if problems else 200)


@require_GET
@public
def lesson(request: HttpRequest, course: str, lesson: str) -> HttpResponse:
    page, found = load(course, lesson)
    person = reader(request)
    if person:
        open_lesson(person, page, found, at=timezone.now())
    return show(request, page, found)


@require_POST
@signed_in
def answers(request: Request, course: str, lesson: str) -> HttpResponse:
    page, found = load(course, lesson)
    address = reverse("training:lesson", args=[course, lesson])
    attempt = Attempt.objects.filter(
        pk=whole_number(request.POST.get("attempt")), person=request.user, lesson=found
    ).first()
    if attempt is None:
        raise Http404
    typed = typed_answers(request, attempt)
    try:
        if "save" in request.POST:
            return saved(request, attempt, typed)
        answering.hand_in(attempt, typed, by=request.user, at=timezone.now())
    except answering.AttemptClosed as closed:
        messages.info(request, str(closed))
    except answering.AnswersMissing as missing:
        return show(request, page, found, problems=missing.problems)
    return redirect(address + "#results")


def saved(request: Request, attempt: Attempt, typed: dict[str, Any]) -> HttpResponse:
    answering.save_answers(attempt, typed, at=timezone.now())
    if request.headers.get("HX-Request"):
        return render(request, "training/lesson.html#saved", {"saved": timezone.now()})
    messages.success(request, _("Your answers are saved. Continue on any device."))
    return redirect("training:me")


@require_POST
@signed_in
def again(request: Request, course: str, lesson: str) -> HttpResponse:
    _page, found = load(course, lesson)
    answering.begin_attempt(request.user, found, at=timezone.now(), chance=random.SystemRandom())
    return redirect(reverse("training:lesson", args=[course, lesson]) + "#questions")


@require_POST
@signed_in
def done(request: Request, course: str, lesson: str) -> HttpResponse:
    _page, found = load(course, lesson)
    unfinished = found.rehearsal_id is not None and not has_finished(request.user, found.rehearsal)
    if questions_in(found.body) or unfinished:
        return redirect("training:lesson", course=course, lesson=lesson)
    finishing.finish_lesson(
        request.user,
        found,
        edition=found.edition,
        revision=found.live_revision_id or 0,
        by=request.user,
        at=timezone.now(),
    )
    return redirect(reverse("training:lesson", args=[course, lesson]) + "#results")


def whole_number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 19 else 0


def typed_answers(request: HttpRequest, attempt: Attempt) -> dict[str, Any]:
    """What the form holds for each question that was drawn, in the shapes of `rounds.training.marking`."""
    questions = questions_in(content_of(attempt).body)
    return {
        each["key"]: typed_answer(request, questions[each["key"]].kind, each, questions[each["key"]].gaps)
        for each in attempt.drawn
    }


def typed_answer(request: HttpRequest, kind: str, drawn: Mapping[str, Any], gaps: tuple[str, ...]) -> Any:
    name = f"answer-{drawn['key']}"
    if kind == "several":
        return request.POST.getlist(name)
    if kind in ("order", "gaps"):
        rows = range(len(drawn["order"])) if kind == "order" else range(1, len(gaps) + 1)
        return [request.POST.get(f"{name}-{row}", "") for row in rows]
    return request.POST.get(name, "")
