"""Every detector, one file for each family of hints."""

from collections.abc import Callable, Iterator, Sequence

from rounds.engines.readability.findings import KINDS, Hint
from rounds.engines.readability.prose import Prose

from . import capitals, emoji, hashtags, jargon, links, long_sentences, negatives, numbers, passive, risk

Detector = Callable[[Prose, str], Iterator[Hint]]
DETECTORS: tuple[Detector, ...] = tuple(
    module.find
    for module in (capitals, emoji, hashtags, jargon, links, long_sentences, negatives, numbers, passive, risk)
)


def find(read: Prose, language: str, pictures: Sequence[str | None]) -> list[Hint]:
    """All hints in reading order; pictures, which have no place in the text, come last."""
    found = [hint for detector in DETECTORS for hint in detector(read, language)]
    found.sort(key=lambda hint: (hint.start or 0, hint.end or 0, hint.kind))
    return found + [
        Hint(None, None, "picture", "", KINDS["picture"]) for words in pictures if not (words or "").strip()
    ]
