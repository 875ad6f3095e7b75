"""Writes a course folder in the one canonical form."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rounds.training.coursefiles.folders import pages_in
from rounds.training.coursefiles.lines import one_line, quoted, tidy
from rounds.training.coursefiles.media import PATH
from rounds.training.coursefiles.pictures import picture_line
from rounds.training.coursefiles.shapes import (
    AudioBlock,
    Block,
    CourseFile,
    DoBlock,
    DontBlock,
    LessonFile,
    ModuleFile,
    OptionFile,
    PictureBlock,
    QuestionFile,
    ScenarioBlock,
    SourceFile,
    TextBlock,
    VideoBlock,
)

PLAIN = re.compile(r"[^\W\d_](?:[^:#]|:(?=[^ ])|(?<! )#)*")
YAML_WORDS = {"y", "n", "yes", "no", "true", "false", "on", "off", "null"}


def write_course(course: CourseFile, folder: Path, media: Mapping[str, bytes]) -> None:
    """Write a course into a folder, which is made when absent and whose name becomes the course's address.

    `media` holds files by their path from the course folder. Files of the course are replaced, others left alone;
    `FileExistsError` when the folder holds pages of another course, `ValueError` when a path is not one of media.
    """
    pages = {name: text.encode() for name, text in _pages(course)}
    _refuse_paths(media)
    _refuse_others(folder, pages)
    for name, content in [*pages.items(), *sorted(media.items())]:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _refuse_paths(media: Iterable[str]) -> None:
    for name in media:
        if not PATH.fullmatch(name) or name.lower().endswith(".md"):
            raise ValueError(f"{name!r} is not the path of a media file")


def _refuse_others(folder: Path, pages: Mapping[str, bytes]) -> None:
    if others := sorted(set(pages_in(folder)) - set(pages)):
        raise FileExistsError(f"{folder} holds pages that are not of this course: {', '.join(others)}")


def _pages(course: CourseFile) -> Iterator[tuple[str, str]]:
    yield "course.md", page_text(_course_fields(course), [tidy(course.description)])
    for module in course.modules:
        folder = f"{module.number}-{module.address}"
        yield f"{folder}/module.md", page_text(_module_fields(module), [tidy(module.introduction)])
        for lesson in module.lessons:
            parts = (
                _block(part) if not isinstance(part, QuestionFile) else question_text(part) for part in lesson.body
            )
            yield f"{folder}/{lesson.number}-{lesson.address}.md", page_text(_lesson_fields(lesson), parts)


def page_text(fields: Iterable[str], parts: Iterable[str]) -> str:
    front_matter = "\n".join(["---", *fields, "---"])
    return "\n\n".join([front_matter, *(part for part in parts if part)]) + "\n"


def _course_fields(course: CourseFile) -> Iterator[str]:
    yield from field_lines("title", course.title)
    yield from field_lines("summary", course.summary)
    yield from field_lines("language", course.language)
    yield from word_list("audiences", course.audiences)
    yield from word_list("purposes", course.purposes)
    yield f"pass_mark: {course.pass_mark}"
    yield from word_list("follow_up", course.follow_up)
    yield from field_lines("owner", course.owner)
    for name, date in (("reviewed", course.reviewed), ("next_review", course.next_review)):
        if date:
            yield f"{name}: {date.isoformat()}"


def _module_fields(module: ModuleFile) -> Iterator[str]:
    yield from field_lines("title", module.title)


def _lesson_fields(lesson: LessonFile) -> Iterator[str]:
    yield from field_lines("title", lesson.title)
    yield f"minutes: {lesson.minutes}"
    for name in ("summary", "objective", "action"):
        yield from field_lines(name, getattr(lesson, name))
    if lesson.draw is not None:
        yield f"draw: {lesson.draw}"
    yield from field_lines("rehearsal", lesson.rehearsal)
    if lesson.sources:
        yield "sources:"
    for source in lesson.sources:
        yield from source_lines(source)


def source_lines(source: SourceFile) -> Iterator[str]:
    yield f"  - title: {scalar(source.title)}"
    for name in ("publisher", "date", "url"):
        yield from (f"    {line}" for line in field_lines(name, getattr(source, name)))


def field_lines(name: str, value: str) -> Iterator[str]:
    if one_line(value):
        yield f"{name}: {scalar(value)}"


def word_list(name: str, words: Iterable[str]) -> Iterator[str]:
    if listed := ", ".join(scalar(word) for word in words):
        yield f"{name}: [{listed}]"


def scalar(value: str) -> str:
    """Give a value bare where YAML can only read it as text, else between quotation marks.

    >>> scalar("What changed"), scalar("Trust: a poll"), scalar("2022"), scalar("no")
    ('What changed', '"Trust: a poll"', '"2022"', '"no"')
    """
    line = one_line(value)
    return line if PLAIN.fullmatch(line) and line.lower() not in YAML_WORDS else json.dumps(line, ensure_ascii=False)


def _block(block: Block) -> str:
    match block:
        case TextBlock(markdown):
            return tidy(markdown)
        case PictureBlock():
            return picture_line(block)
        case DoBlock(items):
            return fenced("do", bullets(items))
        case DontBlock(items):
            return fenced("dont", bullets(items))
        case ScenarioBlock(title, text, answer):
            return fenced(f"scenario {one_line(title)}", tidy(text), quoted(tidy(answer)))
        case VideoBlock(path, captions, transcript):
            return fenced(_media("video", path, captions), tidy(transcript))
        case AudioBlock(path, captions, transcript):
            return fenced(_media("audio", path, captions), tidy(transcript))


def _media(kind: str, path: str, captions: str) -> str:
    return f"{kind} ../{path} captions=../{captions}" if captions else f"{kind} ../{path}"


def fenced(head: str, *parts: str) -> str:
    return f"::: {head}\n" + "\n\n".join(part for part in parts if part) + "\n:::"


def bullets(items: Iterable[str]) -> str:
    return "\n".join(f"- {one_line(item)}" for item in items)


def question_text(question: QuestionFile) -> str:
    rows = [
        *(_explained(f"- {_box(option)} {one_line(option.text)}", option.explanation) for option in question.options),
        *(f"{number}. {one_line(step)}" for number, step in enumerate(question.steps, 1)),
        *(_explained(f"- {one_line(gap.word)}", gap.explanation) for gap in question.gaps),
    ]
    whole = quoted(tidy(question.explanation)) if question.explanation else ""
    return fenced(f"question {question.kind} {question.key}", tidy(question.prompt), "\n".join(rows), whole)


def _box(option: OptionFile) -> str:
    return "[x]" if option.right else "[ ]"


def _explained(row: str, explanation: str) -> str:
    return f"{row}\n{quoted(tidy(explanation), '  ')}" if explanation else row
