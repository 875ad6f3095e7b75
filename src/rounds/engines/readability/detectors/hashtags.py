"""Tags written without capitals, cut into words by our own word lists."""

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from rounds.engines.readability.familiar import familiar_words
from rounds.engines.readability.findings import Hint, hint
from rounds.engines.readability.inflection import plural, verb_forms
from rounds.engines.readability.lexicon import entries
from rounds.engines.readability.masking import HASHTAG, LINK
from rounds.engines.readability.prose import Prose

LIST = Path(__file__).parent.parent / "lexicons" / "hashtag_words.txt"
LONGEST_TAG = 60
LONGEST_WORD = 22


@cache
def tag_words() -> frozenset[str]:
    lines = LIST.read_text("utf-8").splitlines()
    own = {word for line in lines if line and line[0] != "#" for word in line.split()}
    trade = {entry.term for entry in entries("en") if entry.term.isalpha()}
    words = {word for word in own | trade | familiar_words() if word.isalpha()}
    return frozenset(words | {form for word in words if len(word) > 3 for form in (*verb_forms(word), plural(word))})


def find(read: Prose, language: str) -> Iterator[Hint]:
    links = [match.span() for match in LINK.finditer(read.text)]
    for match in HASHTAG.finditer(read.text):
        body = match[1]
        plain = body[0] + body[1:].lower() == body or body.isupper()
        if plain and body.isalpha() and not any(start <= match.start() < end for start, end in links):
            words = cut(body.lower())
            if len(words) > 1:
                yield hint("hashtag", read.text, *match.span(), swap="#" + "".join(map(str.capitalize, words)))


def is_tag_word(word: str) -> bool:
    return word in tag_words() and (len(word) > 1 or word in "ai")


@lru_cache(maxsize=500)
def cut(tag: str) -> tuple[str, ...]:
    """The fewest known words that make up the tag; nothing when it cannot be cut, or need not be.

    >>> cut("mentalhealthawareness"), cut("hospital"), cut("xqzzy")
    (('mental', 'health', 'awareness'), ('hospital',), ())
    """
    if len(tag) > LONGEST_TAG:
        return ()
    best: list[tuple[float, tuple[str, ...]] | None] = [(0, ())] + [None] * len(tag)
    for end in range(1, len(tag) + 1):
        for start in range(max(0, end - LONGEST_WORD), end):
            before, word = best[start], tag[start:end]
            if before and is_tag_word(word):
                cost = before[0] + 1 + (1.2 if len(word) < 3 else 0)
                if best[end] is None or cost < best[end][0]:  # type: ignore[index]
                    best[end] = (cost, (*before[1], word))
    last = best[-1]
    return last[1] if last else ()
