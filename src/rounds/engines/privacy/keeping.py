"""What is worked out for a word once and then remembered, up to a limit."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

Value = TypeVar("Value")
KEPT_WORDS, KEPT_LETTERS = 20_000, 24
READ_LETTERS = 100  # of a longer word only these are looked at: no word of a language has so many


class Kept(dict[str, Value], Generic[Value]):
    """A word to what was worked out for it; long words are not kept, and a full store begins anew."""

    def worked_out(self, word: str) -> Value:
        raise NotImplementedError

    def __missing__(self, word: str) -> Value:
        value = self.worked_out(word)
        if len(word) <= KEPT_LETTERS:
            if len(self) >= KEPT_WORDS:
                self.clear()
            self[word] = value
        return value


class Words(Kept[tuple[Any, ...]]):
    """A word to all that is known of it: one value for each column."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: list[Callable[[str], Any]] = []
        self.same: dict[Any, Any] = {}

    def column(self, work: Callable[[str], Any]) -> int:
        """The number of a new column, whose values are worked out like this."""
        self.columns.append(work)
        self.clear()
        return len(self.columns) - 1

    def worked_out(self, word: str) -> tuple[Any, ...]:
        """Values that are alike are kept once: so they stay near the processor."""
        if len(self.same) >= KEPT_WORDS:
            self.same.clear()
        return tuple([self.same.setdefault(value, value) for value in [work(word) for work in self.columns]])


WORDS = Words()
