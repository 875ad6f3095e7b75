"""How proposals are ranked by the marks of their reviewers. Exact fractions, so that a tie is a tie."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt

Marks = Sequence[tuple[int, int]]  # mark and weight of each criterion


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a proposal stands: its place (the same for ties), and whether others stand there too."""

    key: int
    place: int | None
    tied: bool
    mean: Fraction | None
    spread: float | None
    count: int


def mark_of(marks: Marks) -> Fraction:
    """The weighted mean of one review.

    >>> mark_of([(5, 2), (2, 1)])
    Fraction(4, 1)
    """
    return Fraction(sum(mark * weight for mark, weight in marks), sum(weight for _mark, weight in marks))


def mean_of(reviews: Sequence[Fraction]) -> Fraction | None:
    return sum(reviews, Fraction(0)) / len(reviews) if reviews else None


def spread_of(reviews: Sequence[Fraction]) -> float | None:
    """How far reviews lie apart: the standard deviation of all that were given; None for fewer than two.

    >>> spread_of([Fraction(2), Fraction(4)]), spread_of([Fraction(3)])
    (1.0, None)
    """
    middle = mean_of(reviews)
    if middle is None or len(reviews) < 2:
        return None
    return sqrt(sum((one - middle) ** 2 for one in reviews) / len(reviews))


def ranked(given: Mapping[int, Iterable[Marks]]) -> list[Standing]:
    """Proposals by their mean, best first; those without a review stand last and have no place.

    >>> [(one.key, one.place, one.tied) for one in ranked({1: [[(3, 1)]], 2: [[(5, 1)]], 3: [[(3, 1)]], 4: []})]
    [(2, 1, False), (1, 2, True), (3, 2, True), (4, None, False)]
    """
    reviews = {key: [mark_of(marks) for marks in found if marks] for key, found in given.items()}
    means = {key: mean_of(found) for key, found in reviews.items()}
    known = [mean for mean in means.values() if mean is not None]
    rows = [
        Standing(
            key=key,
            place=None if mean is None else 1 + sum(other > mean for other in known),
            tied=mean is not None and known.count(mean) > 1,
            mean=mean,
            spread=spread_of(reviews[key]),
            count=len(reviews[key]),
        )
        for key, mean in means.items()
    ]
    return sorted(rows, key=lambda row: (row.place is None, row.place or 0, row.key))


def shared_out(
    wanted: Mapping[int, int], may: Mapping[int, Sequence[int]], load: Mapping[int, int]
) -> list[tuple[int, int]]:
    """Give each proposal as many more reviewers as `wanted`, of those who `may`, the least loaded first.

    Proposals with the fewest who may are served first, so that they are not left over.

    >>> shared_out({1: 2, 2: 1}, {1: [7, 8, 9], 2: [7]}, {})
    [(2, 7), (1, 8), (1, 9)]
    """
    carried = {person: load.get(person, 0) for people in may.values() for person in people}
    pairs = []
    for proposal in sorted(wanted, key=lambda one: (len(may.get(one, ())) - wanted[one], one)):
        for person in sorted(may.get(proposal, ()), key=lambda one: (carried[one], one))[: max(0, wanted[proposal])]:
            carried[person] += 1
            pairs.append((proposal, person))
    return pairs
