"""A lesson as a page shows it: its parts in order, as HTML that was made once per published revision."""

from typing import Any

from django.core.cache import cache
from wagtail.images.models import Image

from rounds.training import markup
from rounds.training.models import LessonPage
from rounds.training.questions import KINDS

Part = dict[str, Any]


def parts_of(lesson: LessonPage) -> list[Part]:
    """Texts, pictures, lists, scenarios, recordings and the places of the questions, in order."""
    key = f"training.lesson:{lesson.pk}:{lesson.live_revision_id}"
    parts: list[Part] | None = cache.get(key) if lesson.live_revision_id else None
    if parts is None:
        parts = [part(block.block_type, block.value, len(lesson.sources)) for block in lesson.body]
        cache.set(key, parts, 3600)
    return parts


def part(kind: str, value: Any, sources: int) -> Part:
    if kind in KINDS:
        return {"kind": "question", "key": value["key"]}
    if kind == "text":
        return {"kind": kind, "html": markup.text(value, sources)}
    if kind in ("do", "dont"):
        return {"kind": kind, "items": [markup.line(item, sources) for item in value]}
    if kind == "scenario":
        texts = {name: markup.text(value[name], sources) for name in ("text", "answer")}
        return {"kind": kind, "title": value["title"], **texts}
    if kind == "picture":
        return {"kind": kind, "alt": value["alt"], "caption": value["caption"], **drawing(value["image"])}
    return {
        "kind": kind,
        "url": value["file"].file.url,
        "captions": value["captions"].file.url if value["captions"] else "",
        "type": f"{kind}/{value['file'].file_extension.lower().replace('mp3', 'mpeg').replace('m4a', 'mp4')}",
        "title": value["file"].title.rsplit("/", 1)[-1],
        "transcript": markup.text(value["transcript"], sources),
    }


def drawing(image: Image) -> Part:
    """Address and size of a picture; photographs are made small enough for a page first."""
    shown = image if image.is_svg() else image.get_rendition("max-1320x1320")
    return {"url": shown.file.url, "width": round(shown.width), "height": round(shown.height)}
