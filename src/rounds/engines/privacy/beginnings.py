"""Which patterns can begin at a word, from its letters."""

from functools import reduce
from operator import or_

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

    def at(self, word: str, joint: int) -> int:
        """The patterns that can begin at a joint of the word."""
        piece = "".join("0" if letter.isdigit() else letter for letter in word[joint : joint + LONGEST + 1])
        mask = self.stubs.get(piece, 0)
        for size in range(1, len(piece) + 1):
            mask |= self.letters.get(piece[:size], 0)
        return mask

    def of(self, word: str) -> int:
        """The patterns that can begin at the word or at a part of it."""
        return reduce(or_, [self.at(word, joint) for joint in JOINTS[word]])
