"""A rehearsal as its pages show it: the situation, the story so far, and what the checks said."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from rounds.screening.queries import findings_of
from rounds.training import markup
from rounds.training.coursefiles.shapes import TextBlock
from rounds.training.models import RehearsalAnswer, RehearsalAttempt
from rounds.training.queries.rehearsal_scripts import script_of
from rounds.training.rehearsing.marking import Marked, mark_draft
from rounds.training.rehearsing.playing import Place, play
from rounds.training.rehearsing.shapes import Body, RehearsalFile, Screen

Part = dict[str, Any]
HINTS = 3  # the design guide: at most three concrete swaps


@dataclass(frozen=True, slots=True)
class Told:
    """One answer with what followed."""

    number: int
    choice: str
    key: str
    words: str
    erased: bool
    marks: Part | None
    title: str
    result: str
    parts: list[Part]
    minutes: int
    at: dt.datetime


def parts_of(body: Body, sources: int) -> list[Part]:
    """Texts and screens, ready for a template."""
    return [
        {"kind": "text", "html": markup.text(part.markdown, sources)}
        if isinstance(part, TextBlock)
        else screen_part(part, sources)
        for part in body
    ]


def screen_part(screen: Screen, sources: int) -> Part:
    return {
        "kind": "screen",
        "what": screen.kind,
        "sender": screen.sender,
        "initials": "".join(word[0] for word in screen.sender.split()[:2]).upper(),
        "about": screen.about,
        "where": screen.where,
        "when": screen.when,
        "rating": screen.rating,
        "picture": screen.picture,
        "html": markup.text(screen.text, sources) if screen.text else "",
    }


def story_of(attempt: RehearsalAttempt) -> list[Told]:
    """What was answered and what followed, in order; one query."""
    script = script_of(attempt.edition)
    return [told(answer, script) for answer in attempt.answers.order_by("number")]


def told(answer: RehearsalAnswer, script: RehearsalFile) -> Told:
    task, step = script.task_at(answer.task), script.step(answer.step)
    choice = task.choice(answer.choice)
    return Told(
        number=answer.number,
        choice=choice.label if choice else answer.choice,
        key=answer.choice,
        words=answer.words,
        erased=bool(answer.verdict and not answer.words),
        marks=marks_shown(mark_draft(script, answer.words)) if answer.words else None,
        title=step.title if step else "",
        result=step.result if step else "",
        parts=parts_of(step.body, len(script.sources)) if step else [],
        minutes=answer.minutes,
        at=answer.at,
    )


def marks_shown(marked: Marked) -> Part:
    """Both results in words; the sentences of the checks are translated where they are shown."""
    findings = findings_of(marked.screening)
    hints = [hint for hint in marked.reading.findings if hint.text or hint.swap][:HINTS]
    return {
        "verdict": marked.marks.verdict,
        "findings": findings,
        "must": sum(finding.level == "must" for finding in findings),
        "check": sum(finding.level == "check" for finding in findings),
        "grade": None if marked.marks.grade is None else max(1, round(marked.marks.grade)),
        "rough": marked.reading.grade is None,
        "length": marked.marks.words,
        "hints": [{"words": hint.text, "why": _(hint.why), "swap": hint.swap} for hint in hints],
    }


def worked_parts(script: RehearsalFile) -> list[Part]:
    """The worked answer played through: what was chosen each time, and the words."""
    found: list[Part] = []
    place: Place | None = Place()
    for each in script.worked:
        choice = script.task_at(place.task).choice(each.choice) if place else None
        if place is None or choice is None:
            break
        found.append({"choice": choice.label, "words": each.said})
        marks = mark_draft(script, each.said).marks if each.words else None
        place = play(script, place, each.choice, marks).place
    return found
