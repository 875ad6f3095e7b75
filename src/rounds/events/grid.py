"""Where the entries of a day stand in a grid: rows are the times at which something begins or ends, columns are rooms.

Rows grow with their words, so a short talk with a long title is never cut off, and an empty hour takes no space.
"""

import datetime as dt
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

MOST_ROWS, MOST_COLUMNS = 90, 10
T = TypeVar("T")


@dataclass(frozen=True)
class Piece(Generic[T]):
    """What is laid out; `room` is None for all rooms."""

    what: T
    room: Hashable
    starts: dt.datetime
    ends: dt.datetime


@dataclass(frozen=True)
class Cell(Generic[T]):
    what: T
    column: int  # 0 for all of them
    row: int
    rows: int

    @property
    def css(self) -> str:
        """Classes of the style sheet of the agenda: nothing of it is written into the page."""
        return f"a{self.row} e{self.rows} " + (f"c{self.column}" if self.column else "all")


@dataclass(frozen=True)
class Head:
    room: Hashable
    column: int


@dataclass(frozen=True)
class Grid(Generic[T]):
    """`columns` is 0 where there is too much for a grid: then it stays a list."""

    columns: int
    heads: list[Head]
    cells: list[Cell[T]]


def grid_of(pieces: Sequence[Piece[T]], rooms: Sequence[Hashable]) -> Grid[T]:
    """Entries of one room that overlap stand side by side, each in a column of its own.

    >>> nine, hour = dt.datetime(2027, 1, 14, 9), dt.timedelta(hours=1)
    >>> pieces = [Piece("a", "Hall", nine, nine + hour), Piece("b", None, nine + hour, nine + 2 * hour)]
    >>> [(cell.what, cell.column, cell.row, cell.rows) for cell in grid_of(pieces, ["Hall", "Attic"]).cells]
    [('a', 1, 1, 1), ('b', 0, 2, 1)]
    """
    times = sorted({moment for one in pieces for moment in (one.starts, one.ends)})
    row = {moment: number for number, moment in enumerate(times, 1)}
    lanes: dict[Hashable, list[list[Piece[T]]]] = {room: [[]] for room in rooms}
    wide: set[int] = set()
    for one in pieces:
        if one.room is None and not any(meet(one, other) for other in pieces if other is not one):
            wide.add(id(one))
        else:
            put(one, lanes.setdefault(one.room, []))
    first, heads, columns = 1, [], dict[int, int]()
    for room, held in lanes.items():
        for number, lane in enumerate(held):
            heads.append(Head(room, first + number))
            columns |= {id(one): first + number for one in lane}
        first += len(held)
    fits = first - 1 <= MOST_COLUMNS and len(times) <= MOST_ROWS
    cells = [
        Cell(one.what, columns.get(id(one), 0), row[one.starts], row[one.ends] - row[one.starts]) for one in pieces
    ]
    return Grid(first - 1 if fits else 0, heads, cells)


def meet(one: Piece[T], other: Piece[T]) -> bool:
    return one.starts < other.ends and other.starts < one.ends


def put(one: Piece[T], lanes: list[list[Piece[T]]]) -> None:
    """Into the first lane that is free at that time."""
    for lane in lanes:
        if not any(meet(one, other) for other in lane):
            return lane.append(one)
    lanes.append([one])
    return None
