"""What a detector hands on: a place in the folded text, its kind, and what speaks for whose it is."""

from dataclasses import dataclass, field
from typing import NamedTuple


def several(words: str) -> frozenset[str]:
    """A set of the words of one line."""
    return frozenset(words.split())


class Found(NamedTuple):
    """Words of one kind; `hard` ones are private whoever they belong to."""

    start: int
    end: int
    type: str
    hard: bool = False


@dataclass(slots=True, eq=False)
class Group:
    """Words that stand together and may be one name: their places, and the evidence for whose it is."""

    first: int
    last: int
    start: int
    end: int
    kind: str = "unknown"
    words: tuple[str, ...] = ()
    patient: float = 0.0
    staff: float = 0.0
    titled: int = 0
    sure: float = 0.0
    echo: bool = False
    why: list[str] = field(default_factory=list)
    around: list[tuple[str, str]] = field(default_factory=list)
