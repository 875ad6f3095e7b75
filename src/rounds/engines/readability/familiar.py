"""Our own list of words that most readers know, with their regular inflections."""

from functools import cache
from pathlib import Path

LIST = Path(__file__).parent / "lexicons" / "familiar_en.txt"
ENDINGS = (
    ("'s", ""), ("s'", "s"), ("n't", ""), ("'ll", ""), ("'re", ""), ("'ve", ""), ("'d", ""), ("'m", ""), ("ies", "y"), ("ied", "y"),
    ("ier", "y"), ("iest", "y"), ("ily", "y"), ("es", ""), ("s", ""), ("ed", ""), ("d", ""), ("ing", ""), ("ing", "e"),
    ("er", ""), ("r", ""), ("est", ""), ("st", ""), ("ly", ""), ("y", ""), ("iness", "y"), ("ness", ""),
)  # fmt: skip
BY_LAST = {last: [pair for pair in ENDINGS if pair[0][-1] == last] for last in {ending[-1] for ending, _ in ENDINGS}}


@cache
def familiar_words() -> frozenset[str]:
    lines = LIST.read_text("utf-8").splitlines()
    return frozenset(word for line in lines if line and line[0] != "#" for word in line.split())


def stems(word: str) -> set[str]:
    found = {word}
    for ending, replacement in BY_LAST.get(word[-1:], ()):
        if word.endswith(ending) and len(word) - len(ending) > 1:
            stem = word[: -len(ending)] + replacement
            found |= {stem, stem[:-1]} if len(stem) > 3 and stem[-1] == stem[-2] else {stem}
    return found


def familiar(word: str) -> bool:
    """Is this lower-case word, or what it is inflected from, on our list?

    >>> familiar("babies"), familiar("stopped"), familiar("infarction")
    (True, True, False)
    """
    known = familiar_words()
    if word in known or not stems(word).isdisjoint(known):
        return True
    return "-" in word and all(familiar(part) for part in word.split("-") if part)
