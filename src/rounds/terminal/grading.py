"""One post through the readability engine, in each form of output."""

from rounds.engines.readability import KINDS, Hint, Reading, as_json, grade
from rounds.terminal import sarif
from rounds.terminal.posts import Post
from rounds.terminal.work import Done, Task, clean, line_of_json, shown_place

ABOVE, UNSURE = "above-grade", "no-grade"
NAMES = [*KINDS, ABOVE, UNSURE]
TOO_HARD = "The text is harder to read than the grade that was asked for."
CANNOT_SAY = "No grade can be worked out for this text."


def do(task: Task, post: Post) -> Done:
    found = grade(post.text, language=task.language)
    stops = task.above is not None and found.grade is not None and found.grade > task.above
    if task.format == "json":
        output = line_of_json({"id": post.id, **as_json(found)})
    else:
        output = (for_tools if task.format == "sarif" else for_people)(post, found, stops)
    state = "too hard" if stops else "without a grade" if found.grade is None else "graded"
    return Done(output, state, stops, size=post.size)


def for_people(post: Post, found: Reading, stops: bool) -> str:
    said = f"no grade: {found.reason}" if found.grade is None else f"grade {found.grade:g}"
    first = f"{shown_place(post, None)}: {said}{' (too hard)' if stops else ''}"
    return "\n".join([first, *(sentence(post, hint) for hint in found.findings)]) + "\n"


def sentence(post: Post, hint: Hint) -> str:
    words = f' "{clean(shortened(hint.text))}"' if hint.start is not None else ""
    swap = f' Say "{clean(hint.swap)}".' if hint.swap else ""
    return f"{shown_place(post, hint.start)}: hint:{words} {hint.why}{swap} [{hint.kind}]"


def shortened(words: str, most: int = 60) -> str:
    """The beginning of a long sentence.

    >>> shortened("one two three", 9)
    'one two…'
    """
    words = " ".join(words.split())
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + "…"


def for_tools(post: Post, found: Reading, stops: bool) -> str:
    parts = [
        sarif.result(NAMES.index(hint.kind), hint.kind, "warning", hint.why, post, start=hint.start, end=hint.end)
        for hint in found.findings
    ]
    if stops:
        parts.insert(0, sarif.result(NAMES.index(ABOVE), ABOVE, "error", TOO_HARD, post))
    elif found.grade is None:
        parts.insert(0, sarif.result(NAMES.index(UNSURE), UNSURE, "note", found.reason or CANNOT_SAY, post))
    return "".join(parts)


def rules() -> list[sarif.Rule]:
    listed = [sarif.Rule(kind, why, why, "warning") for kind, why in KINDS.items()]
    return [*listed, sarif.Rule(ABOVE, TOO_HARD, TOO_HARD, "error"), sarif.Rule(UNSURE, CANNOT_SAY, CANNOT_SAY, "note")]
