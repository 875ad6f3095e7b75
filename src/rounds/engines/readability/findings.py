"""What the engine hands out: counts, scores and hints, each with its reason."""

from dataclasses import dataclass

EMPTY = "There is no text to grade."
SHORT = (
    "The text is too short for a grade: the formulas need about 100 words and 3 sentences. Look at the hints instead."
)
ENGLISH_ONLY = "This formula was made for English."
SPANISH_ONLY = "This formula was made for Spanish."
FEW_SENTENCES = "SMOG was made for 30 sentences or more; with fewer it is a rough guess."
NO_GRADE = "School grades are worked out for English only. Look at the scores made for this language."
REASONS = (EMPTY, SHORT, ENGLISH_ONLY, SPANISH_ONLY, FEW_SENTENCES, NO_GRADE)

KINDS = {
    "long_sentence": "A sentence of more than 20 words is hard to follow. Split it.",
    "very_long_sentence": "A sentence of more than 25 words loses readers, staff too. Split it.",
    "passive": "The sentence hides who does what. Say who acts.",
    "jargon": "This is a word of the trade. Most readers know the plain one better.",
    "percentage": "Readers grasp a count better than a percentage. Say how many of how many.",
    "decimal": "Readers grasp a count better than a decimal. Say how many of how many.",
    "denominators": "The number of people counted changes. Keep one group size, so that readers can compare.",
    "mixed_odds": "Two ways to tell a chance stand side by side. Use one way, with one group size.",
    "relative_risk": "A change in risk means little alone. Say the risk before and after, as counts of people.",
    "vague_risk": "Readers take this word in very different ways. Add a number.",
    "significant": "This word can mean important, large or not due to chance. Say which.",
    "capitals": "Words in capitals are harder to read, and screen readers may spell them out.",
    "acronym": "Not every reader knows these letters. Write the words out at first use.",
    "hashtag": "Start each word of a tag with a capital, so that people and screen readers can tell the words apart.",
    "emoji_run": "A screen reader says the name of every emoji. Keep one.",
    "emoji_word": "An emoji in the place of a word can be missed or misread. Use the word.",
    "picture": "The picture has no description, so people who cannot see it miss it. Write one.",
    "double_negative": "Two negatives make readers stop and work it out. Say it the straight way.",
    "link_text": "A link should say where it leads, as some readers hear the links alone.",
}


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted, after lists, links, tags, handles and emoji were set aside.

    >>> Counts(words=100, sentences=5).words
    100
    """

    characters: int = 0
    letters: int = 0
    words: int = 0
    sentences: int = 0
    syllables: int = 0
    polysyllables: int = 0
    long_words: int = 0
    difficult_words: int = 0


@dataclass(frozen=True, slots=True)
class Score:
    """One formula: `value` is None where it cannot say; `reason` says why, or why the value is doubtful."""

    name: str
    value: float | None
    scale: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """One thing to mend: `text` is `whole[start:end]`, and `swap` stands there better ("" when there is none)."""

    start: int | None
    end: int | None
    kind: str
    text: str
    why: str
    swap: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What `grade` says of a text."""

    language: str
    counts: Counts
    formulas: tuple[Score, ...]
    findings: tuple[Hint, ...]
    grade: float | None
    level: int | None
    reason: str = ""


def hint(kind: str, text: str, start: int, end: int, *, swap: str = "", source: str = "") -> Hint:
    return Hint(start, end, kind, text[start:end], KINDS[kind], swap, source)
