"""Names of accounts that look like others: letters of another script, digits for letters, one letter more."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from confusable_homoglyphs import confusables
from rapidfuzz import fuzz, process

NEAR = 88
SHORTEST = 5
DIGITS = str.maketrans({"0": "o", "1": "l", "3": "e", "5": "s", "$": "s"})


@dataclass(frozen=True)
class Likeness:
    number: int
    why: str
    score: int


@cache
def latin(letter: str) -> str:
    """The Latin letter that a letter looks like, or the letter.

    >>> latin("\\u043e"), latin("n")
    ('o', 'n')
    """
    if letter.isascii():
        return letter
    found = confusables.is_confusable(letter, greedy=True, preferred_aliases=[])
    others = [one["c"] for entry in found or [] for one in entry["homoglyphs"]]
    return next((one for one in others if one.isascii() and one.isalpha()), letter).lower()


def skeleton(handle: str) -> str:
    """What an eye makes of a name.

    >>> skeleton("North1ake_Hospital"), skeleton("n\\u043erthlake.hospital")
    ('northlakehospital', 'northlakehospital')
    """
    plain = "".join(latin(letter) for letter in handle.casefold()).translate(DIGITS)
    return "".join(letter for letter in plain if letter.isalnum())


def most_alike(handle: str, others: Iterable[tuple[int, str]]) -> Likeness | None:
    """The closest of other names, when one is close enough to ask a person; the same name is none."""
    mine, known = skeleton(handle), {number: other for number, other in others if other.casefold() != handle.casefold()}
    if len(mine) < SHORTEST:
        return None
    shapes = {number: skeleton(other) for number, other in known.items()}
    found = process.extractOne(mine, shapes, scorer=fuzz.ratio, score_cutoff=NEAR)
    if found is None:
        return None
    _shape, score, number = found
    return Likeness(number, "shape" if score == 100 else "near", round(score))
