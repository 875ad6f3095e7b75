"""Reads the file of a lesson."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rounds.training.coursefiles.blocks import READERS, read_block, read_text, unknown_block
from rounds.training.coursefiles.fields import Fields
from rounds.training.coursefiles.folders import ADDRESS, Numbered
from rounds.training.coursefiles.front_matter import read_front_matter
from rounds.training.coursefiles.lines import Line
from rounds.training.coursefiles.links import why_not_web
from rounds.training.coursefiles.media import Shelf
from rounds.training.coursefiles.pages import read_page
from rounds.training.coursefiles.place import Place
from rounds.training.coursefiles.problems import Report
from rounds.training.coursefiles.questions import read_question
from rounds.training.coursefiles.regions import Region, regions
from rounds.training.coursefiles.shapes import Block, LessonFile, QuestionFile, SourceFile

FIELDS = ("title", "minutes", "summary", "objective", "action", "draw", "rehearsal", "sources")
SOURCE_FIELDS = ("title", "publisher", "date", "url")
LONGEST = 600


class LessonReader:
    """Reads the lessons of one course; remembers the keys of their questions and the media seen."""

    def __init__(self, folder: Path, language: str, report: Report) -> None:
        self.folder, self.language, self.report = folder, language, report
        self.shelf = Shelf(folder)
        self.keys: dict[str, str] = {}

    def read(self, module: Numbered, lesson: Numbered) -> LessonFile | None:
        """Give a lesson, or None when its front matter cannot be read."""
        report = self.report.about(f"{module.name}/{lesson.name}")
        lines = read_page(self.folder / module.name / lesson.name, self.folder, report)
        parts = read_front_matter(lines, report, FIELDS) if lines else None
        return self._lesson(module, lesson, *parts) if parts else None

    def _lesson(self, module: Numbered, lesson: Numbered, fields: Fields, lines: list[Line]) -> LessonFile:
        sources = tuple(read_source(each) for each in fields.each("sources", SOURCE_FIELDS))
        place = Place(fields.report, self.shelf, module.name, self.language, len(sources))
        body = tuple(self._body(lines, place))
        _check_lesson(fields, sources, body)
        return LessonFile(
            number=lesson.number,
            address=lesson.address,
            title=fields.text("title", needed=True),
            minutes=fields.whole("minutes", 1, LONGEST, needed=True) or 0,
            objective=fields.text("objective", needed=True),
            action=fields.text("action", needed=True),
            sources=sources,
            body=body,
            summary=fields.text("summary"),
            draw=_draw(fields, body),
            rehearsal=_rehearsal(fields, body),
        )

    def _body(self, lines: Sequence[Line], place: Place) -> Iterator[Block | QuestionFile]:
        for region in regions(lines, place.report):
            kind = region.head.split(" ")[0]
            if not kind:
                yield from read_text(region, place)
            elif kind == "question":
                yield from self._question(region, place)
            elif kind in READERS:
                yield read_block(region, place)
            else:
                place.wrong(region.line, unknown_block(region))

    def _question(self, region: Region, place: Place) -> Iterator[QuestionFile]:
        question = read_question(region, place)
        if not question:
            return
        here = f"{place.report.file}:{region.line}"
        if (first := self.keys.setdefault(question.key, here)) != here:
            place.wrong(region.line, f"the key {question.key} is already used in {first}")
        yield question


def read_source(fields: Fields) -> SourceFile:
    """Give one source of a list."""
    url = fields.text("url")
    if url and (reason := why_not_web(url)):
        fields.wrong("url", f"cannot be used: {reason}")
    return SourceFile(fields.text("title", needed=True), fields.text("publisher"), fields.text("date"), url)


def _check_lesson(fields: Fields, sources: Sequence[SourceFile], body: Sequence[Block | QuestionFile]) -> None:
    if not sources and fields.missing("sources"):
        fields.wrong("sources", "is missing: a lesson names at least one")
    if not any(not isinstance(part, QuestionFile) for part in body):
        fields.report.wrong(1, "the lesson has no text")


def _draw(fields: Fields, body: Sequence[Block | QuestionFile]) -> int | None:
    draw = fields.whole("draw", 1, 1000)
    questions = sum(isinstance(part, QuestionFile) for part in body)
    if draw and draw > questions:
        fields.wrong("draw", f"asks {draw} questions, and the lesson has {questions}")
    return draw


def _rehearsal(fields: Fields, body: Sequence[Block | QuestionFile]) -> str:
    address = fields.text("rehearsal")
    if address and not ADDRESS.fullmatch(address):
        fields.wrong("rehearsal", "is the address of a rehearsal: small letters, digits and single hyphens")
    if address and any(isinstance(part, QuestionFile) for part in body):
        fields.wrong("rehearsal", "stands in a lesson without questions: the rehearsal is what is to be done")
    return address
