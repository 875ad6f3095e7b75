"""What the organisers should look at on a draft of the agenda. None of it is forbidden."""

import datetime as dt
import zoneinfo
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

ROOM, PERSON, AWAY, BREAK, FULL, OUTSIDE = "room", "person", "away", "break", "full", "outside"
WITHDRAWN, UNCONFIRMED, UNSHOWN, NO = "withdrawn", "unconfirmed", "unshown", "no"
Span = tuple[dt.time, dt.time]


@dataclass(frozen=True)
class Sitting:
    """A talk or a break at its time. `room` is None for all rooms; `people` are those who speak, by their number."""

    key: str
    title: str
    starts: dt.datetime
    ends: dt.datetime
    room: int | None
    talk: bool = True
    people: Mapping[int, str] = field(default_factory=dict)
    declined: Sequence[str] = ()
    state: str = "confirmed"
    shown: bool = True
    stars: int = 0
    places: int | None = None

    def meets(self, other: "Sitting") -> bool:
        return self.starts < other.ends and other.starts < self.ends

    def shares(self, other: "Sitting") -> bool:
        return self.room is None or other.room is None or self.room == other.room


@dataclass(frozen=True)
class Warned:
    """`key` is what to look at; `other` is what it meets, `who` the speaker that it is about."""

    kind: str
    key: str
    title: str
    other: str = ""
    who: str = ""
    number: int = 0


def warnings_of(
    sittings: Iterable[Sitting],
    *,
    days: tuple[dt.date, dt.date],
    zone: str,
    available: Mapping[int, Mapping[dt.date, Span]],
) -> list[Warned]:
    """All of them, in order of time.

    >>> nine = dt.datetime(2027, 1, 14, 15, tzinfo=dt.UTC)
    >>> one = Sitting("a", "One", nine, nine + dt.timedelta(hours=1), 1, people={7: "Ada"})
    >>> two = Sitting("b", "Two", nine, nine + dt.timedelta(hours=1), 1, people={7: "Ada"})
    >>> days = (dt.date(2027, 1, 14), dt.date(2027, 1, 15))
    >>> [(each.kind, each.title, each.other) for each in warnings_of([one, two], days=days, zone="UTC", available={})]
    [('room', 'One', 'Two'), ('person', 'One', 'Two')]
    """
    listed = sorted(sittings, key=lambda one: (one.starts, one.title, one.key))
    found = [warned for first, second in combinations(listed, 2) for warned in between(first, second)]
    tz = zoneinfo.ZoneInfo(zone)
    for one in listed:
        found += alone(one, days, tz) + away(one, tz, available)
    place = {one.key: number for number, one in enumerate(listed)}
    return sorted(found, key=lambda each: place[each.key])


def between(first: Sitting, second: Sitting) -> list[Warned]:
    if not first.meets(second):
        return []
    found = []
    if first.shares(second):
        kind = ROOM if first.talk and second.talk else BREAK
        talk, other = (first, second) if first.talk or not second.talk else (second, first)
        found.append(Warned(kind, talk.key, talk.title, other.title))
    both = sorted(first.people.keys() & second.people.keys())
    return found + [Warned(PERSON, first.key, first.title, second.title, first.people[who]) for who in both]


def alone(one: Sitting, days: tuple[dt.date, dt.date], tz: zoneinfo.ZoneInfo) -> list[Warned]:
    """What is to be said of a sitting whatever else there is."""
    found = []
    first, last = one.starts.astimezone(tz).date(), (one.ends - dt.timedelta(seconds=1)).astimezone(tz).date()
    if first < days[0] or last > days[1]:
        found.append(Warned(OUTSIDE, one.key, one.title))
    if not one.talk:
        return found
    if one.state not in {"accepted", "confirmed"}:
        found.append(Warned(WITHDRAWN, one.key, one.title))
    elif one.state == "accepted":
        found.append(Warned(UNCONFIRMED, one.key, one.title))
    elif not one.shown:
        found.append(Warned(UNSHOWN, one.key, one.title))
    if one.places is not None and one.stars > one.places:
        found.append(Warned(FULL, one.key, one.title, number=one.stars))
    return found + [Warned(NO, one.key, one.title, who=name) for name in one.declined]


def away(one: Sitting, tz: zoneinfo.ZoneInfo, available: Mapping[int, Mapping[dt.date, Span]]) -> list[Warned]:
    """Speakers who have said when they can be there, and not at this time."""
    starts, ends = one.starts.astimezone(tz), one.ends.astimezone(tz)
    found = []
    for number, name in sorted(one.people.items()):
        spans = available.get(number)
        if not spans:
            continue
        span = spans.get(starts.date())
        late = ends.time() if ends.date() == starts.date() else dt.time.max
        if span is None or starts.time() < span[0] or late > span[1]:
            found.append(Warned(AWAY, one.key, one.title, who=name))
    return found
