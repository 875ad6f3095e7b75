"""Reads the files of rehearsals."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rounds.training.coursefiles.fields import Fields
from rounds.training.coursefiles.folders import ADDRESS
from rounds.training.coursefiles.front_matter import read_front_matter
from rounds.training.coursefiles.items import BULLET, read_items, refuse_explanations
from rounds.training.coursefiles.lessons import SOURCE_FIELDS, read_source
from rounds.training.coursefiles.lines import Line, cleaned, numbered
from rounds.training.coursefiles.media import Shelf
from rounds.training.coursefiles.pages import UNREADABLE, read_page
from rounds.training.coursefiles.place import Place
from rounds.training.coursefiles.problems import CourseProblems, Problem, Report, did_you_mean, shown
from rounds.training.coursefiles.questions import read_question
from rounds.training.coursefiles.reading import AUDIENCES, PURPOSES, read_language
from rounds.training.coursefiles.regions import Region, regions
from rounds.training.coursefiles.shapes import QuestionFile, SourceFile
from rounds.training.rehearsing.checking import check
from rounds.training.rehearsing.screens import read_body
from rounds.training.rehearsing.shapes import Body, RehearsalFile, Step, Worked
from rounds.training.rehearsing.tasks import read_step, read_task
from rounds.training.rehearsing.worked import check_worked, read_worked

FIELDS = (
    "title", "summary", "language", "audiences", "purposes", "subject", "minutes", "principle", "voice", "staff",
    "contacts", "owner", "reviewed", "next_review", "sources",
)  # fmt: skip
SUBJECTS = (
    "privacy", "consent", "boundaries", "reviews", "conduct", "endorsement", "misinformation", "security", "harassment",
    "media", "safety",
)  # fmt: skip
VOICES = ("provider", "organisation", "patient", "public")
SECTIONS = ("Situation", "Task", "Step", "What a good answer does", "Worked answer", "Why it works", "Keep it fresh")
STEP = re.compile(r"Step ([a-z0-9]+(?:-[a-z0-9]+)*): +(.+)")
HEADING = re.compile(r" {0,3}(#+) +(.*?)(?: +#+)?")
QUESTIONS = 3
LARGEST = 256 * 1024

Section = tuple[int, str, list[Line]]


def read_rehearsals(folder: Path) -> list[RehearsalFile]:
    """Give the rehearsals of a folder by name, or raise `CourseProblems` with everything that is wrong in any of them."""
    found: list[Problem] = []
    here = Report(folder.name or str(folder), found)
    paths = sorted(folder.glob("*.md")) if folder.is_dir() else []
    if not paths:
        here.wrong(1, "there is no .md file here" if folder.is_dir() else "there is no such folder")
    read = [_read(path, Report(f"{folder.name}/{path.name}", found)) for path in paths]
    if found:
        raise CourseProblems(found)
    return [rehearsal for rehearsal in read if rehearsal]


def read_rehearsal(path: Path) -> RehearsalFile:
    """Give the rehearsal of one file, or raise `CourseProblems`."""
    found: list[Problem] = []
    rehearsal = _read(path, Report(path.name, found))
    if found or rehearsal is None:
        raise CourseProblems(found)
    return rehearsal


def read_text(address: str, text: str, *, name: str = "") -> RehearsalFile:
    """Give the rehearsal that a text holds, or raise `CourseProblems`."""
    found: list[Problem] = []
    report = Report(name or f"{address}.md", found)
    rehearsal = _from_lines(address, _lines(text, report), report, Path())
    if found or rehearsal is None:
        raise CourseProblems(found)
    return rehearsal


def trusted(address: str, text: str) -> RehearsalFile:
    """Give the rehearsal of a text that was checked when it was stored, without playing it again."""
    report = Report(address, [])
    rehearsal = _from_lines(address, numbered(text), report, Path(), play=False)
    if rehearsal is None:
        raise CourseProblems(report.found)
    return rehearsal


def _read(path: Path, report: Report) -> RehearsalFile | None:
    if not ADDRESS.fullmatch(path.stem):
        report.wrong(1, "a rehearsal's file is named by its address: small letters, digits and single hyphens")
    lines = read_page(path, path.parent, report)
    return _from_lines(path.stem, lines, report, path.parent) if lines else None


def _lines(text: str, report: Report) -> list[Line]:
    if len(text) > LARGEST:
        report.wrong(1, "the file is over 256 KB")
        return []
    lines = numbered(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    for line in lines:
        if match := UNREADABLE.search(line.text):
            report.wrong(line.number, f"the invisible character U+{ord(match[0]):04X} stands here: take it out")
    return [] if report.found else lines


def _from_lines(
    address: str, lines: Sequence[Line], report: Report, folder: Path, *, play: bool = True
) -> RehearsalFile | None:
    parts = read_front_matter(lines, report, FIELDS) if lines else None
    if parts is None:
        return None
    fields, body = parts
    sections = list(_sections(body, report))
    _check_order(sections, report)
    sources = tuple(read_source(each) for each in fields.each("sources", SOURCE_FIELDS))
    place = Place(report, Shelf(folder), "", fields.text("language"), len(sources))
    before = len(report.found)
    rehearsal = _built(address, fields, sections, place, sources)
    if play and rehearsal and len(report.found) == before:
        check(rehearsal, report)
        if len(report.found) == before:
            check_worked(rehearsal, report)
    return rehearsal


def _sections(lines: Sequence[Line], report: Report) -> Iterator[Section]:
    """Cut a file at its `## ` headings."""
    section: Section | None = None
    for line in lines:
        match = HEADING.fullmatch(line.text)
        if match and match[1] == "##":
            if section:
                yield section
            section = (line.number, match[2], [])
        elif match and not line.text.startswith("#" * 7):
            report.wrong(line.number, "a text of a rehearsal has no headings of its own: only ## begins a part")
        elif section:
            section[2].append(line)
        elif line.text:
            report.wrong(line.number, "this stands before the first heading: begin with ## Situation")
    if section:
        yield section


def _name(heading: str) -> str:
    return "Step" if STEP.fullmatch(heading) else heading


def _check_order(sections: Sequence[Section], report: Report) -> None:
    last, seen = 0, set()
    for line, heading, _lines in sections:
        name = _name(heading)
        if name not in SECTIONS or heading == "Step":
            report.wrong(line, _unknown_heading(heading))
            continue
        if SECTIONS.index(name) < last:
            report.wrong(line, f'"{name}" comes before "{SECTIONS[last]}"')
        if name in seen and name != "Step":
            report.wrong(line, f'"{name}" stands twice')
        last = max(last, SECTIONS.index(name))
        seen.add(name)
    for name in SECTIONS:
        if name not in seen:
            report.wrong(1, f'the part "## {name}{" key: Title" if name == "Step" else ""}" is missing')


def _unknown_heading(heading: str) -> str:
    if heading.startswith("Step"):
        return "a step begins with ## Step key: Title; the key is small letters, digits and single hyphens"
    return f"there is no part {shown(heading)}{did_you_mean(heading, SECTIONS)}"


def _built(
    address: str, fields: Fields, sections: Sequence[Section], place: Place, sources: tuple[SourceFile, ...]
) -> RehearsalFile | None:
    found = {_name(heading): (line, heading, lines) for line, heading, lines in sections}
    if any(name not in found for name in SECTIONS):
        return None
    ask, task = read_task(*found["Task"][::2], place, needed=True)
    steps = tuple(_steps(sections, place))
    return RehearsalFile(
        address=address,
        situation=_needed_body(found["Situation"], place),
        ask=ask,
        task=task,
        steps=steps,
        points=_points(found["What a good answer does"], place),
        worked=_worked(found["Worked answer"], place),
        why=_text(found["Why it works"], place),
        questions=_questions(found["Keep it fresh"], place),
        sources=sources,
        **_fields(fields),  # type: ignore[arg-type]
    )


def _fields(fields: Fields) -> dict[str, object]:
    if not fields.nodes.get("sources"):
        fields.wrong("sources", "is missing: a rehearsal names at least one")
    reviewed, next_review = fields.date("reviewed"), fields.date("next_review")
    if reviewed and next_review and next_review <= reviewed:
        fields.wrong("next_review", "must come after reviewed")
    return {
        "title": fields.text("title", needed=True),
        "summary": fields.text("summary", needed=True),
        "language": read_language(fields),
        "audiences": fields.choices("audiences", AUDIENCES),
        "purposes": fields.choices("purposes", PURPOSES),
        "subject": fields.one_of("subject", SUBJECTS),
        "minutes": fields.whole("minutes", 1, 60, needed=True) or 0,
        "principle": fields.text("principle", needed=True),
        "voice": fields.one_of("voice", VOICES),
        "staff": fields.texts("staff"),
        "contacts": fields.texts("contacts"),
        "owner": fields.text("owner"),
        "reviewed": reviewed,
        "next_review": next_review,
    }


def _needed_body(section: Section, place: Place) -> Body:
    line, heading, lines = section
    body = read_body(lines, place)
    if not body:
        place.wrong(line, f'"{heading}" is empty')
    return body


def _steps(sections: Sequence[Section], place: Place) -> Iterator[Step]:
    keys: dict[str, int] = {}
    for line, heading, lines in sections:
        if match := STEP.fullmatch(heading):
            if (first := keys.setdefault(match[1], line)) != line:
                place.wrong(line, f'the step "{match[1]}" already stands in line {first}')
            yield read_step(line, match[1], match[2], lines, place)


def _points(section: Section, place: Place) -> tuple[str, ...]:
    line, _heading, lines = section
    items = read_items(cleaned(lines), BULLET, place, "- and a point")
    refuse_explanations(items, place, "a list of this kind has no explanations")
    if not 3 <= len(items) <= 8:
        place.wrong(line, f"this list has three to eight points, not {len(items)}")
    return tuple(place.words(item.line, item.text) for item in items)


def _text(section: Section, place: Place) -> str:
    line, heading, lines = section
    text = place.text(cleaned(lines))
    if not text:
        place.wrong(line, f'"{heading}" is empty')
    return text


def _worked(section: Section, place: Place) -> tuple[Worked, ...]:
    line, _heading, lines = section
    return read_worked(line, lines, place)


def _questions(section: Section, place: Place) -> tuple[QuestionFile, ...]:
    line, _heading, lines = section
    questions = [question for region in regions(lines, place.report) for question in _question(region, place)]
    if len(questions) != QUESTIONS:
        place.wrong(line, f"three questions are needed here, for 2, 7 and 21 days later, not {len(questions)}")
    _refuse_doubles(questions, line, place)
    return tuple(questions)


def _question(region: Region, place: Place) -> Iterable[QuestionFile]:
    if region.head.split(" ")[:2] != ["question", "one"]:
        line = region.lines[0].number if region.lines and not region.head else region.line
        place.wrong(line, "here stand questions only, each begins with ::: question one and a key")
        return []
    question = read_question(region, place)
    return [question] if question else []


def _refuse_doubles(questions: Sequence[QuestionFile], line: int, place: Place) -> None:
    keys = [question.key for question in questions]
    for key in {key for key in keys if keys.count(key) > 1}:
        place.wrong(line, f"the key {key} stands twice")
