"""How a text is worded: a linear model over its words and pairs of words, with names, days and places masked.

The words of a text are read twice: as they are, and with each word that has a meaning in the lists (a condition,
a relative, "he or she") in place of which word it is. So "my aunt had a stroke" and "mi tio tuvo un infarto" share
what they have in common. The weights are learned by tools/train_privacy.py from the development posts.
"""

import json
import math
from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from rounds.engines.privacy.lexicon import BIT

if TYPE_CHECKING:
    from rounds.engines.privacy.evidence import Evidence

WEIGHTS = Path(__file__).parent / "lexicons" / "wording.json"
QUESTIONS = ("not clear", "block")
SCALE = 3.0
EXACT = 100
HALF = 40
MEANINGS = (
    "COND", "SENS", "PROC", "DRUG", "BODY", "KIN", "PATIENT", "MINOR", "CLIN", "PERSON", "JOB", "LODGE", "MONTH", "WDAY",
    "EVENT", "TEAM", "CRED", "PRON3", "US", "YOU", "FIRSTP", "TITLE", "DRTITLE", "CAREPLACE", "RECENT", "IMAGE", "CONSENT", "PET",
    "THANKS", "GENERIC", "RARE",
)  # fmt: skip
SAME = {"MONTH": "TIME", "WDAY": "TIME", "CRED": "TEAM"}
BY_BIT = tuple((BIT[name], SAME.get(name, name)) for name in MEANINGS)
ANY = sum(bit for bit, _ in BY_BIT)
NAME, FAMOUS = "<name>", "<known>"
MARKS = ("<date>", "<place>", "<age>", "<contact>", "<number>")
TOKENS = frozenset({NAME, FAMOUS, *MARKS, *(name for _, name in BY_BIT)})
NEAR = 6
Weights = Mapping[str, Mapping[str, int]]


def masked(evidence: "Evidence") -> tuple[list[str], list[str]]:
    """The words without what tells one person, and the same with meanings in place of words.

    >>> from rounds.engines.privacy.evidence import Evidence
    >>> from rounds.engines.privacy.policy import compiled
    >>> text = "Our patient Ellen Whitcombe fell on Tuesday"
    >>> masked(Evidence(text, voice="provider", channel="", policy=compiled(None)))
    (['our', 'patient', '<name>', 'fell', 'on', '<date>'], ['US', 'PATIENT', '<name>', 'EVENT', 'on', '<date>'])
    """
    marks = _marks(evidence)
    post = evidence.post
    plain: list[str] = []
    meant: list[str] = []
    for index, word in enumerate(post.words):
        mark = marks.get(index) if marks else None
        if mark is not None:
            if not plain or plain[-1] != mark:
                plain.append(mark)
                meant.append(mark)
            continue
        shown = "00000"[: len(word)] if word.isdigit() else word
        plain.append(shown)
        bits = post.bits[index]
        meant.append(_meaning(bits) if bits & ANY else shown)
    return plain, meant


@lru_cache(maxsize=4096)
def _meaning(bits: int) -> str:
    return next(name for bit, name in BY_BIT if bits & bit)


def _marks(evidence: "Evidence") -> dict[int, str]:
    marks: dict[int, str] = {}
    for group in evidence.people.named:
        for index in range(group.first, group.last + 1):
            marks[index] = NAME if group.staff < 50 else FAMOUS
    starts = evidence.post.starts
    each = (evidence.dates, evidence.places, evidence.ages, evidence.contacts, evidence.numbers)
    for mark, found in zip(MARKS, each, strict=True):
        for one in found:
            index = bisect_left(starts, one.start)
            while index < len(starts) and starts[index] < one.end:
                marks[index] = mark
                index += 1
    return marks


def pairs(plain: list[str], meant: list[str]) -> set[str]:
    """Neighbours as they are and by meaning; and of the words that have a meaning, those that follow or stand near."""
    found = set(map(" ".join, zip(["^", *plain], [*plain, "$"], strict=True)))
    found.update(map(" ".join, zip(["^", *meant], [*meant, "$"], strict=True)))
    at = [place for place, word in enumerate(meant) if word in TOKENS]
    told = [meant[place] for place in at]
    found.update(map(">".join, zip(["^", *told], [*told, "$"], strict=True)))
    found.update(map(">".join, zip(["^", *told], told, [*told[1:], "$"], strict=False)))
    for gap in range(1, NEAR):
        found.update(
            f"{meant[first]}~{meant[second]}"
            for first, second in zip(at, at[gap:], strict=False)
            if second - first <= NEAR
        )
    return found


def singles(evidence: "Evidence", plain: list[str], meant: list[str]) -> set[str]:
    """What each word means on this side, and the marks that stand between words."""
    side = evidence.side
    marks = [letter for letter in set(evidence.post.plain) if not (letter.isalnum() or letter.isspace())]
    return {side + word for word in {*plain, *meant, *marks}}.union(marks)


def parts(word: str) -> tuple[str, ...]:
    """A word with how it begins and ends, which hold in many forms of it.

    >>> parts("operated"), parts("hip")
    (('operated', 'oper-', '-ated'), ('hip',))
    """
    return (word, word[:4] + "-", "-" + word[-4:]) if len(word) > 4 else (word,)


def features(evidence: "Evidence") -> tuple[list[str], float]:
    """All that the weights may know of a text, and how much each counts: less in a long text."""
    plain, meant = masked(evidence)
    words, others = sorted(set(plain)), sorted(pairs(plain, meant) | singles(evidence, plain, meant))
    return [part for word in words for part in parts(word)] + others, worth(len(words), len(others))


def worth(words: int, others: int) -> float:
    return SCALE / math.sqrt(3 * words + others) if others else 0.0


class Known(dict[str, int]):
    """The sum of a word with its beginning and its end, worked out once."""

    def __init__(self, table: Mapping[str, int]) -> None:
        super().__init__()
        self.table = table

    def __missing__(self, word: str) -> int:
        total = sum(self.table.get(part, 0) for part in parts(word))
        if len(self) < 20_000:
            self[word] = total
        return total


class Wording:
    """The weights of both questions, ready to be asked: one number holds both, so that one sum adds up both."""

    def __init__(self, weights: Weights) -> None:
        first, second = (weights.get(question, {}) for question in QUESTIONS)
        self.table = {name: (first.get(name, 0) << HALF) + second.get(name, 0) for name in first.keys() | second.keys()}
        self.known = Known(self.table)

    def ask(self, evidence: "Evidence") -> dict[str, float]:
        """How strongly the wording speaks for each question, as signs."""
        plain, meant = masked(evidence)
        words, others = set(plain), pairs(plain, meant) | singles(evidence, plain, meant)
        get = self.table.__getitem__
        total = sum(map(self.known.__getitem__, words)) + sum(map(get, others & self.table.keys()))
        second = ((total + (1 << HALF - 1)) & ((1 << HALF) - 1)) - (1 << HALF - 1)
        value = worth(len(words), len(others)) / EXACT
        return {
            f"wording {QUESTIONS[0]}": (total - second >> HALF) * value,
            f"wording {QUESTIONS[1]}": second * value,
        }


@lru_cache(maxsize=1)
def wording() -> Wording:
    return Wording(json.loads(WEIGHTS.read_text(encoding="ascii")) if WEIGHTS.exists() else {})
