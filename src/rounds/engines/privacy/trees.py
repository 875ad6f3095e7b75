"""Small trees of questions, each "is this sign stronger than that?", whose answers add up."""

from collections.abc import Mapping
from typing import Any

Tree = tuple[str, float, "Tree | float", "Tree | float"]


def grown(trees: list[Tree], signs: Mapping[str, float]) -> float:
    """The sum of what each tree answers.

    >>> grown([("kin before", 0.5, ("day", 0.5, 2.0, 1.0), -1.0)], {"kin before": 1.0})
    1.0
    """
    total, strength = 0.0, signs.get
    for tree in trees:
        node: Tree | float = tree
        while type(node) is tuple:
            sign, least, yes, no = node
            node = yes if strength(sign, 0.0) > least else no
        total += node  # type: ignore[operator]
    return total


def planted(kept: Mapping[str, Any]) -> dict[str, list[Tree]]:
    """The trees as they are asked, from the lists that a file holds: a sign by its number, how strong, yes, no.

    >>> planted({"signs": ["day"], "trees": {"block": [[0, 0.5, 1.0, -1.0]]}})
    {'block': [('day', 0.5, 1.0, -1.0)]}
    """
    signs: list[str] = kept["signs"]
    return {question: [_plant(tree, signs) for tree in trees] for question, trees in kept["trees"].items()}


def _plant(node: Any, signs: list[str]) -> Any:
    if not isinstance(node, list):
        return node
    sign, least, yes, no = node
    return (signs[sign], least, _plant(yes, signs), _plant(no, signs))
