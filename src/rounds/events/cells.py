"""Counts about people, with small ones hidden so that nobody can be picked out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

FEWEST = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """`number` is None where it is hidden."""

    name: str
    number: int | None


def with_small_hidden(
    counts: Sequence[tuple[str, int]], *, fewest: int = FEWEST, also: Collection[int] = ()
) -> list[Cell]:
    """Hide each number from 1 to `fewest` - 1, and, so that the sum does not tell a lone one, the next smallest too.

    Zero is shown, as it tells of nobody; `also` are places to hide for another reason.
    The hidden numbers together are at least `fewest`, or all are hidden.

    >>> [(cell.name, cell.number) for cell in with_small_hidden([("Nurse", 12), ("Patient", 2), ("Other", 7)])]
    [('Nurse', 12), ('Patient', None), ('Other', None)]
    >>> [(cell.name, cell.number) for cell in with_small_hidden([("Nurse", 12), ("Other", 0)])]
    [('Nurse', 12), ('Other', 0)]
    """
    hidden = {place for place, (_name, number) in enumerate(counts) if 0 < number < fewest or place in also}
    rest = sorted(
        (place for place, (_name, number) in enumerate(counts) if number >= fewest and place not in hidden),
        key=lambda place: counts[place][1],
    )
    while hidden and rest and (len(hidden) < 2 or sum(counts[place][1] for place in hidden) < fewest):
        hidden.add(rest.pop(0))
    return [Cell(name, None if place in hidden else number) for place, (name, number) in enumerate(counts)]
