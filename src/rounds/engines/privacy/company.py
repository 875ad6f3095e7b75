"""A second look at each name, day, place and picture: how sure the first look was of it, and of what else the text holds.

"Ellen" in a text where only doctors are named is rarely a patient, beside a street and a birthday she often is. The
weights are learned by tools/train_privacy.py from what the first look said of development posts it had not read.
"""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rounds.engines.privacy.detectors.found import Group
from rounds.engines.privacy.firm import settle
from rounds.engines.privacy.ties import Tie
from rounds.engines.privacy.weighing import likely
from rounds.engines.privacy.wording import BLOCK, NOT_CLEAR

if TYPE_CHECKING:
    from rounds.engines.privacy.evidence import Evidence

QUESTION = "in company"
NAME = "name"
MOST, FAR = 80, 60
Signs = dict[str, float]


def strength(sure: float) -> float:
    """How sure as a number from 0 to 10 in which equal steps are equal odds; 5 is half.

    >>> strength(0.5), round(strength(0.0)), round(strength(0.9), 1)
    (5.0, 0, 7.2)
    """
    sure = min(max(sure, 0.007), 0.993)
    return 5.0 + math.log(sure / (1.0 - sure))


class One:
    """A name or another thing found, as those beside it see it."""

    __slots__ = ("end", "kind", "start", "strong", "thing")

    def __init__(self, thing: Group | Tie) -> None:
        self.thing, self.strong = thing, strength(thing.sure)
        if isinstance(thing, Tie):
            self.kind, self.start, self.end = thing.kind, thing.found.start, thing.found.end
        else:
            self.kind, self.start, self.end = NAME, thing.start, thing.end


def all_of(evidence: "Evidence") -> list[One]:
    """What is looked at again, in the order of the text."""
    every = [One(group) for group in evidence.people.weighed if group.staff < 50]
    every += [One(tie) for tie in evidence.ties.all if tie.why]
    return sorted(every[:MOST], key=lambda one: one.start)


def company(evidence: "Evidence", every: list[One]) -> Iterator[Signs]:
    """For each of them the signs of how it stands among the others."""
    names = [one.strong if one.kind == NAME else 0.0 for one in every]
    others = [0.0 if one.kind == NAME else one.strong for one in every]
    surest, marks = two_most(names), two_most(others)
    strong = sum(one.strong > 4.6 for one in every)
    count, length = len(every), max(1, len(evidence.post.plain))
    words = float(min(len(evidence.post.words), 200)) / 50
    for place, one in enumerate(every):
        signs = {
            "own": one.strong,
            "surest name": surest[names[place] == surest[0]] if one.kind == NAME else surest[0],
            "surest mark": marks[others[place] == marks[0]] if one.kind != NAME else marks[0],
            "others": min(count - 1, 20) / 4,
            "names": min(sum(map(bool, names)), 20) / 4,
            "sure ones": min(strong - (one.strong > 4.6), 20) / 4,
            "surer of its kind": min(sum(other.kind == one.kind and other.strong > one.strong for other in every), 20)
            / 4,
            "before it": min(place, 20) / 4,
            "how far in": one.start / length,
            "long": min(one.end - one.start, 60) / 10,
            "words": words,
            "kind " + one.kind: 1.0,
            "voice " + evidence.voice: 1.0,
        }
        if place:
            beside(signs, "before", every[place - 1], one.start - every[place - 1].end)
        if place + 1 < count:
            beside(signs, "after", every[place + 1], every[place + 1].start - one.end)
        yield signs | {name: evidence.signs[name] for name in (NOT_CLEAR, BLOCK)}


def beside(signs: Signs, where: str, other: One, far: int) -> None:
    """Add what stands next before or after: how sure it is, of which kind, and how near, in characters."""
    signs[where] = other.strong
    signs["near " + where] = max(0, FAR - far) / 10
    signs[f"{other.kind} {where}"] = 1.0


def two_most(values: list[float]) -> list[float]:
    """The strongest two; nothing counts as 0."""
    return sorted([0.0, 0.0, *values], reverse=True)[:2]


def look_again(evidence: "Evidence") -> None:
    """Settle anew how sure each is."""
    every = all_of(evidence)
    for one, signs in zip(every, company(evidence, every), strict=True):
        one.thing.sure = likely(QUESTION, signs, evidence.side)
        if isinstance(one.thing, Group):
            settle(one.thing, evidence.signs, evidence.voice)
    evidence.people.carry_over()
