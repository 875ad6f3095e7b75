"""Which patterns can begin at a word, from its letters."""

from rounds.engines.privacy.keeping import READ_LETTERS, Kept
from rounds.engines.privacy.openings import LONGEST


class Joints(Kept[list[int]]):
    """Where a word begins, and where its parts begin: "x-ray", "we're"."""

    def worked_out(self, word: str) -> list[int]:
        return (
            [0]
            if word.isalnum()
            else [0, *(place + 1 for place, letter in enumerate(word[:READ_LETTERS]) if not letter.isalnum())]
        )


JOINTS = Joints()


def _pieces(word: str) -> set[str]:
    """What can be read from each place where a pattern may begin, with "0" for each digit."""
    found = {word[place : place + LONGEST + 1] for place in JOINTS[word]}
    return {piece if piece.isalpha() else "".join("0" if c.isdigit() else c for c in piece) for piece in found}


class Beginnings:
    """Openings of patterns, each pattern as one bit."""

    def __init__(self) -> None:
        self.letters: dict[str, int] = {}
        self.stubs: dict[str, int] = {}

    def add(self, begins: frozenset[str], bit: int) -> None:
        """The pattern of this bit can begin in these ways; of "x-r" and "hi y" a word is only the part before the mark."""
        stubs = {begin[:place] for begin in begins for place, letter in enumerate(begin) if not letter.isalnum()}
        for found, each in ((self.letters, begins), (self.stubs, stubs)):
            for begin in each:
                found[begin] = found.get(begin, 0) | bit

    def of(self, word: str) -> int:
        """The patterns that can begin at the word or at a part of it."""
        mask = 0
        for piece in _pieces(word):
            mask |= self.stubs.get(piece, 0)
            for size in range(1, len(piece) + 1):
                mask |= self.letters.get(piece[:size], 0)
        return mask
