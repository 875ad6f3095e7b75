"""Sentences of many words, and where to split them."""

import re
from collections.abc import Iterator

from rounds.engines.readability.findings import Hint, hint
from rounds.engines.readability.prose import Prose, Sentence
from rounds.engines.readability.wording import capital

PATIENTS, STAFF = 20, 25
SHORTEST = 4  # no half may have fewer words
SEAMS = {
    "en": re.compile(
        r";(?: (?:and|however),?)? |(?:, and|(?=, (?:but|so) ),) (?=(?:(?:but|so) )?(?:I|you|he|she|it|we|they|this|there)\b)"
    ),
    "es": re.compile(r"; |, (?=pero )|, y (?=(?:usted|ella|él|ellos|ellas|nosotros|esto|no|se)\b)"),
    "other": re.compile(r"; "),
}


def find(read: Prose, language: str) -> Iterator[Hint]:
    for sentence in read.sentences:
        if len(sentence.words) > PATIENTS:
            kind = "very_long_sentence" if len(sentence.words) > STAFF else "long_sentence"
            yield hint(kind, read.text, sentence.start, sentence.end, swap=split(read, sentence, SEAMS[language]))


def split(read: Prose, sentence: Sentence, seams: re.Pattern[str]) -> str:
    """The sentence in two, cut at the last seam that leaves a first half of at most 20 words."""
    swap = ""
    for seam in seams.finditer(read.masked, sentence.start, sentence.end):
        first = sum(word.end <= seam.start() for word in sentence.words[: PATIENTS + 1])
        if SHORTEST <= first <= PATIENTS and len(sentence.words) - first >= SHORTEST:
            swap = f"{read.text[sentence.start : seam.start()]}. {capital(read.text[seam.end() : sentence.end])}"
        elif first > PATIENTS:
            break
    return swap
