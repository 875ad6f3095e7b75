"""What differs between two versions of an agenda."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

NEW, MOVED, ROOM, LENGTH, RENAMED, GONE = "new", "moved", "room", "length", "renamed", "gone"
ORDER = (NEW, MOVED, ROOM, LENGTH, RENAMED, GONE)


@dataclass(frozen=True)
class Placed:
    """Something on an agenda. `key` stays the same from version to version; `talk` is its proposal, if it has one."""

    key: str
    title: str
    room: str
    starts: dt.datetime
    minutes: int
    talk: int | None = None

    @property
    def ends(self) -> dt.datetime:
        return self.starts + dt.timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class Change:
    kind: str
    before: Placed | None
    after: Placed | None

    @property
    def now(self) -> Placed:
        found = self.after or self.before
        assert found is not None
        return found


def changes_between(before: Iterable[Placed], after: Iterable[Placed]) -> list[Change]:
    """Each thing that is new, differs or is gone, once, by the most telling way in which it differs.

    >>> noon, room = dt.datetime(2027, 1, 14, 12, tzinfo=dt.UTC), "Hall"
    >>> old = [Placed("a", "One", room, noon, 30), Placed("b", "Two", room, noon, 30)]
    >>> new = [Placed("a", "One", "Attic", noon, 30), Placed("c", "Three", room, noon, 30)]
    >>> [(one.kind, one.now.title) for one in changes_between(old, new)]
    [('new', 'Three'), ('room', 'One'), ('gone', 'Two')]
    """
    was, will = {one.key: one for one in before}, {one.key: one for one in after}
    found = [Change(NEW, None, one) for key, one in will.items() if key not in was]
    for key, one in will.items():
        if key in was and (kind := difference(was[key], one)):
            found.append(Change(kind, was[key], one))
    found += [Change(GONE, one, None) for key, one in was.items() if key not in will]
    return sorted(found, key=lambda each: (ORDER.index(each.kind), each.now.starts, each.now.title, each.now.key))


def difference(was: Placed, will: Placed) -> str:
    if was.starts != will.starts:
        return MOVED
    if was.room != will.room:
        return ROOM
    if was.minutes != will.minutes:
        return LENGTH
    return RENAMED if was.title != will.title else ""
