"""Words of the trade."""

from collections.abc import Iterator

from ..findings import Hint, hint
from ..prose import Prose


def find(read: Prose, language: str) -> Iterator[Hint]:
    for word in read.words:
        if word.lower == "hypertension":
            yield hint(
                "jargon",
                read.text,
                word.start,
                word.end,
                swap="High blood pressure" if word.text[0].isupper() else "high blood pressure",
                source="MedlinePlus",
            )
