"""The closed set of conditions: read from a line, written back, and asked of an answer."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from rounds.engines.privacy import RULES

CARE = ("reply-confirms-care", "reply-names-patient")
VERDICTS = ("clear", "review", "block")
FORMS = (
    "choice is KEY",
    "privacy is block",
    "privacy finds RULE",
    "draft confirms care",
    "draft names a private channel",
    'draft says "words"',
    "grade above 8",
    "words above 90",
    "minutes above 30",
    "tries above 2",
)
OR = re.compile(r" +or +")
LISTED = re.compile(r"(choice|privacy) is( not)? ([a-z0-9][a-z0-9 -]*)")
FINDS = re.compile(r"privacy (finds|does not find) ([a-z][a-z -]*)")
CARES = re.compile(r"draft (confirms|does not confirm) care")
NAMES = re.compile(r"draft (names|does not name) a private channel")
SAYS = re.compile(r'draft (says|does not say) ("[^"]+"(?: +or +"[^"]+")*)')
NUMBER = re.compile(r"(grade|words|minutes|tries) (above|at most) ([0-9]{1,4})")


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition; `holds` is False for the opposite ("is not", "at most")."""

    about: str
    values: tuple[str, ...] = ()
    limit: int = 0
    holds: bool = True

    def __str__(self) -> str:
        return WRITERS[self.about](self)

    @property
    def of_draft(self) -> bool:
        """Whether it can only fit when something was written."""
        return self.about not in ("choice", "minutes", "tries")


@dataclass(frozen=True, slots=True)
class Marks:
    """What the checks and the script need to know of a draft."""

    verdict: str
    rules: frozenset[str]
    grade: float | None
    words: int
    channel: bool
    says: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Facts:
    """An answer as the script sees it; `marks` is None when nothing was written."""

    choice: str
    minutes: int
    tries: int
    marks: Marks | None = None


class Unknown(Exception):
    """The message says what is wrong with a condition."""


def read_condition(words: str) -> Condition:
    """Give the condition that a line states.

    >>> read_condition("privacy is block or review")
    Condition(about='privacy', values=('block', 'review'), limit=0, holds=True)
    >>> str(read_condition('draft does not say "988" or "lifeline"'))
    'draft does not say "988" or "lifeline"'
    """
    if match := NUMBER.fullmatch(words):
        return Condition(match[1], limit=int(match[3]), holds=match[2] == "above")
    if match := LISTED.fullmatch(words):
        values = tuple(OR.split(match[3]))
        return known(Condition(match[1], values, holds=not match[2]))
    if match := FINDS.fullmatch(words):
        return known(Condition("finds", tuple(OR.split(match[2])), holds=match[1] == "finds"))
    if match := CARES.fullmatch(words):
        return Condition("care", CARE, holds=match[1] == "confirms")
    if match := NAMES.fullmatch(words):
        return Condition("channel", holds=match[1] == "names")
    if match := SAYS.fullmatch(words):
        return Condition("says", tuple(re.findall(r'"([^"]+)"', match[2])), holds=match[1] == "says")
    raise Unknown


def known(condition: Condition) -> Condition:
    """Refuse verdicts and rules that there are not."""
    allowed = {"privacy": VERDICTS, "finds": tuple(sorted(RULES))}.get(condition.about)
    for value in condition.values if allowed else ():
        if value not in (allowed or ()):
            raise Unknown(value, allowed)
    return condition


def fits(condition: Condition, facts: Facts) -> bool:
    """Whether a condition fits an answer."""
    if condition.of_draft and facts.marks is None:
        return False
    return ASKED[condition.about](condition, facts) == condition.holds


def grade_above(condition: Condition, facts: Facts) -> bool:
    grade = facts.marks.grade if facts.marks else None
    return grade is not None and grade > condition.limit


def ask_marks(question: Callable[[Condition, Marks], bool]) -> Callable[[Condition, Facts], bool]:
    return lambda condition, facts: facts.marks is not None and question(condition, facts.marks)


ASKED: dict[str, Callable[[Condition, Facts], bool]] = {
    "choice": lambda condition, facts: facts.choice in condition.values,
    "minutes": lambda condition, facts: facts.minutes > condition.limit,
    "tries": lambda condition, facts: facts.tries > condition.limit,
    "grade": grade_above,
    "words": ask_marks(lambda condition, marks: marks.words > condition.limit),
    "privacy": ask_marks(lambda condition, marks: marks.verdict in condition.values),
    "finds": ask_marks(lambda condition, marks: not marks.rules.isdisjoint(condition.values)),
    "care": ask_marks(lambda condition, marks: not marks.rules.isdisjoint(condition.values)),
    "channel": ask_marks(lambda condition, marks: marks.channel),
    "says": ask_marks(lambda condition, marks: any(map(marks.says, condition.values))),
}


def written_number(condition: Condition) -> str:
    return f"{condition.about} {'above' if condition.holds else 'at most'} {condition.limit}"


def written_list(condition: Condition) -> str:
    return f"{condition.about} is {'' if condition.holds else 'not '}{' or '.join(condition.values)}"


WRITERS: dict[str, Callable[[Condition], str]] = {
    "choice": written_list,
    "privacy": written_list,
    "finds": lambda c: f"privacy {'finds' if c.holds else 'does not find'} {' or '.join(c.values)}",
    "care": lambda c: f"draft {'confirms' if c.holds else 'does not confirm'} care",
    "channel": lambda c: f"draft {'names' if c.holds else 'does not name'} a private channel",
    "says": lambda c: f"draft {'says' if c.holds else 'does not say'} {' or '.join(map(quoted, c.values))}",
    **dict.fromkeys(("grade", "words", "minutes", "tries"), written_number),
}


def quoted(word: str) -> str:
    return f'"{word}"'
