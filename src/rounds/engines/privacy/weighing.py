"""How likely a yes is, by named signs: the mean of a sum of weights and of a sum of small trees, as a number from 0 to 1."""

import gzip
import json
import math
from collections.abc import Mapping
from functools import lru_cache
from itertools import repeat
from operator import mul
from pathlib import Path

from rounds.engines.privacy.trees import Grown, planted

LEXICONS = Path(__file__).parent / "lexicons"
WEIGHTS, TREES = LEXICONS / "weights.json.gz", LEXICONS / "trees.json.gz"


@lru_cache(maxsize=1)
def weights() -> dict[str, dict[str, float]]:
    """The weights that tools/train_privacy.py learned from the labelled posts, by the question they answer."""
    found: dict[str, dict[str, float]] = json.loads(gzip.decompress(WEIGHTS.read_bytes())) if WEIGHTS.exists() else {}
    return found


@lru_cache(maxsize=1)
def trees() -> dict[str, Grown]:
    """The trees learned from the same posts, by the question they answer."""
    return planted(json.loads(gzip.decompress(TREES.read_bytes()))) if TREES.exists() else {}


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
    if question in (forest := trees()):
        total = (total + forest[question](signs)) / 2
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
