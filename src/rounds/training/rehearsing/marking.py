"""What the two checks say of a draft."""

import functools
from dataclasses import dataclass

from rounds.engines.privacy import Policy, Screening, screen
from rounds.engines.readability import Reading, grade
from rounds.engines.readability.formulas import flesch_kincaid
from rounds.training.rehearsing.conditions import Marks
from rounds.training.rehearsing.saying import count_words, folded, names_channel, says
from rounds.training.rehearsing.shapes import RehearsalFile

FEWEST = 15  # words below which not even a rough grade says anything


@dataclass(frozen=True, slots=True)
class Marked:
    """A draft with both results, and what the script asks of them."""

    words: str
    screening: Screening
    reading: Reading
    marks: Marks


def mark_draft(rehearsal: RehearsalFile, words: str) -> Marked:
    """Let both checks read a draft; the same words always give the same marks."""
    return mark_words(words, rehearsal.voice, rehearsal.language, rehearsal.staff, rehearsal.contacts)


@functools.lru_cache(maxsize=256)
def mark_words(words: str, voice: str, language: str, staff: tuple[str, ...], contacts: tuple[str, ...]) -> Marked:
    policy = Policy(own_people=frozenset(staff), contacts=frozenset(contacts))
    screening = screen(words, voice=voice, policy=policy)
    reading = grade(words, language=language.split("-", maxsplit=1)[0])
    text = folded(words)
    marks = Marks(
        verdict=screening.verdict.value,
        rules=frozenset(finding.rule for finding in screening.findings),
        grade=grade_of(reading),
        words=count_words(words),
        channel=names_channel(text, contacts),
        says=functools.partial(says, text),
    )
    return Marked(words, screening, reading, marks)


def grade_of(reading: Reading) -> float | None:
    """The reading grade; for an English draft of 15 to 99 words a rough one, since most public answers are that short.

    >>> grade_of(grade("Thank you.", language="en")) is None
    True
    """
    if reading.grade is not None or reading.language != "en" or reading.counts.words < FEWEST:
        return reading.grade
    rough = flesch_kincaid(reading.counts)
    return None if rough is None else max(0.0, round(rough, 1))
