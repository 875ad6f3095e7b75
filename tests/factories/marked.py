"""A course in which every word of content begins with ¤, so that a test can tell it from the words of the interface."""

from rounds.training.models import CoursePage, LessonPage, ModulePage
from tests.factories.training import make_catalog


def body(key: str) -> list[dict[str, object]]:
    """One block of each kind that needs no file; every word of it is content."""
    options = [{"text": "¤right", "right": True, "why": "¤why"}, {"text": "¤wrong", "right": False, "why": "¤why"}]
    several = [*options, {"text": "¤also", "right": True, "why": "¤why"}]
    words = [{"word": f"¤{name}", "why": "¤why"} for name in ("first", "second")]
    asked = {"prompt": "¤prompt"}
    return [
        {"type": "text", "value": "¤text"},
        {"type": "do", "value": ["¤do"]},
        {"type": "dont", "value": ["¤dont"]},
        {"type": "scenario", "value": {"title": "¤title", "text": "¤text", "answer": "¤answer"}},
        {"type": "one", "value": {"key": f"{key}-a", **asked, "options": options}},
        {"type": "several", "value": {"key": f"{key}-b", **asked, "options": several}},
        {"type": "order", "value": {"key": f"{key}-c", **asked, "steps": ["¤1", "¤2", "¤3"], "explanation": "¤why"}},
        {"type": "gaps", "value": {"key": f"{key}-d", "prompt": "¤in {{¤first}} ¤of {{¤second}}", "words": words}},
        {"type": "reflection", "value": {"key": f"{key}-e", **asked, "explanation": "¤why"}},
    ]


def marked_course(slug: str, **fields: object) -> CoursePage:
    facts = {"summary": "¤summary", "about": "¤about", "owner_name": "¤Owner", "language": "en", "slug": slug}
    course = CoursePage(title="¤Course", audiences=" nurse ", purposes=" educate ", **{**facts, **fields})
    course = make_catalog().add_child(instance=course)
    module = course.add_child(instance=ModulePage(title="¤Module", slug="module", intro="¤intro"))
    source = {"type": "source", "value": {"title": "¤Source", "publisher": "¤Publisher", "date": "2025", "url": ""}}
    for number in (1, 2):
        words = {"objective": "¤objective", "action": "¤action", "summary": "¤summary", "slug": f"lesson-{number}"}
        lesson = LessonPage(title="¤Lesson", minutes=9, **words)
        lesson.body, lesson.sources = body(f"{slug}-{number}"), [source]  # type: ignore[assignment]
        module.add_child(instance=lesson).save_revision().publish()
    return course
