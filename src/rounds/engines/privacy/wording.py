"""How a text is worded: a linear model over its words and pairs of words, with names, days and places masked.

The words of a text are read twice: as they are, and with each word that has a meaning in the lists (a condition,
a relative, "he or she") in place of which word it is. So "my aunt had a stroke" and "mi tio tuvo un infarto" share
what they have in common. The weights are learned by tools/train_privacy.py from the development posts.
"""

import json
import math
import re
from bisect import bisect_left
from collections.abc import Mapping
from functools import lru_cache
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING

from rounds.engines.privacy.lexicon import BIT
from rounds.engines.privacy.keeping import KEPT_WORDS, Kept

if TYPE_CHECKING:
    from rounds.engines.privacy.evidence import Evidence

WEIGHTS = Path(__file__).parent / "lexicons" / "wording.json"
QUESTIONS = ("not clear", "block")
SCALE = 3.0
EXACT = 100
# Both questions share one number: sums of floats are quick, and exact below 2 ** 53.
HALF = 2.0**26
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
NUMBERED = ("^", "$", NAME, FAMOUS, *MARKS, *dict.fromkeys(name for _, name in BY_BIT))
NUMBER = {name: number for number, name in enumerate(NUMBERED) if number > 1}
FIRST, LAST, SIZE = 0, 1, 64
FOLLOWING, THREE = SIZE**2, SIZE**3
RUNS = {mark: re.compile(rf"(?:\A|(?<={mark}))(?:[A-Z]\w+|<\w+>|[\^$])(?=\Z|{mark})", re.ASCII) for mark in "~>"}
NEAR = 6
# Neighbours are two words, marks are one letter, and what is about meanings only is a number.
Feature = str | tuple[str, ...] | int
Weights = Mapping[str, Mapping[str, int]]


def masked(evidence: "Evidence") -> tuple[list[str], list[str]]:
    """The words without what tells one person, and the same with meanings in place of words.

    >>> from rounds.engines.privacy.evidence import Evidence
    >>> from rounds.engines.privacy.policy import compiled
    >>> text = "Our patient Ellen Whitcombe fell on Tuesday"
    >>> masked(Evidence(text, voice="provider", channel="", policy=compiled(None)))
    (['our', 'patient', '<name>', 'fell', 'on', '<date>'], ['US', 'PATIENT', '<name>', 'EVENT', 'on', '<date>'])
    """
    post, marks = evidence.post, _marks(evidence)
    plain = list(post.words)
    if post.digits:
        plain = ["00000"[: len(word)] if word.isdigit() else word for word in plain]
    meant = [MEANT[bits] or word for bits, word in zip(post.bits, plain, strict=True)]
    if not marks:
        return plain, meant
    for index, mark in marks.items():
        plain[index] = meant[index] = mark
    kept = [index for index in range(len(plain)) if index not in marks or marks.get(index - 1) != marks[index]]
    if len(kept) == len(plain):
        return plain, meant
    return [plain[index] for index in kept], [meant[index] for index in kept]


class Meant(dict[int, str]):
    """What a word can mean to the name of its first meaning here, or nothing; each worked out once."""

    def __missing__(self, bits: int) -> str:
        name = next((name for bit, name in BY_BIT if bits & bit), "")
        if len(self) < KEPT_WORDS:
            self[bits] = name
        return name


MEANT = Meant()


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


def pairs(plain: list[str], meant: list[str]) -> set[Feature]:
    """Neighbours as they are and by meaning; and of the words that have a meaning, those that follow or stand near."""
    found: set[Feature] = set(zip(["^", *plain], [*plain, "$"], strict=True))
    found.update(zip(["^", *meant], [*meant, "$"], strict=True))
    at = [place for place, word in enumerate(meant) if word in NUMBER]
    told = [NUMBER[meant[place]] for place in at]
    before, after = [FIRST, *told], [*told, LAST]
    found.update([FOLLOWING + one * SIZE + other for one, other in zip(before, after, strict=True)])
    found.update(
        [THREE + (one * SIZE + two) * SIZE + three for one, two, three in zip(before, told, after[1:], strict=False)]
    )
    for gap in range(1, NEAR):
        found.update(
            [
                one * SIZE + other
                for one, other, first, second in zip(told, told[gap:], at, at[gap:], strict=False)
                if second - first <= NEAR
            ]
        )
    return found


def singles(evidence: "Evidence", plain: list[str], meant: list[str]) -> set[Feature]:
    """What each word means on this side, and the marks that stand between words."""
    marks = [letter for letter in set(evidence.post.plain) if not (letter.isalnum() or letter.isspace())]
    found: set[Feature] = set(zip(repeat(evidence.side.strip()), {*plain, *meant, *marks}))
    found.update(marks)
    return found


def written(feature: Feature) -> str:
    """A feature as the file of weights spells it.

    >>> [written(feature) for feature in sorted(pairs(["our"], ["US"]), key=str)][:2]
    ['US$', 'US>$']
    """
    if isinstance(feature, str):
        return feature
    if isinstance(feature, tuple):
        return " ".join(feature)
    if feature < FOLLOWING:
        return "~".join(NUMBERED[number] for number in divmod(feature, SIZE))
    if feature < THREE:
        return ">".join(NUMBERED[number] for number in divmod(feature - FOLLOWING, SIZE))
    first, last = divmod(feature - THREE, SIZE)
    return ">".join(NUMBERED[number] for number in (*divmod(first, SIZE), last))


def feature_of(name: str) -> Feature:
    """What the file of weights spells so; a word by itself is not asked here.

    >>> feature_of("in hospital"), written(feature_of("KIN>COND>$")), feature_of("!")
    (('in', 'hospital'), 'KIN>COND>$', '!')
    """
    first, space, second = name.partition(" ")
    if space:
        return first, second
    for mark, start in (("~", 0), (">", FOLLOWING)):
        words = RUNS[mark].findall(name)
        if len(words) > 1 and mark.join(words) == name:
            numbers = [NUMBERED.index(word) for word in words]
            if len(numbers) == 2:
                return start + numbers[0] * SIZE + numbers[1]
            return THREE + (numbers[0] * SIZE + numbers[1]) * SIZE + numbers[2]
    return name


def parts(word: str) -> tuple[str, ...]:
    """A word with how it begins and ends, which hold in many forms of it.

    >>> parts("operated"), parts("hip")
    (('operated', 'oper-', '-ated'), ('hip',))
    """
    return (word, word[:4] + "-", "-" + word[-4:]) if len(word) > 4 else (word,)


def features(evidence: "Evidence") -> tuple[list[str], float]:
    """All that the weights may know of a text, and how much each counts: less in a long text."""
    plain, meant = masked(evidence)
    words, others = sorted(set(plain)), sorted(map(written, pairs(plain, meant) | singles(evidence, plain, meant)))
    return [part for word in words for part in parts(word)] + others, worth(len(words), len(others))


def worth(words: int, others: int) -> float:
    return SCALE / math.sqrt(3 * words + others) if others else 0.0


class Known(Kept[float]):
    """The sum of a word with its beginning and its end, worked out once."""

    def __init__(self, table: Mapping[str, float]) -> None:
        super().__init__()
        self.table = table

    def worked_out(self, word: str) -> float:
        return sum(self.table.get(part, 0.0) for part in parts(word))


class Wording:
    """The weights of both questions, ready to be asked: one number holds both, so that one sum adds up both."""

    def __init__(self, weights: Weights) -> None:
        first, second = (weights.get(question, {}) for question in QUESTIONS)
        both = {name: first.get(name, 0) * HALF + second.get(name, 0) for name in first.keys() | second.keys()}
        self.table = {feature_of(name): weight for name, weight in both.items()}
        self.known = Known(both)

    def ask(self, evidence: "Evidence") -> dict[str, float]:
        """How strongly the wording speaks for each question, as signs."""
        plain, meant = masked(evidence)
        words, others = set(plain), pairs(plain, meant) | singles(evidence, plain, meant)
        total = sum(map(self.known.__getitem__, words)) + sum(map(self.table.get, others, repeat(0.0)))
        first = round(total / HALF)
        second = total - first * HALF
        value = worth(len(words), len(others)) / EXACT
        return {
            f"wording {QUESTIONS[0]}": first * value,
            f"wording {QUESTIONS[1]}": second * value,
        }


@lru_cache(maxsize=1)
def wording() -> Wording:
    return Wording(json.loads(WEIGHTS.read_text(encoding="ascii")) if WEIGHTS.exists() else {})
