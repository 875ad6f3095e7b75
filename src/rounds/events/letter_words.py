"""Marks such as {title} in the words of a letter."""

import re
from collections.abc import Mapping

MARK = re.compile(r"\{([^{}]*)\}")
MARKS = ("name", "title", "event", "link", "answer_by")


def unknown_marks(words: str) -> list[str]:
    """Marks that nobody can fill in.

    >>> unknown_marks("Dear {name}, about {titel}: {}")
    ['{titel}', '{}']
    """
    return [f"{{{name}}}" for name in MARK.findall(words) if name not in MARKS]


def filled(words: str, facts: Mapping[str, str]) -> str:
    """
    >>> filled("Dear {name}, {other}", {"name": "Ada {title}", "title": "x"})
    'Dear Ada {title}, {other}'
    """
    return MARK.sub(lambda found: facts.get(found[1], found[0]), words)
