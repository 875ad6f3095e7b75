"""What is worked out for a word once and then remembered, up to a limit."""

from typing import Generic, TypeVar

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
