"""A question as plain data, whatever page or revision it came from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

GAP = re.compile(r"\{\{(.+?)\}\}")
KINDS = ("one", "several", "order", "gaps", "reflection")


@dataclass(frozen=True, slots=True)
class Option:
    text: str
    right: bool
    why: str


@dataclass(frozen=True, slots=True)
class Question:
    """`options` are answers (one, several), steps in their right order (order), or words (gaps)."""

    kind: str
    key: str
    prompt: str
    options: tuple[Option, ...] = ()
    explanation: str = ""

    @property
    def scored(self) -> bool:
        return self.kind != "reflection"

    @property
    def gaps(self) -> tuple[str, ...]:
        """The words that belong into the gaps, in order.

        >>> Question("gaps", "k", "Say {{who}} and {{why}}").gaps
        ('who', 'why')
        """
        return tuple(GAP.findall(self.prompt))


def question_from(kind: str, value: Mapping[str, Any]) -> Question:
    """Read a question from the value of a lesson's block."""
    if kind in ("one", "several"):
        options = tuple(Option(each["text"], bool(each["right"]), each["why"]) for each in value["options"])
    elif kind == "order":
        options = tuple(Option(step, True, "") for step in value["steps"])
    elif kind == "gaps":
        gaps = set(GAP.findall(value["prompt"]))
        options = tuple(Option(each["word"], each["word"] in gaps, each["why"]) for each in value["words"])
    else:
        options = ()
    return Question(kind, value["key"], value["prompt"], options, value.get("explanation", ""))


def questions_in(body: Any) -> dict[str, Question]:
    """The questions of a lesson's body by key, in the order they stand; no other block is built, no picture loaded."""
    places = [place for place, raw in enumerate(body.raw_data) if raw["type"] in KINDS]
    found = (question_from(body[place].block_type, body[place].value) for place in places)
    return {question.key: question for question in found}
