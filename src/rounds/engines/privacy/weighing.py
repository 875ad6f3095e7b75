"""A small linear model: named signs, a weight for each, and the sum as a number from 0 to 1."""

import json
import math
from collections.abc import Mapping
from functools import lru_cache
from itertools import repeat
from operator import mul
from pathlib import Path

WEIGHTS = Path(__file__).parent / "lexicons" / "weights.json"


@lru_cache(maxsize=1)
def weights() -> dict[str, dict[str, float]]:
    """The weights that tools/train_privacy.py learned from the labelled posts, by the question they answer."""
    found: dict[str, dict[str, float]] = json.loads(WEIGHTS.read_text(encoding="ascii")) if WEIGHTS.exists() else {}
    return found


@lru_cache(maxsize=16)
def table(question: str, side: str) -> dict[str, float]:
    """The weights of one question for one side: a sign weighs what it weighs for all, and what it weighs here."""
    known = weights().get(question, {})
    joined = {sign: weight for sign, weight in known.items() if not sign.startswith(("in ", "out "))}
    for sign, weight in known.items():
        if sign.startswith(side):
            joined[sign.removeprefix(side)] = joined.get(sign.removeprefix(side), 0.0) + weight
    return joined


def likely(question: str, signs: Mapping[str, float], side: str) -> float:
    """How likely the answer to the question is yes, given the signs that are there."""
    known = table(question, side)
    total = known.get("", 0.0) + sum(map(mul, map(known.get, signs, repeat(0.0)), signs.values()))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
