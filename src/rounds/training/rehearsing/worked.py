"""Reads the worked answer and plays it: it has to be as good as what the learner is asked for."""

import re
from collections.abc import Sequence

from rounds.training.coursefiles.lines import Line, cleaned, joined
from rounds.training.coursefiles.place import Place
from rounds.training.coursefiles.problems import Report, shown
from rounds.training.rehearsing.marking import Marked, mark_draft
from rounds.training.rehearsing.playing import Place as Standing
from rounds.training.rehearsing.playing import play
from rounds.training.rehearsing.shapes import GOOD, RehearsalFile, Worked

CHOICE = re.compile(r"Choice: +([a-z0-9]+(?:-[a-z0-9]+)*)")
HIGHEST_GRADE = 8
LONGEST = 4000


def read_worked(line: int, lines: Sequence[Line], place: Place) -> tuple[Worked, ...]:
    """Give the answers in the order they are played."""
    found: list[tuple[int, str, list[Line]]] = []
    for each in lines:
        if match := CHOICE.fullmatch(each.text):
            found.append((each.number, match[1], []))
        elif found:
            found[-1][2].append(each)
        elif each.text:
            place.wrong(each.number, "the worked answer begins with Choice: and a key")
    if not found:
        place.wrong(line, "the worked answer is missing: write Choice: and a key, then the words")
    return tuple(Worked(choice, joined(cleaned(words)), number) for number, choice, words in found)


def check_worked(rehearsal: RehearsalFile, report: Report) -> None:
    """Play the worked answer, and report where it goes wrong."""
    standing: Standing | None = Standing()
    for each in rehearsal.worked:
        if standing is None:
            report.wrong(each.line, "the story is over before this part of the worked answer")
            return
        choice = rehearsal.task_at(standing.task).choice(each.choice)
        if choice is None:
            report.wrong(each.line, f"there is no choice {shown(each.choice)} at this place of the story")
            return
        if choice.writes != bool(each.words):
            report.wrong(each.line, "this choice asks for words" if choice.writes else "this choice asks for no words")
            return
        marked = mark_draft(rehearsal, each.said) if each.words else None
        if marked:
            _check_marks(marked, each, report)
        move = play(rehearsal, standing, each.choice, marked.marks if marked else None)
        standing, last = move.place, move.step
    if last.result != GOOD:
        report.wrong(rehearsal.worked[-1].line, f'the worked answer leads to "{last.key}", which is not a good end')
    if not any(each.words for each in rehearsal.worked):
        report.wrong(rehearsal.worked[0].line, "the worked answer holds no words")


def _check_marks(marked: Marked, each: Worked, report: Report) -> None:
    if marked.marks.verdict != "clear":
        found = ", ".join(sorted(f"{finding.rule} {shown(finding.text)}" for finding in marked.screening.findings))
        report.wrong(each.line, f"the privacy check says {marked.marks.verdict} to the worked answer: {found}")
    if marked.marks.grade is not None and marked.marks.grade > HIGHEST_GRADE:
        report.wrong(each.line, f"the worked answer reads at grade {marked.marks.grade:.1f}: bring it to 8 or lower")
    if len(marked.words) > LONGEST:
        report.wrong(each.line, "the worked answer is over 4,000 characters")
