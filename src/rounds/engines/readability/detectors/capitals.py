"""Words in capitals, and letters that stand for words."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path

from rounds.engines.readability.familiar import familiar
from rounds.engines.readability.findings import Hint, hint
from rounds.engines.readability.inflection import article
from rounds.engines.readability.prose import Prose, Word
from rounds.engines.readability.wording import capital

FOLDER = Path(__file__).parent.parent / "lexicons"
LONGEST = 6  # more letters are a word, not an acronym
ROMAN = re.compile(r"[IVXLC]+\Z")
EXPLAINED = re.compile(r"[^\W\d_]+[ -][^\W\d_]+[ ]?\(\Z")
FOLLOWED = re.compile(
    r"\)|(?:,? or|,? which means|,? which stands for| stands for| means) |[ ]?\([^()]{3,80}[ -][^()]{2,80}\)"
)
SPANISH_WORDS = frozenset(
    ["de", "la", "el", "los", "las", "en", "no", "ya", "con", "por", "para", "su", "tu", "hoy", "salud", "y", "a", "es"]
)


@cache
def acronyms(language: str) -> dict[str, str]:
    """Letters and what they stand for in plain words; "" where everyone knows the letters."""
    rows = (
        line.split("\t")
        for line in (FOLDER / "acronyms.tsv").read_text("utf-8").splitlines()
        if line and line[0] != "#"
    )
    return {letters: words for letters, spoken, words in rows if spoken in {language, "all"}}


def find(read: Prose, language: str) -> Iterator[Hint]:
    met: set[str] = set()
    for sentence in read.sentences:
        runs = (list(run) for shouted, run in groupby(sentence.words, key=is_shouted) if shouted)
        for run in runs:
            words = trimmed(run, language)
            if is_shouting(words, language):
                yield hint(
                    "capitals",
                    read.text,
                    words[0].start,
                    words[-1].end,
                    swap=calm(read, words, sentence.words[0], language),
                )
            else:
                yield from letters(read, run, language, met)


def is_shouted(word: Word) -> bool:
    return word.text.isupper() and word.text[0].isalpha() and "." not in word.text


def is_word(word: Word, language: str) -> bool:
    text = word.lower
    known = familiar(text) if language == "en" else text in SPANISH_WORDS
    return (known and len(text) > 1 and word.text not in acronyms(language)) or (
        len(text) > LONGEST and not any(map(str.isdigit, text))
    )


def trimmed(run: Sequence[Word], language: str) -> list[Word]:
    """The run from its first to its last plain word."""
    plain = [place for place, word in enumerate(run) if is_word(word, language)]
    return list(run[plain[0] : plain[-1] + 1]) if plain else []


def is_shouting(words: Sequence[Word], language: str) -> bool:
    return any(len(word.text) > 2 for word in words)


def calm(read: Prose, words: Sequence[Word], first: Word, language: str) -> str:
    known = acronyms(language)
    text, start = read.text[words[0].start : words[-1].end], words[0].start
    for word in words:
        if word.text not in known and word.text != "I":
            text = text[: word.start - start] + word.text.lower() + text[word.end - start :]
    return capital(text) if words[0] == first else text


def letters(read: Prose, run: Sequence[Word], language: str, met: set[str]) -> Iterator[Hint]:
    known = acronyms(language)
    for word in run:
        name = word.text.removesuffix("S") if word.text.removesuffix("S") in known else word.text
        if name in met or not 2 <= len(name) <= LONGEST or ROMAN.match(name) or "'" in name or "-" in name:
            continue
        met.add(name)
        if known.get(name, "?") and not is_explained(read.text, word):
            yield spelled(read.text, word, known.get(name, ""))


def is_explained(text: str, word: Word) -> bool:
    return bool(EXPLAINED.search(text, max(0, word.start - 80), word.start) or FOLLOWED.match(text, word.end))


def spelled(text: str, word: Word, words: str) -> Hint:
    if not words:
        return hint("acronym", text, word.start, word.end)
    before = re.search(r"\b(an?) \Z", text[max(0, word.start - 4) : word.start], re.IGNORECASE)
    swap = f"{words} ({word.text})"
    if before and before[1].lower() != article(words):
        new = article(words)
        return hint(
            "acronym",
            text,
            word.start - len(before[0]),
            word.end,
            swap=f"{capital(new) if before[1][0] == 'A' else new} {swap}",
        )
    return hint("acronym", text, word.start, word.end, swap=swap)
