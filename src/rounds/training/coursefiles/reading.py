"""Reads a course folder."""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from rounds.training.coursefiles.fields import Fields
from rounds.training.coursefiles.folders import ADDRESS, Numbered, lessons_in, modules_in, report_strays
from rounds.training.coursefiles.front_matter import read_front_matter
from rounds.training.coursefiles.lessons import LessonReader
from rounds.training.coursefiles.lines import Line, joined
from rounds.training.coursefiles.markdown import check_text
from rounds.training.coursefiles.pages import read_page
from rounds.training.coursefiles.problems import CourseProblems, Problem, Report, did_you_mean, shown
from rounds.training.coursefiles.shapes import AudioBlock, CourseFile, LessonFile, ModuleFile, PictureBlock, VideoBlock

COURSE_FIELDS = (
    "title", "summary", "language", "audiences", "purposes", "pass_mark", "follow_up", "owner", "reviewed",
    "next_review",
)  # fmt: skip
MODULE_FIELDS = ("title",)
AUDIENCES = (
    "physician", "nurse", "allied", "student", "communications", "executive", "compliance", "researcher", "patient",
    "patient-organisation", "non-profit", "public-health", "it",
)  # fmt: skip
PURPOSES = ("promote", "educate", "science", "connect")
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
PASS_MARK = 80
TAKEN = ("rehearsals",)  # /learn/rehearsals is the rehearsal room


def read_course(folder: Path) -> CourseFile:
    """Give the course of a folder, or raise `CourseProblems` with everything that is wrong in it."""
    folder = Path(os.path.abspath(folder))
    found: list[Problem] = []
    report = Report(f"{folder.name}/course.md", found)
    course = _course(folder, report) if _is_course_folder(folder, report) else None
    if found or not course:
        raise CourseProblems(found)
    return course


def read_media(course: CourseFile, folder: Path) -> dict[str, bytes]:
    """Give the content of every file that the course's blocks refer to, by its path from the course folder."""
    return {path: (folder / path).read_bytes() for path in media_paths(course)}


def media_paths(course: CourseFile) -> tuple[str, ...]:
    """Give the paths of all media of a course, sorted, each once."""
    blocks = (block for module in course.modules for lesson in module.lessons for block in lesson.blocks)
    paths: set[str] = set()
    for block in blocks:
        if isinstance(block, PictureBlock | VideoBlock | AudioBlock):
            paths.add(block.path)
        if isinstance(block, VideoBlock | AudioBlock) and block.captions:
            paths.add(block.captions)
    return tuple(sorted(paths))


def _is_course_folder(folder: Path, report: Report) -> bool:
    here = Report(folder.name, report.found)
    if not folder.is_dir():
        here.wrong(1, "there is no such folder")
        return False
    if not ADDRESS.fullmatch(folder.name):
        here.wrong(1, "a course's folder is named by its address: small letters, digits and single hyphens")
    if folder.name in TAKEN:
        here.wrong(1, f"the address {folder.name} belongs to a page of the site: choose another name for the folder")
    return True


def _course(folder: Path, report: Report) -> CourseFile | None:
    fields, description = _page(folder, report, COURSE_FIELDS)
    language = read_language(fields) if fields else ""
    modules = tuple(_modules(folder, language, report))
    return _built(folder.name, fields, language, description, modules) if fields else None


def _page(folder: Path, report: Report, known: Sequence[str]) -> tuple[Fields | None, str]:
    """Give the fields and the text of course.md or module.md."""
    name = report.file.partition("/")[2]
    lines = read_page(folder / name, folder, report)
    parts = read_front_matter(lines, report, known) if lines else None
    return (parts[0], _introduction(parts[1], report)) if parts else (None, "")


def _introduction(lines: Sequence[Line], report: Report) -> str:
    check_text(lines, report, sources=None)
    for line in lines:
        if line.text.lstrip(" ").startswith(":::"):
            report.wrong(line.number, "blocks and questions stand in lessons only")
    return joined(lines)


def _built(
    address: str, fields: Fields, language: str, description: str, modules: tuple[ModuleFile, ...]
) -> CourseFile:
    pass_mark = fields.whole("pass_mark", 1, 100)
    course = CourseFile(
        address=address,
        title=fields.text("title", needed=True),
        summary=fields.text("summary", needed=True),
        language=language,
        audiences=fields.choices("audiences", AUDIENCES),
        purposes=fields.choices("purposes", PURPOSES),
        description=description,
        modules=modules,
        pass_mark=PASS_MARK if pass_mark is None else pass_mark,
        owner=fields.text("owner"),
        reviewed=fields.date("reviewed"),
        next_review=fields.date("next_review"),
        follow_up=_follow_up(fields, modules),
    )
    if course.reviewed and course.next_review and course.next_review <= course.reviewed:
        fields.wrong("next_review", "must come after reviewed")
    return course


def _follow_up(fields: Fields, modules: tuple[ModuleFile, ...]) -> tuple[str, ...]:
    """The keys of questions that come again after the course: at most three, each with one answer."""
    keys = fields.texts("follow_up")
    kinds = {
        question.key: question.kind for each in modules for lesson in each.lessons for question in lesson.questions
    }
    if len(keys) > 3 or len(set(keys)) < len(keys):
        fields.wrong("follow_up", "names up to three questions, each once")
    for key in keys:
        if kinds.get(key) != "one":
            reason = "is not of the kind one" if key in kinds else f"is not in the course{did_you_mean(key, kinds)}"
            fields.wrong("follow_up", f"names {shown(key)}, which {reason}")
    return keys


def read_language(fields: Fields) -> str:
    """Give the language tag of a page."""
    language = fields.text("language", needed=True)
    if language and not LANGUAGE.fullmatch(language):
        fields.wrong("language", f"must be a language tag such as en, es or pt-BR, not {shown(language)}")
    return language


def _modules(folder: Path, language: str, report: Report) -> Iterator[ModuleFile]:
    reader = LessonReader(folder, language, report)
    modules = [(module, lessons_in(folder, module, report)) for module in modules_in(folder, report)]
    if not modules:
        report.wrong(1, "the course has no modules: a module is a folder named like 1-why-and-where")
    report_strays(folder, _known(modules), report)
    _check_addresses(modules, report)
    for module, lessons in modules:
        read = [reader.read(module, lesson) for lesson in lessons]
        yield from _module(folder, module, [lesson for lesson in read if lesson], report, bool(lessons))


def _check_addresses(modules: Sequence[tuple[Numbered, list[Numbered]]], report: Report) -> None:
    """A lesson's address is that of the course and its own: two modules may not share one."""
    known: dict[str, str] = {}
    for module, lessons in modules:
        for name in {lesson.address: lesson.name for lesson in lessons}.items():
            address, file = name[0], f"{module.name}/{name[1]}"
            if (other := known.setdefault(address, file)) != file:
                report.about(file).wrong(1, f'the address "{address}" is already that of {other}')


def _known(modules: Sequence[tuple[Numbered, list[Numbered]]]) -> set[str]:
    names = {f"{module.name}/{lesson.name}" for module, lessons in modules for lesson in lessons}
    return {"course.md"} | {f"{module.name}/module.md" for module, _ in modules} | names


def _module(
    folder: Path, module: Numbered, lessons: list[LessonFile], report: Report, has_lessons: bool
) -> Iterator[ModuleFile]:
    here = report.about(f"{module.name}/module.md")
    fields, introduction = _page(folder, here, MODULE_FIELDS)
    if not has_lessons:
        here.wrong(1, "the module has no lessons: a lesson is a file named like 1-what-changed.md")
    if fields:
        title = fields.text("title", needed=True)
        yield ModuleFile(module.number, module.address, title, introduction, tuple(lessons))
