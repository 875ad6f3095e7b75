"""Every component in all its states, with invented content: shown at /ui/ and rendered by the tests."""

from rounds.core.gallery import content, forms, learning, lists, shell
from rounds.core.gallery.component import Component, State

GROUPS: tuple[tuple[str, tuple[Component, ...]], ...] = (
    ("Page shell", shell.COMPONENTS),
    ("Words and surfaces", content.COMPONENTS),
    ("Forms", forms.COMPONENTS),
    ("Lists, tables and time", lists.COMPONENTS),
    ("Lessons and questions", learning.COMPONENTS),
)

__all__ = ["GROUPS", "Component", "State"]
