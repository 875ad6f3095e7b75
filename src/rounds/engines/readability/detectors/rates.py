"""Finds numbers that tell how many of how many, for the detectors of numbers and risk."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

PERCENT = {
    "en": re.compile(
        r"(?<![\w.,$£€])(\d{1,4}(?:\.\d{1,4})?)(?: ?%| percent\b| per cent\b)"
        r"(?P<of> of (?!the |these |those |our |my |all |its |us |them ))?"
    ),
    "es": re.compile(
        r"(?:\b(?:el|un) )?(?<![\w.,$£€])(\d{1,4}(?:[.,]\d{1,4})?)(?: ?%| por ciento\b)(?P<of> de (?:los |las )?)?",
        re.IGNORECASE,
    ),
}
ODDS = {
    "en": re.compile(
        r"(?<![\w.,/-])(\d{1,3}(?:,\d{3})+|\d{1,7})(?: (?:in|in every|out of|out of every|of every) |-in-)"
        r"(\d{1,3}(?:,\d{3})+|\d{1,7})\b(?![.,:/]\d)"
    ),
    "es": re.compile(
        r"(?<![\w.,/-])(\d{1,3}(?:[.,]\d{3})+|\d{1,7}) (?:de cada|de entre|en) (\d{1,3}(?:[.,]\d{3})+|\d{1,7})\b(?![.,:/]\d)"
    ),
}
NOT_PEOPLE = re.compile(
    r" (?:hours?|days?|weeks?|months?|years?|minutes?|seconds?|mg|ml|horas?|días?|semanas?|meses|años?|minutos?)\b"
)


@dataclass(frozen=True, slots=True)
class Odds:
    start: int
    end: int
    part: int
    whole: int


def odds(text: str, language: str) -> Iterator[Odds]:
    for match in ODDS[language].finditer(text):
        part, whole = (int(re.sub(r"[.,]", "", number)) for number in match.groups())
        year = 1900 <= whole <= 2100 and whole != 2000 and whole % 100 != 0
        if 0 < part < whole and not year and not NOT_PEOPLE.match(text, match.end()):
            yield Odds(match.start(), match.end(), part, whole)


def counted(number: str, language: str) -> str:
    """A percentage as a count: one place after the point makes it a count in 1,000.

    >>> counted("25", "en"), counted("0.3", "en"), counted("2,5", "es")
    ('25 in 100', '3 in 1,000', '25 de cada 1.000')
    """
    whole, _, places = number.replace(",", ".").partition(".")
    size = 100 * 10 ** len(places)
    return told(int(whole + places), size, language)


def told(part: int, whole: int, language: str) -> str:
    if language == "es":
        return f"{part:,} de cada {whole:,}".replace(",", ".")
    return f"{part:,} in {whole:,}"
