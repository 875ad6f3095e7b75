"""Writes a rehearsal in the one canonical form."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from rounds.training.coursefiles.lines import one_line, tidy
from rounds.training.coursefiles.shapes import TextBlock
from rounds.training.coursefiles.writing import (
    bullets,
    fenced,
    field_lines,
    page_text,
    question_text,
    source_lines,
    word_list,
)
from rounds.training.rehearsing.shapes import Body, Branch, Choice, RehearsalFile, Screen, Step, Task, Worked


def write_rehearsals(texts: Mapping[str, str], folder: Path) -> None:
    """Write texts, by address, as files of a folder, which is made when absent."""
    folder.mkdir(parents=True, exist_ok=True)
    for address, text in texts.items():
        (folder / f"{address}.md").write_bytes(text.encode())


def rehearsal_text(rehearsal: RehearsalFile) -> str:
    """The whole file."""
    return page_text(_fields(rehearsal), _parts(rehearsal))


def _fields(rehearsal: RehearsalFile) -> Iterator[str]:
    for name in ("title", "summary", "language"):
        yield from field_lines(name, getattr(rehearsal, name))
    for name in ("audiences", "purposes"):
        yield from word_list(name, getattr(rehearsal, name))
    yield from field_lines("subject", rehearsal.subject)
    yield f"minutes: {rehearsal.minutes}"
    for name in ("principle", "voice"):
        yield from field_lines(name, getattr(rehearsal, name))
    for name in ("staff", "contacts"):
        yield from word_list(name, getattr(rehearsal, name))
    yield from field_lines("owner", rehearsal.owner)
    for name in ("reviewed", "next_review"):
        if date := getattr(rehearsal, name):
            yield f"{name}: {date.isoformat()}"
    if rehearsal.sources:
        yield "sources:"
    for source in rehearsal.sources:
        yield from source_lines(source)


def _parts(rehearsal: RehearsalFile) -> Iterator[str]:
    yield _section("Situation", *_body(rehearsal.situation))
    yield _section("Task", *_body(rehearsal.ask), *_task(rehearsal.task))
    for step in rehearsal.steps:
        yield _step(step)
    yield _section("What a good answer does", bullets(rehearsal.points))
    yield _section("Worked answer", *(_worked(each) for each in rehearsal.worked))
    yield _section("Why it works", tidy(rehearsal.why))
    yield _section("Keep it fresh", *(question_text(question) for question in rehearsal.questions))


def _section(heading: str, *parts: str) -> str:
    return "\n\n".join([f"## {heading}", *(part for part in parts if part)])


def _step(step: Step) -> str:
    head = [f"Result: {step.result}"] if step.result else []
    head += [f"Later: {minutes(step.later)}"] if step.later else []
    task = _task(step.task) if step.task else ()
    return _section(f"Step {step.key}: {one_line(step.title)}", "\n".join(head), *_body(step.body), *task)


def _body(body: Body) -> Iterable[str]:
    return [tidy(part.markdown) if isinstance(part, TextBlock) else _screen(part) for part in body]


def _screen(screen: Screen) -> str:
    said = {
        "From": screen.sender,
        "About": screen.about,
        "Where": screen.where,
        "When": screen.when,
        "Rating": str(screen.rating or ""),
        "Picture": screen.picture,
    }
    labels = "\n".join(f"{label}: {one_line(words)}" for label, words in said.items() if words)
    return fenced(f"screen {screen.kind}", labels, tidy(screen.text))


def _task(task: Task) -> Iterator[str]:
    yield "\n".join(["Choose:", *map(_choice, task.choices)])
    yield from map(_branch, task.branches)


def _choice(choice: Choice) -> str:
    cost = ", ".join([*(["write"] if choice.writes else []), *([minutes(choice.minutes)] if choice.minutes else [])])
    return f"- {choice.key}: {one_line(choice.label)}" + (f" ({cost})" if cost else "")


def _branch(branch: Branch) -> str:
    if not branch.when:
        return f"Otherwise: {branch.to}"
    words = ("When: " if place == 0 else "And: " for place in range(len(branch.when)))
    lines = [f"{word}{condition}" for word, condition in zip(words, branch.when, strict=True)]
    return "\n".join([*lines, f"Then: {branch.to}"])


def _worked(worked: Worked) -> str:
    return "\n\n".join(part for part in (f"Choice: {worked.choice}", worked.words) if part)


def minutes(number: int) -> str:
    """Minutes in words of the file.

    >>> minutes(1), minutes(15)
    ('1 minute', '15 minutes')
    """
    return f"{number} minute{'' if number == 1 else 's'}"
