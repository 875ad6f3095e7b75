"""Percentages, decimals and groups of changing size."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from rounds.engines.readability.findings import Hint, hint
from rounds.engines.readability.prose import Prose, Sentence

from .rates import PERCENT, Odds, counted, odds, told

CHANGE = re.compile(
    r" (?:higher|lower|more|less|greater|fewer|increase|decrease|reduction|drop|rise|jump|rate|off|discount|"
    r"saline|alcohol|solution|milk|isopropyl|dextrose|bleach|ethanol|oxygen|confidence|CI\b|"
    r"más|menos|mayor|menor|de aumento|de descuento|de reducción|de confianza)"
)
BY = re.compile(r"\b(?:by|up|down|rose|fell|un|increased?|decreased?|grew|dropped)(?: by)? \Z", re.IGNORECASE)
DECIMAL = re.compile(
    r"(?<![\w.,$£€])(?<![=<>≤≥])(?<![=<>≤≥] )(0[.,]\d{1,3})\b(?![.,]?\d)"
    r"(?! ?(?:%|percent|per cent|por ciento|°|mg|mcg|ml|mL|g|kg|l|L|mm|cm|km|m|mmol|units?|hours?|horas?|points?|puntos?|inch|in)\b|%)"
)
ROUND = (100, 1_000, 10_000, 100_000)
CHANCE = re.compile(r"\b(?:risk|chance|probability|odds|rate|riesgo|probabilidad|tasa)s?\b", re.IGNORECASE)


def find(read: Prose, language: str) -> Iterator[Hint]:
    if language not in PERCENT:
        return
    counts = list(odds(read.masked, language))
    for sentence in read.sentences:
        if not told_as_count(counts, sentence):
            yield from percentages(read, sentence, language)
            yield from decimals(read, sentence, language)
    yield from sizes(read, counts, language)


def told_as_count(counts: list[Odds], sentence: Sentence) -> bool:
    after = bisect_left(counts, sentence.start, key=lambda one: one.start)
    return after < len(counts) and counts[after].start < sentence.end


def is_share(text: str, match: re.Match[str]) -> bool:
    """A share of people, and not a change, a price or what is in a bottle."""
    number = float(match[1].replace(",", "."))
    changed = CHANGE.match(text, match.end()) or BY.search(text, max(0, match.start(1) - 15), match.start(1))
    return 0 < number < 100 and not changed


def percentages(read: Prose, sentence: Sentence, language: str) -> Iterator[Hint]:
    for match in PERCENT[language].finditer(read.masked, sentence.start, sentence.end):
        if is_share(read.masked, match):
            noun = bool(match["of"])
            end = match.end() - (len(match[0]) - len(match[0].rstrip()))
            yield hint(
                "percentage", read.text, match.start(), end if noun else match.end(), swap=counted(match[1], language)
            )


def decimals(read: Prose, sentence: Sentence, language: str) -> Iterator[Hint]:
    if not CHANCE.search(read.masked, sentence.start, sentence.end):
        return
    for match in DECIMAL.finditer(read.masked, sentence.start, sentence.end):
        places = match[1][2:].ljust(2, "0")
        if int(places):
            yield hint("decimal", read.text, *match.span(1), swap=told(int(places), 10 ** len(places), language))


def sizes(read: Prose, found: list[Odds], language: str) -> Iterator[Hint]:
    """Counts whose group differs in size from the largest round one, and odds of "1 in" beside percentages."""
    size = max([one.whole for one in found if one.whole in ROUND], default=found[0].whole if found else 0)
    shares = any(is_share(read.masked, match) for match in PERCENT[language].finditer(read.masked))
    for one in found:
        if one.whole != size:
            yield hint("denominators", read.text, one.start, one.end, swap=resized(one, size, language))
        elif shares and one.part == 1 and one.whole != 100:
            yield hint("mixed_odds", read.text, one.start, one.end, swap=resized(one, 100, language))


def resized(one: Odds, whole: int, language: str) -> str:
    """The same chance in a group of another size, or "" where it would be less than one.

    >>> resized(Odds(0, 0, 1, 8), 100, "en"), resized(Odds(0, 0, 1, 5000), 100, "en")
    ('about 13 in 100', '')
    """
    part = int(one.part * whole / one.whole + 0.5)
    if not part:
        return ""
    about = "" if part * one.whole == one.part * whole else {"en": "about ", "es": "cerca de "}[language]
    return about + told(part, whole, language)
