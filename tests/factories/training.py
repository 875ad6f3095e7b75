"""Courses as pages in the tree; every lesson has one question of the kind `one` unless told."""

import datetime as dt
import itertools
from typing import Any

from django.utils.text import slugify
from wagtail.models import Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from rounds.accounts.models import Person
from rounds.training.actions.enrolment import enrol
from rounds.training.models import CatalogPage, CoursePage, Enrolment, LessonPage, ModulePage

NOON = dt.datetime(2026, 11, 16, 12, tzinfo=dt.UTC)
numbers = itertools.count(1)


def make_catalog() -> CatalogPage:
    found = CatalogPage.objects.first()
    if found:
        return found
    site = Site.objects.get(is_default_site=True)
    return Page.objects.get(pk=site.root_page_id).add_child(instance=CatalogPage(title="Courses", slug="learn"))


def question_one(key: str, **changes: Any) -> dict[str, Any]:
    options = [
        {"text": "The first", "right": True, "why": "It stands first."},
        {"text": "The second", "right": False, "why": "It stands second."},
    ]
    return {"type": "one", "value": {"key": key, "prompt": "Which one?", "options": options, **changes}}


def question_several(key: str) -> dict[str, Any]:
    options = [
        {"text": "A name", "right": True, "why": "It points to one person."},
        {"text": "A room number", "right": True, "why": "It points to one bed."},
        {"text": "A medicine", "right": False, "why": "Thousands take it."},
    ]
    return {"type": "several", "value": {"key": key, "prompt": "Which ones?", "options": options}}


def question_order(key: str) -> dict[str, Any]:
    value = {
        "key": key,
        "prompt": "Put in order.",
        "steps": ["Fact", "Warning", "Fallacy"],
        "explanation": "Fact first.",
    }
    return {"type": "order", "value": value}


def question_gaps(key: str) -> dict[str, Any]:
    words = [{"word": word, "why": f"About {word}."} for word in ("denominator", "words", "numerator")]
    return {"type": "gaps", "value": {"key": key, "prompt": "One {{denominator}}, in {{words}}.", "words": words}}


def question_reflection(key: str) -> dict[str, Any]:
    return {
        "type": "reflection",
        "value": {"key": key, "prompt": "What would you say?", "explanation": "Something kind."},
    }


def make_course(
    title: str = "", *, lessons: int = 2, modules: int = 1, pass_mark: int = 80, **fields: Any
) -> CoursePage:
    title = title or f"Course {next(numbers)}"
    words = {"summary": "What it is about.", "audiences": " nurse ", "purposes": " educate ", **fields}
    course = CoursePage(title=title, slug=slugify(title), pass_mark=pass_mark, **words)
    course = make_catalog().add_child(instance=course)
    for number in range(modules):
        module = course.add_child(instance=ModulePage(title=f"Module {number + 1}", slug=f"module-{number + 1}"))
        for place in range(lessons):
            make_lesson(module, f"Lesson {number * lessons + place + 1}")
    return course


@disable_reference_index_auto_update()  # what uses what is asked in the editor alone, and takes a fifth of the time
def make_lesson(module: ModulePage, title: str, body: list[dict[str, Any]] | None = None, **fields: Any) -> LessonPage:
    text = {"type": "text", "value": "Some words about **privacy**."}
    slug = slugify(title)
    words = {"minutes": 9, "objective": "Explain it.", "action": "Do it.", **fields}
    lesson = LessonPage(title=title, slug=slug, **words)
    lesson.body = [text, question_one(f"{slug}-a")] if body is None else body  # type: ignore[assignment]
    lesson = module.add_child(instance=lesson)
    published(lesson)
    return LessonPage.objects.get(pk=lesson.pk)


def published(lesson: LessonPage) -> None:
    """As publishing leaves a page, without its second look at everything: hundreds of tests begin here."""
    revision = lesson.save_revision(clean=False)
    LessonPage.objects.filter(pk=lesson.pk).update(
        live_revision=revision, first_published_at=NOON, last_published_at=NOON, has_unpublished_changes=False
    )


def lessons_in(course: CoursePage) -> list[LessonPage]:
    return list(LessonPage.objects.descendant_of(course).order_by("path"))


def take(person: Person, course: CoursePage, **details: Any) -> Enrolment:
    return enrol(person, course, by=person, at=NOON, **details)
