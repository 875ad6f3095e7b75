"""Questions to keep it fresh: what is due, what a letter holds, what a page shows."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.core import signing
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.html import strip_tags

from rounds.accounts.models import Person
from rounds.training import markup
from rounds.training.models import CoursePage, FollowUp, LessonPage
from rounds.training.queries.outline import below
from rounds.training.questions import questions_in

SALT = "rounds.training.follow_up"
LINK_DAYS = 90
LAPSES = dt.timedelta(days=30)  # a question that was not answered for so long is let go, so that they do not pile up
APART = dt.timedelta(hours=20)  # a person gets at most one question a day


def questions_of_course(course: CoursePage) -> list[dict[str, Any]]:
    """The questions that a course names, in that order; a key that is gone is left out."""
    wanted = course.follow_up.split()
    if not wanted:
        return []
    found: dict[str, dict[str, Any]] = {}
    for lesson in LessonPage.objects.live().filter(below(course.path)):
        for key, question in questions_in(lesson.body).items():
            if key in wanted and question.kind == "one":
                options = [{"text": o.text, "right": o.right, "why": o.why} for o in question.options]
                found[key] = {"key": key, "prompt": question.prompt, "options": options}
    return [found[key] for key in wanted if key in found]


def next_to_tell(*, at: dt.datetime) -> list[int]:
    """The oldest question due of each person who was not written to since yesterday."""
    lately = FollowUp.objects.filter(person=OuterRef("person"), told__gt=at - APART)
    rows = FollowUp.objects.filter(~Exists(lately), told=None, answered=None, due__lte=at, due__gt=at - LAPSES)
    first: dict[int, int] = {}
    for number, person in rows.filter(person__is_active=True).order_by("due", "pk").values_list("pk", "person"):
        first.setdefault(person, number)
    return list(first.values())


def plain(markdown: str) -> str:
    """Words without marks, for a letter."""
    return strip_tags(str(markup.line(markdown))).strip()


def token_for(question: FollowUp, chosen: int) -> str:
    return signing.dumps([question.pk, chosen], salt=SALT)


def read_token(token: str) -> tuple[FollowUp, int] | None:
    """The question and the answer that a link from a letter names; None when it is broken, old or erased."""
    try:
        number, chosen = signing.loads(token, salt=SALT, max_age=dt.timedelta(days=LINK_DAYS))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    question = (
        FollowUp.objects.select_related("person", "rehearsal", "course")
        .filter(pk=number, person__erased=None, person__is_active=True)
        .first()
    )
    return (question, chosen) if question else None


def letter_facts(question: FollowUp) -> dict[str, object]:
    """What the letter shows: the question in words, and a link for each answer."""
    options = [
        {
            "text": plain(option["text"]),
            "url": settings.BASE_URL + reverse("training:fresh_link", args=[token_for(question, place)]),
        }
        for place, option in enumerate(question.question["options"])
    ]
    return {
        "about": question.about,
        "day": question.day,
        "language": question.language,
        "prompt": plain(question.question["prompt"].replace("\n\n", " ")),
        "options": options,
    }


def follow_ups_of(person: Person) -> QuerySet[FollowUp]:
    return FollowUp.objects.filter(person=person).select_related("rehearsal", "course").order_by("due", "pk")


def waiting_for(person: Person, *, at: dt.datetime) -> QuerySet[FollowUp]:
    """Questions a person may answer now."""
    return follow_ups_of(person).filter(answered=None, due__lte=at, due__gt=at - LAPSES)


def shown(question: FollowUp, *, chosen: int | None = None, error: object = "") -> dict[str, Any]:
    """A question ready for ui/question_one.html; `chosen` is ticked, an answered one tells what was right and why."""
    mark = question.chosen if question.answered else chosen
    return {
        "kind": "one",
        "key": f"fresh-{question.pk}",
        "prompt_html": markup.text(question.question["prompt"]),
        "explanation_html": "",
        "answered": question.answered is not None,
        "right": question.right,
        "error": error,
        "options": [
            {
                "value": str(place),
                "text": markup.line(option["text"]),
                "chosen": place == mark,
                "right": option["right"],
                "why": markup.line(option["why"]),
            }
            for place, option in enumerate(question.question["options"])
        ],
    }
