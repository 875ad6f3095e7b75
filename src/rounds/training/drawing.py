"""Which questions one attempt asks, and in which order their answers are shown."""

import random
from collections.abc import Iterable
from typing import TypedDict

from rounds.training.questions import Question


class Drawn(TypedDict):
    key: str
    order: list[int]


def shuffled(count: int, chance: random.Random) -> list[int]:
    """The numbers below `count` in a random order that is never the plain one.

    >>> shuffled(2, random.Random(1))
    [1, 0]
    """
    order = list(range(count))
    while count > 1 and order == sorted(order):
        chance.shuffle(order)
    return order


def draw(questions: Iterable[Question], count: int | None, chance: random.Random) -> list[Drawn]:
    """Draw `count` questions (all when None), kept in the lesson's order; steps and words are shuffled, answers stay."""
    pool = list(questions)
    taken = range(len(pool)) if count is None else sorted(chance.sample(range(len(pool)), min(count, len(pool))))
    return [
        Drawn(
            key=pool[place].key,
            order=shuffled(len(pool[place].options), chance)
            if pool[place].kind in ("order", "gaps")
            else list(range(len(pool[place].options))),
        )
        for place in taken
    ]
