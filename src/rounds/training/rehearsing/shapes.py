"""What a rehearsal's file holds, as plain frozen data (docs/reference/rehearsal-files.md)."""

import datetime as dt
from dataclasses import dataclass, field

from rounds.training.coursefiles.shapes import QuestionFile, SourceFile, TextBlock
from rounds.training.rehearsing.conditions import Condition

FIRST = ""  # the key of the task that stands under ## Task
GOOD, LOST, NOT_YET, GO_ON, TURN = "good", "lost", "not yet", "go on", ""


@dataclass(frozen=True, slots=True)
class Screen:
    """Somebody's words as they appear on a screen; `kind` is one of `reading.SCREENS`, the text is Markdown."""

    kind: str
    sender: str
    text: str
    about: str = ""
    where: str = ""
    when: str = ""
    rating: int | None = None
    picture: str = ""


Body = tuple[TextBlock | Screen, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something the learner may do; `minutes` pass in the story."""

    key: str
    label: str
    writes: bool
    minutes: int


@dataclass(frozen=True, slots=True)
class Branch:
    """`When … Then …`: all conditions must fit; none stands for Otherwise."""

    when: tuple[Condition, ...]
    to: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Task:
    """What may be chosen, and the lines that decide, the first that fits."""

    choices: tuple[Choice, ...]
    branches: tuple[Branch, ...]
    line: int = field(default=0, compare=False)

    def choice(self, key: str) -> Choice | None:
        """The choice of this key."""
        return next((choice for choice in self.choices if choice.key == key), None)


@dataclass(frozen=True, slots=True)
class Step:
    """A consequence; `result` is one of the words of this module, and a turn of the story has a task."""

    key: str
    title: str
    result: str
    later: int
    body: Body
    task: Task | None = None
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Worked:
    """One answer of the worked example; `words` is empty when the choice asks for none."""

    choice: str
    words: str
    line: int = field(default=0, compare=False)

    @property
    def said(self) -> str:
        """The words with each paragraph on one line, whatever the width of the file."""
        return "\n\n".join(" ".join(part.split()) for part in self.words.split("\n\n"))


@dataclass(frozen=True, slots=True)
class RehearsalFile:
    """A whole rehearsal; the address is the file's name."""

    address: str
    title: str
    summary: str
    language: str
    audiences: tuple[str, ...]
    purposes: tuple[str, ...]
    subject: str
    minutes: int
    principle: str
    voice: str
    staff: tuple[str, ...]
    contacts: tuple[str, ...]
    sources: tuple[SourceFile, ...]
    situation: Body
    ask: Body
    task: Task
    steps: tuple[Step, ...]
    points: tuple[str, ...]
    worked: tuple[Worked, ...]
    why: str
    questions: tuple[QuestionFile, ...]
    owner: str = ""
    reviewed: dt.date | None = None
    next_review: dt.date | None = None

    def step(self, key: str) -> Step | None:
        """The step of this key."""
        return next((step for step in self.steps if step.key == key), None)

    def task_at(self, key: str) -> Task:
        """The task under ## Task, or that of a step."""
        step = self.step(key) if key else None
        return step.task if step and step.task else self.task

    @property
    def tasks(self) -> dict[str, Task]:
        """Every task by the key of its step; the first has an empty key."""
        return {FIRST: self.task} | {step.key: step.task for step in self.steps if step.task}
