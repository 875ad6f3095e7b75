"""How a match of a pattern can begin, so that it is only tried at words it can begin with.

The pattern is read by the parser of the standard library. Where that parser is not there, or a pattern is too open,
the answer is "anything": the pattern is then tried everywhere, which is slower and finds the same.
"""

import re
from collections.abc import Iterable
from typing import Any

parser: Any = getattr(re, "_parser", None)
names: Any = getattr(re, "_constants", None)

LONGEST, MOST = 4, 600
# (letters read so far, whether the match has to begin at the edge of a word, whether more letters may be read)
Opening = tuple[str, bool, bool]
Openings = frozenset[Opening]
START: Openings = frozenset({("", False, True)})


class TooOpenError(Exception):
    """A pattern that can begin with almost anything."""


def alternatives(source: str) -> list[str]:
    """The parts of a pattern between the bars of its outermost level.

    >>> alternatives(r"(?:a|b)c|[|]d")
    ['(?:a|b)c', '[|]d']
    """
    parts, depth, bracket, place, begin = [], 0, False, 0, 0
    while place < len(source):
        letter = source[place]
        if letter == "\\":
            place += 1
        elif bracket:
            bracket = letter != "]"
        elif letter == "[":
            bracket = True
            place += source[place + 1 : place + 2] in {"]", "^"}
        elif letter == "|" and depth == 0:
            parts.append(source[begin:place])
            begin = place + 1
        else:
            depth += (letter == "(") - (letter == ")")
        place += 1
    return [*parts, source[begin:]]


def openings(source: str) -> tuple[frozenset[str], frozenset[str]]:
    """What any match begins with: letters at the edge of a word, with "0" for any digit, or else letters anywhere.

    >>> words, others = openings(r"\\b(?:hi|hello|@) you|\\bx-?ray|'s")
    >>> sorted(words), sorted(others)
    (['hell', 'hi y', 'x-ra', 'xray'], ["'s", '@ yo'])
    """
    try:
        found = _many(parser.parse(source), START) if parser and "(?i" not in source else START
    except TooOpenError:
        found = START
    words = frozenset(letters for letters, edge, _ in found if edge and letters[:1].isalnum())
    others = frozenset(letters.partition("0")[0] for letters, edge, _ in found if not (edge and letters[:1].isalnum()))
    return words, others


def _many(items: Iterable[tuple[Any, Any]], before: Openings) -> Openings:
    for kind, value in items:
        if not any(more for _, _, more in before):
            break
        before = _one(kind, value, before)
        if len(before) > MOST:
            raise TooOpenError
    return before


def _one(kind: Any, value: Any, before: Openings) -> Openings:
    if kind is names.LITERAL:
        return _letters(before, chr(value))
    if kind is names.IN:
        return _letters(before, _class(value))
    if kind is names.AT:
        return _edge(before) if value is names.AT_BOUNDARY else before
    if kind is names.ASSERT_NOT:
        return _edge(before) if _no_word_before(value) else before
    if kind is names.ASSERT:
        return before
    if kind is names.SUBPATTERN:
        return _many(value[3], before)
    if kind is names.BRANCH:
        return frozenset().union(*(_many(branch, before) for branch in value[1]))
    if kind in {names.MAX_REPEAT, names.MIN_REPEAT}:
        return _repeat(value, before)
    return _closed(before)


def _repeat(value: tuple[int, Any, Any], before: Openings) -> Openings:
    """Read as often as it may be, until enough letters are known; once too few is not an answer, so all counts are kept."""
    least, most, items = value
    found: Openings = before if least == 0 else frozenset()
    for count in range(1, min(int(most), LONGEST) + 1):
        before = _many(items, before)
        if count >= least:
            found |= before
    return found | _closed(before) if most > LONGEST else found


def _letters(before: Openings, choice: Iterable[str] | None) -> Openings:
    """Each opening with each of the letters behind it; an opening that is long enough stays as it is."""
    if choice is None:
        return _closed(before)
    choice = {"0" if letter.isdigit() else letter for letter in choice}
    return frozenset(
        (letters + letter, edge, len(letters) + 1 < LONGEST) if more else (letters, edge, more)
        for letters, edge, more in before
        for letter in choice
    )


def _closed(before: Openings) -> Openings:
    return frozenset((letters, edge, False) for letters, edge, _ in before)


def _edge(before: Openings) -> Openings:
    return frozenset((letters, edge or not letters, more) for letters, edge, more in before)


def _class(items: list[tuple[Any, Any]]) -> frozenset[str] | None:
    """The letters of a class, None where there are many."""
    found: set[str] = set()
    for kind, value in items:
        if kind is names.LITERAL:
            found.add(chr(value))
        elif kind is names.RANGE and value[1] - value[0] < 10:
            found.update(map(chr, range(value[0], value[1] + 1)))
        elif value is names.CATEGORY_DIGIT:
            found.add("0")
        else:
            return None
    return frozenset(found)


def _no_word_before(value: tuple[int, Any]) -> bool:
    """Whether it is like `(?<!\\w)`, which before a letter or digit means the edge of a word."""
    direction, items = value
    kind, choice = items[0] if len(items) == 1 else (None, [])
    return (
        direction < 0
        and kind is names.IN
        and (names.CATEGORY, names.CATEGORY_WORD) in choice
        and choice[0][0] is not names.NEGATE
    )
