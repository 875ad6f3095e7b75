"""A course as the files it came from, and the files' words as a lesson page stores them."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.db.models import F, QuerySet
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Collection

from rounds.training.coursefiles import shapes
from rounds.training.models import CoursePage, LessonPage, ModulePage, Rehearsal, RehearsalEdition, tags
from rounds.training.questions import GAP

Value = dict[str, Any]


def media_named(collection: Collection, path: str, *, picture: bool) -> Iterable[Any]:
    return (Image if picture else Document).objects.filter(collection=collection, title=path)


def body_values(file: shapes.LessonFile, media: Callable[[str], int]) -> list[Value]:
    """The lesson's body as its StreamField takes it; `media` gives the key of a stored file for its path."""
    return [part_value(part, media) for part in file.body]


def part_value(part: Any, media: Callable[[str], int]) -> Value:
    match part:
        case shapes.QuestionFile():
            return {"type": part.kind, "value": question_value(part)}
        case shapes.TextBlock():
            return {"type": "text", "value": part.markdown}
        case shapes.PictureBlock():
            return {"type": "picture", "value": {"image": media(part.path), "alt": part.alt, "caption": part.caption}}
        case shapes.DoBlock():
            return {"type": "do", "value": list(part.items)}
        case shapes.DontBlock():
            return {"type": "dont", "value": list(part.items)}
        case shapes.ScenarioBlock():
            return {"type": "scenario", "value": {"title": part.title, "text": part.text, "answer": part.answer}}
    captions = media(part.captions) if part.captions else None
    kind = "video" if isinstance(part, shapes.VideoBlock) else "audio"
    return {"type": kind, "value": {"file": media(part.path), "captions": captions, "transcript": part.transcript}}


def question_value(question: shapes.QuestionFile) -> Value:
    value: Value = {"key": question.key, "prompt": question.prompt}
    if question.kind in ("one", "several"):
        value["options"] = [{"text": o.text, "right": o.right, "why": o.explanation} for o in question.options]
    elif question.kind == "order":
        value |= {"steps": list(question.steps), "explanation": question.explanation}
    elif question.kind == "gaps":
        value["words"] = [{"word": gap.word, "why": gap.explanation} for gap in question.gaps]
    else:
        value["explanation"] = question.explanation
    return value


def course_as_file(course: CoursePage) -> shapes.CourseFile:
    """The published course as its files hold it, numbered by its order in the tree."""
    modules = ModulePage.objects.live().child_of(course).order_by("path")
    return shapes.CourseFile(
        address=course.slug,
        title=course.title,
        summary=course.summary,
        language=course.language,
        audiences=tuple(tags(course.audiences)),
        purposes=tuple(tags(course.purposes)),
        description=course.about,
        modules=tuple(module_as_file(module, number) for number, module in enumerate(modules, start=1)),
        pass_mark=course.pass_mark,
        owner=course.owner_name,
        reviewed=course.reviewed,
        next_review=course.next_review,
        follow_up=tuple(course.follow_up.split()),
    )


def module_as_file(module: ModulePage, number: int) -> shapes.ModuleFile:
    lessons = LessonPage.objects.live().child_of(module).select_related("rehearsal").order_by("path")
    files = tuple(lesson_as_file(lesson, place) for place, lesson in enumerate(lessons, start=1))
    return shapes.ModuleFile(number, module.slug, module.title, module.intro, files)


def lesson_as_file(lesson: LessonPage, number: int) -> shapes.LessonFile:
    names = ("title", "publisher", "date", "url")
    return shapes.LessonFile(
        number=number,
        address=lesson.slug,
        title=lesson.title,
        minutes=lesson.minutes,
        objective=lesson.objective,
        action=lesson.action,
        sources=tuple(shapes.SourceFile(*(source.value[name] or "" for name in names)) for source in lesson.sources),
        body=tuple(part_as_file(block.block_type, block.value) for block in lesson.body),
        summary=lesson.summary,
        draw=lesson.draw,
        rehearsal=lesson.rehearsal.slug if lesson.rehearsal else "",
    )


def part_as_file(kind: str, value: Any) -> Any:
    if kind == "text":
        return shapes.TextBlock(value)
    if kind == "picture":
        return shapes.PictureBlock(value["image"].title, value["alt"], value["caption"])
    if kind in ("do", "dont"):
        return (shapes.DoBlock if kind == "do" else shapes.DontBlock)(tuple(value))
    if kind == "scenario":
        return shapes.ScenarioBlock(value["title"], value["text"], value["answer"])
    if kind in ("video", "audio"):
        captions = value["captions"].title if value["captions"] else ""
        recording = shapes.VideoBlock if kind == "video" else shapes.AudioBlock
        return recording(value["file"].title, captions, value["transcript"])
    return question_as_file(kind, value)


def question_as_file(kind: Any, value: Any) -> shapes.QuestionFile:
    filled = set(GAP.findall(value["prompt"])) if kind == "gaps" else set()
    return shapes.QuestionFile(
        kind,
        value["key"],
        value["prompt"],
        options=tuple(shapes.OptionFile(o["text"], bool(o["right"]), o["why"]) for o in value.get("options", ())),
        steps=tuple(value.get("steps", ())),
        gaps=tuple(shapes.GapFile(w["word"], w["word"] not in filled, w["why"]) for w in value.get("words", ())),
        explanation=value.get("explanation", ""),
    )


def media_of(file: shapes.CourseFile, course: CoursePage) -> dict[str, bytes]:
    """The bytes of every picture and recording that the course's files name, by path."""
    found: dict[str, bytes] = {}
    for lesson in LessonPage.objects.live().descendant_of(course):
        for block in lesson.body:
            for each in stored_media(block.block_type, block.value):
                with each.file.open("rb") as content:
                    found[each.title] = content.read()
    return found


def stored_media(kind: str, value: Any) -> list[Any]:
    if kind == "picture":
        return [value["image"]]
    if kind in ("video", "audio"):
        return [each for each in (value["file"], value["captions"]) if each]
    return []


def rehearsals_of(course: CoursePage) -> dict[str, str]:
    """The text of every rehearsal that the course's lessons name, by address."""
    named = LessonPage.objects.live().descendant_of(course).exclude(rehearsal=None).values("rehearsal")
    return texts_of(Rehearsal.objects.filter(pk__in=named))


def texts_of(rehearsals: QuerySet[Rehearsal]) -> dict[str, str]:
    """The present text of each rehearsal by address."""
    rows = RehearsalEdition.objects.filter(rehearsal__in=rehearsals, number=F("rehearsal__edition"))
    return dict(rows.order_by("rehearsal__slug").values_list("rehearsal__slug", "text"))


def folder_for(course: CoursePage, where: Path) -> Path:
    """The folder to write: the named one when it bears the course's address, else one of that name inside it."""
    return where if where.name == course.slug else where / course.slug
