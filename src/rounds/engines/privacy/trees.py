"""Small trees of questions, each "is this sign stronger than that?", whose answers add up."""

from collections.abc import Callable, Mapping
from typing import Any

Grown = Callable[[Mapping[str, float]], float]


def planted(kept: Mapping[str, Any]) -> dict[str, Grown]:
    """For each question a function that adds up its trees, from lists: a sign by its number, how strong, yes, no.

    >>> grown = planted({"signs": ["kin before", "day"], "trees": {"block": [[0, 0.5, [1, 0.5, 2.0, 1.0], -1.0]]}})
    >>> grown["block"]({"kin before": 1.0}), grown["block"]({"day": 1.0})
    (1.0, -1.0)
    """
    return {question: _made(trees, kept["signs"]) for question, trees in kept["trees"].items()}


def _made(trees: list[Any], signs: list[str]) -> Grown:
    """Written as Python and compiled once, because walking the trees takes seven times as long; only numbers go in."""
    used = sorted({number for tree in trees for number in _asked(tree)})
    known = ", ".join(f"s{number}" for number in used)
    whole = (
        "def grown(signs):",
        f"    {known}, = map(signs.get, names, nothing)",
        f"    return {' + '.join(map(_written, trees))}",
    )
    made: dict[str, Any] = {"names": tuple(signs[number] for number in used), "nothing": (0.0,) * len(used)}
    exec("\n".join(whole), made)  # noqa: S102
    grown: Grown = made["grown"]
    return grown


def _asked(node: Any) -> list[int]:
    return [int(node[0]), *_asked(node[2]), *_asked(node[3])] if isinstance(node, list) else []


def _written(node: Any) -> str:
    if not isinstance(node, list):
        return repr(float(node))
    number, least, yes, no = node
    return f"({_written(yes)} if s{int(number)} > {float(least)!r} else {_written(no)})"
