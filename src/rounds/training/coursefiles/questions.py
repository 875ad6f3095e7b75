"""Reads the five kinds of question."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from rounds.training.coursefiles.items import BULLET, STEP, Item, explained, read_items, refuse_explanations
from rounds.training.coursefiles.lines import Line, cleaned, parted
from rounds.training.coursefiles.place import Place
from rounds.training.coursefiles.problems import did_you_mean, shown
from rounds.training.coursefiles.regions import Region
from rounds.training.coursefiles.shapes import GapFile, OptionFile, QuestionFile, QuestionKind

KINDS: tuple[QuestionKind, ...] = ("one", "several", "order", "gaps", "reflection")
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
BOX = re.compile(r" *[-*+] *\[ *[xX]? *\].*")
CHOICE = re.compile(r"\[([ xX])\] +(.*)")
GAP = re.compile(r"\{\{([^{}\n]*)\}\}")
OPTION_FORM = "- [ ] or - [x] and an answer"
EXPLAIN = "the answer needs an explanation: a line that begins with > below it"


def read_question(region: Region, place: Place) -> QuestionFile | None:
    """Give the question of a block, or None when its kind or key cannot be read."""
    words = region.head.split(" ")[1:]
    kind = next((kind for kind in KINDS if words and kind == words[0]), None)
    if not kind:
        place.wrong(region.line, _unknown_kind(words[0] if words else ""))
        return None
    if len(words) != 2 or not KEY.fullmatch(words[1]) or len(words[1]) > 80:
        place.wrong(region.line, f"write ::: question {kind} and a key of small letters, digits and single hyphens")
        return None
    return READERS[kind](QuestionFile(kind, words[1], ""), region, place)


def _unknown_kind(word: str) -> str:
    return f"a question is one of {', '.join(KINDS)}, not {shown(word)}{did_you_mean(word, KINDS)}"


def _choice(question: QuestionFile, region: Region, place: Place) -> QuestionFile:
    prompt, rest = _divided(region, BOX, place)
    items = read_items(rest, BULLET, place, OPTION_FORM)
    options = tuple(_option(item, place) for item in items)
    if reason := _why_not_options(question.kind, [option.right for option in options]):
        place.wrong(region.line, reason)
    _refuse_doubles(items, [option.text for option in options], place)
    return replace(question, prompt=place.text(prompt), options=options)


def _option(item: Item, place: Place) -> OptionFile:
    match = CHOICE.fullmatch(item.text)
    if not match:
        place.wrong(item.line, f"write {OPTION_FORM}")
    box, text = (match[1], match[2]) if match else (" ", item.text)
    return OptionFile(place.words(item.line, text), box != " ", explained(item, place, EXPLAIN))


def _why_not_options(kind: QuestionKind, right: Sequence[bool]) -> str | None:
    if kind == "several":
        return None if {*right} == {True, False} else "this kind needs at least one [x] and one [ ]"
    if not 2 <= len(right) <= 6:
        return f"this kind has two to six answers, not {len(right)}: write {OPTION_FORM}"
    return None if sum(right) == 1 else f"this kind has exactly one [x], not {sum(right)}"


def _order(question: QuestionFile, region: Region, place: Place) -> QuestionFile:
    body, explanation = parted(region.lines)
    prompt, rest = _divided(replace(region, lines=body), STEP, place)
    items = read_items(rest, STEP, place, "1. and a step")
    refuse_explanations(items, place, "the explanation stands once, after the last step")
    if not 3 <= len(items) <= 7:
        place.wrong(region.line, f"this kind has three to seven steps, not {len(items)}")
    _refuse_doubles(items, [item.text for item in items], place)
    steps = tuple(place.words(item.line, item.text) for item in items)
    return replace(question, prompt=place.text(prompt), steps=steps, explanation=_whole(explanation, region, place))


def _gaps(question: QuestionFile, region: Region, place: Place) -> QuestionFile:
    prompt, rest = _divided(region, BULLET, place)
    items = read_items(rest, BULLET, place, "- and a word")
    prompt = [Line(line.number, GAP.sub(lambda gap: f"{{{{{gap[1].strip()}}}}}", line.text)) for line in prompt]
    words = {item.text for item in items}
    for line in prompt:
        _check_gaps(line, words, place)
    wanted = {word for line in prompt for word in GAP.findall(line.text)}
    if not wanted:
        place.wrong(region.line, "the text has no gap: write {{word}} where a word is to be found")
    _refuse_doubles(items, [item.text for item in items], place)
    gaps = tuple(_gap(item, wanted, place) for item in items)
    return replace(question, prompt=place.text(prompt), gaps=gaps)


def _gap(item: Item, wanted: set[str], place: Place) -> GapFile:
    return GapFile(place.words(item.line, item.text), item.text not in wanted, explained(item, place, EXPLAIN))


def _check_gaps(line: Line, words: set[str], place: Place) -> None:
    for word in GAP.findall(line.text):
        if word not in words:
            place.wrong(line.number, f"{shown(word)} is a gap but is not in the list{did_you_mean(word, words)}")
    if "{{" in (rest := GAP.sub("", line.text)) or "}}" in rest:
        place.wrong(line.number, "a gap is written {{word}}, on one line")


def _reflection(question: QuestionFile, region: Region, place: Place) -> QuestionFile:
    prompt, explanation = parted(region.lines)
    if not prompt:
        place.wrong(region.line, "the question has no text")
    return replace(question, prompt=place.text(prompt), explanation=_whole(explanation, region, place))


def _whole(explanation: Sequence[Line], region: Region, place: Place) -> str:
    if not explanation:
        place.wrong(region.line, "the question needs an explanation: end it with lines that begin with >")
    return place.text(explanation)


def _divided(region: Region, start: re.Pattern[str], place: Place) -> tuple[list[Line], list[Line]]:
    """Part a question into its prompt and its list."""
    at = next((row for row, line in enumerate(region.lines) if start.fullmatch(line.text)), len(region.lines))
    prompt = cleaned(region.lines[:at])
    if not prompt:
        place.wrong(region.line, "the question has no text")
    return prompt, region.lines[at:]


def _refuse_doubles(items: Sequence[Item], texts: Sequence[str], place: Place) -> None:
    seen: set[str] = set()
    for item, text in zip(items, texts, strict=True):
        if text.casefold() in seen:
            place.wrong(item.line, f"{shown(text)} stands twice")
        seen.add(text.casefold())


READERS: dict[QuestionKind, Callable[[QuestionFile, Region, Place], QuestionFile]] = {
    "one": _choice,
    "several": _choice,
    "order": _order,
    "gaps": _gaps,
    "reflection": _reflection,
}
