"""Runs of emoji, and an emoji in the place of a word."""

import re
from collections.abc import Iterator

from rounds.engines.readability.findings import Hint, hint
from rounds.engines.readability.masking import EMOJI_BASE
from rounds.engines.readability.prose import Prose
from rounds.engines.readability.sentences import split_words
from rounds.engines.readability.wording import in_place

PART = f"[{EMOJI_BASE}][\ufe0e\ufe0f\u20e3\U000e0020-\U000e007f\U0001f3fb-\U0001f3ff]*+"
ONE = f"(?:[\U0001f1e6-\U0001f1ff]{{2}}|{PART}(?:\u200d{PART}){{0,8}}+)"
RUN = re.compile(f"({ONE})(?: ?{ONE}){{2,}}+")
STANDING = re.compile(f"(?<=[^\\W\\d_] )({ONE})(?= [^\\W\\d_])")
SINGLE = re.compile(ONE)
BEFORE = re.compile(r"([^\W\d_]+) \Z")
LEADS = {
    "en": split_words(
        "a an the my your our his her their i we you to get of for with this some take took love no more wear call"
    ),
    "es": split_words("el la los las un una mi su tu de con yo para sin más este esta"),
}
WORDS = {
    "en": {"💉": "vaccine", "🏥": "hospital", "💊": "medicine", "❤": "love", "😷": "mask", "📞": "call", "🧠": "brain", "🫁": "lungs",
           "🦷": "teeth", "🚑": "ambulance", "👶": "baby", "🩸": "blood", "💤": "sleep", "🍎": "fruit", "🚭": "no smoking", "🏠": "home",
           "👀": "eyes", "🤰": "pregnancy", "🌡": "thermometer", "🧼": "soap", "💧": "water"},
    "es": {"💉": "vacuna", "🏥": "hospital", "💊": "medicina", "😷": "mascarilla", "🧠": "cerebro", "👶": "bebé", "🩸": "sangre",
           "🏠": "casa", "💧": "agua", "🧼": "jabón"},
}  # fmt: skip


def find(read: Prose, language: str) -> Iterator[Hint]:
    for match in RUN.finditer(read.text):
        yield hint("emoji_run", read.text, *match.span(), swap=match[1])
    if language not in LEADS:
        return
    for match in STANDING.finditer(read.text):
        before = BEFORE.search(read.text, max(0, match.start() - 12), match.start())
        if before and before[1].lower() in LEADS[language]:
            word = WORDS[language].get(match[1].rstrip("\ufe0f\ufe0e"), "")
            start, swap = (
                in_place(read.text, *match.span(), word) if word and language == "en" else (match.start(), word)
            )
            yield hint("emoji_word", read.text, start, match.end(), swap=swap)
