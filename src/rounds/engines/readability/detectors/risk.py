"""Risk told as a change alone, in words without a number, or as "significant"."""

import re
from collections.abc import Iterator

from rounds.engines.readability.findings import Hint, hint
from rounds.engines.readability.prose import Prose, Sentence

from .rates import ODDS

RELATIVE = {
    "en": re.compile(
        r"\b(?:doubl|tripl|halv)(?:e|es|ed|ing)\b|\b(?:twice|(?:\w+|\d+(?:\.\d+)?) times) (?:as|more|less|higher|greater|lower)\b"
        r"|\b\d+(?:\.\d+)?(?: ?%| percent| per cent) (?:higher|lower|more|less|greater|fewer|increase|decrease|reduction|drop|rise)\b"
        r"|\bby (?:\d+(?:\.\d+)?(?: ?%| percent| per cent)|half)(?!\w)|\bin half\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:duplic|triplic)\w+|\bel (?:doble|triple)\b|\b\w+ veces (?:más|menos|mayor|menor)\b|\ba la mitad\b"
        r"|\b\d+(?:[.,]\d+)?(?: ?%| por ciento) (?:más|menos|mayor|menor|de aumento|de reducción)\b",
        re.IGNORECASE,
    ),
}
CHANCE = {
    "en": re.compile(r"\b(?:risks?|chances?|odds|likely|likelihood|probability)\b", re.IGNORECASE),
    "es": re.compile(r"\b(?:riesgos?|probabilidad(?:es)?|posibilidad(?:es)?)\b", re.IGNORECASE),
}
VAGUE = {
    "en": re.compile(
        r"(?<!in )\b(?:very |quite |more |less |most )?(?:rare|rarely|uncommon|common|commonly)\b"
        r"(?! (?:cold|sense|questions?|ground|diseases?|disorders?|conditions?|room|knowledge|than))",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:muy |poco |más )?(?:rar[oa]s?|frecuentes?|infrecuentes?|comun(?:es)?|común)\b(?! que)", re.IGNORECASE
    ),
}
HARM = {
    "en": re.compile(
        r"\b(?:side effects?|risks?|complications?|reactions?|problems?|harms?|bleeding|infections?|allerg\w+|clots?|deaths?|symptoms?)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:efectos?|riesgos?|complicaci\w+|reacci\w+|problemas?|daños?|infecci\w+|alerg\w+|síntomas?)\b",
        re.IGNORECASE,
    ),
}
SIGNIFICANT = {
    "en": re.compile(r"(?<!statistically )\bsignificant(?:ly)?\b(?! others?\b)", re.IGNORECASE),
    "es": re.compile(r"(?<!estadísticamente )\bsignificativ(?:[oa]s?|amente)\b", re.IGNORECASE),
}
NUMBER = re.compile(r"\d")


def find(read: Prose, language: str) -> Iterator[Hint]:
    if language not in RELATIVE:
        return
    for sentence in read.sentences:
        yield from relative(read, sentence, language)
        if not NUMBER.search(read.masked, sentence.start, sentence.end):
            yield from wordy(read, sentence, language)


def relative(read: Prose, sentence: Sentence, language: str) -> Iterator[Hint]:
    place = (read.masked, sentence.start, sentence.end)
    if CHANCE[language].search(*place) and not ODDS[language].search(*place):
        for match in RELATIVE[language].finditer(*place):
            yield hint("relative_risk", read.text, *match.span())


def wordy(read: Prose, sentence: Sentence, language: str) -> Iterator[Hint]:
    place = (read.masked, sentence.start, sentence.end)
    if HARM[language].search(*place):
        for match in VAGUE[language].finditer(*place):
            yield hint("vague_risk", read.text, *match.span())
    for match in SIGNIFICANT[language].finditer(*place):
        yield hint("significant", read.text, *match.span())
