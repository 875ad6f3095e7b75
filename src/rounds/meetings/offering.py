"""Who is offered places that have become free: pure numbers, so that the rule can be proved.

The rule, as people read it: places go to the first in the list whose whole group fits. A group that is too large for
what is free is passed over, at most three times; from then on every place that becomes free is kept for it, until it
fits. A group that is larger than the meeting itself holds nobody up.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

PASSES = 3


@dataclass(frozen=True, slots=True)
class Waiting:
    """A group in the list, in its order: how many they are, of which pools they need places, how often passed over."""

    number: int
    party: int
    pools: frozenset[int]
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Offers:
    """Who is offered places now, and who was passed over how often by now."""

    offered: tuple[int, ...]
    skipped: Mapping[int, int] = field(default_factory=dict)


def offers(line: Iterable[Waiting], *, left: Mapping[int, int], caps: Mapping[int, int]) -> Offers:
    """
    >>> line = [Waiting(1, 4, frozenset({7})), Waiting(2, 1, frozenset({7}))]
    >>> offers(line, left={7: 2}, caps={7: 10})
    Offers(offered=(2,), skipped={1: 1})
    >>> offers([Waiting(1, 4, frozenset({7}), skipped=3), line[1]], left={7: 2}, caps={7: 10}).offered
    ()
    """
    free, offered, passed, saved = dict(left), list[int](), dict[int, Waiting](), set[int]()
    counts = dict[int, int]()
    for group in line:
        if not any(places and pool not in saved for pool, places in free.items()):
            break
        if any(group.party > caps[pool] for pool in group.pools):
            continue
        if group.pools & saved or any(free[pool] < group.party for pool in group.pools):
            passed[group.number] = group
            if group.skipped >= PASSES:
                saved |= group.pools
            continue
        offered.append(group.number)
        for pool in group.pools:
            free[pool] -= group.party
        for earlier in [one for one in passed.values() if one.pools & group.pools]:
            counts[earlier.number] = counts.get(earlier.number, earlier.skipped) + 1
            if counts[earlier.number] >= PASSES:
                saved |= earlier.pools
    return Offers(tuple(offered), counts)
