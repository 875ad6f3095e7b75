"""What a course folder holds, as plain frozen data."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

QuestionKind = Literal["one", "several", "order", "gaps", "reflection"]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A source of a lesson; `[1]` in its texts is the first one."""

    title: str
    publisher: str = ""
    date: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Markdown in the closed set of `markdown.py`; may hold several paragraphs, headings and lists."""

    markdown: str


@dataclass(frozen=True, slots=True)
class PictureBlock:
    """A picture; `path` counts from the course folder (`media/map.svg`), `alt` and `caption` are plain text."""

    path: str
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class DoBlock:
    """What to do, one line of inline Markdown per item."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DontBlock:
    """What not to do, one line of inline Markdown per item."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScenarioBlock:
    """A case: the title is plain text, the text and the answer that opens later are Markdown."""

    title: str
    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class VideoBlock:
    """A film; both paths count from the course folder, the transcript is Markdown."""

    path: str
    captions: str
    transcript: str


@dataclass(frozen=True, slots=True)
class AudioBlock:
    """A recording; `captions` is empty where there are none, the transcript is Markdown."""

    path: str
    captions: str
    transcript: str


@dataclass(frozen=True, slots=True)
class OptionFile:
    """An answer of a `one` or `several` question: inline Markdown, and Markdown that explains it."""

    text: str
    right: bool
    explanation: str


@dataclass(frozen=True, slots=True)
class GapFile:
    """A word of a `gaps` question; a distractor fills no gap."""

    word: str
    distractor: bool
    explanation: str


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """A question. `options` belong to one and several, `steps` (in the right order) to order, `gaps` to gaps.

    The prompt and the explanation are Markdown; the explanation is for the whole question (order, reflection).
    """

    kind: QuestionKind
    key: str
    prompt: str
    options: tuple[OptionFile, ...] = ()
    steps: tuple[str, ...] = ()
    gaps: tuple[GapFile, ...] = ()
    explanation: str = ""


Block = TextBlock | PictureBlock | DoBlock | DontBlock | ScenarioBlock | VideoBlock | AudioBlock


@dataclass(frozen=True, slots=True)
class LessonFile:
    """A lesson; `body` holds its blocks and questions in the order of the file, `rehearsal` the address of one."""

    number: int
    address: str
    title: str
    minutes: int
    objective: str
    action: str
    sources: tuple[SourceFile, ...]
    body: tuple[Block | QuestionFile, ...]
    summary: str = ""
    draw: int | None = None
    rehearsal: str = ""

    @property
    def questions(self) -> tuple[QuestionFile, ...]:
        """The questions alone, in order."""
        return tuple(part for part in self.body if isinstance(part, QuestionFile))

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks alone, in order."""
        return tuple(part for part in self.body if not isinstance(part, QuestionFile))


@dataclass(frozen=True, slots=True)
class ModuleFile:
    """A module; the introduction is Markdown."""

    number: int
    address: str
    title: str
    introduction: str
    lessons: tuple[LessonFile, ...]


@dataclass(frozen=True, slots=True)
class CourseFile:
    """A course; the description is Markdown, the address is the folder's name, `follow_up` names questions by key."""

    address: str
    title: str
    summary: str
    language: str
    audiences: tuple[str, ...]
    purposes: tuple[str, ...]
    description: str
    modules: tuple[ModuleFile, ...]
    pass_mark: int = 80
    owner: str = ""
    reviewed: dt.date | None = None
    next_review: dt.date | None = None
    follow_up: tuple[str, ...] = ()
