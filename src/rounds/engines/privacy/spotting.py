"""Patterns that are only tried at the words they can begin with."""

import re
from collections.abc import Iterator

from rounds.engines.privacy.hints import HINTS
from rounds.engines.privacy.openings import openings
from rounds.engines.privacy.text import Post


class Spot:
    """One pattern over the small letters of a text, or over the text as it is; it finds what `re.finditer` finds."""

    __slots__ = ("bit", "capitals", "marks", "pattern")

    def __init__(self, source: str, *, begins: str = "", capitals: bool = False) -> None:
        """`begins` is how all matches begin, where that is quicker to read than the whole source."""
        self.pattern, self.capitals = re.compile(source), capitals
        words, others = openings(begins or (source.lower() if capitals else source))
        self.marks = tuple(sorted(others))
        self.bit = HINTS.begin_with(words)

    def finditer(self, post: Post) -> Iterator[re.Match[str]]:
        """All matches in a text, from left to right, none inside another."""
        if self.marks and any(mark in post.lower for mark in self.marks):
            yield from self.pattern.finditer(self._text(post))
        elif post.hints & self.bit:
            end, text, match = 0, self._text(post), self.pattern.match
            for place in post.places(self.bit):
                if place >= end and (found := match(text, place)):
                    yield found
                    end = found.end()

    def there(self, post: Post) -> bool:
        """Whether it is anywhere in a text."""
        return bool(post.hints & self.bit or self.marks) and any(self.finditer(post))

    def _text(self, post: Post) -> str:
        return post.plain if self.capitals else post.lower

    def within(self, post: Post, start: int, end: int) -> bool:
        """Whether it is somewhere between two places, as if the text ended at the second."""
        places = post.places(self.bit) if post.hints & self.bit else ()
        return any(start <= place < end and self.pattern.match(post.lower, place, end) for place in places)
