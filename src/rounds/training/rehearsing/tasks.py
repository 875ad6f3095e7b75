"""Reads steps, choices and the lines that decide."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rounds.training.coursefiles.lines import Line, cleaned, one_line
from rounds.training.coursefiles.place import Place
from rounds.training.coursefiles.problems import did_you_mean, shown
from rounds.training.rehearsing.conditions import FORMS, Condition, Unknown, read_condition
from rounds.training.rehearsing.screens import read_body
from rounds.training.rehearsing.shapes import GO_ON, GOOD, LOST, NOT_YET, Body, Branch, Choice, Step, Task

RESULTS = (GOOD, NOT_YET, GO_ON, LOST)
HEAD = re.compile(r"(Result|Later): +(.+)")
MINUTES = re.compile(r"([1-9][0-9]{0,3}) minutes?")
CHOICE = re.compile(r"[-*+] +([a-z0-9]+(?:-[a-z0-9]+)*): +(.+)")
COST = re.compile(r"(.+?) +\((write|(?:write, )?[1-9][0-9]{0,3} minutes?)\)")
DECIDING = re.compile(r"(When|And|Then|Otherwise): +(.+)")
FORM = "When: … Then: …, or Otherwise: and a step"


def read_step(line: int, key: str, title: str, lines: Sequence[Line], place: Place) -> Step:
    """Give a step with its result, its words and, where the story turns, its task."""
    head, rest = _head(cleaned(lines), place)
    result = head.get("Result", "")
    if result and result not in RESULTS:
        place.wrong(line, f"Result is one of {', '.join(RESULTS)}, not {shown(result)}{did_you_mean(result, RESULTS)}")
    body, task = read_task(line, rest, place, needed=not result)
    if result and task.choices:
        place.wrong(line, "a step with a Result asks no question of its own: take out Result: or Choose:")
    if not body:
        place.wrong(line, "the step tells nothing")
    return Step(key, title, result, _minutes(head.get("Later", ""), line, place), body, None if result else task, line)


def _head(lines: list[Line], place: Place) -> tuple[dict[str, str], list[Line]]:
    head: dict[str, str] = {}
    for row, line in enumerate(lines):
        match = HEAD.fullmatch(line.text)
        if not match:
            return head, lines[row:]
        if match[1] in head:
            place.wrong(line.number, f"{match[1]} stands twice")
        head[match[1]] = one_line(match[2])
    return head, []


def _minutes(words: str, line: int, place: Place) -> int:
    match = MINUTES.fullmatch(words)
    if words and not match:
        place.wrong(line, f"Later: is followed by a number of minutes, such as 15 minutes, not by {shown(words)}")
    return int(match[1]) if match else 0


def read_task(line: int, lines: Sequence[Line], place: Place, *, needed: bool) -> tuple[Body, Task]:
    """Part a task into what it tells and what it asks."""
    at = next((row for row, each in enumerate(lines) if each.text == "Choose:"), None)
    if at is None:
        if needed:
            place.wrong(line, "what can be chosen? Write Choose: and a list, or Result: under the heading of the step")
        return read_body(lines, place), Task((), (), line)
    reader = TaskReader(place, lines[at].number)
    for each in lines[at + 1 :]:
        reader.read(each)
    return read_body(lines[:at], place), reader.task()


@dataclass(slots=True)
class TaskReader:
    """Reads the lines below `Choose:` one by one."""

    place: Place
    line: int
    choices: list[Choice] = field(default_factory=list)
    branches: list[Branch] = field(default_factory=list)
    when: list[Condition] = field(default_factory=list)
    began: int = 0
    closed: bool = False

    def read(self, line: Line) -> None:
        if not line.text:
            return
        if match := DECIDING.fullmatch(line.text):
            self._decide(match[1], one_line(match[2]), line.number)
        elif (match := CHOICE.fullmatch(line.text)) and not self.branches and not self.began:
            self._choice(match[1], one_line(match[2]), line.number)
        elif self.branches or self.began:
            self.place.wrong(line.number, f"this line is none of the lines that decide: write {FORM}")
        else:
            self.place.wrong(line.number, "a choice is written - key: What the learner reads (write, 5 minutes)")

    def _choice(self, key: str, words: str, line: int) -> None:
        if any(choice.key == key for choice in self.choices):
            self.place.wrong(line, f'the choice "{key}" stands twice')
        match = COST.fullmatch(words)
        cost = match[2] if match else ""
        minutes = MINUTES.search(cost)
        label = match[1] if match else words
        self.choices.append(Choice(key, label, "write" in cost, int(minutes[1]) if minutes else 0))

    def _decide(self, word: str, words: str, line: int) -> None:
        if self.closed:
            self.place.wrong(line, "Otherwise: is the last line: nothing after it can be reached")
        elif word == "When":
            self._refuse_open(line)
            self.began, self.when = line, self._condition(words, line)
        elif word == "And":
            if not self.began:
                self.place.wrong(line, "And: follows a When:")
            self.when += self._condition(words, line)
        elif word == "Then":
            self._close(words, line)
        else:
            self._refuse_open(line)
            self.branches.append(Branch((), words, line))
            self.closed = True

    def _close(self, words: str, line: int) -> None:
        if self.began:
            self.branches.append(Branch(tuple(self.when), words, self.began))
        else:
            self.place.wrong(line, "Then: follows a When:")
        self.began, self.when = 0, []

    def _refuse_open(self, line: int) -> None:
        if self.began:
            self.place.wrong(self.began, "this When: has no Then:")
            self.began, self.when = 0, []

    def _condition(self, words: str, line: int) -> list[Condition]:
        try:
            condition = read_condition(words)
        except Unknown as unknown:
            self.place.wrong(line, why_unknown(words, unknown))
            return []
        if condition.about == "choice":
            self._check_choices(condition, line)
        return [condition]

    def _check_choices(self, condition: Condition, line: int) -> None:
        keys = [choice.key for choice in self.choices]
        for value in condition.values:
            if value not in keys:
                self.place.wrong(line, f"there is no choice {shown(value)} here{did_you_mean(value, keys)}")

    def task(self) -> Task:
        self._refuse_open(self.line)
        if not 2 <= len(self.choices) <= 6:
            self.place.wrong(self.line, f"there are two to six choices, not {len(self.choices)}")
        if not self.branches:
            self.place.wrong(self.line, f"nothing follows from the choices: write {FORM}")
        return Task(tuple(self.choices), tuple(self.branches), self.line)


def why_unknown(words: str, unknown: Unknown) -> str:
    """Say what is wrong with a condition, with the nearest that there is."""
    if unknown.args:
        value, allowed = unknown.args
        return f"{shown(value)} is not one of {', '.join(allowed)}{did_you_mean(value, allowed)}"
    return (
        f"the condition {shown(words)} is not known{did_you_mean(words, FORMS)}; see docs/reference/rehearsal-files.md"
    )
