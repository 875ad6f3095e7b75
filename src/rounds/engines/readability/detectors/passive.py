"""Passive voice: "be" and a participle, with few false alarms; light in Spanish."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rounds.engines.readability.findings import Hint, hint
from rounds.engines.readability.prose import Prose, Sentence, Word
from rounds.engines.readability.wording import capital

from .participles import IRREGULAR, STATES

BE = frozenset(["am", "is", "are", "was", "were", "be", "been", "being", "isn't", "aren't", "wasn't", "weren't"])
GET = frozenset(["get", "gets", "got", "getting", "gotten"])
BETWEEN = frozenset(
    ["not", "also", "often", "never", "always", "then", "still", "now", "being", "been", "just", "already"]
)
DETERMINERS = frozenset(
    ["the", "a", "an", "my", "your", "his", "her", "our", "their", "this", "that", "these", "those"]
)
OBJECTS = {"i": "me", "he": "him", "she": "her", "we": "us", "they": "them", "it": "it", "you": "you"}
SUBJECTS = {new: old for old, new in OBJECTS.items()}
SER = re.compile(
    r"\b(?:(?:fue|fueron|será|serán|ser|sido) (?:\w+(?:ad|id)|hech|escrit|vist|puest|abiert)[oa]s?"
    r"|(?:es|son|era|eran) \w+(?:ad|id)[oa]s? por)\b",
    re.IGNORECASE,
)
SE = re.compile(
    r"\bse (recomienda|aconseja|debe|deben|administra|realiza|realizará|utiliza|efectúa|requiere)\b", re.IGNORECASE
)
WITHOUT_SE = {
    "recomienda": "recomendamos",
    "aconseja": "aconsejamos",
    "debe": "debe",
    "deben": "debe",
    "requiere": "necesita",
}


def find(read: Prose, language: str) -> Iterator[Hint]:
    if language == "en":
        for sentence in read.sentences:
            yield from english(read.text, sentence)
    elif language == "es":
        for match in SER.finditer(read.masked):
            yield hint("passive", read.text, *match.span())
        for match in SE.finditer(read.masked):
            plain = WITHOUT_SE.get(match[1].lower(), "")
            yield hint("passive", read.text, *match.span(), swap=capital(plain) if match[0][0] == "S" else plain)


def english(text: str, sentence: Sentence) -> Iterator[Hint]:
    words = sentence.words
    lower = [word.lower for word in words]
    place = 0
    while place < len(words):
        end = participle(lower, place) if lower[place] in BE | GET else None
        if end is not None:
            start, stop, swap = turned(text, sentence, lower, place, end)
            yield hint("passive", text, start, stop, swap=swap)
        place = place + 1 if end is None else end + 1


def participle(lower: Sequence[str], place: int) -> int | None:
    """Where the participle stands that makes this "be" a passive."""
    end = place + 1
    while end < len(lower) and end - place < 4 and (lower[end] in BETWEEN or lower[end].endswith("ly")):
        end += 1
    if end >= len(lower):
        return None
    word, by = lower[end], lower[end + 1 : end + 2] == ["by"]
    deed = word in IRREGULAR or (word.endswith("ed") and len(word) > 4)
    sure = by if word in STATES or lower[place] in GET else deed
    return end if deed and sure else None


def turned(text: str, sentence: Sentence, lower: Sequence[str], place: int, end: int) -> tuple[int, int, str]:
    """The place of the hint, and the active sentence where it is plain: "X was done by Y." becomes "Y did X."."""
    words = sentence.words
    agent = words[end + 2 :]
    whole = lower[place] in {"was", "were"} and end == place + 1 and lower[end + 1 : end + 2] == ["by"]
    if not (whole and simple(words[:place]) and simple(agent) and sentence_is_bare(text, sentence, words)):
        return words[place].start, words[end].end, ""
    doer = SUBJECTS.get(lower[end + 2], text[agent[0].start : agent[-1].end])
    swap = f"{capital(doer)} {IRREGULAR.get(lower[end], lower[end])} {as_object(text, words[:place])}"
    return words[0].start, words[-1].end, swap


def simple(words: Sequence[Word]) -> bool:
    """A pronoun, or a short group of words after an article or the like."""
    if len(words) == 1:
        return words[0].lower in OBJECTS or words[0].lower in SUBJECTS
    return (
        1 < len(words) < 4
        and words[0].lower in DETERMINERS
        and not any(word.lower in {"and", "or", "in", "of"} for word in words)
    )


def sentence_is_bare(text: str, sentence: Sentence, words: Sequence[Word]) -> bool:
    between = (text[one.end : two.start] for one, two in pairwise(words))
    return all(gap == " " for gap in between) and text[words[-1].end : sentence.end].strip(".!") == ""


def as_object(text: str, words: Sequence[Word]) -> str:
    phrase = text[words[0].start : words[-1].end]
    return OBJECTS.get(phrase.lower(), phrase[0].lower() + phrase[1:])
