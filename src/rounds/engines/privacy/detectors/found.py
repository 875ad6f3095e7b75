"""What a detector hands on: a place in the folded text, its kind, and whether it is private whoever it belongs to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    start: int
    end: int
    type: str
    hard: bool = False
