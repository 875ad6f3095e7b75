"""Grades a text: counts, formulas, hints, and one grade and step out of them."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from .counting import count
from .detectors import find
from .findings import NO_GRADE, Hint, Reading, Score
from .formulas import scores, why_not
from .language import guess
from .prose import Survey, prose, survey

LANGUAGES = ("en", "es")
GRADES = (6, 8, 10, 12)  # the highest school grade of steps 1 to 4 of the meter
EASE = (
    80,
    65,
    55,
    40,
)  # the lowest Szigriszt-Pazos value of steps 1 to 4: the INFLESZ scale (Barrio-Cantalejo and others, 2008)


def grade(text: str, *, language: str | None = None) -> Reading:
    """Counts, formulas and hints of a text; `grade` is the middle of the school-grade formulas that can say.

    >>> grade("Wash your hands before you eat. " * 20).grade
    1.8
    >>> grade("Wash your hands.").reason[:22]
    'The text is too short '
    """
    seen = survey(text)
    spoken = language_of(seen, language)
    counts = count(seen, spoken)
    values = scores(counts, spoken)
    reason = why_not(counts, "", spoken) or ("" if spoken == "en" else NO_GRADE)
    middle = school_grade(values)
    return Reading(spoken, counts, values, tuple(find(prose(seen), spoken, ())), middle, level(middle, values), reason)


def language_of(seen: Survey, language: str | None) -> str:
    if language is None:
        return guess(seen.masked)
    root = language.lower().replace("_", "-").split("-")[0]
    return root if root in LANGUAGES else "other"


def school_grade(values: Sequence[Score]) -> float | None:
    """The middle of the school grades that are not in doubt, never below 0."""
    sure = sorted(
        score.value for score in values if score.scale == "grade" and score.value is not None and not score.reason
    )
    middle = sure[(len(sure) - 1) // 2 : len(sure) // 2 + 1]
    return max(0.0, round(sum(middle) / len(middle), 1)) if middle else None


def level(middle: float | None, values: Sequence[Score]) -> int | None:
    """The step of the meter, 1 (easy) to 5 (hard).

    >>> level(7.4, ())
    2
    """
    if middle is not None:
        return 1 + sum(middle > limit for limit in GRADES)
    ease = next((score.value for score in values if score.name == "szigriszt_pazos"), None)
    return None if ease is None else 1 + sum(ease < limit for limit in EASE)


def hints(text: str, *, language: str | None = None, pictures: Sequence[str | None] = ()) -> tuple[Hint, ...]:
    """What to mend in a text and its pictures (their descriptions, None or "" where missing), in reading order.

    >>> [(hint.text, hint.swap) for hint in hints("Hypertension is common here.") if hint.kind == "jargon"]
    [('Hypertension', 'High blood pressure')]
    """
    seen = survey(text)
    return tuple(find(prose(seen), language_of(seen, language), pictures))


def as_json(reading: Reading) -> dict[str, Any]:
    """The reading as plain lists and dictionaries.

    >>> sorted(as_json(grade("")))
    ['counts', 'findings', 'formulas', 'grade', 'language', 'level', 'reason']
    """
    plain = asdict(reading)
    return plain | {"formulas": list(plain["formulas"]), "findings": list(plain["findings"])}
