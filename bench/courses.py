"""Courses for a measurement: copies of the demonstration's lessons, written as rows with valid places in the tree."""

import datetime as dt
import random
import uuid
from collections.abc import Iterator
from itertools import cycle
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Model
from wagtail.models import Locale, Page, Revision

from rounds.training.models import CatalogPage, CoursePage, LessonPage, ModulePage
from rounds.training.vocabulary import Audience, Purpose

TOPICS = (
    "Patient privacy", "Plain language", "Answering reviews", "Vaccines and trust", "Professional profiles",
    "Live video", "Podcasts", "Crisis messages", "Rumours", "Images and consent", "Peer support", "Grief online",
    "Accessible posts", "Recruiting for studies", "Measuring reach", "Harassment", "Closed groups", "Young people",
    "Sources", "Advertising rules",
)  # fmt: skip
PLACES = (
    "in the emergency room", "on the ward", "in general practice", "in the clinic", "for small hospitals",
    "at a teaching hospital", "in rural care", "for managers", "in the laboratory", "at home visits",
)  # fmt: skip
LANGUAGES = ("en", "en", "en", "en", "es")
MODULE = 5  # lessons in one module


class Keys:
    """Primary keys handed out ahead of the insert, so that pages and revisions can name each other."""

    def __init__(self, model: type[Model]) -> None:
        self.last = model._default_manager.aggregate(last=Max("pk"))["last"] or 0

    def next(self) -> int:
        self.last += 1
        return self.last


class Tree:
    """Page rows that wait to be written together."""

    def __init__(self, at: dt.datetime) -> None:
        self.at = at
        self.locale = Locale.get_default()
        self.pages, self.revisions = Keys(Page), Keys(Revision)
        self.made: list[Page] = []

    def add(self, parent: Page, page: Page, *, step: int, children: int) -> Any:
        page.pk = page.page_ptr_id = self.pages.next()
        page.live_revision_id = page.latest_revision_id = self.revisions.next()
        page.depth, page.numchild = parent.depth + 1, children
        page.path = Page._get_path(parent.path, page.depth, step)
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.content_type = ContentType.objects.get_for_model(type(page), for_concrete_model=False)
        page.draft_title, page.locale, page.translation_key = page.title, self.locale, uuid.uuid4()
        page.first_published_at = page.last_published_at = page.latest_revision_created_at = self.at
        self.made.append(page)
        return page

    def write(self) -> None:
        """Write the rows of the shared page table, then those of each kind, then a published revision of each."""
        names = [field.attname for field in Page._meta.concrete_fields]
        Page.objects.bulk_create([Page(**{name: getattr(page, name) for name in names}) for page in self.made])
        for kind in (CoursePage, ModulePage, LessonPage):
            own = [page for page in self.made if type(page) is kind]
            kind._base_manager.all()._batched_insert(own, kind._meta.local_concrete_fields, 100)  # type: ignore[attr-defined]
        Revision.objects.bulk_create([self.revision_of(page) for page in self.made], batch_size=100)

    def revision_of(self, page: Page) -> Revision:
        return Revision(
            pk=page.live_revision_id,
            content_type=page.content_type,
            base_content_type=ContentType.objects.get_for_model(Page),
            object_id=str(page.pk),
            created_at=self.at,
            object_str=str(page),
            content=page.serializable_data(),
        )


def write_courses(count: int, *, at: dt.datetime, chance: random.Random) -> None:
    """Add courses of 15 to 35 lessons to the catalogue; bodies, questions and sources are those of real lessons."""
    catalog = CatalogPage.objects.get()
    tree = Tree(at)
    models = cycle(LessonPage.objects.live().order_by("path"))
    first = catalog.get_children_count() + 1
    for number in range(count):
        course_into(tree, catalog, first + number, number, models, chance)
    tree.write()
    Page.objects.filter(pk=catalog.pk).update(numchild=first - 1 + count)


def course_into(
    tree: Tree, catalog: Page, step: int, number: int, models: Iterator[LessonPage], chance: random.Random
) -> None:
    lessons = 15 + number % 21
    modules = -(-lessons // MODULE)
    place = PLACES[number // len(TOPICS) % len(PLACES)]
    course = CoursePage(
        title=f"{TOPICS[number % len(TOPICS)]} {place}",
        slug=f"bench-{number + 1}",
        summary=f"What works {place}, what to leave alone, and how to tell the difference in five minutes.",
        about="Few people mean to do harm. **Short lessons** show what to check first.\n\n- Read\n- Try\n- Ask",
        language=LANGUAGES[number % len(LANGUAGES)],
        audiences=f" {' '.join(chance.sample(Audience.values, 3))} ",
        purposes=f" {chance.choice(Purpose.values)} ",
        owner_name="Harbour Centre teaching team",
        reviewed=tree.at.date(),
        next_review=tree.at.date() + dt.timedelta(days=chance.randrange(-20, 500)),
    )
    tree.add(catalog, course, step=step, children=modules)
    for part in range(modules):
        inside = min(MODULE, lessons - part * MODULE)
        module = ModulePage(title=f"Part {part + 1}", slug=f"part-{part + 1}", intro="What this part is about.")
        tree.add(course, module, step=part + 1, children=inside)
        for place_in in range(inside):
            tree.add(module, copy_of(next(models), place, part * MODULE + place_in + 1), step=place_in + 1, children=0)


def copy_of(model: LessonPage, place: str, number: int) -> LessonPage:
    lesson = LessonPage(title=f"{model.title}, {place}", slug=f"lesson-{number}")
    for name in ("summary", "objective", "minutes", "action", "draw", "body", "sources"):
        setattr(lesson, name, getattr(model, name))
    return lesson
