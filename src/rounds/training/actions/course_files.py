"""Bringing a course in from a folder of Markdown files (docs/reference/course-files.md)."""

import datetime as dt
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection, Page, Site

from rounds.accounts.models import Person
from rounds.accounts.trail import record
from rounds.training.actions.rehearsal_files import store_rehearsals
from rounds.training.coursefiles import CourseFile, CourseProblems, LessonFile, ModuleFile, Problem, read_course
from rounds.training.models import CatalogPage, CoursePage, LessonPage, ModulePage, Rehearsal
from rounds.training.queries.course_files import body_values, lesson_as_file, media_named
from rounds.training.rehearsing.reading import read_rehearsals
from rounds.training.rehearsing.shapes import RehearsalFile
from rounds.training.vocabulary import Change

AnyPage = TypeVar("AnyPage", bound=Page)


def import_course(
    folder: Path, *, by: Person | None, at: dt.datetime, change: str = Change.MINOR
) -> tuple[CoursePage, dict[str, int]]:
    """Make or bring up to date the course that the folder holds; CourseProblems lists what is wrong, and nothing changes.

    Lessons whose files are as before are left alone. `change` says what an edited lesson asks of people who finished it.
    Returns the course and how many lessons were new, changed, same and taken out.
    """
    file = read_course(folder)
    rehearsals = rehearsals_of(folder, file)
    with transaction.atomic():
        store_rehearsals(rehearsals, by=by, at=at)
        course = save_course(file, by=by)
        counts = {"new": 0, "changed": 0, "same": 0, "taken out": 0}
        kept = [save_module(course, each, folder, by=by, change=change, counts=counts) for each in file.modules]
        arrange(course, [pages[0] for pages in kept])
        counts["taken out"] = take_out(course, [page for pages in kept for page in pages])
        record("training.course_imported", subject=course, by=by, at=at, **counts)
    return course, counts


def rehearsals_of(folder: Path, file: CourseFile) -> list[RehearsalFile]:
    """The rehearsals in the course's folder; CourseProblems also when a lesson names one that nobody has."""
    inside = folder / "rehearsals"
    found = read_rehearsals(inside) if inside.is_dir() else []
    named = {
        lesson.rehearsal: f"{folder.name}/{module.number}-{module.address}/{lesson.number}-{lesson.address}.md"
        for module in file.modules
        for lesson in module.lessons
        if lesson.rehearsal
    }
    known = {each.address for each in found} | set(Rehearsal.objects.values_list("slug", flat=True))
    missing = [(page, address) for address, page in named.items() if address not in known]
    if missing:
        reason = "there is no rehearsal {}: put its file into the folder rehearsals/ of the course"
        raise CourseProblems(
            Problem(page, line_of(folder.parent / page), reason.format(name)) for page, name in missing
        )
    return found


def line_of(page: Path) -> int:
    lines = page.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.startswith("rehearsal:")), 1)


def catalog() -> CatalogPage:
    """The catalogue page, made under the site's root page when there is none."""
    found = CatalogPage.objects.first()
    if found is None:
        root = Site.objects.get(is_default_site=True).root_page
        found = root.add_child(instance=CatalogPage(title="Courses", slug="learn"))
    return found


def save_page(parent: Page, model: type[AnyPage], slug: str, by: Person | None, fields: dict[str, Any]) -> AnyPage:
    """The child with this address, with these fields and published; only written when something differs."""
    page = model.objects.child_of(parent).filter(slug=slug).first()
    new = page is None
    if page is None:
        page = parent.add_child(instance=model(slug=slug, live=False, **fields))
    if new or not page.live or any(getattr(page, name) != value for name, value in fields.items()):
        for name, value in fields.items():
            setattr(page, name, value)
        page.save_revision(user=by).publish(user=by)
        page.refresh_from_db()
    return page


def save_course(file: CourseFile, *, by: Person | None) -> CoursePage:
    fields = {
        "title": file.title,
        "summary": file.summary,
        "about": file.description,
        "language": file.language,
        "audiences": f" {' '.join(file.audiences)} ",
        "purposes": f" {' '.join(file.purposes)} ",
        "pass_mark": file.pass_mark,
        "follow_up": " ".join(file.follow_up),
        "owner_name": file.owner,
        "reviewed": file.reviewed,
        "next_review": file.next_review,
    }
    return save_page(catalog(), CoursePage, file.address, by, fields)


def save_module(
    course: CoursePage, file: ModuleFile, folder: Path, *, by: Person | None, change: str, counts: dict[str, int]
) -> list[Page]:
    module = save_page(course, ModulePage, file.address, by, {"title": file.title, "intro": file.introduction})
    lessons: list[Page] = []
    for each in file.lessons:
        lesson, outcome = save_lesson(module, each, folder, by=by, change=change)
        counts[outcome] += 1
        lessons.append(lesson)
    arrange(module, lessons)
    return [module, *lessons]


def arrange(parent: Page, wanted: list[Page]) -> None:
    """Put the children into this order; nothing moves when they stand so already."""
    keys = [page.pk for page in wanted]
    stand = parent.get_children().filter(pk__in=keys).order_by("path").values_list("pk", flat=True)
    if list(stand) != keys:
        for key in keys:
            Page.objects.get(pk=key).move(Page.objects.get(pk=parent.pk), pos="last-child")


def save_lesson(
    module: ModulePage, file: LessonFile, folder: Path, *, by: Person | None, change: str
) -> tuple[LessonPage, str]:
    stored = LessonPage.objects.child_of(module).filter(slug=file.address).first()
    if stored and stored.live and lesson_as_file(stored, file.number) == file:
        return stored, "same"
    page = stored or LessonPage(slug=file.address)
    fill_lesson(page, file, folder)
    if stored is None:
        module.add_child(instance=page)
    elif change == Change.RETAKE:
        page.edition = stored.edition + 1
    page.save_revision(user=by).publish(user=by)
    return LessonPage.objects.get(pk=page.pk), "changed" if stored else "new"


def fill_lesson(page: LessonPage, file: LessonFile, folder: Path) -> None:
    for name in ("title", "summary", "objective", "minutes", "action", "draw"):
        setattr(page, name, getattr(file, name))
    page.rehearsal = Rehearsal.objects.get(slug=file.rehearsal) if file.rehearsal else None
    names = ("title", "publisher", "date", "url")
    page.sources = [
        {"type": "source", "value": {name: getattr(source, name) for name in names}} for source in file.sources
    ]
    page.body = body_values(file, lambda path: media_key(folder, path))


def media_key(folder: Path, path: str) -> int:
    """The key of the picture or document that holds this file's bytes, stored once per course."""
    content = (folder / path).read_bytes()
    name = Path(path).name
    is_picture = name.rsplit(".", 1)[-1].lower() in {"svg", "png", "jpg", "jpeg", "webp", "gif", "avif"}
    collection = course_collection(folder.name)
    found = media_named(collection, path, picture=is_picture)
    digest = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    for each in found:
        if each.get_file_hash() == digest:
            return int(each.pk)
    model: Callable[..., Any] = Image if is_picture else Document
    stored = model(title=path, collection=collection, file=ContentFile(content, name=name))
    stored.save()
    return int(stored.pk)


def course_collection(name: str) -> Collection:
    root = Collection.get_first_root_node()
    found = root.get_children().filter(name=name).first()
    return found or root.add_child(instance=Collection(name=name))


def take_out(course: CoursePage, kept: list[Page]) -> int:
    """Unpublish modules and lessons that the folder no longer holds; what people did in them is kept."""
    gone = course.get_descendants().live().exclude(pk__in=[page.pk for page in kept])
    lessons = LessonPage.objects.filter(pk__in=gone.values("pk")).count()
    for page in gone:
        page.specific.unpublish()
    return lessons
